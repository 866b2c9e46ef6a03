"""Cells of .xlsx and .xls workbooks as text; the only import of calamine.

What a cell shows is what is read: whole numbers without a decimal point, dates as ISO text, percentages
with their sign, error cells as `#N/A`. Merged cells give their value to the first of them only;
`merged` tells the ranges.
"""

from __future__ import annotations

import datetime as dt
import io
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from service.errors import TooManyRows, UnreadableFile, WrongUse
from service.file_kinds import is_package
from service.importing.model import Grid, Range
from service.importing.old_parts import OldBook, read_old_parts
from service.importing.packages import BrokenPackageError, require_sane
from service.importing.percents import shown_percent
from service.importing.sheet_parts import Parts, counts_from_1904, read_parts
from service.importing.strangers import LOCKED, why_no_workbook
from service.limits import BESIDE, DEFAULT, Limits

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

# From here on a number cannot hold all its digits: an identity number was cut by the spreadsheet.
_EXACT = 10**15
# Most cells of one sheet, for the kinds whose range is not known before (DECISION).
_MOST_CELLS = 1 << 25


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: cells as text, and merged ranges as (first row, first column, last row, last column).

    Rows and columns count from 0.

    Attributes:
        hidden: number of hidden rows.
        hidden_spans: the first and last of hidden rows that follow each other; not all of very many.
        hidden_columns: which columns are hidden.
        concealed: whether the sheet itself is hidden.
        faults: what is wrong with cells whose text tells nothing: `#N/A` …, or `formula` without result.
        old_days: whether a bare number for a day counts from 1904.
    """

    name: str
    grid: Grid
    merged: tuple[Range, ...]
    hidden: int = 0
    hidden_spans: tuple[tuple[int, int], ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    concealed: bool = False
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)
    old_days: bool = False


def read_sheets(data: bytes, *, sheet: str | None = None, limits: Limits = DEFAULT) -> list[Sheet]:
    """Return the sheets of a workbook, or the one asked for. Raises as `each_sheet`."""
    return list(each_sheet(data, sheet=sheet, limits=limits))


def each_sheet(
    data: bytes, *, sheet: str | None = None, limits: Limits = DEFAULT
) -> Iterator[Sheet]:
    """Yield the sheets of a workbook, or the one asked for; the next is read while one is taken.

    Raises:
        UnreadableFile: damaged, encrypted, too large, or not a workbook.
        TooManyRows: a sheet has far more rows than may be read.
        WrongUse: the sheet asked for does not exist.
    """
    # calamine is loaded here so that commands without workbooks start without it.
    from python_calamine import CalamineError, CalamineWorkbook

    _require_sane(data)
    old = read_old_parts(data)
    if old.locked:
        raise UnreadableFile(LOCKED)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        if sheet and sheet not in book.sheet_names:
            there = "、".join(book.sheet_names)
            raise WrongUse(f"工作簿中没有名为“{sheet}”的工作表，现有：{there}。", sheet=sheet)
        if not book.sheet_names:
            raise UnreadableFile(why_no_workbook(data))
        # Asked now: the reader does one thing at a time.
        concealed = _concealed(book)
        old_days = old.old_days or counts_from_1904(data)
        every = list(book.sheet_names)
        told = partial(_parts, every, old, data)
        for name, parts, found in _read_ahead(book, [sheet] if sheet else every, told):
            require_size(name, found.height, found.width, limits)
            read = Sheet(
                name,
                _grid(found, parts.percents),
                _merged(found),
                parts.hidden_rows,
                tuple(parts.hidden_spans),
                frozenset(parts.hidden_columns),
                concealed[name],
                parts.faults,
                old_days,
            )
            # Not held beside the next two.
            del found
            yield read
    except CalamineError as trouble:
        raise UnreadableFile(why_no_workbook(data)) from trouble


def _parts(every: Sequence[str], old: OldBook, data: bytes, name: str) -> Parts:
    """Return what the reader does not tell of one of all sheets."""
    if len(old.sheets) == len(every):
        return old.sheets[every.index(name)]
    return read_parts(data, name)


def _read_ahead(
    book: CalamineWorkbook, names: Sequence[str], told: Callable[[str], Parts]
) -> Iterator[tuple[str, Parts, CalamineSheet]]:
    """Yield sheets as read, one of them ahead: the reader leaves the interpreter to who takes them."""
    ahead: deque[tuple[str, Parts, Future[CalamineSheet]]] = deque()
    with ThreadPoolExecutor(1) as beside:
        for name in names:
            # Before the reader, which would make room for all cells between the outermost ones.
            parts = told(name)
            ahead.append((name, parts, beside.submit(book.get_sheet_by_name, name)))
            if len(ahead) > 1:
                yield _taken(*ahead.popleft())
        for one in ahead:
            yield _taken(*one)


def _taken(
    name: str, parts: Parts, found: Future[CalamineSheet]
) -> tuple[str, Parts, CalamineSheet]:
    return name, parts, found.result()


def _grid(found: CalamineSheet, percents: Mapping[tuple[int, int], int]) -> Grid:
    grid = _texts(found.iter_rows(), found.start[1]) if found.start else []
    show_percents(grid, percents)
    return grid


def _texts(rows: Iterable[Sequence[object]], column: int) -> Grid:
    """Return rows as texts, each behind so many empty ones."""
    left, once = [""] * column, _Once()
    return [
        left + [once[cell] if type(cell) in _KEPT else _text(cell) for cell in row] for row in rows
    ]


def _merged(found: CalamineSheet) -> tuple[Range, ...]:
    return tuple(
        (start[0], start[1], end[0], end[1]) for start, end in (found.merged_cell_ranges or ())
    )


def show_percents(grid: Grid, percents: Mapping[tuple[int, int], int], first: int = 0) -> None:
    """Put percentages into rows as they are shown; `first` is the number of the first row, from 0."""
    for (row, column), decimals in percents.items():
        if 0 <= row - first < len(grid) and column < len(grid[row - first]):
            grid[row - first][column] = shown_percent(grid[row - first][column], decimals)


def sheets_in(data: bytes) -> dict[str, bool]:
    """Return the sheets of a workbook by name, in order: whether each is hidden. Raises as `each_sheet`."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        return _concealed(CalamineWorkbook.from_filelike(io.BytesIO(data)))
    except CalamineError as trouble:
        raise UnreadableFile(why_no_workbook(data)) from trouble


def _concealed(book: CalamineWorkbook) -> dict[str, bool]:
    return {one.name: "Hidden" in str(one.visible) for one in book.sheets_metadata}


def filled_rows(data: bytes, sheet: str) -> tuple[int, Grid]:
    """Return the rows of a sheet from the first that says something, and its number, from 0.

    Raises as `each_sheet`, but of size.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        found = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(sheet)
    except CalamineError as trouble:
        raise UnreadableFile(why_no_workbook(data)) from trouble
    row, column = found.start or (0, 0)
    return row, _texts(found.to_python(), column)


class _Once(dict[object, str]):
    """The texts of cells, one of equal ones kept: most cells of a long sheet say what others say."""

    def __missing__(self, cell: object) -> str:
        text = _text(cell)
        # Bounded: names of a million rows are no two alike.
        if len(self) < _MOST_KNOWN:
            self[cell] = text
        return text


_MOST_KNOWN = 4096
# Of other types some are equal and read otherwise: 1.0 and true.
_KEPT = (str, float)


def require_size(name: str, height: int, width: int, limits: Limits = DEFAULT) -> None:
    """Raise TooManyRows or UnreadableFile for a sheet that is larger than may be read."""
    if height > limits.rows + BESIDE:
        raise TooManyRows(
            f"工作表“{name}”有 {height} 行，最多读 {limits.rows} 行，请拆分成几个文件，或调大设置 max_rows。",
            rows=limits.rows,
        )
    if height * width > _MOST_CELLS:
        raise UnreadableFile(f"工作表“{name}”的范围过大，请删去远处多余的单元格，另存后重试。")


def _text(cell: object) -> str:
    """Return a cell as the office reads it."""
    if type(cell) is str:  # most are
        return cell
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def _require_sane(data: bytes) -> None:
    """Raise for empty and damaged files, and those that would unpack beyond all measure."""
    if not data:
        raise UnreadableFile("文件是空的，请重新选择文件。")
    if is_package(data):
        try:
            require_sane(data)
        except BrokenPackageError as trouble:
            raise UnreadableFile(why_no_workbook(data)) from trouble
