"""Tables of a document that list applications, one a row below headings, as a sheet of a workbook does."""

from __future__ import annotations

from collections.abc import Sequence

from service.applications.labels import Target, columns, resolve
from service.applications.records import KEYS
from service.documents import Cell, Cells
from service.importing.cells import clean, is_aside, is_total

Values = list[tuple[Target, str]]
# Fewer rows below labels are read as values below their labels.
_FEWEST = 2


def listed(table: Cells) -> list[Values]:
    """Return what each row of a table says, none if it does not list several applications.

    It lists them if a row has nothing but labels, unit and brand among them, and two or more rows below
    say a unit or a brand each.
    """
    for number, row in enumerate(table):
        said = [cell.text for cell in row]
        found = columns(said)
        if {target.field for target in found.values()} >= set(KEYS):
            whole = all(resolve(text) for text in said if clean(text))
            rows = [values for one in table[number + 1 :] if (values := _values(one, found))]
            return rows if whole and len(rows) >= _FEWEST else []
    return []


def _values(row: Sequence[Cell], found: dict[int, Target]) -> Values:
    said = [cell.text for cell in row]
    if is_total(said) or is_aside(said):
        return []
    values = [(found[n], text) for n, text in enumerate(said) if n in found and clean(text)]
    keys = [text for target, text in values if target.field in KEYS]
    return values if keys and not all(map(resolve, keys)) else []
