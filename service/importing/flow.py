"""A text table read row by row, so that a file of any size needs no more memory than a small one.

The same rows, notes and errors as `service.importing.table.read_tables` gives for the whole file: a row with
anything odd in it goes through the same functions, all others past them.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

from service.file_kinds import is_workbook
from service.importing.data_rows import PlainRows, data_cells
from service.importing.model import Note, Problem, Table, TableRow
from service.importing.notes import broken_cells, broken_lines
from service.importing.pages import is_page
from service.importing.table import (
    HEADER_DEPTH,
    about_heading,
    header_of,
    no_heading,
    require_upright,
    written,
)
from service.importing.text_tables import (
    MISLABELLED,
    PIECE,
    armed,
    broken_quotes,
    reads_as,
    separator_of,
    today,
)
from service.limits import BESIDE, DEFAULT, Limits
from service.texts import row_told

_ENDINGS = (".csv", ".txt", ".tsv")
_HEAD_LINES = 10


@dataclass(slots=True)
class Flow:
    """A table of which the heading has been read; has what a `Table` and `Tables` have, its rows only once.

    Attributes:
        headings: heading as written, by field.
        rows: the data rows, read as they are asked for.
        text: what the rows are read from; kept, since it closes the file when it is let go.
        notes: complete when the rows have been read, as is `count`, the number of data rows.
    """

    headings: dict[str, str]
    rows: Iterator[TableRow]
    notes: list[Note]
    text: io.TextIOWrapper
    old_days: bool = False
    count: int = 0
    sheet: str = ""

    @property
    def tables(self) -> tuple[Flow]:
        """This table; a text has no other."""
        return (self,)

    def parted(self, rows: Iterable[TableRow]) -> Iterator[tuple[Flow, Iterable[TableRow]]]:
        """Yield the rows that come, with the table they are from."""
        yield self, rows

    def row_told(self, number: int) -> str:
        """Return how sentences name a row."""
        return row_told(number)

    def located(self, problem: Problem) -> Problem:
        """Return a problem with where it stands, as it is."""
        return problem

    def within(self, _: Flow | Table, note: Note) -> Note:
        """Return a note of a table, as it is."""
        return note


def read_flow(file: BinaryIO, name: str, *, limits: Limits = DEFAULT) -> Flow | None:
    """Return the table of a text file whose heading is read; None for a file to be read whole.

    To be read whole are all other kinds of files, and texts in which something is wrong. The file must stay
    open while rows are read.

    Raises:
        UnreadableFile, TooManyRows, BadData: as `read_tables`, also while rows are read.
    """
    if (lines := _lines(file, name)) is None:
        return None
    told = [MISLABELLED] if lines.is_mislabelled else []
    rows = limits.within(_whole_rows(lines), beside=BESIDE)
    top = list(islice(rows, HEADER_DEPTH + 1))
    grid = [_as_read(row) for row in top]
    place = header_of(grid, "name")
    if place is None:
        raise no_heading("name")
    header, columns = place
    require_upright(grid, header, columns)
    flow = Flow(
        written(grid, header, columns),
        iter(()),
        [*told, *about_heading(grid, header, columns)],
        lines,
    )
    rest = islice(chain(top, rows), header + 1, None)
    flow.rows = limits.within(_data_rows(flow, rest, header + 1, columns))
    return flow


def text_rows(file: BinaryIO, name: str) -> Iterator[list[str]] | None:
    """Return the rows of a text file with their cells as they are read; None as `read_flow` does.

    Raises:
        UnreadableFile: its quotes are broken, while rows are read.
    """
    lines = _lines(file, name)
    return None if lines is None else _rows_read(lines)


def _rows_read(lines: _Lines) -> Iterator[list[str]]:
    with lines:
        yield from map(_as_read, _whole_rows(lines))


def _as_read(row: list[str]) -> list[str]:
    return [armed(today(cell)) for cell in row]


class _Lines(io.TextIOWrapper):
    """The lines of a text.

    Attributes:
        is_mislabelled: whether its first mark says another encoding (`service.importing.text_tables`).
    """

    is_mislabelled = False


def _lines(file: BinaryIO, name: str) -> _Lines | None:
    """Return the text in a file, None for a file to be read whole."""
    encoding, start = _encoding(file) if name.lower().endswith(_ENDINGS) else ("", 0)
    if not encoding:
        return None
    file.seek(start)
    lines = _Lines(file, encoding, newline="")
    lines.is_mislabelled = start > 0
    return lines


def _encoding(file: BinaryIO) -> tuple[str, int]:
    """Return the encoding of a text, read to its end, and where it begins.

    The encoding is empty for what is no text, or not all the way.
    """
    start = file.read(PIECE)
    wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not start.strip() or wide or is_workbook(start) or is_page(start):
        return "", 0
    if not start.startswith(codecs.BOM_UTF8):
        encodings = (("utf-8", 0), ("gb18030", 0))
    else:
        encodings = (("utf-8-sig", 0), ("gb18030", len(codecs.BOM_UTF8)))
    return next((one for one in encodings if reads_as(file, *one)), ("", 0))


def _whole_rows(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield the rows of a text."""
    rest = iter(lines)
    first = list(islice(rest, _HEAD_LINES))
    csv.field_size_limit(1 << 20)
    try:
        separator = separator_of("".join(first).splitlines(keepends=True))
        yield from csv.reader(chain(first, rest), delimiter=separator, strict=True)
    except csv.Error as trouble:
        raise broken_quotes() from trouble


def _data_rows(
    flow: Flow, rows: Iterable[list[str]], start: int, columns: dict[int, str]
) -> Iterator[TableRow]:
    """Yield the data rows; what else there is goes to the notes."""
    reader = PlainRows(columns)
    broken = 0
    for index, row in enumerate(rows, start):
        cells = reader.cells(row)
        if cells is None:
            told = _as_read(row)
            broken += broken_cells(told, columns)
            cells = data_cells(told, index, columns, flow.notes)
        if cells is not None:
            flow.count += 1
            yield TableRow(index + 1, cells)
    if broken:
        flow.notes.append(broken_lines(broken))
