"""Sheets of a workbook, the next read while one is taken."""

from __future__ import annotations

import io
import threading

import pytest
import xlsxwriter

from service.errors import TooManyRows, WrongUse
from service.importing.workbooks import each_sheet, read_sheets
from service.limits import BESIDE, Limits

_ROWS = (3, 400, 1, 0, 50)


def _book() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for number, rows in enumerate(_ROWS):
            sheet = book.add_worksheet(f"表{number}")
            for row in range(rows):
                sheet.write_row(row, number, [f"{number}之{row}", row])
            if number == 3:
                sheet.hide()
            if number == 4:
                sheet.merge_range(1, 8, 2, 8, "合并")
                sheet.set_row(5, None, None, {"hidden": True})
    return target.getvalue()


def test_each_sheet_says_what_it_says_read_by_itself() -> None:
    data = _book()
    sheets = read_sheets(data)
    assert [one.name for one in sheets] == [f"表{n}" for n in range(len(_ROWS))]
    assert sheets == [read_sheets(data, sheet=one.name)[0] for one in sheets]
    assert [len(one.grid) for one in sheets] == list(_ROWS)
    assert sheets[1].grid[399] == ["", "1之399", "399"]
    assert [one.concealed for one in sheets] == [False, False, False, True, False]
    assert (sheets[4].merged, sheets[4].hidden) == (((1, 8, 2, 8),), 1)


def test_nothing_goes_on_when_no_more_is_taken() -> None:
    before = threading.active_count()
    sheets = each_sheet(_book())
    assert next(sheets).name == "表0"
    sheets.close()  # type: ignore[attr-defined]
    assert threading.active_count() == before


def test_a_sheet_that_is_too_long_stops_at_its_turn() -> None:
    sheets = each_sheet(_book(), limits=Limits(rows=399 - BESIDE))
    assert next(sheets).name == "表0"
    with pytest.raises(TooManyRows, match="表1"):
        next(sheets)


def test_a_sheet_that_is_not_there_is_told() -> None:
    with pytest.raises(WrongUse, match="表0、表1"):
        read_sheets(_book(), sheet="没有")
