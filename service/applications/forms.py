"""Applications from filled-in forms: tables of a .docx read by their labels, wherever these stand.

A label is a cell that says what a field is called. Its value stands to the right; if there is another
label, or nothing, below. A row of labels over rows of values is a list. Lines outside tables are read at
their colon, or as sections below a heading that is a label; cells that hold label and value in one, at
their colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from itertools import chain, pairwise

from service.applications.building import Builder
from service.applications.joining import Note
from service.applications.labels import IGNORED, Target, label_and_value, part_names, resolve
from service.applications.records import KEYS, Origin, Reading, fields
from service.documents import Cell, Cells, Contents, read_tables
from service.importing.cells import clean, heading


def read_form(name: str, data: bytes) -> tuple[list[Reading], list[Note]]:
    """Return the applications of a form, none if it is no form, and what was not understood.

    A file is one application, unless a further table tells another unit and brand.

    Raises:
        UnreadableFile: it is no .docx that can be opened.
    """
    return read_contents(name, read_tables(data))


def read_contents(name: str, contents: Contents) -> tuple[list[Reading], list[Note]]:
    """Return the applications of a form taken apart, and what was not understood; see `read_form`."""
    origin = Origin(name)
    lines = _Part(values=list(sections(contents.paragraphs)))
    nests = [[_Table(origin, one).read() for one in nest] for nest in contents.nests]
    forms, parts = _parted(lines, nests), (lines, *chain.from_iterable(nests))
    if not any(one.key(name) for one in parts for name in KEYS):
        told = "没有找到“申报单位”“品牌名称”等栏目，不像申报表，未读入。"
        return [], [Note(origin, told)]
    readings = []
    for number, form in enumerate(forms, 1):
        place = Origin(name, f"第 {number} 份") if len(forms) > 1 else origin
        builder = Builder()
        for part in form:
            part.tell(builder)
        readings.append(Reading(place, builder.finish(), tuple(builder.problems)))
    return readings, [note for part in parts for note in part.notes]


@dataclass(slots=True)
class _Part:
    """What one table of a form says, or all lines outside tables: values by field, items of lists, notes."""

    values: list[tuple[Target, str]] = dataclass_field(default_factory=list)
    items: list[tuple[str, dict[str, str]]] = dataclass_field(default_factory=list)
    notes: list[Note] = dataclass_field(default_factory=list)

    def key(self, name: str) -> str:
        """Return what it says first of the unit or the brand, empty if nothing."""
        return next((t.strip() for one, t in self.values if one.field == name and t.strip()), "")

    def tell(self, builder: Builder) -> None:
        """Put all of it into a record."""
        for list_, item in self.items:
            builder.add(list_, item)
        for target, text in self.values:
            builder.put(target, text)


def _parted(lines: _Part, nests: Iterable[Sequence[_Part]]) -> list[list[_Part]]:
    """Part what a file says into applications: another begins at a table with a unit and another brand.

    A table and those inside its cells are one, unless they tell several brands: then it only lays out
    several forms. Lines outside tables belong to the first: they are mostly its cover.
    """
    forms, brand = [[lines]], ""
    for nest in nests:
        several = len({told for part in nest if (told := _brand(part))}) > 1
        for parts in [[part] for part in nest] if several else [nest]:
            unit = any(part.key("unit_name") for part in parts)
            told = next(filter(None, map(_brand, parts)), "") if unit else ""
            if told and brand not in ("", told):
                forms.append([])
            brand = told or brand
            forms[-1] += parts
    return forms


def _brand(part: _Part) -> str:
    """Return the brand that a part tells, in the form by which two are compared; empty if none."""
    return heading(part.key("brand_name")).strip(_QUOTES)


_QUOTES = '“”"「」『』'


def sections(lines: Iterable[str]) -> Iterator[tuple[Target, str]]:
    """Yield what the lines outside tables say: behind a label, and below a heading that is one.

    Under a heading (三、取得成效) or a label of a long text all lines belong to it up to the next; under
    another label with nothing behind it the next line does.
    """
    target, text, more = None, list[str](), False
    for line in _lines(lines):
        said = label_and_value(line) or ((one, "") if (one := resolve(line)) else None)
        if said:
            yield from _section(target, text)
            target, text = said[0], [said[1]] if said[1] else []
            more = target.field == IGNORED or fields()[target.field].type in ("long", "list")
        elif more or not text:
            text.append(line)
    yield from _section(target, text)


def _lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines, one of several labels (填报日期：…    编号：) in as many as it has."""
    for line in lines:
        parts = [clean(part) for part in _GAP.split(line.strip())]
        yield from parts if all(map(label_and_value, parts)) else [clean(line)]


_GAP = re.compile(r"[ \u3000]{2,}|\t|\u3000")


def _section(target: Target | None, text: Sequence[str]) -> Iterator[tuple[Target, str]]:
    if target and text:
        yield target, "\n".join(text)


class _Table:
    """Reads one table of a form."""

    def __init__(self, origin: Origin, table: Cells) -> None:
        self._origin, self._cells = origin, table
        self._made = _Part()

    def _put(self, target: Target, text: str) -> None:
        self._made.values.append((target, text))

    def read(self) -> _Part:
        """Return what it says."""
        grid = _Grid(_without_numbers(self._cells))
        used = grid.titles()
        for number in range(grid.height):
            if list_ := grid.list_header(number):
                used |= self._list(grid, number, list_)
        for cell in grid.cells():
            if cell in used or not (target := resolve(cell.text)):
                continue
            used.add(cell)
            value = grid.value(cell)
            if value is not None and value not in used:
                used.add(value)
                self._put(target, value.text)
        for cell in grid.cells():
            if cell not in used and clean(cell.text):
                self._left(cell)
        return self._made

    def _left(self, cell: Cell) -> None:
        """Take a cell that belongs to no label: label and value in one, or something not understood."""
        if said := label_and_value(cell.text.strip()):
            self._put(*said)
        else:
            shown = clean(cell.text)
            shown = shown if len(shown) <= 20 else f"{shown[:20]}……"
            self._made.notes.append(
                Note(self._origin, f"没有看懂表中第 {cell.row + 1} 行的“{shown}”，未读入，请核对。")
            )

    def _list(self, grid: _Grid, first: int, list_: str) -> set[Cell]:
        """Read the rows under a row of labels of a list; return the cells used."""
        parts = part_names(fields()[list_])
        heads = {c.column: c for c in grid.row(first) if heading(c.text) in parts}
        used = set(grid.row(first))
        for number in range(first + 1, grid.height):
            row = [cell for cell in grid.row(number) if cell not in used]
            if any(resolve(cell.text) for cell in row if clean(cell.text)):
                break
            item = {}
            for column, head in heads.items():
                cell = grid.at(number, column)
                if cell is not None and clean(cell.text):
                    item[parts[heading(head.text)]] = clean(cell.text)
                    used.add(cell)
            if item:
                self._made.items.append((list_, item))
        return used


_HEADS = ("序号", "项目", "栏目", "内容", "填写内容", "填报内容")


def _without_numbers(table: Cells) -> Cells:
    """Return a form without its column of row numbers, and without the heading above (序号 | 项目 | 内容)."""
    rows = [row for row in table if row]
    first = [clean(row[0].text) for row in rows if not all(clean(c.text) in _HEADS for c in row)]
    counted = [text.rstrip("、.．") for text in first]  # noqa: RUF001
    if len(counted) < _FEWEST or counted != [str(n) for n in range(1, len(counted) + 1)]:
        return table
    kept = [number for number, row in enumerate(table) if row and clean(row[0].text) in first]
    moved = {number: place for place, number in enumerate(kept)}
    return tuple(
        tuple(
            replace(cell, row=moved.get(cell.row, moved[number]), column=cell.column - 1)
            for cell in table[number][1:]
        )
        for number in kept
    )


# So many rows in order make a column of numbers.
_FEWEST = 3


class _Grid:
    """A table by places; a merged cell is one cell."""

    def __init__(self, table: Cells) -> None:
        self._rows = table
        self.height = len(table)

    def cells(self) -> Iterator[Cell]:
        """Yield each cell once, in reading order."""
        yield from dict.fromkeys(cell for row in self._rows for cell in row)

    def row(self, number: int) -> list[Cell]:
        """Return the cells of a row, each once."""
        return list(dict.fromkeys(self._rows[number]))

    def at(self, row: int, column: int) -> Cell | None:
        """Return the cell at a place, None beyond the table."""
        if row < self.height and column < len(self._rows[row]):
            return self._rows[row][column]
        return None

    def titles(self) -> set[Cell]:
        """Return the cells beside several labels that are their title (基本情况), no labels themselves."""
        beside: dict[Cell, set[Cell]] = {}
        for row in self._rows:
            for cell, right in pairwise(dict.fromkeys(row)):
                if resolve(right.text):
                    beside.setdefault(cell, set()).add(right)
        return {cell for cell, labels in beside.items() if len(labels) > 1}

    def value(self, label: Cell) -> Cell | None:
        """Return the cell with the value of a label: right of it, else below."""
        right = next((c for c in self._after(label) if c != label), None)
        if right is not None and (resolve(right.text) is None or self._alternating(label.row)):
            return right
        below = self._below(label)
        if below is not None and resolve(below.text) is None:
            return below
        return None

    def _alternating(self, number: int) -> bool:
        """Return whether a row is label, value, label, value, though a value reads like a label (党支部)."""
        known = [resolve(cell.text) is not None for cell in self.row(number)]
        return len(known) > 2 and all(known[::2]) and not all(known[1::2])

    def _after(self, label: Cell) -> Iterator[Cell]:
        yield from self._rows[label.row][label.column :]

    def _below(self, label: Cell) -> Cell | None:
        for number in range(label.row + 1, self.height):
            cell = self.at(number, label.column)
            if cell != label:
                return cell
        return None

    def list_header(self, number: int) -> str:
        """Return the list whose parts a row of labels names (荣誉名称 | 级别 | 授予单位), or nothing.

        The row may begin with the name of the list; all its other cells are labels of parts.
        """
        said = [heading(cell.text) for cell in self.row(number)]
        if len(said) < 2 or not all(said):
            return ""
        named = resolve(said[0])
        for one in fields().values():
            if one.type == "list":
                first = 1 if named and named.field == one.id else 0
                parts = part_names(one)
                if len(said) - first >= 2 and all(text in parts for text in said[first:]):
                    return one.id
        return ""
