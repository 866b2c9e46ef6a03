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
from hypothesis import given
from hypothesis import strategies as st

import templates
from service.errors import BadData, UnreadableFile, WrongUse
from service.importing.files import import_file
from service.importing.report import error_workbook
from service.importing.table import read_table
from service.registry import all_brands
from service.storage import open_registry
from tests.service.importing.books import book, brand_rows, plain, with_part

HEAD = ["品牌名称", "单位名称"]


def names(data: bytes, filename: str = "a.xlsx") -> list[str]:
    return [row.cells["name"] for row in read_table(data, filename=filename).rows]


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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "，"], ids=["comma", "tab", "semi", "wide"])
def test_text_tables_in_every_encoding_and_separator(encoding: str, separator: str) -> None:
    lines = [separator.join(HEAD), separator.join(["“红帆”先锋", "港口党支部"]), ""]
    table = read_table("\r\n".join(lines).encode(encoding), filename="a.csv")
    assert [(r.number, r.cells) for r in table.rows] == [
        (2, {"name": "“红帆”先锋", "unit": "港口党支部"})
    ]


@pytest.mark.parametrize("name", [",灯·,，岭，,", "一；二；三；四；五", "红;帆;与;灯;塔"])
def test_a_name_may_hold_more_separators_than_its_line_has_cells(name: str) -> None:
    lines = ["\t".join(HEAD), *(f"{name}\t第{i}党支部" for i in range(3))]
    table = read_table("\n".join(lines).encode(), filename="a.tsv")
    assert [row.cells["name"] for row in table.rows] == [name] * 3


def test_names_alone_are_not_divided() -> None:
    table = read_table("品牌名称\n红帆，灯塔\n初心;匠心\n".encode(), filename="a.csv")
    assert [row.cells["name"] for row in table.rows] == ["红帆，灯塔", "初心;匠心"]


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


def test_characters_that_were_numbered_privately() -> None:
    data = "品牌名称\n".encode("gb18030") + b"\xa6\xd9\xfe\x59\xfe\x51" + "红\n".encode("gb18030")
    assert names(data, "a.csv") == ["︐龴𠂇红"]


def test_the_row_of_a_byte_that_is_no_text_is_told() -> None:
    data = "品牌名称\n红帆\n".encode() + b"\xff\xff\n"
    with pytest.raises(UnreadableFile, match="第 3 行") as trouble:
        read_table(data, filename="a.csv")
    assert trouble.value.facts["row"] == 3


@pytest.mark.parametrize("text", ['"红帆,甲\n红旗,乙\n', '"红帆"先锋,甲\n红旗,乙\n'])
def test_quotes_without_a_partner_never_make_one_name_of_two(text: str, tmp_path: Path) -> None:
    data = ("品牌名称,单位\n" + text).encode()
    with pytest.raises(UnreadableFile, match="双引号不成对"):
        read_table(data, filename="a.csv")
    with open_registry(str(tmp_path / "a.db")) as registry:
        now = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
        with pytest.raises(UnreadableFile, match="双引号不成对"):
            import_file(registry, data, filename="a.csv", who="甲", now=now)
        assert list(all_brands(registry)) == []


@given(st.lists(st.text("红帆,;\t\"'=\n ", max_size=6), min_size=1, max_size=4))
def test_any_row_of_text_is_read_or_refused(cells: list[str]) -> None:
    data = ("品牌名称,单位\n" + ",".join(cells) + "\n").encode()
    try:
        brand_rows(read_table(data, filename="a.csv"))
    except (UnreadableFile, BadData) as trouble:
        assert trouble.message.endswith("。")
