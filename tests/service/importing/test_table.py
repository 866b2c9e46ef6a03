"""Tables as offices send them: headings found, merged cells filled, totals and notes left out, all told."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwt

import templates
from service.errors import BadData, UnreadableFile, WrongUse
from service.importing.table import read_tables
from tests.service.importing.books import HEAD, book, brand_rows, messy, names, plain, read_table


def told(data: bytes) -> str:
    return " ".join(note.message for note in read_table(data, filename="a.xlsx").notes)


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


def test_of_several_tables_one_may_be_chosen() -> None:
    def fill(made: Any, sheet: Any) -> None:
        for one in (sheet, made.create_sheet("二季度")):
            one.append(HEAD)
            one.append([one.title + "红", "港口党支部"])

    data = book(fill)
    assert [one.sheet for one in read_tables(data, filename="a.xlsx")[0]] == ["Sheet", "二季度"]
    assert read_table(data, filename="a.xlsx", sheet="二季度").rows[0].cells["name"] == "二季度红"
    with pytest.raises(WrongUse, match="没有名为"):
        read_table(data, filename="a.xlsx", sheet="三季度")


def test_a_folder_and_a_missing_file_are_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.xlsx"):
        with pytest.raises(UnreadableFile):
            read_table(path)


def test_a_table_without_names_says_which_heading_is_missing() -> None:
    with pytest.raises(BadData, match="品牌名称"):
        read_table(plain([["甲", "乙"], ["1", "2"]]), filename="a.xlsx")


def test_hidden_sheets_rows_and_columns_are_told() -> None:
    def fill(made: Any, sheet: Any) -> None:
        for row in ([*HEAD, "内涵"], ["红帆", "甲", "扬帆"], ["炉火红", "乙", "炉火"]):
            sheet.append(row)
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet.sheet_state = "hidden"
        made.create_sheet("封面").append(["台账"])

    said = told(book(fill))
    for part in ("1 行是隐藏的", "“内涵”这 1 列是隐藏的", "工作表“Sheet”是隐藏的"):
        assert part in said


def test_the_sheet_that_is_seen_goes_before_the_hidden_one() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.append(HEAD)
        sheet.append(["旧红帆", "甲"])
        sheet.sheet_state = "veryHidden"
        other = made.create_sheet("台账")
        other.append(HEAD)
        other.append(["新红帆", "甲"])

    data = book(fill)
    assert names(data) == ["新红帆"]
    assert "工作表“Sheet”是隐藏的，没有读" in told(data)
    assert read_table(data, filename="a.xlsx", sheet="Sheet").rows[0].cells["name"] == "旧红帆"


def test_a_heading_of_two_levels_with_words_that_mean_nothing_here() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.append(["序号", "所属党组织", "品牌情况", None, "领衔人", None, "备注", "电话"])
        sheet.append([None, None, "品牌名称", "登记日期", "姓名", "政治面貌", None, None])
        sheet.append([1, "甲支部", "红帆港", "2026.7.1", "张三", "党员", "好", "138"])
        for place in ("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2", "H1:H2"):
            sheet.merge_cells(place)

    data = book(fill)
    (row,) = read_table(data, filename="a.xlsx").rows
    assert row.cells["unit"] == "甲支部"
    assert row.cells["lead"] == "张三"
    assert row.cells["remark"] == "好"
    assert "“政治面貌”、“电话”这 2 列没有读入" in told(data)


def test_a_first_row_of_data_is_no_heading() -> None:
    rows = [[*HEAD, "备注"], ["红帆", "党支部", "好"], ["红旗", "乙支部", "党支部"]]
    assert names(plain(rows)) == ["红帆", "红旗"]


def test_columns_that_are_not_read_are_told() -> None:
    rows: list[list[object]] = [
        ["序号", *HEAD, "联系电话", "单位", "品牌寓意", "错误原因"],
        [1, "红帆", "甲", 1, "乙", "扬", ""],
    ]
    said = "“联系电话”、“单位”这 2 列没有读入"
    assert said in told(plain(rows))
    text = "\n".join(",".join(map(str, row)) for row in rows).encode()
    assert said in " ".join(note.message for note in read_table(text, filename="a.csv").notes)
    assert read_table(text, filename="a.csv").rows[0].cells["meaning"] == "扬"
    assert "没有读入" not in told(plain([HEAD, ["红帆", "甲"]]))


def test_line_breaks_inside_cells_become_spaces_and_are_told() -> None:
    data = plain([[*HEAD, "举措"], ["红\n帆", "第一\r\n支部", "一\n二"], ["炉火红\n", "乙", "三"]])
    assert names(data) == ["红 帆", "炉火红"]
    assert "有 2 个单元格内的换行已改为空格" in told(data)


def test_a_name_merged_over_several_rows_is_told() -> None:
    def fill(_: Any, sheet: Any) -> None:
        for row in (HEAD, ["红帆", "甲"], [None, "乙"], ["炉火红", "丙"]):
            sheet.append(row)
        sheet.merge_cells("A2:A3")

    data = book(fill)
    assert names(data) == ["红帆", "红帆", "炉火红"]
    assert "第 2–3 行的品牌名称是一个合并单元格" in told(data)


def test_brands_named_like_totals_and_notes_are_brands() -> None:
    rows: list[list[object]] = [
        [*HEAD, "状态"],
        ["审核先锋", None, "已登记"],
        ["合计红", "甲", None],
        ["合计0先", None, "已登记"],
        ["合计 3 个", None, None],
    ]
    assert names(plain(rows)) == ["审核先锋", "合计红", "合计0先"]
