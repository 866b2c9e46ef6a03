"""The fields of a template as a workbook to fill in: shared facts, lists, a row for each unit.

Sheets are made and found by what the fields are called; headings may be labels or their other spellings,
in any order, under title rows. What is read goes back to the row it came from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.drafting.fields import Field
from service.drafting.package import Template
from service.errors import BadData
from service.importing.cells import heading
from service.importing.model import Grid
from service.importing.table import content
from service.importing.workbooks import Sheet, read_sheets
from service.tables import Listing, workbook

SHARED, UNITS, NOTES = "共用信息", "单位", "填写说明"
_ITEM, _VALUE, _HELP = "项目", "内容", "说明"
_HEADER_DEPTH = 10
_TYPES = {
    "text": "文字",
    "long": "文字，可多行",
    "int": "整数",
    "number": "数字",
    "date": "日期，如 2026-03-05",
    "month": "年月，如 2026-03",
    "bool": "是或否",
    "choice": "选择",
    "list": "见同名工作表",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the workbook something was read: sheet and 1-based row."""

    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class UnitRow:
    """What belongs to one unit: its row, its data by field, and where its lists were read."""

    place: Place
    data: Mapping[str, Any]
    places: Mapping[tuple[str, int], Place]


@dataclass(frozen=True, slots=True)
class FilledBook:
    """A workbook read.

    Attributes:
        shared: facts common to all, by field.
        shared_places: where they were read: (field, number in its list, or -1) → place.
        units: in the order of the sheet.
        problems: what could not be placed, each with its place.
    """

    shared: Mapping[str, Any]
    shared_places: Mapping[tuple[str, int], Place]
    units: tuple[UnitRow, ...]
    problems: tuple[tuple[Place, str], ...]


def form_workbook(template: Template, samples: Sequence[Mapping[str, Any]] = ()) -> bytes:
    """Return an .xlsx to fill in, with samples where some are given.

    The first sample gives the shared facts, each one a unit.
    """
    values: Mapping[str, Any] = samples[0] if samples else {}
    shared, units = _split(template.fields)
    listings = []
    if _plain(shared):
        listings.append(
            Listing(
                SHARED,
                (_ITEM, _VALUE, _HELP),
                tuple(
                    (one.label, _shown(values.get(one.id)), _hint(one)) for one in _plain(shared)
                ),
            )
        )
    listings += [_list_sheet(one, values) for one in shared if one.type == "list"]
    key = key_field(template.fields)
    if key is not None:
        rows = tuple(
            tuple(_shown(sample.get(one.id)) for one in _plain(units)) for sample in samples
        )
        headings = tuple(one.label for one in _plain(units))
        listings.append(Listing(UNITS, headings, rows))
        listings += [_unit_sheet(one, samples, key) for one in units if one.type == "list"]
    notes = [template.help] if template.help else []
    return workbook(listings, explanation=[*notes, *_explained(template.fields)], notes=NOTES)


def key_field(fields: Sequence[Field]) -> Field | None:
    """Return the field that tells units apart: `unit_id`, or the first required one of a unit."""
    own = [one for one in _plain(fields) if one.scope == "unit"]
    named = [one for one in own if one.id == "unit_id"] or [one for one in own if one.required]
    return next(iter(named or own), None)


def _split(fields: Sequence[Field]) -> tuple[list[Field], list[Field]]:
    shared = [one for one in fields if one.scope == "shared"]
    return shared, [one for one in fields if one.scope == "unit"]


def _plain(fields: Sequence[Field]) -> list[Field]:
    return [one for one in fields if one.type != "list"]


def _shown(value: Any) -> object:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else value


def _hint(one: Field) -> str:
    must = "必填" if one.required else "选填"
    choices = f"，可填：{'、'.join(one.choices)}" if one.choices else ""
    default = f"，不填为“{_shown(one.default)}”" if one.default is not None else ""
    example = f"，例如：{_shown(one.example)}" if one.example is not None else ""
    help_ = f"。{one.help}" if one.help else ""
    return f"{must}（{_TYPES[one.type]}{choices}{default}{example}）{help_}"


def _list_sheet(one: Field, values: Mapping[str, Any]) -> Listing:
    return Listing(one.label, tuple(part.label for part in one.item), _item_rows(one, values))


def _unit_sheet(one: Field, samples: Sequence[Mapping[str, Any]], key: Field) -> Listing:
    rows = tuple(
        (_shown(sample.get(key.id)), *row) for sample in samples for row in _item_rows(one, sample)
    )
    return Listing(one.label, (key.label, *(part.label for part in one.item)), rows)


def _item_rows(one: Field, values: Mapping[str, Any]) -> tuple[tuple[object, ...], ...]:
    return tuple(
        tuple(_shown(item.get(part.id)) for part in one.item) for item in values.get(one.id, [])
    )


def _explained(fields: Sequence[Field]) -> Iterator[str]:
    for one in fields:
        yield f"{one.label}：{_hint(one)}"
        for part in one.item:
            yield f"　　{one.label}·{part.label}：{_hint(part)}"


def read_form(source: Path | bytes, template: Template) -> FilledBook:
    """Return what a filled-in workbook says.

    Raises:
        UnreadableFile: it cannot be opened.
        BadData: no sheet holds a row for each unit.
    """
    sheets = {heading(sheet.name): sheet for sheet in read_sheets(content(source))}
    shared, units = _split(template.fields)
    reader = _Reader(sheets, key_field(template.fields))
    reader.read_shared(shared)
    rows = reader.read_units(units)
    return FilledBook(reader.shared, reader.places, rows, tuple(reader.problems))


class _Reader:
    """Reads the sheets of one workbook and gathers what it cannot place."""

    def __init__(self, sheets: Mapping[str, Sheet], key: Field | None) -> None:
        self._sheets, self._key = sheets, key
        self.shared: dict[str, Any] = {}
        self.places: dict[tuple[str, int], Place] = {}
        self.problems: list[tuple[Place, str]] = []

    def read_shared(self, fields: Sequence[Field]) -> None:
        """Read the sheet of shared facts and the lists of it."""
        self._read_pairs(_plain(fields))
        for one in fields:
            if one.type == "list":
                items = list(self._items(one, one.item))
                self.shared[one.id] = [item for _, item in items]
                self.places |= {(one.id, n): place for n, (place, _) in enumerate(items)}

    def _read_pairs(self, fields: Sequence[Field]) -> None:
        sheet = self._sheets.get(heading(SHARED))
        if sheet is None:
            return
        known = {heading(name): one for one in fields for name in one.names}
        for number, row in enumerate(sheet.grid, 1):
            name = row[0].strip() if row else ""
            value = row[1].strip() if len(row) > 1 else ""
            place = Place(sheet.name, number)
            if not name or heading(name) in (heading(_ITEM), ""):
                continue
            if heading(name) in known:
                one = known[heading(name)]
                self.places[one.id, -1] = place
                if value:
                    self.shared[one.id] = value
            elif value:
                self.problems.append((place, f"没有“{name}”这一项，请删去或改成表中原有的名称。"))

    def read_units(self, fields: Sequence[Field]) -> tuple[UnitRow, ...]:
        """Read the sheet of units and the lists that belong to them."""
        key = self._key
        sheet = self._sheets.get(heading(UNITS))
        if key is None or sheet is None:
            raise BadData(f"工作簿里没有“{UNITS}”工作表，请用模板给出的工作簿填写。")
        found = _table(sheet.grid, _plain(fields))
        if found is None or key.id not in found[1].values():
            raise BadData(
                f"“{sheet.name}”表里没有“{key.label}”这一列，请检查表头。", sheet=sheet.name
            )
        rows: dict[str, tuple[Place, dict[str, Any]]] = {}
        for place, data in _rows(sheet, *found):
            name = str(data.get(key.id, ""))
            if not name:
                self.problems.append((place, f"缺少“{key.label}”，请补上。"))
            elif name in rows:
                self.problems.append(
                    (place, f"{key.label}“{name}”与第 {rows[name][0].row} 行重复，请改正。")
                )
            else:
                rows[name] = (place, data)
        places: dict[str, dict[tuple[str, int], Place]] = {name: {} for name in rows}
        self._read_unit_lists(fields, rows, places)
        return tuple(UnitRow(place, data, places[name]) for name, (place, data) in rows.items())

    def _read_unit_lists(
        self,
        fields: Sequence[Field],
        rows: Mapping[str, tuple[Place, dict[str, Any]]],
        places: Mapping[str, dict[tuple[str, int], Place]],
    ) -> None:
        key = self._key
        assert key is not None  # noqa: S101 - `read_units` asked
        for one in fields:
            if one.type != "list":
                continue
            for place, item in self._items(one, (key, *one.item)):
                name = str(item.pop(key.id, ""))
                if name not in rows:
                    told = f"“{name}”不在“{UNITS}”表中" if name else f"缺少“{key.label}”"
                    self.problems.append((place, f"{told}，请核对。"))
                    continue
                items = rows[name][1].setdefault(one.id, [])
                places[name][one.id, len(items)] = place
                items.append(item)

    def _items(self, one: Field, parts: Sequence[Field]) -> Iterator[tuple[Place, dict[str, Any]]]:
        sheet = next(
            (self._sheets[heading(name)] for name in one.names if heading(name) in self._sheets),
            None,
        )
        if sheet is None:
            return
        found = _table(sheet.grid, parts)
        if found is None:
            self.problems.append(
                (
                    Place(sheet.name, 1),
                    f"“{sheet.name}”表里没有认得的表头，请用模板给出的工作簿填写。",
                )
            )
            return
        yield from _rows(sheet, *found)


def _table(grid: Grid, fields: Sequence[Field]) -> tuple[int, dict[int, str]] | None:
    """Return the heading row (0-based) and the field of each column: the row that names most fields."""
    known = {heading(name): one.id for one in fields for name in reversed(one.names)}
    best: tuple[int, dict[int, str]] | None = None
    for number, row in enumerate(grid[:_HEADER_DEPTH]):
        named = {c: known[heading(text)] for c, text in enumerate(row) if heading(text) in known}
        if named and (best is None or len(named) > len(best[1])):
            best = (number, named)
    return best


def _rows(
    sheet: Sheet, header: int, columns: Mapping[int, str]
) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Yield the rows below a heading that say something, with their places."""
    for number, row in enumerate(sheet.grid[header + 1 :], header + 2):
        data = {
            name: row[c].strip() for c, name in columns.items() if c < len(row) and row[c].strip()
        }
        if data:
            yield Place(sheet.name, number), data
