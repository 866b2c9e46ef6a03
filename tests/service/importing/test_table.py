"""Workbooks as offices send them: headings found, merged cells filled, totals and notes left out."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt
from openpyxl import Workbook

import templates
from service.errors import BadData, UnreadableFile, WrongUse
from service.importing import brand_rows, read_table


def book(fill: Callable[[Any], None]) -> bytes:
    """Return the bytes of a workbook whose first sheet a function has filled."""
    made = Workbook()
    fill(made.worksheets[0])
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def plain(rows: Iterable[Sequence[object]]) -> bytes:
    def fill(sheet: Any) -> None:
        for row in rows:
            sheet.append(row)

    return book(fill)


def names(data: bytes, filename: str = "a.xlsx") -> list[str]:
    return [row.cells["name"] for row in read_table(data, filename=filename).rows]


def test_the_shipped_sample_is_read() -> None:
    table = read_table(templates.data("sample_registry/registry.xlsx"), filename="a.xlsx")
    drafts, problems = brand_rows(table)
    assert len(drafts) == 82
    assert problems == []
    notes = " ".join(note.message for note in table.notes)
    assert "合计" in notes
    assert "合并单元格" in notes


def test_titles_before_the_heading_are_skipped() -> None:
    data = plain([["登记表"], ["填报单位：甲"], ["序号", "单位", "品牌名称"], [1, "甲", "奔流"]])
    table = read_table(data, filename="a.xlsx")
    assert table.header_row == 3
    assert table.rows[0].number == 4
    assert table.rows[0].cells == {"serial": "1", "unit": "甲", "name": "奔流"}


@pytest.mark.parametrize(
    "heading", ["品牌名", "名称", "品 牌\n名称", "品牌名称*", "党建品牌（全称）"]
)
def test_headings_have_synonyms(heading: str) -> None:
    assert names(plain([["单位名称", heading], ["甲", "奔流"]])) == ["奔流"]


def test_merged_units_are_filled_down_and_told() -> None:
    def fill(sheet: Any) -> None:
        for row in [["单位", "品牌名称"], ["甲", "奔流"], [None, "知行"]]:
            sheet.append(row)
        sheet.merge_cells("A2:A3")

    table = read_table(book(fill), filename="a.xlsx")
    assert [row.cells["unit"] for row in table.rows] == ["甲", "甲"]
    assert any("合并" in note.message for note in table.notes)


def test_total_and_note_rows_are_left_out() -> None:
    rows: list[list[object]] = [
        ["品牌名称", "单位"],
        ["奔流", "甲"],
        ["合计", "1个"],
        ["说明：示例", None],
        ["填表人：张", None],
    ]
    assert names(plain(rows)) == ["奔流"]


def test_names_that_look_like_formulas_survive() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as made:
        sheet = made.add_worksheet()
        for row, text in enumerate(["品牌名称", "+先锋", "=匠心", "@初心", "-零距离"]):
            sheet.write_string(row, 0, text)
    assert names(target.getvalue()) == ["+先锋", "=匠心", "@初心", "-零距离"]


def test_old_workbooks_are_read() -> None:
    made = xlwt.Workbook()
    sheet = made.add_sheet("表")
    for row, cells in enumerate([("品牌名称", "单位"), ("奔流", "甲")]):
        for column, text in enumerate(cells):
            sheet.write(row, column, text)
    target = io.BytesIO()
    made.save(target)
    assert names(target.getvalue(), "a.xls") == ["奔流"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "，"], ids=["comma", "tab", "semi", "wide"])
def test_text_tables_in_every_encoding(encoding: str, separator: str) -> None:
    text = separator.join(["品牌名称", "单位"]) + "\r\n" + separator.join(["奔流", "甲"]) + "\r\n"
    assert names(text.encode(encoding), "a.csv") == ["奔流"]


def test_several_sheets_ask_which() -> None:
    made = Workbook()
    made.worksheets[0].append(["品牌名称"])
    made.create_sheet("二").append(["品牌名称"])
    target = io.BytesIO()
    made.save(target)
    with pytest.raises(WrongUse, match="--sheet"):
        read_table(target.getvalue(), filename="a.xlsx")


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (b"", "a.xlsx"),
        (b"", "a.csv"),
        (b"PK\x03\x04rubbish", "a.xlsx"),
        (b"\xd0\xcf\x11\xe0rubbish", "a.xls"),
        (b"plain", "a.xlsx"),
        (b"x", "a.et"),
        (b"x", "a.pdf"),
        (b"\x00\x01\x02\xff\xfe\xfd", "a.csv"),
    ],
    ids=range(8),
)
def test_what_is_no_table_is_refused_in_chinese(data: bytes, filename: str) -> None:
    with pytest.raises((UnreadableFile, BadData)) as trouble:
        read_table(data, filename=filename)
    assert trouble.value.message.endswith("。")


def test_a_folder_and_a_missing_file_are_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.xlsx"):
        with pytest.raises(UnreadableFile):
            read_table(path)


def test_a_table_without_names_says_which_heading_is_missing() -> None:
    with pytest.raises(BadData, match="品牌名称"):
        read_table(plain([["甲", "乙"], ["1", "2"]]), filename="a.xlsx")


@pytest.mark.parametrize(
    ("cell", "told"),
    [("#N/A", "错误值"), ("红\u202e旗", "文字方向"), ("", "为空"), ("·", "标点")],
    ids=range(4),
)
def test_a_bad_name_is_told_with_its_row(cell: str, told: str) -> None:
    _, problems = brand_rows(
        read_table(plain([["品牌名称", "单位"], ["奔流", "甲"], [cell, "乙"]]), filename="a.xlsx")
    )
    assert [p.row for p in problems][:1] == [3]
    assert told in problems[0].message


def test_a_cut_identity_number_is_told() -> None:
    data = plain([["品牌名称", "身份证号"], ["奔流", 1.101011990030789e17]])
    _, problems = brand_rows(read_table(data, filename="a.xlsx"))
    assert "文本" in problems[0].message
