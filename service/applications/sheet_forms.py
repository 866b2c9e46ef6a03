"""Forms that units fill in as a sheet of a workbook: labels beside their values, not rows below headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.applications.joining import Note
from service.applications.labels import resolve
from service.applications.records import KEYS, Origin
from service.documents import Cell, Cells
from service.importing.cells import clean
from service.importing.long_sheets import LongSheet
from service.importing.model import Grid, Range
from service.importing.sheet_parts import fault_told

# A table has its labels in one row or two; a form in most of its rows (DECISION).
_FEWEST_ROWS = 4


def is_form(rows: Grid) -> bool:
    """Return whether the first rows of a sheet are those of a form.

    So it is if at least four rows, and half of all that say something, each bring a label that no row
    above has, and unit and brand are among the labels.
    """
    said, seen, new = 0, set[str](), 0
    for row in rows:
        found = {target.field for cell in row if (target := resolve(cell))}
        said += any(map(clean, row))
        new += bool(found - seen)
        seen |= found
    return new >= _FEWEST_ROWS and 2 * new >= said and seen >= set(KEYS)


def taken_apart(sheet: LongSheet, rows: Grid) -> tuple[tuple[str, ...], Cells]:
    """Return the lines above the first label of a form, and its cells, those above it left empty.

    Args:
        sheet: where the form is.
        rows: all its rows.
    """
    first = next(n for n, row in enumerate(rows) if any(map(resolve, row)))
    lines = tuple(text for row in rows[:first] for cell in row if (text := clean(cell)))
    below = [one for one in sheet.merged if one[0] >= first]
    return lines, _cells([*([] for _ in range(first)), *rows[first:]], below)


def faults_of(name: str, sheet: LongSheet) -> list[Note]:
    """Return a note for each cell of a form that is an error value, or a formula without a result."""
    return [
        Note(Origin(name), f"“{sheet.name}”第 {row + 1} 行第 {column + 1} 列的{fault_told(fault)}")
        for (row, column), fault in sorted(sheet.faults.items())
    ]


def _cells(rows: Grid, merged: Sequence[Range]) -> Cells:
    """Return cells by rows, all rows of one width; a merged one is the same in all its places."""
    width = max(map(len, rows), default=0)
    places: Mapping[tuple[int, int], tuple[int, int]] = {
        (row, column): (top, left)
        for top, left, bottom, right in merged
        for row in range(top, min(bottom + 1, len(rows)))
        for column in range(left, min(right + 1, width))
    }
    made: dict[tuple[int, int], Cell] = {}
    for number, row in enumerate(rows):
        for column in range(width):
            at = places.get((number, column), (number, column))
            if at not in made:
                made[at] = Cell(row[column] if column < len(row) else "", *at)
    return tuple(
        tuple(made[places.get((n, column), (n, column))] for column in range(width))
        for n in range(len(rows))
    )
