"""A table of a filled-in workbook: its heading row, the columns that are known, and the rows below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain, islice
from typing import Any, NamedTuple

from service.drafting.fields import Field
from service.errors import BadData
from service.importing.cells import heading, is_aside, is_note, is_total
from service.importing.long_sheets import LongSheet
from service.importing.merged import filled_down
from service.importing.model import Grid
from service.importing.sheet_parts import fault_told
from service.texts import row_told

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
    return f"{row_told(place.row, place.sheet)}："


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row of a table: its place, what it says by field, what is wrong with cells that say nothing."""

    place: Place
    data: dict[str, Any]
    wrong: tuple[str, ...]


class Table(NamedTuple):
    """A table found in a sheet whose rows are taken once.

    Attributes:
        sheet: its rows after `first`.
        first: the rows that were looked at.
        header: 0-based (last) row of the headings.
        columns: the field of each column that is known.
        said: takes the 0-based numbers of hidden rows that say something, as rows are taken.
        bare: takes the columns, from 0, that say something and have no heading.
    """

    sheet: LongSheet
    first: Grid
    header: int
    columns: Mapping[int, str]
    said: set[int]
    bare: set[int]


def find_table(sheet: LongSheet, fields: Sequence[Field]) -> Table | None:
    """Return the table of a sheet: its headings are what names most fields.

    A heading of two rows, groups above names, is one: cells merged over both name fields as well.

    Raises:
        BadData: a needed column is not there, or one has been renamed.
    """
    known = {heading(name): one.id for one in fields for name in reversed(one.names)}
    best: Table | None = None
    above: dict[int, str] = {}
    first = list(islice(sheet.rows, _HEADER_DEPTH))
    for number, row in enumerate(first):
        named = {c: known[heading(text)] for c, text in enumerate(row) if heading(text) in known}
        said = sum(1 for text in row if text.strip())
        both = {**above, **named} if 2 * len(named) >= said else named
        for found in (named, both):
            most = len(set(best.columns.values())) if best else 0
            if len(set(found.values())) > most:
                best = Table(sheet, first, number, found, set(), set())
        above = named
    if best is not None and (told := list(_strange(best, fields))):
        where = f"“{sheet.name}”表第 {best.header + 1} 行"
        raise BadData("\n".join(f"{where}{one}" for one in told), sheet=sheet.name)
    return best


def headings_of(table: Table) -> dict[int, str]:
    """Return what stands above each column: in the heading row, or in the one above it if that is one too."""
    rows = [table.first[table.header]]
    if any(not _cell(rows[0], column) for column in table.columns):
        rows.append(table.first[table.header - 1])
    said = ((c, _cell(row, c)) for row in reversed(rows) for c in range(len(row)))
    return {column: text for column, text in said if text}


def _cell(row: Sequence[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""


def _strange(table: Table, fields: Sequence[Field]) -> Iterator[str]:
    """Yield what is wrong in a heading: columns renamed or there twice, needed ones that are missing."""
    absent = {one.label: one for one in fields if one.id not in table.columns.values()}
    for column, text in headings_of(table).items():
        near = get_close_matches(text, list(absent), n=1, cutoff=NEAR)
        if near and column not in table.columns:
            del absent[near[0]]
            yield (
                f"的列“{text}”不认识，如果就是“{near[0]}”，请改回这个名称；如果不是，请换一个名称。"
            )
    labels = {one.id: one.label for one in fields}
    for name, count in Counter(table.columns.values()).items():
        if count > 1:
            yield f"有 {count} 列都是“{labels[name]}”，请只留一列。"
    for label, one in absent.items():
        if one.required:
            yield f"没有“{label}”这一列，请检查表头。"


def filled_rows(table: Table, fields: Sequence[Field], left_out: list[int]) -> Iterator[FilledRow]:
    """Yield the rows below a heading that say something, with their places.

    The value of merged cells is that of each of their rows. Totals are no rows, nor are titles of parts
    (一、临床支部) and notes below the table where a row must say far more: `left_out` takes their numbers.
    """
    labels = {one.id: one.label for one in fields}
    aside = _aside(sum(one.required for one in fields), len(table.columns))
    sheet, columns, header = table.sheet, table.columns, table.header
    hidden = {row for first, last in sheet.hidden_spans for row in range(first, last + 1)}
    headed = {*headings_of(table), *columns}
    empty = beside = False

    def rows() -> Iterator[list[str]]:
        """Yield the rows, each looked at before what is merged is filled in."""
        nonlocal empty, beside
        for place, row in enumerate(chain(table.first, sheet.rows)):
            empty = not any(map(str.strip, row))
            beside = aside(row) or is_total(row)
            if place in hidden and not empty:
                table.said.add(place)
            if place > header:
                table.bare.update(c for c, t in enumerate(row) if c not in headed and t.strip())
            yield row

    for number, row in enumerate(filled_down(sheet.merged, rows(), header), header + 2):
        data = {}
        for c, name in columns.items():
            if c < len(row) and (text := row[c].strip()):
                data[name] = text
        wrong = [
            f"“{labels[name]}”的{fault_told(fault)}"
            for c, name in (columns.items() if sheet.faults else ())
            if (fault := sheet.faults.get((number - 1, c)))
        ]
        if beside and not (wrong and not is_total(row)):
            left_out.append(number)
        elif wrong or (data and not empty):
            yield FilledRow(Place(sheet.name, number), data, tuple(wrong))


def _aside(required: int, columns: int) -> Callable[[Sequence[str]], bool]:
    """Return what tells whether a row is none of a table whose rows must, and may, say so many things."""
    if required > _FEW:
        return is_aside
    return is_note if required == _FEW or columns > _FEW else lambda _: False
