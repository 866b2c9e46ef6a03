"""An upload is given back with a column 错误原因, and all else in it as it was sent."""

from __future__ import annotations

import io
import re
import tracemalloc
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from service.importing.marking import HEADING, Mark, Odd, marked, sheet_of
from service.importing.report import told_workbook
from tests.service.importing.books import plain, read_table, with_part

ROWS = [["品牌名称", "单位名称"], ["红帆", "甲"], ["灯塔", "乙"], ["匠心", "丙"]]
TOLD = {"": {2: ["重复，请改。"], 4: ["太长，请改短。", "没有单位，请补上。"]}}
SHEET = "xl/worksheets/sheet1.xml"
TEXTS = st.text("红帆<>&\"'_x0041_ 1", max_size=8)


def rich() -> bytes:
    """Return a workbook with what a library that reads and writes again would lose or change."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        sheet, other = made.add_worksheet("名单"), made.add_worksheet("选项")
        for row, cells in enumerate(ROWS):
            sheet.write_row(row, 0, cells)
        sheet.write_blank(1, 5, None, made.add_format({"bg_color": "#FFFF00"}))
        sheet.set_column(1, 9, 20)
        other.write_column(0, 0, ["甲", "乙", "丙"])
        sheet.data_validation("B2:B9", {"validate": "list", "source": "=选项!$A$1:$A$3"})
        sheet.conditional_format("A2:A9", {"type": "data_bar", "data_bar_2010": True})
        sheet.insert_textbox("H2", "请核对")
        chart = made.add_chart({"type": "column"})
        chart.add_series({"values": "=选项!$A$1:$A$3"})
        sheet.insert_chart("H9", chart)
        sheet.write_comment("A2", "批注")
        sheet.autofilter("A1:B4")
    return target.getvalue()


def cells(data: bytes, sheet: int = 0) -> list[list[Any]]:
    return [
        [cell.value for cell in row]
        for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[sheet].iter_rows()
    ]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_nothing_else_is_touched() -> None:
    data = rich()
    before, after = parts(data), parts(told_workbook(data, TOLD, {}))
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {SHEET, "xl/styles.xml"}
    tail = before[SHEET].partition(b"</sheetData>")[2]
    assert b"x14:" in tail
    assert after[SHEET].endswith(tail)


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_the_column_stands_beside_what_is_filled() -> None:
    data = told_workbook(rich(), TOLD, {})
    assert [row[2] for row in cells(data)] == [
        HEADING,
        "重复，请改。",
        None,
        "太长，请改短；没有单位，请补上。",
    ]
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["名单"]
    assert sheet["C1"].font.bold
    assert sheet["C2"].font.color.rgb == "FFC00000"
    assert sheet["C2"].alignment.wrap_text
    assert sheet["F2"].fill.fgColor.rgb == "FFFFFF00"
    widths = {name: sheet.column_dimensions[name].width for name in "BCD"}
    assert widths["C"] == 48
    assert widths["B"] == widths["D"] != 48


def test_what_was_told_before_gives_way() -> None:
    once = told_workbook(plain(ROWS), TOLD, {})
    again = told_workbook(once, {"": {3: ["与别的重复，请改。"]}}, {})
    assert cells(again) == [
        [*row, told]
        for row, told in zip(ROWS, [HEADING, None, "与别的重复，请改。", None], strict=True)
    ]


def test_two_names_of_one_sheet_are_told_together() -> None:
    data = told_workbook(
        plain(ROWS), {"": {2: ["甲错。"]}, "Sheet": {2: ["乙错。"], 3: ["丙错。"]}}, {}
    )
    assert [row[2] for row in cells(data)][1:3] == ["甲错；乙错。", "丙错。"]


@pytest.mark.parametrize("order", [1, -1])
def test_the_column_is_named_where_the_headings_are(order: int) -> None:
    told = {"": {0: ["全表都错。"], 4: ["甲错。"]}, "Sheet": {1: ["标题也错。"], 5: ["乙错。"]}}
    rows = [["汇总表"], [], *ROWS]
    data = told_workbook(plain(rows), dict([*told.items()][::order]), {"Sheet": 3})
    of_all = "；".join(["全表都错", "标题也错"][::order])
    expected = [None, None, f"{HEADING}：{of_all}。", "甲错。", "乙错。", None]
    assert [row[2] for row in cells(data)] == expected
    again = told_workbook(data, {"Sheet": {6: ["丙错。"]}}, {"Sheet": 3})
    assert [row[2] for row in cells(again)] == [None, None, HEADING, None, None, "丙错。"]
    assert all(len(row) == 3 for row in cells(again))


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: re.sub(rb' r="[A-Z]*\d+"', b"", xml),
        lambda xml: re.sub(rb"<(/?)(\w)", rb"<\1x:\2", xml).replace(b"xmlns=", b"xmlns:x="),
        lambda xml: xml.replace(b"<sheetData>", b"<cols></cols><sheetData>"),
        lambda xml: re.sub(rb"<row r=\"1\".*?</row>", b"", xml, flags=re.DOTALL),
        lambda xml: re.sub(rb"<row r=\"2\".*</row>", b"", xml, flags=re.DOTALL),
        lambda xml: re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData/>", xml, flags=re.DOTALL),
    ],
    ids=["no places", "prefix", "no widths", "no headings", "no rows", "empty"],
)
def test_sheets_that_are_written_otherwise(change: Callable[[bytes], bytes]) -> None:
    data = with_part(plain(ROWS), SHEET, change)
    before = cells(data)
    after = cells(told_workbook(data, TOLD, {}))
    assert next(cell for cell in after[0] if cell and HEADING in cell) == HEADING
    assert after[1][-1] == "重复，请改。"
    assert after[3][-1] == "太长，请改短；没有单位，请补上。"
    assert [row[: len(old)] for row, old in zip(after, before, strict=False) if any(old)] == [
        old for old in before if any(old)
    ]


def test_what_has_no_sheet_or_no_formats_is_odd() -> None:
    data = plain(ROWS)
    with pytest.raises(Odd):
        sheet_of(with_part(data, "xl/workbook.xml", lambda _: b"<workbook/>"))
    bare = with_part(data, "xl/styles.xml", lambda _: b"<styleSheet/>")
    with pytest.raises(Odd):
        marked(bare, {SHEET: Mark(1, {})})


@given(
    rows=st.lists(st.lists(TEXTS, min_size=1, max_size=4), min_size=1, max_size=6),
    told=st.dictionaries(st.integers(2, 8), TEXTS.filter(bool), max_size=4),
)
def test_every_cell_stays_and_every_message_stands_in_its_row(
    rows: list[list[str]], told: dict[int, str]
) -> None:
    data = plain(rows)
    widest = max((i for row in rows for i, cell in enumerate(row, 1) if cell), default=0)
    sheet = openpyxl.load_workbook(
        io.BytesIO(marked(data, {sheet_of(data): Mark(1, told)}))
    ).worksheets[0]
    before = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    for place in ((r, c) for r in range(1, 10) for c in range(1, widest + 1)):
        assert sheet.cell(*place).value == before.cell(*place).value
    for row, text in told.items():
        said = str(sheet.cell(row, widest + 1).value)
        assert said.replace("_x005F_x", "_x") == text
    assert sheet.cell(1, widest + 1).value == HEADING


def test_our_own_reader_leaves_the_column_out() -> None:
    table = read_table(told_workbook(plain(ROWS), TOLD, {}), filename="a.xlsx")
    assert [row.cells["name"] for row in table.rows] == ["红帆", "灯塔", "匠心"]
    assert not table.notes


def test_memory_is_that_of_the_file_not_of_its_cells() -> None:
    data = plain(
        [ROWS[0], *([f"红帆{i}", f"第{i}党支部", *"一二三四五六七八"] for i in range(6_000))]
    )
    tracemalloc.start()
    told_workbook(data, TOLD, {})
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16_000_000
