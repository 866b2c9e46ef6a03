"""Rows of a table as brands: what cells say is read as offices write it, what is wrong told by its row."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from service.importing.report import error_workbook
from tests.service.importing.books import (
    HEAD,
    book,
    brand_rows,
    messy,
    plain,
    read_table,
    with_part,
)


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
    back = openpyxl.load_workbook(io.BytesIO(error_workbook(data, [table], problems))).worksheets[0]
    assert back["F4"].value == "错误原因"
    assert "被 Excel 改写" in back["F7"].value
    assert back["C6"].value == "=先锋"
    assert {str(area) for area in back.merged_cells.ranges} >= {"A1:E1", "B5:B6"}


def test_a_formula_without_value_is_an_error_of_its_row() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.append(HEAD)
        sheet.append(["=A9&B9", "港口党支部"])

    drafts, problems = brand_rows(read_table(book(fill), filename="a.xlsx"))
    assert not drafts
    assert [problem.row for problem in problems] == [2]


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


def test_bare_numbers_for_days_of_1904_workbooks() -> None:
    def fill(made: Any, sheet: Any) -> None:
        made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        sheet.append([*HEAD, "申报日期"])
        sheet.append(["红帆", "港口党支部", 44742])

    drafts, problems = brand_rows(read_table(book(fill), filename="a.xlsx"))
    assert problems == []
    assert drafts[0].applied_on == "2026-07-01"


@pytest.mark.parametrize(
    ("cell", "said"),
    [("#N/A", "错误值 #N/A"), ("#REF!", "错误值 #REF!"), ("=A9&B9", "没有结果的公式")],
    ids=range(3),
)
@pytest.mark.parametrize("column", [1, 2, 3, 4])
def test_errors_and_formulas_without_result_are_told_in_every_column(
    cell: str, said: str, column: int
) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.append([*HEAD, "内涵", "申报日期"])
        sheet.append(["红帆", "港口党支部", "扬帆", "2026-07-01"])
        sheet.append(["炉火红", "一厂党支部", "炉火", "2026-07-01"])
        sheet.cell(3, column, cell)

    table = read_table(book(fill), filename="a.xlsx")
    drafts, problems = brand_rows(table)
    heading = [*HEAD, "内涵", "申报日期"][column - 1]
    assert [(one.row, one.field) for one in problems] == [(3, heading)]
    assert said in problems[0].message
    assert [draft.name for draft in drafts] == ["红帆"]


def test_a_formula_whose_result_is_an_empty_text_is_no_error() -> None:
    rows = [[*HEAD, "内涵"], ["红帆", "港口党支部", '=IF(A2="","无","")']]
    # As Excel stores an empty text; openpyxl stores no result at all.
    data = with_part(
        plain(rows),
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace(b'r="C2"', b'r="C2" t="str"'),
    )
    assert brand_rows(read_table(data, filename="a.xlsx"))[1] == []
    assert brand_rows(read_table(plain(rows), filename="a.xlsx"))[1] != []


@pytest.mark.parametrize(
    ("heading", "written", "field", "value"),
    [
        ("品牌类型", "服务发展类", "brand_type", "development"),
        ("品牌类型", "服务民生", "brand_type", "livelihood"),
        ("载体", "示范岗", "carrier", "post"),
        ("层级", "旗舰品牌", "level", "flagship"),
        ("层级", "示范", "level", "flagship"),
        ("状态", "在用", "status", "registered"),
        ("领衔人是党员", "√", "lead_is_member", True),
        ("领衔人是书记", "否", "lead_is_secretary", False),
    ],
    ids=range(8),
)
def test_choices_are_read_as_offices_write_them(
    heading: str, written: str, field: str, value: object
) -> None:
    drafts, problems = brand_rows(
        read_table(plain([["品牌名称", heading], ["红帆", written]]), filename="a.xlsx")
    )
    assert (problems, getattr(drafts[0], field)) == ([], value)


@pytest.mark.parametrize("heading", ["品牌类型", "载体", "层级", "状态", "领衔人是党员"])
def test_an_unknown_choice_says_what_there_is(heading: str) -> None:
    _, problems = brand_rows(
        read_table(plain([["品牌名称", heading], ["红帆", "别的"]]), filename="a.xlsx")
    )
    assert [(one.row, one.field) for one in problems] == [(2, heading)]


def test_what_a_person_sees_of_a_cell_stays() -> None:
    rows = [[*HEAD, "举措"], [" 红　帆  ＡＢ\n先锋 ", "甲\t支部", " 一、走访。\r\n二、 帮扶。 "]]
    row = read_table(plain(rows), filename="a.xlsx").rows[0]
    assert row.cells == {
        "name": "红　帆  ＡＢ 先锋",
        "unit": "甲 支部",
        "measures": "一、走访。\n二、 帮扶。",
    }
