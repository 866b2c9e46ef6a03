"""Rows of a long sheet as its file has them: those of plain texts and whole numbers, put down at once.

The library takes ten steps for each cell. What needs its care, such as an `&` or a line break, is left to
it, row by row; a test holds that the bytes are the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

# What is escaped or kept by a mark in the file, or may be: the library knows how. And the characters of which
# some stand in all such texts: to look for one of these takes a thirtieth of the time.
CARE = re.compile('[\x00-\x1f"&<>\ufffe\uffff]|_x|^\\s|\\s$')
MAYBE_CARE = re.compile(
    '[\x00-\x20"&<>_\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufffe\uffff]'
)
# A row of more characters may have one text too many for a cell; a number of more digits is not told exactly.
_LONG_TEXT, _LONG_NUMBER = 16_000, 10**15


class PlainRows:
    """Writes the rows of one sheet.

    Args:
        text: number of the format of texts in the workbook.
        number: likewise of numbers.
        sparse: whether empty cells are left out; if not, the library writes rows with such.
    """

    def __init__(self, text: int, number: int, *, sparse: bool) -> None:
        self._cells = {
            str: f'<c r="{{}}#" s="{text}" t="inlineStr"><is><t>%s</t></is></c>',
            int: f'<c r="{{}}#" s="{number}"><v>%d</v></c>',
        }
        self._sparse = sparse
        self._patterns: dict[tuple[type | None, ...], str] = {}

    def row(self, place: int, row: Sequence[object], pixels: int) -> str:
        """Return a row, empty if it says nothing or the library must write it.

        Args:
            place: 0-based.
            row: its cells.
            pixels: its height, 0 for that of a line.
        """
        kinds = tuple([None if cell is None or cell == "" else type(cell) for cell in row])
        if (pattern := self._patterns.get(kinds)) is None:
            pattern = self._patterns[kinds] = self._pattern(kinds)
        said = (
            row if None not in kinds else [cell for cell in row if cell is not None and cell != ""]
        )
        if not pattern or not _is_plain(said):
            return ""
        high = f' ht="{pixels * 0.75:.16g}" customHeight="1"' if pixels else ""
        return pattern.replace("#", str(place + 1)) % (high, *said)

    def _pattern(self, kinds: Sequence[type | None]) -> str:
        """Return what rows of some kinds of cells are made by, with # for the number of the row."""
        there = [(letters_of(column), kind) for column, kind in enumerate(kinds) if kind]
        whole = self._sparse or len(there) == len(kinds)
        if not there or not whole or any(kind not in self._cells for _, kind in there):
            return ""
        cells = (self._cells[kind].format(letters) for letters, kind in there)
        return f'<row r="#"%s>{"".join(cells)}</row>'


def _is_plain(cells: Sequence[object]) -> bool:
    """Return whether texts and whole numbers stand in the file as they are."""
    texts = [cell for cell in cells if type(cell) is str]
    joined = "".join(texts)
    if len(joined) > _LONG_TEXT or (MAYBE_CARE.search(joined) and any(map(CARE.search, texts))):
        return False
    numbers = (cell for cell in cells if type(cell) is int) if len(texts) < len(cells) else ()
    return all(abs(number) < _LONG_NUMBER for number in numbers)


def letters_of(column: int) -> str:
    """Return the letters of a column; 0 is A."""
    rest, last = divmod(column, 26)
    return (letters_of(rest - 1) if rest else "") + chr(ord("A") + last)


@cache
def sheet_class(library: type[Any]) -> type[Any]:
    """Return the sheet of the library with a way to put down a row that is written already."""

    class Sheet(library):  # type: ignore[misc]
        """A sheet of a workbook that goes to disk row by row."""

        def plain_rows(self, looks: Mapping[str, Any], *, sparse: bool) -> PlainRows:
            """Return what writes rows for `put_row`; `looks` are the formats `text` and `number`."""
            text, number = (looks[kind]._get_xf_index() for kind in ("text", "number"))
            return PlainRows(text, number, sparse=sparse)

        def put_row(self, place: int, row: str) -> None:
            """Put down a row behind those before; no cell of it lies beyond the columns of these."""
            self._write_single_row(place)
            self._check_dimensions(place, 0)
            self.fh.write(row)

    return Sheet
