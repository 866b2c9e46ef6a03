"""A long workbook read in pieces says what the reader of whole workbooks says, however it was written."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from functools import partial
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import UnreadableFile
from service.importing import long_sheets, sheet_parts
from service.importing.long_sheets import each_long_sheet
from service.importing.workbooks import filled_rows, read_sheets

Rows = list[list[Any]]
CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        ["<row r=", 't="s"', ":row", "</row>", "<si>", "甲&乙", "a\nb", " 两端 ", "𠮷"]
    ),
    st.text(st.characters(exclude_categories=["C"]), max_size=12),
    st.integers(-(10**9), 10**9),
    st.booleans(),
    st.dates(dt.date(1990, 1, 1), dt.date(2040, 1, 1)),
)
ROWS = st.lists(st.lists(CELLS, max_size=6), max_size=30)


def by_openpyxl(rows: Rows) -> bytes:
    """Return a workbook by another program: rows that are empty, an empty sheet, a range beside the data."""
    book = openpyxl.Workbook()
    sheet = book.active
    for number, row in enumerate(rows, 3):
        for column, cell in enumerate(row, 2):
            sheet.cell(number, column).value = cell
            if isinstance(cell, str):
                sheet.cell(number, column).data_type = "s"
    book.create_sheet("空表")
    sheet.merge_cells("B5:B7")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def shared(rows: Rows, *, alone: bool = False) -> bytes:
    """Return a workbook with its texts in one table, or each in its cell, and days by a format."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "constant_memory": alone}) as book:
        sheet, day = book.add_worksheet("甲&乙"), book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows, 3):
            for column, cell in enumerate(row, 1):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(number, column, cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                else:
                    sheet.write(number, column, cell)
        if not alone:
            sheet.merge_range("H9:I12", "合并")
    return target.getvalue()


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_sheets, "LONG", 0)
    monkeypatch.setattr(sheet_parts, "_BLOCK", 300)


def said(rows: Rows) -> Rows:
    """Return rows without what is empty at their ends."""
    kept = ["\0".join(row).rstrip("\0").split("\0") for row in rows]
    while kept and kept[-1] == [""]:
        kept.pop()
    return kept


def same(data: bytes) -> None:
    whole = {one.name: (said(one.grid), set(one.merged)) for one in read_sheets(data)}
    cut = {one.name: (said(list(one.rows)), set(one.merged)) for one in each_long_sheet(data)}
    assert cut == whole


@pytest.mark.parametrize("write", [by_openpyxl, shared, partial(shared, alone=True)])
def test_pieces_say_what_the_whole_says(write: Callable[[Rows], bytes]) -> None:
    @settings(max_examples=60)
    @given(ROWS)
    def holds(rows: Rows) -> None:
        same(write(rows))

    holds()


def rewritten(data: bytes, *changes: tuple[bytes, bytes]) -> bytes:
    """Return a workbook with other text in its sheets."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            for old, new in changes if name.startswith("xl/worksheets") else ():
                assert old in part
                part = part.replace(old, new)
            after.writestr(name, part)
    return target.getvalue()


@pytest.mark.parametrize(
    "changes",
    [
        [(b' t="s"', b" t='s'")],
        [
            (b"<row ", b"<x:row "),
            (b"</row>", b"</x:row>"),
            (b"<worksheet ", b'<worksheet xmlns:x="a" '),
        ],
        [(b"<v>1</v>", b"<v>1</v ><!-- -->")],
        [(b'<row r="10" ', b"<row ")],
    ],
    ids=["quotes", "prefix", "spaces", "unnumbered"],
)
def test_what_cannot_be_cut_is_read_whole(changes: list[tuple[bytes, bytes]]) -> None:
    rows: Rows = [[f"{row}行{column}" for column in range(4)] for row in range(40)]
    same(rewritten(shared(rows), *changes))


def test_pieces_are_read_while_rows_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def watched(data: bytes, sheet: str) -> tuple[int, list[list[str]]]:
        read.append(sheet)
        return filled_rows(data, sheet)

    monkeypatch.setattr(long_sheets, "filled_rows", watched)
    sheets = each_long_sheet(by_openpyxl([["甲" * 50] for _ in range(100)]))
    sheet = next(sheets)
    assert [next(sheet.rows) for _ in range(3)][2] == ["", "甲" * 50]
    # The one they come from, and one ahead.
    assert len(read) <= 2
    assert len(list(sheet.rows)) == 99
    assert len(read) > 10


def test_far_cells_are_refused_before_they_are_read() -> None:
    places = (b'r="B4"', b'r="XFD900000"'), (b'<row r="4"', b'<row r="900000"')
    far = rewritten(shared([["甲"]]), *places)
    with pytest.raises(UnreadableFile, match="范围过大"):
        list(each_long_sheet(far))


def test_what_is_no_workbook_is_told() -> None:
    with pytest.raises(UnreadableFile, match="打不开"):
        list(each_long_sheet(b"PK\3\4 torn"))
