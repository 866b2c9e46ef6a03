"""What a clerk does not see in a workbook of letters, or letters do not take from it, is told."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest

import cli
from service.drafting.filled import read_form
from service.drafting.workbook import SHARED, form_workbook
from service.errors import BadData
from service.sheet_rows import letters_of
from tests.service.letters.workbooks import TEMPLATE, Change
from tests.service.letters.workbooks import filled as filled_of

THREE = form_workbook(TEMPLATE, TEMPLATE.samples()[:3])
filled = partial(filled_of, of=THREE)


def hide_rows(sheet: str, *rows: int) -> Change:
    def change(book: Any) -> None:
        for row in rows:
            book[sheet].row_dimensions[row].hidden = True

    return change


def hide_column(sheet: str, label: str) -> Change:
    def change(book: Any) -> None:
        [cell] = (cell for cell in book[sheet][1] if cell.value == label)
        book[sheet].column_dimensions[cell.column_letter].hidden = True

    return change


def hide_sheet(book: Any) -> None:
    book["加分项"].sheet_state = "veryHidden"


def more_columns(book: Any) -> None:
    page = book["单位"]
    for place, text in ((1, "备注"), (2, "去年第一")):
        page.cell(place, page.max_column + (place == 1)).value = text
    page.cell(1, page.max_column + 1).value = "序号"


def without_heading(book: Any) -> None:
    book["单位"].cell(3, 30).value = "去年第一"


def copied(book: Any) -> None:
    """A copy that stands first: what the office works on is the one without a number."""
    page = book.copy_worksheet(book["单位"])
    page.title = "单位 (2)"
    page.cell(2, 2).value = "中共旧名党支部"
    book.move_sheet(page, -len(book.sheetnames) + 1)


def test_the_copy_of_a_sheet_is_not_read_in_its_place() -> None:
    names = [
        [unit.data["unit_name"] for unit in read_form(source, TEMPLATE).units]
        for source in (filled(), filled(copied))
    ]
    assert names[0] == names[1]


def test_a_column_that_is_there_twice_is_refused() -> None:
    def change(book: Any) -> None:
        page = book["单位"]
        page.cell(1, page.max_column + 1).value = "单位名称"

    with pytest.raises(BadData, match=r"^“单位”表第 1 行有 2 列都是“单位名称”，请只留一列。$"):
        read_form(filled(change), TEMPLATE)


def more_sheets(book: Any) -> None:
    book.create_sheet("去年指标").append(["政治建设"])
    book.create_sheet("Sheet2")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            hide_rows("单位", 3),
            "工作表“单位”里有 1 行是隐藏的（第 3 行），也已读入，请核对是否需要。",
        ),
        (hide_rows("考核指标", 3, 4, 5, 8), "工作表“考核指标”里有 4 行是隐藏的（第 3–5、8 行），"),
        (hide_rows(SHARED, 5), "工作表“共用信息”里有 1 行是隐藏的（第 5 行）"),
        (
            hide_column("单位", "单位类型"),
            "工作表“单位”里“单位类型”这 1 列是隐藏的（D 列），也已读入",
        ),
        (hide_column("单位目标", "一季度"), "工作表“单位目标”里“一季度”这 1 列是隐藏的"),
        (hide_sheet, "工作表“加分项”是隐藏的，也已读入，请核对是否需要。"),
        (more_columns, "工作表“单位”里“备注”这 1 列没有读：模板里没有这样的列。"),
        (without_heading, "工作表“单位”里 AD 列没有表头，里面的内容没有读。"),
        (copied, "工作表“单位 (2)”与“单位”同名，没有读；有要用的内容请填到模板的表里。"),
        (more_sheets, "工作表“去年指标”不是模板里的，没有读；有要用的内容请填到模板的表里。"),
    ],
)
def test_it_is_told_with_sheet_and_place(change: Change, told: str) -> None:
    [note] = read_form(filled(change), TEMPLATE).notes
    assert note.startswith(told) and note.endswith("。")


@pytest.mark.parametrize(
    "change", [hide_rows("单位", 60), hide_column(SHARED, "说明"), lambda _: 0]
)
def test_what_holds_nothing_that_is_read_is_not_told(change: Change) -> None:
    assert read_form(filled(change), TEMPLATE).notes == ()


@pytest.mark.parametrize(("number", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_have_letters(number: int, letters: str) -> None:
    assert letters_of(number) == letters


def test_a_batch_and_a_draft_tell_it_each_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = tmp_path / "责任书.xlsx", tmp_path / "out"
    source.write_bytes(filled(hide_rows("考核指标", 3), hide_sheet))
    for _ in range(2):
        assert cli.main(["batch", "letter", "--data", str(source), "--out", str(out)]) < 2
        said = capsys.readouterr().out
        assert "工作表“考核指标”里有 1 行是隐藏的（第 3 行）" in said
        assert "工作表“加分项”是隐藏的" in said
        next(out.glob("*责任书.docx")).unlink()
    source.write_bytes(filled(hide_sheet, of=form_workbook(TEMPLATE, TEMPLATE.samples()[:1])))
    assert cli.main(["draft", "letter", "--data", str(source), "--out", str(out / "d")]) < 2
    assert "请核对：工作表“加分项”是隐藏的，也已读入" in capsys.readouterr().err
