"""Indicators listed with their aspect beside them, as office tables have them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from service.drafting.blocks import Table
from service.drafting.drafts import draft
from service.drafting.fields import validate
from service.errors import BadData
from service.letters.aspects import with_aspects
from service.letters.batch import read, renderer
from service.letters.indicators import BrokenTree, indicator_tree
from service.letters.outline import UnclearNumber
from tests.service.letters.sample import changed
from tests.service.letters.workbooks import TEMPLATE, Change, filled

ITEMS = (("政治建设", 2), ("组织建设", 3))


def rows(*given: tuple[str, str]) -> list[dict[str, Any]]:
    """Return rows by number and aspect, as fields read them."""
    listed = [
        {"id": number, "aspect": aspect, "title": f"指标{place}", "score": 5}
        for place, (number, aspect) in enumerate(given)
    ]
    return validated(listed)


def validated(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list(validate(TEMPLATE.fields, {"indicators": listed}).values["indicators"])


def tree(*given: tuple[str, str]) -> list[tuple[str, list[str], list[str]]]:
    """Return each aspect with keys and numbers of its items."""
    return [
        (one.title, [x.id for x in one.children], [x.number for x in one.children])
        for one in indicator_tree(rows(*given))
    ]


@pytest.mark.parametrize(
    ("numbers", "keys", "shown"),
    [
        # Numbered through; with the number of the aspect; anew; merged over an aspect; not at all.
        (("1", "2", "3", "4", "5"), ["1", "2", "3", "4", "5"], ["1", "2", "3", "4", "5"]),
        (("1.1", "1.2", "2.1", "2.2", "2.3"), ["1.1", "1.2", "2.1", "2.2", "2.3"], None),
        (("1", "2", "1", "2", "3"), ["1.1", "1.2", "2.1", "2.2", "2.3"], ["1", "2", "1", "2", "3"]),
        (("一", "一", "二", "二", "二"), ["1.1", "1.2", "2.1", "2.2", "2.3"], None),
        (("", "", "", "", ""), ["1.1", "1.2", "2.1", "2.2", "2.3"], None),
    ],
)
@pytest.mark.parametrize("merged", [True, False])
def test_the_aspects_are_the_first_level(
    numbers: tuple[str, ...], keys: list[str], shown: list[str] | None, merged: bool
) -> None:
    named = [aspect for aspect, count in ITEMS for aspect in [aspect] * count]
    if not merged:  # filled in at the first item only
        named = ["政治建设", "", "组织建设", "", ""]
    found = tree(*zip(numbers, named, strict=True))
    assert [title for title, *_ in found] == ["政治建设", "组织建设"]
    assert [key for _, inner, _ in found for key in inner] == keys
    assert [number for *_, inner in found for number in inner] == (shown or keys)


def test_points_said_beside_an_aspect_are_held_against_its_items() -> None:
    given = rows(("1", "政治建设（15分）"), ("2", ""), ("3", "组织建设\n10分"), ("4", ""))
    found = indicator_tree(given)
    assert [(one.own_score, one.score) for one in found] == [
        (Decimal(15), Decimal(10)),
        (Decimal(10), Decimal(10)),
    ]


@pytest.mark.parametrize(
    ("given", "place", "told"),
    [
        (
            (("1", "甲"), ("2", "乙"), ("3", "甲")),
            2,
            "考核方面“甲”分在几处，请把它的指标排在一起。",
        ),
        ((("1", ""), ("2", "乙")), 0, "第一项指标没有填“考核方面”，请补上。"),
        ((("1", "甲"), ("2", "甲"), ("2", "甲")), 2, "在同一个上级下重复"),
    ],
)
def test_what_is_unclear_is_told_with_its_row(
    given: tuple[tuple[str, str], ...], place: int, told: str
) -> None:
    with pytest.raises(BrokenTree) as trouble:
        indicator_tree(rows(*given))
    assert trouble.value.place == place and told in str(trouble.value)


def test_parents_beside_aspects_are_refused() -> None:
    given = rows(("1", "甲"), ("2", "甲"))
    given[1]["parent_id"] = "1"
    with pytest.raises(UnclearNumber, match="只填一样"):
        with_aspects(given)


def table(numbered: bool) -> Change:
    """Return a change of the sheet of indicators into what offices paste in."""

    def change(book: Any) -> None:
        page = book["考核指标"]
        page.delete_rows(1, page.max_row)
        page.append(["编号", "一级指标", "指标名称", "目标要求", "分值", "评分标准", "时限"])
        for number in range(1, 11):
            aspect = {1: "政治建设", 6: "组织建设"}.get(number)
            due = "2026年6月底前" if number == 1 else None
            page.append(
                [number if numbered else None, aspect, f"指标{number}", "按期完成。", 10, "", due]
            )
        page.merge_cells("B2:B6")
        page.merge_cells("B7:B11")
        page.append(["合计", None, None, None, 100])
        page.append(["注：扣完为止。"])
        book["单位目标"].delete_rows(2, 9)

    return change


@pytest.mark.parametrize("numbered", [True, False])
def test_a_table_as_offices_have_it_makes_letters(numbered: bool) -> None:
    work = read("a.xlsx", filled(table(numbered)), {})
    made = [renderer(work.shared, {})(item.payload) for item in work.items]
    assert len(made) == 5
    assert any("第 12–13 行是合计、说明或小标题，没有读" in note for note in work.notes)
    listed = validated(list(work.shared["indicators"]))
    assert [one.title for one in indicator_tree(listed)] == ["政治建设", "组织建设"]


def test_a_row_without_number_or_aspect_is_told() -> None:
    def unnumbered(book: Any) -> None:
        book["考核指标"]["A3"] = None

    with pytest.raises(BadData, match="缺少“指标编号”，请补上；不编号的，请填“考核方面”。"):
        read("a.xlsx", filled(unnumbered), {})


def test_the_day_by_which_an_indicator_is_due_is_printed() -> None:
    def due(data: dict[str, Any]) -> None:
        for one, requirement in zip(
            data["indicators"][1:4], ("按期完成。", "按期完成", ""), strict=True
        ):
            one |= {"due": "2026-06-30", "requirement": requirement}

    told = [
        cell
        for block in draft("letter", changed(due)).blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
    ]
    assert {
        "按期完成（2026年6月30日前）。",
        "按期完成（2026年6月30日前）",
        "2026年6月30日前完成",
    } <= set(told)
