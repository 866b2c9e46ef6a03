"""Numbers of indicators as clerks write them, told apart and placed in the tree."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from service.docx.outline import outline
from service.drafting.drafts import draft
from service.drafting.fields import validate
from service.drafting.package import find_template
from service.drafting.workbook import form_workbook
from service.errors import BadData
from service.letters.batch import read
from service.letters.checks import unit_problems
from service.letters.indicators import indicator_tree
from service.letters.outline import UnclearNumber, placed
from service.letters.scores import score_book
from tests.service.letters.sample import FULL

TEMPLATE = find_template("letter")


def rows(*numbers: str | tuple[str, str]) -> list[dict[str, Any]]:
    pairs = ((one, "") if isinstance(one, str) else one for one in numbers)
    return [{"id": number, "parent_id": parent} for number, parent in pairs]


def keys(*numbers: str | tuple[str, str]) -> list[tuple[str, str]]:
    return [(one.key, one.parent) for one in placed(rows(*numbers))]


TREE = [("1", ""), ("1.1", "1"), ("1.2", "1"), ("2", ""), ("2.1", "2")]


@pytest.mark.parametrize(
    "numbers",
    [
        ("1", "1.1", "1.2", "2", "2.1"),
        ("1.", "1.1.", "1.2、", "２", "２．１"),
        ("1", "1-1", "1—2", "2", "2-1"),
        ("一、", "（一）", "（二）", "二、", "（一）"),
        ("一", "1", "2", "二", "1"),
        ("一、", "1．", "2．", "二、", "3．"),
        ("一、", "①", "②", "二、", "①"),
        ("一、", "⒈", "⒉", "二、", "⒈"),
        ("㈠", "⑴", "⑵", "㈡", "⑴"),
        ("第一方面", "第一项", "第二项", "第二方面", "第一项"),
        ("第1大类", "1)", "2)", "第2大类", "1)"),
        (("一", ""), ("（一）", "一"), ("（二）", "一、"), ("二", ""), ("(一)", "二")),
        ((" 1 ", ""), ("1.1", "1."), ("1.2", "１"), ("2", ""), ("2.1", "2、")),
    ],
)
def test_what_a_clerk_means_is_one_tree(numbers: tuple[Any, ...]) -> None:
    found = keys(*numbers)
    continued = [("2.3", "2") if numbers[-1] == "3．" else TREE[-1]]
    assert found == [*TREE[:-1], *continued]


def test_three_levels_by_the_way_they_are_written() -> None:
    assert [
        key for key, _ in keys("一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）")
    ] == [
        *("1", "1.1", "1.1.1", "1.1.2", "1.2", "1.2.1", "2", "2.1"),
    ]


@pytest.mark.parametrize("flat", [("1", "2", "3"), ("A1", "A2"), ("1.1", "1.2"), ("一、", "二、")])
def test_numbers_of_one_level_are_all_aspects(flat: tuple[str, ...]) -> None:
    assert all(parent == "" for _, parent in keys(*flat))


@pytest.mark.parametrize(
    ("numbers", "place", "told"),
    [
        (("1", "甲"), 1, "指标编号“甲”看不懂，请写成 1、1.1 这样，或一、（一）、1. 这样逐级编号。"),
        (("1", "2026-01-01"), 1, "像是被表格改成了日期，请把这一列设为文本格式后重填，如 1.1。"),
        (("1", "1.1", "1.1"), 2, "指标编号“1.1”重复，请改成不同的编号；如果是 1.10，"),
        (("1", "2", "2"), 2, "指标编号“2”重复，请改成不同的编号。"),
        (("一、", "二、", "四、"), 2, "接不上前面的第 2 个，请核对编号，或填“上级编号”"),
        (("一、", "（二）"), 1, "指标编号“（二）”前面没有第 1 个，请核对编号"),
        ((("一", ""), ("（一）", "三")), 1, "指标“（一）”的上级编号“三”前面没有，请核对。"),
        ((("一", ""), ("（一）", "一"), ("（一）", "一")), 2, "在同一个上级下重复"),
        ((("1", ""), ("1.1", "一级")), 1, "上级编号“一级”看不懂"),
    ],
)
def test_what_is_unclear_is_told_with_its_row(
    numbers: tuple[Any, ...], place: int, told: str
) -> None:
    with pytest.raises(UnclearNumber) as trouble:
        placed(rows(*numbers))
    assert trouble.value.place == place and told in str(trouble.value)
    assert str(trouble.value).endswith("。")


def chinese() -> dict[str, Any]:
    """Return the full sample, numbered 一、（一） without parents."""
    given, aspect, item = [], 0, 0
    for one in FULL["indicators"]:
        item = item + 1 if one.get("parent_id") else 0
        aspect += not one.get("parent_id")
        number = (
            f"（{'一二三四五六七八九'[item - 1]}）"
            if item
            else f"{'一二三四五六七八九'[aspect - 1]}、"
        )
        given.append({**{k: v for k, v in one.items() if k != "parent_id"}, "id": number})
    return FULL | {"indicators": given}


def test_a_letter_shows_the_numbers_as_typed_and_its_scores_their_places() -> None:
    plain, typed = (draft(TEMPLATE, one).docx for one in (FULL, chinese()))
    lines = (outline(plain).splitlines(), outline(typed).splitlines())
    changed = [(a, b) for a, b in zip(*lines, strict=True) if a != b]
    assert changed and all("（一）" in b or "（" in b for _, b in changed)
    assert indicator_tree(values(FULL)["indicators"])[1].children[0].id == "2.1"
    unit = [("1", "甲")]
    books = [score_book(unit, values(one)) for one in (FULL, chinese())]
    heads = [
        [cell.value for cell in openpyxl.load_workbook(io.BytesIO(one)).worksheets[0][1]]
        for one in books
    ]
    assert heads[0] == heads[1]


def values(data: dict[str, Any]) -> dict[str, Any]:
    return validate(TEMPLATE.fields, data).values


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("2.1", ""),
        ("２．１", ""),
        ("二", ""),
        ("（一）", "“（一）”有好几个，请写成带上级的编号，如 2.1。"),
        ("九", "“九”不在考核指标中，请核对。"),
    ],
)
def test_targets_name_an_indicator_in_either_way(number: str, told: str) -> None:
    target = {"indicator_id": number, "target_value": 3}
    given = values(chinese() | {"unit_targets": [target]})
    tree = indicator_tree(given["indicators"])
    found = [one.message for one in unit_problems(given, tree) if one.code == "no-indicator"]
    assert [told in one for one in found] == [True] * bool(told)


def test_a_workbook_tells_the_row_of_a_number_it_cannot_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(form_workbook(TEMPLATE, TEMPLATE.samples())))
    book["考核指标"].cell(3, 1).value = "（甲）"
    target = io.BytesIO()
    book.save(target)
    with pytest.raises(BadData, match=r"^工作表“考核指标”第 3 行：指标编号“（甲）”看不懂，请写成"):
        read("a.xlsx", target.getvalue(), {})
