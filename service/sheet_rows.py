"""Rows of a long sheet as its file has them: those of plain texts and whole numbers, put down at once.

The library takes ten steps for each cell. What needs its care, such as an `&` or a line break, is left to
it, row by row; a test holds that the bytes are the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

# What is escaped or kept by a mark in the file, or may be: the library knows how.
_CARE = re.compile('[\x00-\x1f"&<>\ufffe\uffff]|_x|^\\s|\\s$')
# A text of more characters may be too long for a cell; a number of more digits is not told exactly.
_LONG_TEXT, _LONG_NUMBER = 16_000, 10**15


class PlainRows:
    """Writes the rows of one sheet.

    Args:
        columns: how many there are.
        text: number of the format of texts in the workbook.
        number: likewise of numbers.
    """

    def __init__(self, columns: int, text: int, number: int) -> None:
        letters = [letters_of(column) for column in range(columns)]
        self._texts = [
            f'<c r="{one}%d" s="{text}" t="inlineStr"><is><t>%s</t></is></c>' for one in letters
        ]
        self._numbers = [f'<c r="{one}%d" s="{number}"><v>%d</v></c>' for one in letters]

    def row(self, place: int, said: Sequence[tuple[int, object]], pixels: int) -> str:
        """Return a row, empty if it says nothing or the library must write it.

        Args:
            place: 0-based.
            said: columns and what stands there, in order; empty cells are left out.
            pixels: its height, 0 for that of a line.
        """
        high = f' ht="{pixels * 0.75:.16g}" customHeight="1"' if pixels else ""
        written = [f'<row r="{place + 1}"{high}>']
        for column, cell in said:
            if type(cell) is str and len(cell) <= _LONG_TEXT and not _CARE.search(cell):
                written.append(self._texts[column] % (place + 1, cell))
            elif type(cell) is int and abs(cell) < _LONG_NUMBER:
                written.append(self._numbers[column] % (place + 1, cell))
            else:
                return ""
        return f"{''.join(written)}</row>" if said else ""


def letters_of(column: int) -> str:
    """Return the letters of a column; 0 is A."""
    rest, last = divmod(column, 26)
    return (letters_of(rest - 1) if rest else "") + chr(ord("A") + last)


@cache
def sheet_class(library: type[Any]) -> type[Any]:
    """Return the sheet of the library with a way to put down a row that is written already."""

    class Sheet(library):  # type: ignore[misc]
        """A sheet of a workbook that goes to disk row by row."""

        def plain_rows(self, columns: int, looks: Mapping[str, Any]) -> PlainRows:
            """Return what writes rows for `put_row`; `looks` are the formats `text` and `number`."""
            text, number = (looks[kind]._get_xf_index() for kind in ("text", "number"))
            return PlainRows(columns, text, number)

        def put_row(self, place: int, row: str, last_column: int) -> None:
            """Put down a row behind those before; its cells lie in the columns up to the last one."""
            self._write_single_row(place)
            self._check_dimensions(place, 0)
            self._check_dimensions(place, last_column)
            self.fh.write(row)

    return Sheet
