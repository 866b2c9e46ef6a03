"""Applications from filled-in forms: tables of a .docx read by their labels, wherever these stand.

A label is a cell that says what a field is called. Its value stands to the right; if there is another
label, or nothing, below. A row of labels over rows of values is a list. Lines outside tables are read at
their colon, or as sections below a heading that is a label; cells that hold label and value in one, at
their colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from itertools import chain, groupby

from service.applications.building import Builder
from service.applications.grids import Grid, without_numbers
from service.applications.joining import Note
from service.applications.labels import IGNORED, Target, label_and_value, part_names, resolve
from service.applications.records import KEYS, Origin, Reading, fields
from service.applications.table_rows import listed
from service.applications.written import sections, several, titled
from service.documents import Cell, Cells, Contents, read_tables
from service.drafting.fields import Problem
from service.importing.cells import clean, heading
from service.texts import quoted, shortened


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
    rows = {table: listed(table) for nest in contents.nests for table in nest}
    nests = [
        [_Table(origin, one).read() for one in nest if not rows[one]] for nest in contents.nests
    ]
    parts = (lines, *chain.from_iterable(nests))
    apart = not any(rows.values()) or any(map(_names_one, parts[1:]))
    forms = _parted(lines, nests) if apart else []
    forms += [[lines.about_all(), _Part(one)] for table in rows.values() for one in table]
    told = (
        ()
        if any(_names_one(part) for form in forms for part in form)
        else _by_title(lines, contents)
    )
    if told is None:
        return [], [Note(origin, _why_none(contents))]
    readings = []
    for number, form in enumerate(forms, 1):
        place = Origin(name, f"第 {number} 份") if len(forms) > 1 else origin
        builder = Builder()
        # What the table says of itself goes before its cover: 填报单位 may be the one above.
        for part in sorted(form, key=lambda part: part is lines):
            part.tell(builder, sends=part is lines and _is_above(lines, form))
        readings.append(Reading(place, builder.finish(), (*builder.problems, *told)))
    return readings, [note for part in parts for note in part.notes]


def _names_one(part: _Part) -> bool:
    return any(map(part.key, KEYS))


def _is_above(lines: _Part, form: Sequence[_Part]) -> bool:
    """Return whether the unit above a table sends what a branch says in it: no branch sends another's."""
    sender = lines.key("unit_name")
    units = [told for part in form if part is not lines and (told := part.key("unit_name"))]
    return bool(sender and units) and _BRANCH in units[0] and _BRANCH not in sender


_BRANCH = "支部"


def _by_title(lines: _Part, contents: Contents) -> tuple[Problem, ...] | None:
    """Take unit and brand from the title where no label tells them; return what is told of it, or None."""
    brand, unit = titled(contents.paragraphs)
    if not brand:
        return None
    lines.values += [(Target("brand_name"), brand), (Target("unit_name"), unit)]
    told = f"没有“品牌名称”“申报单位”栏目，按标题读作{quoted(brand)}" + (
        f"、“{unit}”" if unit else ""
    )
    return (Problem("/brand_name", "品牌名称", "title", f"{told}，请核对。", "warning"),)


def _why_none(contents: Contents) -> str:
    """Return why nothing of a file was read."""
    said = (resolve(c.text) for table in contents.tables for row in table for c in row)
    if any(target and target.field in KEYS for target in said):
        return "“申报单位”“品牌名称”都没有填写，是空白的申报表，未读入。"
    return "没有找到“申报单位”“品牌名称”等栏目，不像申报表，未读入。"


@dataclass(slots=True)
class _Part:
    """What one table of a form says, or all lines outside tables: values by field, items of lists, notes."""

    values: list[tuple[Target, str]] = dataclass_field(default_factory=list)
    items: list[tuple[str, dict[str, str]]] = dataclass_field(default_factory=list)
    notes: list[Note] = dataclass_field(default_factory=list)

    def key(self, name: str) -> str:
        """Return what it says first of the unit or the brand, empty if nothing."""
        return next((t.strip() for one, t in self.values if one.field == name and t.strip()), "")

    def about_all(self) -> _Part:
        """Return what lines around a list of applications say of each: who fills it in recommends them."""
        moved = {"unit_name": Target("superior_org")}
        kept = ((moved.get(t.field, t), text) for t, text in self.values if t.field != "brand_name")
        return _Part(list(kept))

    def tell(self, builder: Builder, *, sends: bool = False) -> None:
        """Put all of it into a record; the unit it names may be the one that sends it."""
        for list_, item in self.items:
            builder.add(list_, item)
        for target, text in self.values:
            if sends and target.field == "unit_name":
                builder.fill(Target("superior_org"), text)
            else:
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


class _Table:
    """Reads one table of a form."""

    def __init__(self, origin: Origin, table: Cells) -> None:
        self._origin, self._cells = origin, table
        self._made = _Part()

    def _put(self, target: Target, text: str) -> None:
        self._made.values.append((target, text))

    def _take(self, target: Target, text: str) -> None:
        """Take a value, or several if labels of its own part it."""
        is_short = target.field == IGNORED or fields()[target.field].type not in ("long", "list")
        for one, said in (several(text) if is_short else ()) or [(target, text)]:
            self._put(one, said)

    def read(self) -> _Part:
        """Return what it says."""
        grid = Grid(without_numbers(self._cells))
        used = grid.titles()
        for number in range(grid.height):
            if list_ := grid.list_header(number):
                used |= self._list(grid, number, list_)
        for cell in grid.cells():
            if cell in used or not (target := resolve(cell.text)):
                continue
            used.add(cell)
            values = [one for one in grid.values(cell) if one not in used]
            used.update(values)
            if values:
                self._take(target, "\n".join(one.text for one in values if clean(one.text)))
        left = (cell for cell in grid.cells() if cell not in used and clean(cell.text))
        for row, cells in groupby(left, key=lambda cell: cell.row):
            self._left(row, cells)
        return self._made

    def _left(self, row: int, cells: Iterable[Cell]) -> None:
        """Take the cells of a row that belong to no label: both in one, or something not understood."""
        unknown = []
        for cell in cells:
            if said := label_and_value(cell.text.strip()):
                self._put(*said)
            elif not _TITLE.fullmatch(clean(cell.text)):
                unknown.append(clean(cell.text))
        if unknown:
            shown = quoted(shortened(" ".join(unknown), _SHOWN))
            told = f"没有看懂表中第 {row + 1} 行的{shown}，未读入，请核对。"
            self._made.notes.append(Note(self._origin, told))

    def _list(self, grid: Grid, first: int, list_: str) -> set[Cell]:
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


_SHOWN = 30
# What stands over a form, within its table.
_TITLE = re.compile(r".{0,30}(?:申报|推荐|登记|汇总|创建|审批)(?:表|书)")
