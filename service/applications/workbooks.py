"""Applications from a workbook as units send it: a wide sheet, further sheets by unit, messy headings.

Sheets are read one at a time and their rows kept on disk; see `service.applications.joining`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from service.applications.joining import Header, Joined, Kept, Note
from service.applications.labels import Target, columns, part_names, resolve
from service.applications.records import KEYS, Reading, fields
from service.applications.spooling import Values
from service.errors import BadData
from service.importing.cells import clean, heading
from service.importing.model import Grid
from service.importing.text_tables import read_text
from service.importing.workbooks import Sheet, each_sheet

_DEPTH = 20


def read_workbook(name: str, data: bytes) -> tuple[Iterable[Reading], list[Note]]:
    """Return the applications of a workbook or text table, and what was not understood.

    Raises:
        UnreadableFile: it cannot be opened.
        BadData: no sheet has a column 品牌名称.
    """
    values = Values()
    kept = [
        _kept(sheet, head, values) for sheet in _sheets(name, data) if (head := find_header(sheet))
    ]
    if not any(one.head.is_main for one in kept):
        raise BadData(
            f"“{name}”里没有找到同时有“申报单位”和“品牌名称”的表，请检查表头，或用模板给出的工作簿填写。",
            file=name,
        )
    joined = Joined(name, values)
    for one in sorted(kept, key=lambda one: not one.head.is_main):
        joined.add(one)
    return joined, joined.notes


def _kept(sheet: Sheet, head: Header, values: Values) -> Kept:
    """Put the rows of a sheet on disk."""
    grid, first = _filled(sheet, head.row), len(values)
    for row in grid[head.row + 1 :]:
        values.put(row)
    return Kept(head, first, len(values) - first, tuple(_unknown(head, grid)))


def _sheets(name: str, data: bytes) -> Iterable[Sheet]:
    if data[:2] == b"PK" or data[:4] == b"\xd0\xcf\x11\xe0":
        return each_sheet(data)
    return [Sheet(Path(name).stem, read_text(data), ())]


def find_header(sheet: Sheet) -> Header | None:
    """Return the heading row: the one that names most columns; a second level above it counts too."""
    best: Header | None = None
    rows = _spread(sheet)
    for number, row in enumerate(rows):
        found = _columns(sheet, row)
        if number and len(found) > 1:
            above = _columns(sheet, rows[number - 1])
            if len(above) > 1:
                empty = (c for c in above if not (c < len(row) and clean(row[c])))
                found = {**{c: above[c] for c in empty}, **found}
        if len(found) > (len(best.columns) if best else 1):
            best = Header(sheet.name, number, dict(sorted(found.items())), _list_of(sheet))
    return best


def _spread(sheet: Sheet) -> Grid:
    """Return the rows that may be headings, merged ones named in each of their columns."""
    rows = [list(row) for row in sheet.grid[:_DEPTH]]
    for top, left, bottom, right in sheet.merged:
        if bottom < len(rows) and left < len(rows[top]) and resolve(rows[top][left]):
            rows[top] += [""] * (right + 1 - len(rows[top]))
            for column in range(left + 1, right + 1):
                rows[top][column] = rows[top][column] or rows[top][left]
    return rows


def _columns(sheet: Sheet, row: list[str]) -> dict[int, Target]:
    """Return what headings mean; in a sheet named after a list they are first the parts of its items."""
    found = columns(row)
    list_ = _list_of(sheet)
    key = next((place for place, target in found.items() if target.field in KEYS), -1)
    if list_ and key >= 0:
        parts = part_names(fields()[list_])
        for place, text in enumerate(row):
            brand = found.get(place) == Target("brand_name")
            # The first key tells the unit; 单位 after it is that of a number.
            if heading(text) in parts and place != key and not brand:
                found[place] = Target(list_, 0, parts[heading(text)])
    return found


def _list_of(sheet: Sheet) -> str:
    target = resolve(sheet.name)
    return target.field if target and target.field in fields() and _is_list(target.field) else ""


def _is_list(field: str) -> bool:
    return fields()[field].type == "list"


def _unknown(head: Header, grid: Grid) -> Iterator[str]:
    """Yield a sentence for each column that says something and whose heading is not known."""
    row = grid[head.row]
    for column in range(max(map(len, grid), default=0)):
        told = any(column < len(one) and clean(one[column]) for one in grid[head.row + 1 :])
        title = clean(row[column]) if column < len(row) else ""
        if told and column not in head.columns:
            shown = f"没有看懂“{title}”这一列" if title else f"第 {column + 1} 列没有表头"
            yield f"{shown}，其内容未读入，请改用模板中的名称。"


def _filled(sheet: Sheet, header: int) -> Grid:
    """Return the cells with the value of a merged range in every row of it below the heading."""
    grid = [list(row) for row in sheet.grid]
    for top, left, bottom, _ in sheet.merged:
        if top > header and bottom > top and top < len(grid) and left < len(grid[top]):
            for number in range(top + 1, min(bottom + 1, len(grid))):
                grid[number].extend([""] * (left + 1 - len(grid[number])))
                grid[number][left] = grid[top][left]
    return grid
