"""An upload given back with a column 错误原因; a text of any size in the memory of a small one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from service.importing.flow import text_rows
from service.importing.marking import HEADING
from service.importing.model import Problem
from service.importing.report import by_row, error_workbook, row_workbook
from service.importing.table import HEADER_DEPTH, header_of, no_heading, read_tables
from service.limits import DEFAULT, Limits
from service.tables import MOST_ROWS, write_csv
from service.whole_files import told_unreadable, write_whole


def write_error_report(
    source: Path,
    target: Path,
    problems: Sequence[Problem],
    *,
    sheet: str | None = None,
    limits: Limits = DEFAULT,
) -> None:
    """Write a file with one more column that says, row by row, what is wrong.

    A workbook comes back as a workbook. A text comes back as .csv if the target ends so, else as a workbook:
    whole, or if it has more rows than a sheet holds, its heading and the rows with problems.

    Args:
        source: the file that was imported.
        target: where to.
        problems: what to write, several of one row joined by semicolons.
        sheet: the sheet that was read, if one was chosen.
        limits: most rows.

    Raises:
        UnreadableFile: the source cannot be read any more.
        StorageUnavailable: the target cannot be written.
    """
    shape = None if sheet else _shape(source)
    if shape is None:
        tables, _ = read_tables(source, sheet=sheet, limits=limits)
        write_whole(target, error_workbook(source.read_bytes(), tables, problems))
        return
    told = by_row(problems)
    as_csv = target.suffix.lower() == ".csv"
    with _rows(source) as rows:
        given = _told(rows, shape, told, whole=as_csv or shape.rows <= MOST_ROWS)
        if as_csv:
            write_csv(next(given), given, target)
        else:
            write_whole(target, row_workbook(given, bold=shape.header))


@dataclass(frozen=True, slots=True)
class _Shape:
    """How many rows a text has, how many columns are filled, and the 1-based row of its heading."""

    rows: int
    width: int
    header: int


def _shape(source: Path) -> _Shape | None:
    """Return the shape of a text, None for a file of another kind."""
    with told_unreadable(source), source.open("rb") as file:
        if (found := text_rows(file, source.name)) is None:
            return None
        top: list[list[str]] = []
        count = width = 0
        for count, row in enumerate(found, 1):
            width = max(width, _filled(row))
            if count <= HEADER_DEPTH + 1:
                top.append(row)
    if (place := header_of(top, "name")) is None:
        raise no_heading("name")
    return _Shape(count, width, place[0] + 1)


def _filled(row: Sequence[str]) -> int:
    size = len(row)
    while size and not row[size - 1]:
        size -= 1
    return size


@contextmanager
def _rows(source: Path) -> Iterator[Iterator[list[str]]]:
    with told_unreadable(source), source.open("rb") as file:
        yield text_rows(file, source.name) or iter(())


def _told(
    rows: Iterator[list[str]], shape: _Shape, told: Mapping[int, str], *, whole: bool
) -> Iterator[tuple[str, ...]]:
    """Yield rows with what is wrong with them behind; if not `whole`, heading and wrong rows alone."""
    for number, row in enumerate(rows, 1):
        if whole or number <= shape.header or number in told:
            said = HEADING if number == shape.header else told.get(number, "")
            cells = [*row[: shape.width], *[""] * (shape.width - len(row))]
            yield (*cells, said)
