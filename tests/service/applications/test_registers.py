"""What is made of a whole batch: a long summary table in parts, a long list cut with its true number."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

import templates
from service.applications import registers, summary
from service.applications.batch import read
from service.applications.numbering import in_runs
from service.applications.opinions import in_short
from service.batches.model import Done
from service.documents import read_tables, read_text
from service.importing.workbooks import read_sheets
from service.linting import lint
from service.texts import quoted
from tests.service.applications.making import done_of

SAMPLE = Path(templates.__file__).parent / "application" / "samples" / "applications.xlsx"


@pytest.fixture(scope="module")
def done() -> Done:
    return done_of(read(SAMPLE.name, SAMPLE.read_bytes(), {}), {}, Path())


def made(done: Done) -> dict[str, bytes]:
    # Other processes make them: what makes a file must be able to travel.
    return {name: pickle.loads(pickle.dumps(make))(done) for name, make in registers.finish(done)}


def numbers(data: bytes) -> list[str]:
    (table,) = read_tables(data).tables
    return [row[0].text for row in table[1:]]


def test_a_long_table_for_word_comes_in_parts(done: Done, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = made(done)
    monkeypatch.setattr(registers, "MOST_IN_TABLE", 4)
    parts = made(done)
    names = [name for name in parts if name.startswith("汇总表（")]
    assert names == ["汇总表（1）.docx", "汇总表（2）.docx", "汇总表（3）.docx"]
    assert [n for name in names for n in numbers(parts[name])] == numbers(whole["汇总表.docx"])
    assert parts["汇总表.xlsx"] == whole["汇总表.xlsx"]
    assert len(read_sheets(whole["汇总表.xlsx"])[0].grid) == 12


def test_reasons_are_held_of_those_alone_that_the_report_lists(
    done: Done, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = [one.facts for one in done.items]
    whole = summary.entries(facts)
    assert [bool(one.reason) for one in whole] == [not one.passed for one in whole]
    monkeypatch.setattr(summary, "MOST_LISTED", 2)
    back = [one for one in summary.entries(facts) if not one.passed]
    assert [bool(one.reason) for one in back] == [True, True, *[False] * (len(back) - 2)]
    assert len(back) > 2


def test_a_long_list_stands_in_the_workbook_alone(
    done: Done, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = made(done)
    whole = read_text(files["综合报告.docx"])
    assert "“补正清单”表" not in whole
    counted = next(line for line in whole.split("\n") if "符合规则的" in line)
    [listed] = [one for one in read_sheets(files["导入报告.xlsx"]) if one.name == "补正清单"]
    contents = read_tables(files["综合报告.docx"])
    in_report = [
        [cell.text for cell in row]
        for table in contents.tables
        for row in table[1:]
        if table[0][-1].text == "补正内容"
    ]
    assert in_report == listed.grid[1:]
    assert f"需要补正的{len(in_report)}份" in counted
    copied = sum("雷同段落" in row[-1] for row in in_report)
    assert copied
    assert f"文字与其他单位雷同的{copied}份" in whole
    monkeypatch.setattr(summary, "MOST_LISTED", 1)
    cut = read_text(made(done)["综合报告.docx"])
    assert counted in cut
    assert "名单见汇总表“初审意见”一栏" in cut
    assert "“补正清单”表" in cut
    assert not any(row[1] in cut for row in in_report)


def problem(code: str, field: str = "", **brief: str) -> dict[str, str]:
    return {"code": code, "field": field, "message": "整句。", **brief}


@pytest.mark.parametrize(
    ("problems", "missing", "told"),
    [
        ([], [], ""),
        ([problem("element")], ["响亮的传播语", "有标识"], "缺传播语、标识"),
        (
            [problem("unreadable", "党员数"), problem("copied", brief="雷同段落 1、3")],
            [],
            "雷同段落 1、3；“党员数”不能识别",
        ),
        ([problem("unreadable", "甲"), problem("unreadable", "乙")], [], "“甲”“乙”不能识别"),
        ([problem("copied", brief="雷同段落 1"), problem("copied", brief="")], [], "雷同段落 1"),
        ([problem("leader"), problem("length")], [], "领衔人不是党员"),
    ],
)
def test_what_to_put_right_is_a_line(
    problems: list[dict[str, str]], missing: list[str], told: str
) -> None:
    assert in_short(problems, missing) == told


@pytest.mark.parametrize(
    ("numbers", "most", "told"),
    [
        ([], 0, ""),
        ([3], 0, "3"),
        ([1, 2], 0, "1、2"),
        ([1, 2, 3], 0, "1—3"),
        ([1, 3, 4, 5, 7, 8], 0, "1、3—5、7、8"),
        ([1, 3, 4, 5, 7, 8], 6, "1、3—5、7、8"),
        ([1, 3, 4, 5, 7, 8], 4, "1、3—5等"),
    ],
)
def test_numbers_that_follow_each_other_are_told_as_runs(
    numbers: list[int], most: int, told: str
) -> None:
    assert in_runs(numbers, most) == told


QUOTED = "全面推行“一线工作法”，做到小事不出网格、大事不出社区，群众有呼声、党员有回应。"


def alike(done: Done, count: int) -> Done:
    """Return a batch with so many passages and groups of names that are alike."""
    passages = [
        {"number": n, "items": "1 号；2 号", "length": 40, "text": f"{n}：{QUOTED}"}
        for n in range(count)
    ]
    families = [
        {"number": n, "count": 2, "items": "1、2", "length": 40, "text": QUOTED}
        for n in range(count)
    ]
    common = [{"count": 7, "first": f"{n} 号", "text": QUOTED} for n in range(count)]
    groups = [
        {"names": f"{n} 号；2 号", "brands": f"{n} 号", "how": "相同：同音", "reason": "读音相同。"}
        for n in range(count)
    ]
    found = {"copied": passages, "families": families, "common": common, "name_groups": groups}
    return replace(done, shared={**done.shared, **found})


@pytest.mark.parametrize("more", [0, 3])
def test_what_is_alike_is_cut_and_told_where_all_of_it_is(done: Done, more: int) -> None:
    files = made(alike(done, summary.MOST_ALIKE + more))
    contents = read_tables(files["综合报告.docx"])
    rows = [[cell.text for cell in row] for table in contents.tables for row in table]
    assert sum(QUOTED in row[-1] for row in rows) == summary.MOST_ALIKE
    assert sum("相同：同音" in row[-1] for row in rows) == summary.MOST_ALIKE
    text = read_text(files["综合报告.docx"])
    assert ("以下列出" in text) == bool(more)
    for sheet in ("雷同文字", "通用表述", "名称相同相近"):
        assert f"见“导入报告.xlsx”的“{sheet}”表" in text
        [whole] = [one for one in read_sheets(files["导入报告.xlsx"]) if one.name == sheet]
        assert len(whole.grid) == 1 + summary.MOST_ALIKE + more
    assert f"有{summary.MOST_ALIKE + more}处文字相同" in text


def test_texts_with_marks_of_their_own_are_quoted_by_the_rules(done: Done) -> None:
    found = lint(made(alike(done, 2))["综合报告.docx"]).findings
    assert [one.message for one in found if one.rule == "PR402"] == []
    assert quoted(QUOTED).startswith("“全面推行‘一线工作法’，")
