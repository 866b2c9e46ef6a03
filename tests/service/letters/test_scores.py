"""Score sheets filled as clerks fill them: totals, grades, ranking; what is wrong is told, all of it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from service.drafting.fields import validate
from service.drafting.package import find_template
from service.errors import BadData
from service.letters.results import Result, read_scores
from service.letters.score_notes import notes
from service.letters.scores import PERIODS, score_book

TEMPLATE = find_template("letter")
UNITS = [(f"D{n}", f"第{n}党支部") for n in range(1, 4)]
Change = Callable[[Any], object]


def blank(sample: str) -> Any:
    """Return the score book of a sample's letters, not filled in."""
    values = validate(TEMPLATE.fields, TEMPLATE.sample(sample)).values
    return openpyxl.load_workbook(io.BytesIO(score_book(UNITS, values)))


def fill(
    book: Any, period: str, row: int, cells: Mapping[str, object], rest: object = None
) -> None:
    """Fill a row: cells by the first word of their heading, the other items by `rest` or in full."""
    page = book[period]
    for cell in page[1]:
        name, _, title = str(cell.value).partition(" ")
        if name in cells:
            page.cell(row, cell.column).value = cells[name]
        elif title:
            full = title.rsplit("（", 1)[1].removesuffix("分）")
            page.cell(row, cell.column).value = float(full) if rest is None else rest


def results(book: Any) -> tuple[Result, ...]:
    target = io.BytesIO()
    book.save(target)
    return read_scores(target.getvalue())


def lines(book: Any) -> list[str]:
    with pytest.raises(BadData) as trouble:
        results(book)
    return trouble.value.message.splitlines()


def test_a_period_is_summed_graded_and_ranked() -> None:
    book = blank("full")
    fill(book, "一季度", 2, {"1.1": 0, "加分": 9})
    fill(book, "一季度", 3, {})
    fill(book, "一季度", 4, {"1.1": 3.5, "否决项": "发生失泄密事件"})
    found = {one.unit_id: one for one in results(book)}
    # The bonus counts up to its cap of five.
    assert (found["D1"].total, found["D1"].bonus, found["D1"].grade) == (
        Decimal(100),
        Decimal(5),
        "优秀",
    )
    assert (found["D2"].total, found["D2"].rank) == (Decimal(100), 1)
    assert (found["D1"].rank, found["D3"].rank) == (1, 3)
    assert (found["D3"].total, found["D3"].grade) == (Decimal("98.5"), "不合格")


def test_the_year_is_the_mean_of_what_was_assessed() -> None:
    book = blank("full")
    fill(book, "一季度", 2, {"1.1": 0, "1.2": 0})
    fill(book, "二季度", 2, {})
    fill(book, "二季度", 3, {"8.4": 0})
    year = {one.unit_id: one for one in results(book) if one.period == "年度"}
    assert (year["D1"].total, year["D1"].grade) == (Decimal(95), "优秀")
    assert (year["D2"].total, year["D2"].rank) == (Decimal(97), 1)
    assert "D3" not in year


def test_half_a_hundredth_goes_up() -> None:
    """As in every spreadsheet, and as the ranking of applications has it."""
    book = blank("full")
    for period, first, second in zip(PERIODS["季度"], (0, 0, 0, 1.5), (0, 0, 2.5, 2), strict=True):
        fill(book, period, 2, {"1.1": first})
        fill(book, period, 3, {"1.1": second})
    year = {one.unit_id: one.total for one in results(book) if one.period == "年度"}
    # Of five points for item 1.1 the two lack 4.625 and 3.875 at the mean.
    assert (year["D1"], year["D2"]) == (Decimal("95.38"), Decimal("96.13"))


def test_a_unit_that_lacks_a_period_is_told() -> None:
    book = blank("full")
    for period in ("一季度", "二季度"):
        fill(book, period, 2, {})
    fill(book, "二季度", 3, {})
    [told] = notes(results(book))
    assert told == "“第2党支部”没有一季度的得分，年度得分只按其余周期算，漏填的请补上。"


def test_bonus_beyond_its_cap_is_told() -> None:
    book = blank("full")
    fill(book, "一季度", 2, {"加分": 8.5})
    fill(book, "一季度", 3, {"加分": "5分"})
    [told] = notes(results(book))
    assert told == "“一季度”表“第1党支部”的加分填的 8.5 分超过加分上限，按 5 分计，请核对。"


def test_a_unit_called_otherwise_in_another_period_is_told() -> None:
    book = blank("full")
    fill(book, "一季度", 2, {})
    fill(book, "二季度", 2, {"单位": "第九党支部"})
    [line] = lines(book)
    assert "“D1”在“一季度”表是“第1党支部”，在“二季度”表是“第九党支部”" in line


def test_sums_that_nobody_calculated_are_no_fault() -> None:
    book = blank("full")
    fill(book, "一季度", 2, {})
    book["一季度"].append(["合计", None, "=SUM(C2:C4)"])
    assert len(results(book)) == 1


def test_deductions_of_the_year_add_up() -> None:
    book = blank("office")
    fill(book, "上半年", 2, {"1.1": -0.6}, rest=0)
    fill(book, "下半年", 2, {"2.1": -0.8, "加分": 0.5}, rest=0)
    fill(book, "上半年", 3, {}, rest=0)
    year = {one.unit_id: one for one in results(book) if one.period == "年度"}
    assert (year["D1"].total, year["D1"].grade) == (Decimal("-0.9"), "优秀")
    assert (year["D2"].total, year["D2"].rank) == (Decimal(0), 1)


@pytest.mark.parametrize("word", ["无", "否", "—", "/", "0", "没有"])
def test_words_for_nothing_veto_nobody(word: str) -> None:
    book = blank("full")
    fill(book, "一季度", 2, {"否决项": word, "加分": word})
    [one] = results(book)
    assert (one.veto, one.grade, one.total) == ("", "优秀", Decimal(100))


@pytest.mark.parametrize(
    ("sample", "cells", "told"),
    [
        ("full", {"1.1": 6}, "第 2 行指标 1.1 填的 6 超过分值 5"),
        ("full", {"1.1": -1}, "第 2 行指标 1.1 填的 -1 小于 0"),
        ("full", {"1.1": "缺考"}, "第 2 行指标 1.1 填的“缺考”不是数字"),
        ("full", {"1.1": None}, "第 2 行没有填指标 1.1 的得分"),
        ("full", {"加分": -1}, "第 2 行加分填的 -1 是负数"),
        ("full", {"否决项": "迟到"}, "第 2 行否决项“迟到”不在"),
        ("full", {"1.1": 3.125}, "第 2 行指标 1.1 填的 3.125 多于两位小数"),
        ("full", {"1.1": "=2+3"}, "第 2 行指标 1.1 的单元格是没有结果的公式"),
        ("full", {"加分": "=1+1"}, "第 2 行“加分”的单元格是没有结果的公式"),
        ("full", {"否决项": "#N/A"}, "第 2 行“否决项”的单元格是错误值 #N/A"),
        ("full", {"单位编号": None}, "第 2 行没有“单位编号”，请补上"),
        ("office", {"1.1": 0.5}, "第 2 行指标 1.1 填的 0.5 是正数，扣分请写成负数"),
    ],
)
def test_what_cannot_be_is_told_with_row_and_item(
    sample: str, cells: dict[str, object], told: str
) -> None:
    book = blank(sample)
    period = "一季度" if sample == "full" else "上半年"
    fill(book, period, 2, cells, rest=None if sample == "full" else 0)
    [line] = lines(book)
    assert line.startswith(f"“{period}”表")
    assert told in line


def test_every_fault_is_told_at_once() -> None:
    book = blank("full")
    fill(book, "一季度", 2, {"1.1": 6, "2.1": "甲"})
    fill(book, "二季度", 3, {"3.1": None})
    assert len(lines(book)) == 3


def test_a_lost_column_and_a_double_row_are_told() -> None:
    book = blank("full")
    fill(book, "一季度", 2, {})
    book["一季度"].delete_cols(3)
    assert lines(book) == ["“一季度”表缺少指标 1.1 这一列，请恢复表头后再读取。"]
    book = blank("full")
    fill(book, "一季度", 2, {})
    fill(book, "一季度", 3, {"单位编号": "D1"})
    [line] = lines(book)
    assert "第 3 行单位编号“D1”与第 2 行重复" in line


def test_uncapped_items_may_fall_below_nothing() -> None:
    values = validate(TEMPLATE.fields, TEMPLATE.sample("full")).values
    values["indicators"][1]["uncapped"] = True
    book = openpyxl.load_workbook(io.BytesIO(score_book(UNITS, values)))
    fill(book, "一季度", 2, {"1.1": -3})
    [one] = results(book)
    assert one.total == 92


@pytest.mark.parametrize(("sample", "typed"), [("full", 2), ("office", -3)])
def test_no_more_is_taken_off_than_an_item_allows(sample: str, typed: int) -> None:
    values = validate(TEMPLATE.fields, TEMPLATE.sample(sample)).values
    values["indicators"][1]["cap"] = Decimal(2)
    book = openpyxl.load_workbook(io.BytesIO(score_book(UNITS, values)))
    period = PERIODS[values["assess_period"]][0]
    fill(book, period, 2, {"1.1": typed}, rest=None if sample == "full" else 0)
    [line] = lines(book)
    assert f"第 2 行指标 1.1 填的 {typed} 扣得比最多扣分 2 还多，请核对。" in line


def test_where_points_are_only_taken_off_no_heading_promises_any() -> None:
    heads = [str(cell.value) for cell in blank("office")["上半年"][1]][2:-3]
    assert heads
    assert all(head.endswith("（扣分）") for head in heads)


@pytest.mark.parametrize("typed", ["４．５", "4.5分", " 4.5 ", "+4.50"])
def test_points_are_read_as_clerks_type_them(typed: str) -> None:
    book = blank("full")
    fill(book, "一季度", 2, {"1.1": typed})
    [one] = results(book)
    assert one.total == Decimal("99.5")


@pytest.mark.parametrize("minus", "-−－—")
def test_any_minus_sign_takes_off(minus: str) -> None:
    book = blank("office")
    fill(book, "上半年", 2, {"1.1": f"{minus}0.6"}, rest=0)
    [one] = results(book)
    assert one.total == Decimal("-0.6")


def test_rows_of_sums_and_means_and_a_title_are_no_units() -> None:
    book = blank("full")
    page = book["一季度"]
    fill(book, "一季度", 2, {})
    for name in ("合计", "平均分"):
        page.append([name, None, *[1] * 27])
        page.append([None, name, *[1] * 27])
    page.insert_rows(1)
    page["A1"] = "2026年一季度考核评分表"
    assert [one.unit_id for one in results(book)] == ["D1"]


def test_a_sheet_that_was_renamed_is_told_and_not_passed_over() -> None:
    book = blank("full")
    fill(book, "一季度", 2, {})
    fill(book, "二季度", 2, {})
    book["二季度"].title = "第二季度"
    [line] = lines(book)
    assert line.startswith("工作表“第二季度”不知道是哪个周期，请改回原来的名称，如“一季度”“二季度”")


def test_an_empty_book_is_told() -> None:
    assert lines(blank("full")) == ["评分表还没有填写，请填好得分后再读取。"]


@pytest.mark.parametrize("period", PERIODS)
def test_there_is_a_sheet_for_each_period_with_every_item(period: str) -> None:
    values = validate(TEMPLATE.fields, TEMPLATE.sample("full") | {"assess_period": period}).values
    book = openpyxl.load_workbook(io.BytesIO(score_book(UNITS, values)))
    ids = [one["id"] for one in values["indicators"] if one["parent_id"]]
    for name in PERIODS[period]:
        heads = [str(cell.value).split(" ")[0] for cell in book[name][1]]
        assert heads[2 : 2 + len(ids)] == ids
