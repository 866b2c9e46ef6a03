"""A filled-in workbook read: shared facts, lists, a row for each unit, each with the row it came from.

Sheets and columns are found by what the fields are called; headings may be labels or their other spellings,
in any order, under title rows. A sheet or column that was renamed is told, never passed over in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from service.drafting.fields import Field
from service.drafting.filled_notes import by_name, told_of, unread_sheets
from service.drafting.filled_tables import (
    NEAR,
    FilledRow,
    Place,
    Table,
    filled_rows,
    find_table,
    told_at,
)
from service.drafting.filled_units import UnitRows
from service.drafting.package import Template
from service.drafting.workbook import (
    DUTIES,
    ITEM,
    NOTES,
    SHARED,
    UNITS,
    VALUE,
    key_field,
    plain,
    split,
)
from service.errors import BadData, UnreadableFile, WrongUse
from service.file_kinds import is_workbook
from service.importing.cells import heading
from service.importing.long_sheets import LongSheet, long_sheets
from service.importing.notes import hidden
from service.importing.sheet_parts import fault_told
from service.nearness import nearest
from service.texts import first_faults, rows_told
from service.whole_files import content

MOST_FAULTS = 30
"""So many faults of a workbook are told, each on a line, and the number of all."""


@dataclass(frozen=True, slots=True)
class FilledBook:
    """A workbook read.

    Attributes:
        shared: facts common to all, by field.
        shared_places: where they were read: (field, number in its list, or -1) → place.
        units: in the order of the sheet, none held.
        problems: what could not be placed, each with its place.
        headings: 1-based row of the headings, by sheet.
        notes: what is to be told although nothing is wrong: what is hidden, sheets and columns not read.
    """

    shared: Mapping[str, Any]
    shared_places: Mapping[tuple[str, int], Place]
    units: UnitRows
    problems: tuple[tuple[Place, str], ...]
    headings: Mapping[str, int]
    notes: tuple[str, ...] = ()

    def require_units(self) -> None:
        """Require that the sheet of units has a row, be it a wrong one.

        Raises:
            BadData: it has none.
        """
        if not self.units and all(place.sheet != UNITS for place, _ in self.problems):
            raise BadData(f"“{UNITS}”表里还没有填单位，请一个单位填一行。")


def read_form(source: Path | bytes, template: Template) -> FilledBook:
    """Return what a filled-in workbook says.

    Raises:
        UnreadableFile: it cannot be opened.
        BadData: no sheet holds a row for each unit, or a cell of what all share cannot be read.
    """
    data = content(source)
    if data.strip() and b"\0" not in data and not is_workbook(data):
        raise UnreadableFile(
            "文件是文本或网页，不是工作簿；请用模板给出的工作簿填写"
            "（有几张工作表，.csv 存不下），另存为 .xlsx 后重试。"
        )
    shared, units = split(template.fields)
    with long_sheets(data) as found:
        sheets, twins = by_name(found)
        reader = _Reader(sheets, key_field(template.fields), _sheet_names(template.fields))
        reader.read_shared(shared)
        if reader.unreadable:
            faults = [f"{told_at(place)}{text}" for place, text in reader.unreadable]
            raise BadData(first_faults(faults, MOST_FAULTS))
        rows = reader.read_units(units)
        notes = [*reader.notes, *unread_sheets(sheets, twins, _sheet_names(template.fields))]
    return FilledBook(
        reader.shared,
        reader.places,
        rows,
        tuple(reader.problems),
        reader.headings,
        tuple(notes),
    )


def _sheet_names(fields: Sequence[Field]) -> tuple[str, ...]:
    """Return what the sheets of a workbook may be called."""
    lists = (name for one in fields if one.type == "list" for name in one.names)
    return (SHARED, UNITS, NOTES, *lists)


def one_record(book: FilledBook, name: str, kind: str) -> Mapping[str, Any]:
    """Return the data of the only unit of a workbook; `name` and `kind` for messages.

    Raises:
        BadData: something in it has no place; all of it is told.
        WrongUse: there is not just one unit.
    """
    book.require_units()
    if book.problems:
        told = [f"{told_at(place)}{text}" for place, text in book.problems]
        raise BadData(first_faults(told, MOST_FAULTS))
    if len(book.units) != 1:
        raise WrongUse(f"“{name}”里有 {len(book.units)} 个单位，成批生成请用 pinwen batch {kind}。")
    return {**book.shared, **book.units[0].data}


class _Reader:
    """Reads the sheets of one workbook and gathers what it cannot place."""

    def __init__(
        self, sheets: Mapping[str, LongSheet], key: Field | None, known: Sequence[str]
    ) -> None:
        self._sheets, self._key, self._known = sheets, key, known
        self.shared: dict[str, Any] = {}
        self.places: dict[tuple[str, int], Place] = {}
        self.problems: list[tuple[Place, str]] = []
        self.unreadable: list[tuple[Place, str]] = []
        self.headings: dict[str, int] = {}
        self.notes: list[str] = []

    def read_shared(self, fields: Sequence[Field]) -> None:
        """Read the sheet of shared facts and the lists of it."""
        self._read_pairs(plain(fields))
        for one in fields:
            if one.type == "list":
                items = list(self._items(one, one.item))
                self.shared[one.id] = [row.data for row in items]
                self.places |= {(one.id, n): row.place for n, row in enumerate(items)}
                self.unreadable += [(row.place, text) for row in items for text in row.wrong]

    def _read_pairs(self, fields: Sequence[Field]) -> None:
        sheet = self._sheets.get(heading(SHARED))
        if sheet is None:
            return
        rows = list(sheet.rows)
        saying = {number for number, row in enumerate(rows) if any(map(str.strip, row))}
        where = f"工作表“{sheet.name}”里"
        self.notes += hidden(sheet, {0: ITEM, 1: VALUE}, saying.__contains__, where)
        known = {heading(name): one for one in fields for name in one.names}
        for number, row in enumerate(rows, 1):
            name, value, beside = (cell.strip() for cell in (*row, "", "", "")[:3])
            place = Place(sheet.name, number)
            if heading(name) in (heading(ITEM), ""):
                continue
            if one := known.get(heading(name)):
                self._take(one, value, place, sheet.faults.get((number - 1, 1)))
                if not value and beside and not beside.startswith(DUTIES):
                    told = "的内容要填在第二栏，第三栏里的没有读。"
                    self.notes.append(f"{told_at(place)}“{one.label}”{told}")
            elif value:
                near = nearest(name, [one.label for one in fields])
                hint = f"是不是“{near}”？" if near else "请删去或改成表中原有的名称。"
                self.problems.append((place, f"没有“{name}”这一项，{hint}"))

    def _take(self, one: Field, value: str, place: Place, fault: str | None) -> None:
        """Take a fact that all share, from a row of its own."""
        before = self.places.get((one.id, -1))
        if value and before and self.shared.get(one.id, value) != value:
            told = f"“{one.label}”在第 {before.row} 行已经填了另一个，请只留一行。"
            self.unreadable.append((place, told))
        self.places[one.id, -1] = place
        if fault:
            self.unreadable.append((place, f"“{one.label}”的{fault_told(fault)}"))
        if value:
            self.shared[one.id] = value

    def read_units(self, fields: Sequence[Field]) -> UnitRows:
        """Read the sheet of units and the lists that belong to them."""
        key = self._key
        sheet = self._sheets.get(heading(UNITS))
        if key is None or sheet is None:
            raise BadData(f"工作簿里没有“{UNITS}”工作表，请用模板给出的工作簿填写。")
        found = find_table(sheet, plain(fields))
        if found is None:
            raise BadData(
                f"“{sheet.name}”表里没有“{key.label}”这一列，请检查表头。", sheet=sheet.name
            )
        units = UnitRows()
        self.headings[sheet.name] = found.header + 1
        for row in self._rows(found, fields):
            name = str(row.data.get(key.id, ""))
            if not name:
                told = "".join(row.wrong) or f"缺少“{key.label}”，请补上。"
                self.problems.append((row.place, told))
            elif before := units.add(name, row):
                told = f"{key.label}“{name}”与第 {before} 行重复，请改正。"
                self.problems.append((row.place, told))
        self._read_unit_lists(fields, units)
        self.problems += units.wrong()
        return units

    def _read_unit_lists(self, fields: Sequence[Field], units: UnitRows) -> None:
        """Add what lists say to the units they belong to."""
        key = self._key
        assert key is not None  # noqa: S101 - `read_units` asked
        for one in fields:
            if one.type != "list":
                continue
            for row in self._items(one, (key, *one.item)):
                name = str(row.data.pop(key.id, ""))
                wrong = [f"{told_at(row.place)}{text}" for text in row.wrong]
                if not units.add_item(name, one.id, row, wrong):
                    told = f"“{name}”不在“{UNITS}”表中" if name else f"缺少“{key.label}”"
                    self.problems.append((row.place, f"{told}，请核对。"))

    def _items(self, one: Field, parts: Sequence[Field]) -> Iterator[FilledRow]:
        sheet = next(
            (self._sheets[heading(name)] for name in one.names if heading(name) in self._sheets),
            None,
        )
        if sheet is None:
            self._missing(one)
            return
        found = find_table(sheet, parts)
        if found is None:
            self.problems.append(
                (
                    Place(sheet.name, 1),
                    f"“{sheet.name}”表里没有认得的表头，请用模板给出的工作簿填写。",
                )
            )
            return
        self.headings[sheet.name] = found.header + 1
        yield from self._rows(found, parts)

    def _rows(self, table: Table, fields: Sequence[Field]) -> Iterator[FilledRow]:
        """Yield the rows of a table; then note what is hidden of it, and what was left out."""
        left_out: list[int] = []
        yield from filled_rows(table, fields, left_out)
        self.notes += told_of(table)
        if left_out:
            told = f"第 {rows_told(left_out)} 行是合计、说明或小标题，没有读。"
            self.notes.append(f"工作表“{table.sheet.name}”{told}")

    def _missing(self, one: Field) -> None:
        """Tell of the sheet of a list that is not there, if it was renamed or is needed.

        Raises:
            BadData: see above.
        """
        known = {heading(name) for name in self._known}
        strange = [sheet.name for name, sheet in self._sheets.items() if name not in known]
        near = get_close_matches(one.label, strange, n=1, cutoff=NEAR)
        if near:
            told = f"有一张“{near[0]}”，如果就是它，请改回“{one.label}”；如果不是，请删去或改用别的名称"
        elif one.required:
            told = "请用模板给出的工作簿填写"
        else:
            return
        raise BadData(f"工作簿里没有“{one.label}”工作表，{told}。", sheet=one.label)
