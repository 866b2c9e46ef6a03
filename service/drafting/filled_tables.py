"""A table of a filled-in workbook: its heading row, the columns that are known, and the rows below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from typing import Any

from service.drafting.fields import Field
from service.errors import BadData
from service.importing.cells import heading, is_aside, is_note, is_total
from service.importing.sheet_parts import fault_told
from service.importing.table import fill_down
from service.importing.workbooks import Sheet

_HEADER_DEPTH = 10
# Of a row that must say no more than this much a single cell may be a row begun, and its gaps are told; where
# it must say just so much, a note is still a note.
_FEW = 2
NEAR = 0.5
"""From here on two names are taken for one renamed: of two characters one may be another, 分数 for 分值."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the workbook something was read: sheet and 1-based row."""

    sheet: str
    row: int


def told_at(place: Place) -> str:
    """Return how a message on a place begins."""
    return f"工作表“{place.sheet}”第 {place.row} 行："


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row of a table: its place, what it says by field, what is wrong with cells that say nothing."""

    place: Place
    data: dict[str, Any]
    wrong: tuple[str, ...]


def find_table(sheet: Sheet, fields: Sequence[Field]) -> tuple[int, dict[int, str]] | None:
    """Return the (last) heading row, 0-based, and the field of each column: what names most fields.

    A heading of two rows, groups above names, is one: cells merged over both name fields as well.

    Raises:
        BadData: a needed column is not there, or one has been renamed.
    """
    known = {heading(name): one.id for one in fields for name in reversed(one.names)}
    best: tuple[int, dict[int, str]] | None = None
    above: dict[int, str] = {}
    for number, row in enumerate(sheet.grid[:_HEADER_DEPTH]):
        named = {c: known[heading(text)] for c, text in enumerate(row) if heading(text) in known}
        said = sum(1 for text in row if text.strip())
        both = {**above, **named} if 2 * len(named) >= said else named
        for found in (named, both):
            if found and (best is None or len(set(found.values())) > len(set(best[1].values()))):
                best = (number, found)
        above = named
    if best is not None and (told := list(_strange(sheet, *best, fields))):
        where = f"“{sheet.name}”表第 {best[0] + 1} 行"
        raise BadData("\n".join(f"{where}{one}" for one in told), sheet=sheet.name)
    return best


def headings_of(sheet: Sheet, header: int, columns: Mapping[int, str]) -> dict[int, str]:
    """Return what stands above each column: in the heading row, or in the one above it if that is one too."""
    rows = [sheet.grid[header]]
    if any(not _cell(rows[0], column) for column in columns):
        rows.append(sheet.grid[header - 1])
    said = ((c, _cell(row, c)) for row in reversed(rows) for c in range(len(row)))
    return {column: text for column, text in said if text}


def _cell(row: Sequence[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""


def _strange(
    sheet: Sheet, header: int, columns: Mapping[int, str], fields: Sequence[Field]
) -> Iterator[str]:
    """Yield what is wrong in a heading: columns renamed or there twice, needed ones that are missing."""
    absent = {one.label: one for one in fields if one.id not in columns.values()}
    for column, text in headings_of(sheet, header, columns).items():
        near = get_close_matches(text, list(absent), n=1, cutoff=NEAR)
        if near and column not in columns:
            del absent[near[0]]
            yield (
                f"的列“{text}”不认识，如果就是“{near[0]}”，请改回这个名称；如果不是，请换一个名称。"
            )
    labels = {one.id: one.label for one in fields}
    for name, count in Counter(columns.values()).items():
        if count > 1:
            yield f"有 {count} 列都是“{labels[name]}”，请只留一列。"
    for label, one in absent.items():
        if one.required:
            yield f"没有“{label}”这一列，请检查表头。"


def filled_rows(
    sheet: Sheet,
    header: int,
    columns: Mapping[int, str],
    fields: Sequence[Field],
    left_out: list[int],
) -> Iterator[FilledRow]:
    """Yield the rows below a heading that say something, with their places.

    The value of merged cells is that of each of their rows. Totals are no rows, nor are titles of parts
    (一、临床支部) and notes below the table where a row must say far more: `left_out` takes their numbers.
    """
    labels = {one.id: one.label for one in fields}
    aside = _aside(sum(one.required for one in fields))
    empty = [not any(map(str.strip, row)) for row in sheet.grid]
    asides = [aside(row) or is_total(row) for row in sheet.grid]
    fill_down(sheet, header)
    for number, row in enumerate(islice(sheet.grid, header + 1, None), header + 2):
        data = {}
        for c, name in columns.items():
            if c < len(row) and (text := row[c].strip()):
                data[name] = text
        wrong = [
            f"“{labels[name]}”的{fault_told(fault)}"
            for c, name in (columns.items() if sheet.faults else ())
            if (fault := sheet.faults.get((number - 1, c)))
        ]
        if asides[number - 1] and not (wrong and not is_total(row)):
            left_out.append(number)
        elif wrong or (data and not empty[number - 1]):
            yield FilledRow(Place(sheet.name, number), data, tuple(wrong))


def _aside(required: int) -> Callable[[Sequence[str]], bool]:
    """Return what tells whether a row is none of a table whose rows must say so many things."""
    if required > _FEW:
        return is_aside
    return is_note if required == _FEW else lambda _: False
