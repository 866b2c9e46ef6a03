"""Workbooks as an office opens and prints them."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from service import tables
from service.tables import Listing, Row, Rows, Share, workbook


def sheet(listing: Listing) -> Worksheet:
    found = load_workbook(io.BytesIO(workbook([listing]))).worksheets[0]
    assert isinstance(found, Worksheet)
    return found


def test_a_text_that_wraps_makes_its_row_as_high_as_it_needs() -> None:
    made = sheet(Listing("甲", ("名称", "说明"), (("奔流", "短"), ("红帆", "长" * 200))))
    assert made.row_dimensions[2].height is None
    height, width = made.row_dimensions[3].height, made.column_dimensions["B"].width
    assert height is not None
    assert height / 15 >= 400 / width


def test_line_breaks_of_a_text_count_as_lines() -> None:
    made = sheet(Listing("甲", ("说明",), (("一\n二\n三\n四",),)))
    assert (made.row_dimensions[2].height or 0) >= 60


def test_a_wide_list_is_made_narrow_enough_to_print() -> None:
    headings = tuple(f"第{n}栏" for n in range(12))
    made = sheet(Listing("甲", headings, (("长" * 40,) * 12,)))
    assert sum(made.column_dimensions[letter].width for letter in "ABCDEFGHIJKL") <= 12 * 16
    assert made.page_setup.fitToWidth in (None, 1)  # one is what is meant where none is said


def test_a_very_wide_list_takes_pages_side_by_side_with_its_first_columns_on_each() -> None:
    headings = tuple(f"第{n}栏" for n in range(60))
    made = sheet(Listing("甲", headings, (("文字" * 9,) * 60,)))
    assert (made.page_setup.fitToWidth or 0) > 1
    assert made.print_title_cols == "$A:$B"


def test_shares_are_shown_as_per_cent_and_stay_numbers() -> None:
    made = sheet(Listing("甲", ("占比", "个数"), ((Share(0.1519), 12),)))
    assert (made["A2"].value, made["A2"].number_format) == (0.1519, "0.0%")
    assert made["B2"].value == 12


def test_texts_like_formulas_stay_texts_and_empty_cells_are_ruled() -> None:
    made = sheet(Listing("甲", ("名称", "备注", "日期"), (("=1+1", "", None),)))
    assert (made["A2"].value, made["A2"].data_type) == ("=1+1", "s")
    assert made["B2"].value is None
    assert made["B2"].border.left.style == "thin"


def test_empty_cells_of_a_long_list_are_ruled_by_one_condition() -> None:
    """A score book of ten thousand units has a million of them."""
    rows = tuple((f"单位{n}", *[""] * 29) for n in range(4000))
    made = sheet(Listing("甲", ("单位", *map(str, range(29))), rows))
    [(covered, [rule])] = [(str(one.sqref), one.rules) for one in made.conditional_formatting]
    assert covered == "A2:AD4001"
    assert rule.type == "containsBlanks"
    assert rule.dxf.border.left.style == "thin"
    assert made["A4001"].border.left.style == "thin"


def test_a_list_written_row_by_row_is_what_it_would_be_in_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = tuple((f"=单位{n}", "长" * (n % 90), n, Share(n / 7), "") for n in range(60))
    listing = Listing("甲", ("单位", "说明", "个数", "占比", "备注"), rows)
    whole = sheet(listing)
    monkeypatch.setattr(tables, "_LONG", 50)
    made = sheet(listing)
    assert workbook([listing]) == workbook([listing])
    for row in range(1, 62):
        assert made.row_dimensions[row].height == whole.row_dimensions[row].height
        for one, other in zip(made[row], whole[row], strict=True):
            assert (one.value, one.number_format) == (other.value, other.number_format)
            assert one.border.left.style == other.border.left.style == "thin"
    assert made.auto_filter.ref == whole.auto_filter.ref


@pytest.mark.parametrize("length", [32_766, 32_767, 32_768, 100_000])
def test_a_text_too_long_for_a_cell_is_cut_and_says_so(length: int) -> None:
    found = sheet(Listing("甲", ("说明",), (("长" * length,),)))["A2"].value
    assert isinstance(found, str)
    assert len(found) == min(length, 32_767)
    assert (f"共 {length} 字" in found) == (length > 32_767)


def test_rows_that_are_read_anew_give_the_same_workbook_as_rows_that_are_held() -> None:
    held = tuple((number, f"第{number}支部") for number in range(300))
    readings = []

    def read() -> Iterator[Row]:
        readings.append(1)
        return iter(held)

    rows = Rows.counted(read)
    assert (len(rows), tuple(rows), held[7] in rows, (7, "") in rows) == (300, held, True, False)
    before = len(readings)
    assert workbook([Listing("单", ("序号", "单位"), rows)]) == workbook(
        [Listing("单", ("序号", "单位"), held)]
    )
    assert len(readings) > before
