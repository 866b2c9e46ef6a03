"""Layouts of offices: two rows of headings, totals and notes, words beside a value; nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import cli
from service.drafting.filled import read_form
from service.drafting.workbook import SHARED
from service.errors import BadData
from service.letters.batch import read, renderer
from tests.service.letters.workbooks import TEMPLATE, Change, filled


def split(sheet: str, group: str, *labels: str) -> Change:
    """Return a change of a heading: some columns under a group, all others merged over both rows."""

    def change(book: Any) -> None:
        page = book[sheet]
        page.insert_rows(1)
        for column in range(1, page.max_column + 1):
            if page.cell(2, column).value in labels:
                page.cell(1, column).value = (
                    group if page.cell(2, column).value == labels[0] else None
                )
                continue
            page.cell(1, column).value = page.cell(2, column).value
            page.cell(2, column).value = None
            page.merge_cells(start_row=1, end_row=2, start_column=column, end_column=column)

    return change


def titled(book: Any) -> None:
    for sheet in ("单位", "考核指标", "单位目标"):
        book[sheet].insert_rows(1, 2)
        book[sheet]["A1"] = f"2026年{sheet}表"


def wrapped(book: Any) -> None:
    for cell in (*book["单位"][1], *book["考核指标"][1]):
        if cell.value:
            cell.value = f" {cell.value[:2]}\n{cell.value[2:]} "


def starred(book: Any) -> None:
    for cell in book["单位"][1]:
        cell.value = f"*{cell.value}（必填）" if cell.value else None


def spaced_out(book: Any) -> None:
    for sheet in ("单位", "考核指标", "主要任务"):
        book[sheet].insert_rows(3, 2)


def with_totals(book: Any) -> None:
    page = book["考核指标"]
    page.append(["说明：扣分以台账为准"])
    page.append(["合  计", None, None, None, 100])


def numbered(book: Any) -> None:
    page = book["单位"]
    page.insert_cols(1)
    for row in range(1, page.max_row + 1):
        page.cell(row, 1).value = "序号" if row == 1 else row - 1


@pytest.mark.parametrize(
    "change",
    [
        split("单位目标", "分季度目标", "一季度", "二季度", "三季度", "四季度"),
        split("单位", "党员", "党员人数", "正式党员人数"),
        split("考核指标", "扣分办法", "每次扣分", "最多扣分"),
        *(titled, wrapped, starred, spaced_out, with_totals, numbered),
    ],
)
def test_it_is_read_as_the_plain_workbook(change: Change) -> None:
    made = []
    for source in (filled(), filled(change)):
        work = read("a.xlsx", source, {})
        made.append([renderer(work.shared, {})(one.payload).files for one in work.items])
        assert not work.rejected
    assert made[0] == made[1]


def test_rows_that_are_none_are_told() -> None:
    notes = read_form(filled(with_totals), TEMPLATE).notes
    assert notes == ("工作表“考核指标”第 37–38 行是合计、说明或小标题，没有读。",)


def test_a_task_begun_is_no_note() -> None:
    """It must say two things: what is missing is told, the row is not passed over."""

    def change(book: Any) -> None:
        book["主要任务"].append(["一、加强思想建设"])

    with pytest.raises(BadData, match="“内容和要求”，请补上"):
        read("a.xlsx", filled(change), {})


def row_of(book: Any, label: str) -> Any:
    return next(row for row in book[SHARED].iter_rows() if row[0].value == label)


def renamed(book: Any) -> None:
    row_of(book, "上级党组织全称")[0].value = "甲方名称"


def twice(book: Any) -> None:
    book[SHARED].append(["总分", 120])


def no_numbers(book: Any) -> None:
    page = book["考核指标"]
    for row in range(2, page.max_row + 1):
        page.cell(row, 1).value = page.cell(row, 2).value = None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (renamed, "工作表“共用信息”第 4 行：没有“甲方名称”这一项，"),
        (twice, "工作表“共用信息”第 23 行：“总分”在第 10 行已经填了另一个，请只留一行。"),
        (no_numbers, "……共 35 处，请先改正以上各处。"),
    ],
)
def test_what_is_wrong_with_all_is_told(change: Change, told: str) -> None:
    with pytest.raises(BadData) as trouble:
        read("a.xlsx", filled(change), {})
    lines = trouble.value.message.splitlines()
    assert any(line.startswith(told) for line in lines) and len(lines) <= 31


def test_a_fact_in_the_wrong_column_is_told() -> None:
    def change(book: Any) -> None:
        row = row_of(book, "签订地点")
        row[1].value, row[2].value = None, "三楼会议室"

    [note] = read_form(filled(change), TEMPLATE).notes
    assert note == "工作表“共用信息”第 18 行：“签订地点”的内容要填在第二栏，第三栏里的没有读。"


def test_the_same_fact_twice_is_no_fault() -> None:
    def change(book: Any) -> None:
        book[SHARED].append(["总分", 100])

    assert read_form(filled(change), TEMPLATE).shared["total_score"] == "100"


def one_unit(*changes: Change) -> bytes:
    def alone(book: Any) -> None:
        keep = book["单位"].cell(2, 1).value
        for page in (book["单位"], book["单位任务"], book["单位目标"]):
            for row in range(page.max_row, 1, -1):
                if page.cell(row, 1).value != keep:
                    page.delete_rows(row)

    return filled(alone, *changes)


def cell(sheet: str, row: int, label: str, value: object) -> Change:
    def change(book: Any) -> None:
        page = book[sheet]
        [column] = (one.column for one in page[1] if one.value == label)
        page.cell(row, column).value = value

    return change


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (cell("主要任务", 3, "完成时限", "年中"), "工作表“主要任务”第 3 行：“完成时限”的写法不对"),
        (
            cell("单位目标", 2, "年度目标值", "全部"),
            "工作表“单位目标”第 2 行：“年度目标值”填的“全部”",
        ),
        (cell("单位", 2, "党员人数", -3), "工作表“单位”第 2 行：“党员人数”是 -3，不能小于 0"),
        (cell("考核指标", 3, "分值", 99), "工作表“考核指标”第 2 行：指标“政治建设”写的是 20 分"),
        (cell("单位", 2, "单位类型", None), "工作表“单位”第 2 行：缺少“单位类型”，请补上。"),
        (lambda book: book["单位"].delete_rows(2), "“单位”表里还没有填单位，请一个单位填一行。"),
    ],
)
def test_a_single_draft_tells_sheet_and_row_too(
    change: Change, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "责任书.xlsx"
    source.write_bytes(one_unit(change))
    assert cli.main(["draft", "letter", "--data", str(source), "--out", str(tmp_path / "o")]) == 3
    assert any(line.startswith(told) for line in capsys.readouterr().err.splitlines())
    assert not list(tmp_path.rglob("*.docx"))


def test_a_draft_of_a_sound_workbook_is_made(tmp_path: Path) -> None:
    source = tmp_path / "责任书.xlsx"
    source.write_bytes(one_unit())
    assert cli.main(["draft", "letter", "--data", str(source), "--out", str(tmp_path / "o")]) < 2
    assert len(list(tmp_path.rglob("*.docx"))) == 1
