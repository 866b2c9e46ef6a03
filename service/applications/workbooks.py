"""Applications from a workbook as units send it: a wide sheet, further sheets by unit, messy headings, forms.

Rows go to disk as they are read; see `service.applications.joining`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from service.applications.forms import read_contents
from service.applications.joining import Header, Joined, Kept, Note
from service.applications.labels import Target, columns, label_and_value, part_names, resolve
from service.applications.records import KEYS, Origin, Reading, fields, template
from service.applications.sheet_forms import faults_of, is_form, taken_apart
from service.documents import Cells, Contents
from service.drafting.package import Template, templates
from service.drafting.recognising import filled_for
from service.errors import BadData
from service.file_kinds import is_workbook
from service.importing.cells import clean, heading
from service.importing.long_sheets import LongSheet, each_long_sheet
from service.importing.merged import filled_down
from service.importing.model import Grid, Range
from service.importing.notes import hidden
from service.importing.text_tables import read_text
from service.settings import load_settings
from service.spooling import Plain

_DEPTH = 20


def read_workbook(name: str, data: bytes) -> tuple[Iterable[Reading], list[Note]]:
    """Return the applications of a workbook or text table, and what was not understood.

    Raises:
        UnreadableFile: it cannot be opened.
        BadData: no sheet has a column 品牌名称, or it is filled in for a letter, a speech and the like.
    """
    values, kept, forms, sheets = Plain(), list[Kept](), list[_Form](), list[str]()
    unread = list[Note]()
    for sheet in _sheets(name, data):
        sheets.append(sheet.name)
        first = list(islice(sheet.rows, _DEPTH))
        if is_form(first):
            told = faults_of(name, sheet)
            forms.append(_Form(*taken_apart(sheet, [*first, *sheet.rows]), told))
        elif one := _kept(sheet, first, values):
            kept.append(one)
        elif _looks_filled(sheet.name, first):
            unread.append(Note(Origin(name, sheet.name), _NO_HEADING))
    _refuse_others(name, sheets)
    main = any(one.head.is_main for one in kept)
    if forms and not main:
        return _read_forms(name, forms)
    if not main:
        raise BadData(
            f"“{name}”里没有找到同时有“申报单位”和“品牌名称”的表，请检查表头，或用模板给出的工作簿填写。",
            file=name,
        )
    joined = Joined(name, values)
    for one in sorted(kept, key=lambda one: not one.head.is_main):
        joined.add(one)
    joined.notes += unread
    return joined, joined.notes


_NO_HEADING = "没有认出表头，未读入；如果是申报数据，请把表头改用模板中的名称。"


def _looks_filled(sheet: str, first: Grid) -> bool:
    """Return whether a sheet without headings that are known may hold applications: a table, no remarks."""
    rows = [[cell for cell in row if clean(cell)] for row in first]
    return not _REMARKS.search(sheet) and sum(len(row) >= _FEWEST for row in rows) >= _FEWEST


_REMARKS = re.compile("说明|示例|样例|字典|选项|统计|分析")
# So many rows of so many cells each make a table.
_FEWEST = 3


def _refuse_others(name: str, sheets: Sequence[str]) -> None:
    """Refuse a workbook that was filled in for another template: its units would be taken for applicants."""
    if found := filled_for(sheets, template(), _other_templates()):
        raise BadData(
            f"“{name}”是按“{found.title}”填写的工作簿，不是申报材料，请移走后重试。", file=name
        )


def _other_templates() -> Iterator[Template]:
    # One by one, and only when asked for: most workbooks have no sheet of another template.
    yield from (one for one in templates(load_settings().templates) if one.kind != template().kind)


class _Form(NamedTuple):
    """A form of a workbook: the lines above it, its cells, what is wrong with some of them."""

    lines: tuple[str, ...]
    cells: Cells
    told: list[Note]


def _read_forms(name: str, forms: Sequence[_Form]) -> tuple[Iterable[Reading], list[Note]]:
    lines = tuple(chain.from_iterable(one.lines for one in forms))
    contents = Contents(lines, tuple((one.cells,) for one in forms))
    readings, notes = read_contents(name, contents)
    return readings, [*notes, *chain.from_iterable(one.told for one in forms)]


def _kept(sheet: LongSheet, first: Grid, values: Plain) -> Kept | None:
    """Put the rows of a sheet, the first of which are taken, on disk; None if it has no heading."""
    head = find_header(sheet.name, first, sheet.merged)
    if head is None:
        return None
    start, said = len(values), set[int]()
    about = tuple(_above(first[: head.row]))
    for row in filled_down(sheet.merged, chain(first, sheet.rows), head.row):
        said.update(c for c, cell in enumerate(row) if c not in said and clean(cell))
        values.put(row)
    unknown = tuple(_unknown(sorted(said - head.columns.keys()), head.titles))
    count = len(values) - start

    def says(row: int) -> bool:
        number = row - head.row - 1
        return 0 <= number < count and any(map(clean, values[start + number]))

    titles = {c: head.titles[c] for c in head.columns if c < len(head.titles)}
    told = tuple(hidden(sheet, titles, says))
    return Kept(head, start, count, unknown, sheet.faults, about, told)


def _above(rows: Grid) -> Iterator[tuple[Target, str]]:
    """Yield what lines above the headings say of all rows: who fills the table in recommends them."""
    for row in rows:
        for text in row:
            said = label_and_value(clean(text)) if text else None
            if said and said[1] and said[0].field in _OF_ALL:
                yield Target(_OF_ALL[said[0].field]), said[1]


_OF_ALL = {"unit_name": "superior_org"} | {
    one: one for one in ("superior_org", "region", "apply_date")
}


def _sheets(name: str, data: bytes) -> Iterable[LongSheet]:
    if is_workbook(data):
        return each_long_sheet(data)
    return [LongSheet(Path(name).stem, (), iter(read_text(data)))]


def find_header(sheet: str, first: Grid, merged: Sequence[Range] = ()) -> Header | None:
    """Return the heading row: the one that names most columns; a second level above it counts too.

    Args:
        sheet: its name.
        first: its first rows.
        merged: its merged ranges.
    """
    best: Header | None = None
    rows, list_ = _spread(first, merged), _list_of(sheet)
    for number, row in enumerate(rows):
        found = _columns(list_, row)
        if number and len(found) > 1:
            above = _columns(list_, rows[number - 1])
            if len(above) > 1:
                empty = (c for c in above if not (c < len(row) and clean(row[c])))
                found = {**{c: above[c] for c in empty}, **found}
        if len(found) > (len(best.columns) if best else 1):
            best = Header(sheet, number, dict(sorted(found.items())), list_)
    return best and _whole(best, rows, merged)


def _whole(head: Header, rows: Grid, merged: Sequence[Range]) -> Header:
    """Return a heading with the rows below that its merged cells reach: 1 under 主要做法 is 主要做法1."""
    reached = (b for top, left, b, _ in merged if top == head.row < b and left in head.columns)
    last = min(max(reached, default=head.row), len(rows) - 1)
    titles = rows[head.row]
    columns = dict(head.columns)
    for row in rows[head.row + 1 : last + 1]:
        for place, text in enumerate(row):
            if clean(text) and (said := titles[place] if place < len(titles) else ""):
                found = resolve(f"{said}{text}") or resolve(text)
                columns |= {place: found} if found else {}
    return Header(head.sheet, last, columns, head.items_of, tuple(map(clean, titles)))


def _spread(first: Grid, merged: Sequence[Range]) -> Grid:
    """Return the rows that may be headings, merged ones named in each of their columns."""
    rows = [list(row) for row in first]
    for top, left, bottom, right in merged:
        if bottom < len(rows) and left < len(rows[top]) and resolve(rows[top][left]):
            rows[top] += [""] * (right + 1 - len(rows[top]))
            for column in range(left + 1, right + 1):
                rows[top][column] = rows[top][column] or rows[top][left]
    return rows


def _columns(list_: str, row: list[str]) -> dict[int, Target]:
    """Return what headings mean; in a sheet named after a list they are first the parts of its items."""
    found = columns(row)
    key = next((place for place, target in found.items() if target.field in KEYS), -1)
    if list_ and key >= 0:
        parts = part_names(fields()[list_])
        for place, text in enumerate(row):
            brand = found.get(place) == Target("brand_name")
            # The first key tells the unit; 单位 after it is that of a number.
            if heading(text) in parts and place != key and not brand:
                found[place] = Target(list_, 0, parts[heading(text)])
    return found


def _list_of(sheet: str) -> str:
    target = resolve(sheet)
    return target.field if target and target.field in fields() and _is_list(target.field) else ""


def _is_list(field: str) -> bool:
    return fields()[field].type == "list"


def _unknown(said: Iterable[int], headings: Sequence[str]) -> Iterator[str]:
    """Yield a sentence for each column that says something and whose heading is not known."""
    for column in said:
        title = headings[column] if column < len(headings) else ""
        shown = f"没有看懂“{title}”这一列" if title else f"第 {column + 1} 列没有表头"
        yield f"{shown}，其内容未读入，请改用模板中的名称。"
