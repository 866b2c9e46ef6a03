"""Workbooks and text tables as offices send them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt

from service.errors import BadData, UnreadableFile, WrongUse
from service.importing import brand_rows, error_workbook, read_table

HEAD = ["品牌名称", "单位名称"]


def book(fill: Callable[[Any, Any], None]) -> bytes:
    made, target = openpyxl.Workbook(), io.BytesIO()
    fill(made, made.active)
    made.save(target)
    return target.getvalue()


def messy(made: Any, sheet: Any) -> None:
    rows: list[list[object]] = [
        ["2026年党建品牌申报汇总表"],
        ["填报单位：某局"],
        ["序号", "基本情况", None, "时间", "身份证号"],
        [None, "单位名称", "品牌名称", "申报日期", None],
        [1, "一支部", "红帆\u3000", "2026.7.1", None],
        [2, None, "=先锋", dt.datetime(2026, 7, 1), None],
        [3, "二支部", "\u200b炉火红\n", 46204, 110101199003078888],
        [4, "三支部", "星火", "7月1日", None],
        [5, "四支部", "#N/A", None, None],
        ["合计", 5],
        ["填表人：张三"],
    ]
    for place, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(place, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
    for area in ("A1:E1", "A3:A4", "B3:C3", "B5:B6"):
        sheet.merge_cells(area)
    sheet.row_dimensions[6].hidden = True


def test_a_messy_workbook_is_read_and_every_liberty_is_told() -> None:
    table = read_table(book(messy), filename="汇总.xlsx")
    assert table.header_row == 4
    assert [(row.number, row.cells["unit"], row.cells["name"]) for row in table.rows] == [
        (5, "一支部", "红帆"),
        (6, "一支部", "=先锋"),
        (7, "二支部", "炉火红"),
        (8, "三支部", "星火"),
        (9, "四支部", "#N/A"),
    ]
    told = " ".join(note.message for note in table.notes)
    for said in ("第 1 行", "第 2 行", "第 10 行是合计行", "第 11 行是说明", "合并单元格", "隐藏"):
        assert said in told


def test_problems_name_row_and_column_and_keep_only_their_rows_out() -> None:
    data = book(messy)
    table = read_table(data, filename="汇总.xlsx")
    drafts, problems = brand_rows(table)
    assert [(one.row, one.applied_on) for one in drafts] == [(5, "2026-07-01"), (6, "2026-07-01")]
    assert [(one.row, one.field) for one in problems] == [
        (7, "身份证号"),
        (8, "申报日期"),
        (9, "品牌名称"),
    ]
    back = openpyxl.load_workbook(io.BytesIO(error_workbook(data, table, problems))).worksheets[0]
    assert back["F4"].value == "错误原因"
    assert "被 Excel 改写" in back["F7"].value
    assert back["C6"].value == "=先锋"
    assert {str(area) for area in back.merged_cells.ranges} >= {"A1:E1", "B5:B6"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "，"], ids=["comma", "tab", "semi", "wide"])
def test_text_tables_in_every_encoding_and_separator(encoding: str, separator: str) -> None:
    lines = [separator.join(HEAD), separator.join(["“红帆”先锋", "港口党支部"]), ""]
    table = read_table("\r\n".join(lines).encode(encoding), filename="a.csv")
    assert [(r.number, r.cells) for r in table.rows] == [
        (2, {"name": "“红帆”先锋", "unit": "港口党支部"})
    ]


def test_old_workbooks() -> None:
    made, target = xlwt.Workbook(), io.BytesIO()
    sheet = made.add_sheet("台账")
    for row, cells in enumerate([["品牌台账"], HEAD, ["红帆", "港口党支部"]]):
        for column, text in enumerate(cells):
            sheet.write(row, column, text)
    made.save(target)
    table = read_table(target.getvalue(), filename="a.xls")
    assert [(r.number, r.cells["name"]) for r in table.rows] == [(3, "红帆")]


def test_dates_of_1904_workbooks() -> None:
    def fill(made: Any, sheet: Any) -> None:
        made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        sheet.append([*HEAD, "申报日期"])
        sheet.append(["红帆", "港口党支部", dt.datetime(2026, 7, 1)])

    assert read_table(book(fill), filename="a.xlsx").rows[0].cells["applied_on"] == "2026-07-01"


def test_content_counts_and_not_the_used_area() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.append(HEAD)
        sheet.append(["红帆", "港口党支部"])
        sheet.cell(1048576, 16384).font = openpyxl.styles.Font(bold=True)

    assert len(read_table(book(fill), filename="a.xlsx").rows) == 1


def test_several_tables_want_a_choice() -> None:
    def fill(made: Any, sheet: Any) -> None:
        for one in (sheet, made.create_sheet("二季度")):
            one.append(HEAD)
            one.append([one.title + "红", "港口党支部"])

    data = book(fill)
    with pytest.raises(WrongUse, match="二季度"):
        read_table(data, filename="a.xlsx")
    assert read_table(data, filename="a.xlsx", sheet="二季度").rows[0].cells["name"] == "二季度红"
    with pytest.raises(WrongUse, match="没有名为"):
        read_table(data, filename="a.xlsx", sheet="三季度")


def test_a_formula_without_value_is_an_error_of_its_row() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.append(HEAD)
        sheet.append(["=A9&B9", "港口党支部"])

    drafts, problems = brand_rows(read_table(book(fill), filename="a.xlsx"))
    assert not drafts
    assert [problem.row for problem in problems] == [2]


def _bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (64 << 20))
    return target.getvalue()


ENCRYPTED = b"\xd0\xcf\x11\xe0" + b"\0" * 508 + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("filename", "data", "said"),
    [
        ("a.xlsx", b"", "空"),
        ("a.csv", b" \r\n", "空"),
        ("a.xlsx", ENCRYPTED, "加密"),
        ("a.xlsx", b"PK\x03\x04 cut off", "打不开"),
        ("a.et", b"x", "另存为"),
        ("a.csv", b"\x80\xff\x00", "编码"),
        ("a.xlsx", _bomb(), "解压后过大"),
    ],
    ids=["empty", "blank", "encrypted", "cut", "et", "binary", "bomb"],
)
def test_what_cannot_be_read_says_what_to_do(filename: str, data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read_table(data, filename=filename)


def test_folders_missing_files_and_missing_headings(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="文件夹"):
        read_table(tmp_path)
    with pytest.raises(UnreadableFile, match="找不到"):
        read_table(tmp_path / "a.xlsx")
    with pytest.raises(BadData, match="品牌名称"):
        read_table("甲,乙\n1,2\n".encode(), filename="a.csv")
