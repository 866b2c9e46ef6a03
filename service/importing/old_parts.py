"""What the reader of workbooks does not tell of an .xls: percentages, what is hidden, errors ([MS-XLS]).

The records of the workbook are gone through once. One that cannot be read tells nothing: what the reader
makes of the file is what the office is told.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from service.file_kinds import is_compound
from service.importing.compound import stream
from service.importing.percents import BUILT_IN, percent_decimals
from service.importing.sheet_parts import Parts

_STREAMS = ("Workbook", "Book")
_BEGIN, _END, _SHEET, _FORMAT, _STYLE, _DAYS, _LOCKED = 0x809, 0x0A, 0x85, 0x41E, 0xE0, 0x22, 0x2F
_ROW, _COLUMNS, _FORMULA, _ERROR = 0x208, 0x7D, 0x06, 0x205
# A number as it is, one packed into four bytes, a row of those.
_NUMBER, _PACKED, _PACKED_ROW = 0x203, 0x27E, 0xBD
_NEW, _FAILED = 0x600, 2
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


@dataclass(slots=True)
class OldBook:
    """What is told of an .xls.

    Attributes:
        sheets: of each sheet, in their order.
        old_days: whether days are counted from 1904.
        locked: whether a password keeps its cells.
    """

    sheets: list[Parts] = field(default_factory=list)
    old_days: bool = False
    locked: bool = False


def read_old_parts(data: bytes) -> OldBook:
    """Return what is told of a workbook, nothing if it is no .xls. Linear in its size."""
    book = OldBook()
    if not is_compound(data):
        return book
    try:
        said = stream(data, _STREAMS)
        starts, styles = _overview(said, book)
        if not book.locked:
            book.sheets = _sheets(said, starts, styles)
    except (ValueError, struct.error, IndexError):
        return OldBook(locked=book.locked)
    return book


def _records(said: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a part of a workbook up to its end, inner parts (charts) left out."""
    depth = start = 0
    while start + 4 <= len(said):
        kind, length = struct.unpack_from("<HH", said, start)
        if kind == _BEGIN:
            depth += 1
        elif kind == _END:
            depth -= 1
        if depth == 1:
            yield kind, said[start + 4 : start + 4 + length]
        if depth <= 0:
            return
        start += 4 + length


def _overview(said: bytes, book: OldBook) -> tuple[list[int], list[int | None]]:
    """Return where sheets begin and the decimals of each cell style, None where it is no percentage."""
    starts: list[int] = []
    formats: dict[int, int | None] = dict(BUILT_IN)
    styles: list[int] = []
    new = False
    for kind, body in _records(said):
        if kind == _BEGIN:
            new = struct.unpack_from("<H", body)[0] == _NEW
        elif kind == _SHEET:
            starts.append(struct.unpack_from("<I", body)[0])
        elif kind == _FORMAT:
            formats[struct.unpack_from("<H", body)[0]] = percent_decimals(_code(body[2:], new=new))
        elif kind == _STYLE:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _DAYS:
            book.old_days = body[:1] == b"\1"
        elif kind == _LOCKED:
            book.locked = True
    return starts, [formats.get(one) for one in styles]


def _code(text: bytes, *, new: bool) -> str:
    """Return a number format; marks that only show it (%, 0, quotes) are ASCII in every code page."""
    if not new:
        return text[1 : 1 + text[0]].decode("latin-1")
    count, flags = struct.unpack_from("<HB", text)
    wide = flags & 1
    return text[3 : 3 + (count << wide)].decode("utf-16-le" if wide else "latin-1")


def _sheets(said: bytes, starts: list[int], styles: list[int | None]) -> list[Parts]:
    """Return what is told of sheets; no record is read for two places, so that many names cost nothing."""
    places = sorted(set(starts))
    told = {start: _sheet(said[start:end], styles) for start, end in pairwise([*places, len(said)])}
    return [told[start] for start in starts]


def _sheet(said: bytes, styles: list[int | None]) -> Parts:
    told = Parts()
    for kind, body in _records(said):
        if kind == _ROW and body[12] & 0x20:
            told.hide_row(struct.unpack_from("<H", body)[0])
        elif kind == _COLUMNS and body[8] & 1:
            first, last = struct.unpack_from("<HH", body)
            told.hidden_columns |= set(range(first, min(last, 255) + 1))
        elif kind in _CELLS:
            _read_cells(kind, body, styles, told)
    return told


_CELLS = frozenset((_NUMBER, _PACKED, _PACKED_ROW, _FORMULA, _ERROR))


def _read_cells(kind: int, body: bytes, styles: list[int | None], told: Parts) -> None:
    """Add which cells of a record are percentages, or errors."""
    row, column, style = struct.unpack_from("<3H", body)
    if kind == _ERROR:
        if body[7]:  # else it is true or false
            told.faults[row, column] = _ERRORS.get(body[6], "#N/A")
        return
    if kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == _FAILED:
        told.faults[row, column] = _ERRORS.get(body[8], "#N/A")
    found = (style,)
    if kind == _PACKED_ROW:
        found = tuple(struct.unpack_from("<H", body, at)[0] for at in range(4, len(body) - 2, 6))
    for place, one in enumerate(found, column):
        if (decimals := styles[one]) is not None:
            told.percents[row, place] = decimals
