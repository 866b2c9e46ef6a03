"""Applications from a workbook as units send it: a wide sheet, further sheets by unit, messy headings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.applications.building import Builder
from service.applications.labels import Target, columns, part_names, resolve
from service.applications.records import Origin, Reading, fields
from service.errors import BadData
from service.importing.cells import clean, heading
from service.importing.model import Grid
from service.importing.text_tables import read_text
from service.importing.workbooks import Sheet, read_sheets

_DEPTH = 20
_TOTALS = ("合计", "总计", "小计", "共计")
_NOTES = ("说明", "注：", "注:", "备注：", "填表", "填报", "制表", "审核", "联系人", "单位盖章")
_KEYS = ("unit_name", "brand_name")


@dataclass(frozen=True, slots=True)
class Note:
    """Something of a file that was not understood or left out, in Chinese."""

    origin: Origin
    message: str


@dataclass(frozen=True, slots=True)
class Header:
    """Where the headings of a sheet stand (0-based) and what its columns mean."""

    sheet: Sheet
    row: int
    columns: Mapping[int, Target]

    @property
    def fields(self) -> frozenset[str]:
        """The fields that have a column."""
        return frozenset(target.field for target in self.columns.values())


@dataclass(slots=True)
class _Row:
    """A row on its way to an application."""

    origin: Origin
    builder: Builder


def read_workbook(name: str, data: bytes) -> tuple[list[Reading], list[Note]]:
    """Return the applications of a workbook or text table, and what was not understood.

    Raises:
        UnreadableFile: it cannot be opened.
        BadData: no sheet has a column 品牌名称.
    """
    heads = [head for sheet in _sheets(name, data) if (head := find_header(sheet))]
    main = [head for head in heads if _is_main(head)]
    if not main:
        raise BadData(
            f"“{name}”里没有找到同时有“申报单位”和“品牌名称”的表，请检查表头，或用模板给出的工作簿填写。",
            file=name,
        )
    notes: list[Note] = []
    rows = [row for head in main for row in _main_rows(name, head, notes)]
    for head in heads:
        if head not in main:
            _read_further(name, head, rows, notes)
    return [
        Reading(row.origin, row.builder.finish(), tuple(row.builder.problems)) for row in rows
    ], notes


def _sheets(name: str, data: bytes) -> list[Sheet]:
    if data[:2] == b"PK" or data[:4] == b"\xd0\xcf\x11\xe0":
        return read_sheets(data)
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
            best = Header(sheet, number, dict(sorted(found.items())))
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
    key = next((place for place, target in found.items() if target.field in _KEYS), -1)
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


def _is_main(head: Header) -> bool:
    return set(_KEYS) <= head.fields and not any(
        t.part for t in head.columns.values() if not t.number
    )


def _main_rows(name: str, head: Header, notes: list[Note]) -> Iterator[_Row]:
    grid = _filled(head)
    notes += _unknown(name, head, grid)
    for number in range(head.row + 1, len(grid)):
        origin = Origin(name, head.sheet.name, number + 1)
        if why := _no_data(grid[number], head):
            if why != " ":
                notes.append(Note(origin, f"第 {number + 1} 行是{why}，已跳过。"))
            continue
        row = _Row(origin, Builder())
        for column, target in head.columns.items():
            if column < len(grid[number]):
                row.builder.put(target, grid[number][column])
        yield row


def _unknown(name: str, head: Header, grid: Grid) -> Iterator[Note]:
    """Yield a note for each column that says something and whose heading is not known."""
    row = grid[head.row]
    origin = Origin(name, head.sheet.name, head.row + 1)
    for column in range(max(map(len, grid), default=0)):
        told = any(column < len(one) and clean(one[column]) for one in grid[head.row + 1 :])
        title = clean(row[column]) if column < len(row) else ""
        if told and column not in head.columns:
            shown = f"没有看懂“{title}”这一列" if title else f"第 {column + 1} 列没有表头"
            yield Note(origin, f"{shown}，其内容未读入，请改用模板中的名称。")


def _no_data(row: list[str], head: Header) -> str:
    """Return what a row is if it is no application: a blank for an empty one, else in Chinese."""
    said = [clean(cell) for cell in row if clean(cell)]
    if not said:
        return " "
    if said[0].replace(" ", "").startswith(_TOTALS):
        return "合计行"
    if len(said) <= 2 and said[0].startswith(_NOTES):
        return "说明或签字行"
    if len(said) > 1 and all(map(resolve, said)):
        return "重复的表头"
    told = [
        c for c, t in head.columns.items() if t.field != "app_id" and c < len(row) and clean(row[c])
    ]
    return "" if told else " "


def _filled(head: Header) -> Grid:
    """Return the cells with the value of a merged range in every row of it below the heading."""
    grid = [list(row) for row in head.sheet.grid]
    for top, left, bottom, _ in head.sheet.merged:
        if top > head.row and bottom > top and top < len(grid) and left < len(grid[top]):
            for number in range(top + 1, min(bottom + 1, len(grid))):
                grid[number].extend([""] * (left + 1 - len(grid[number])))
                grid[number][left] = grid[top][left]
    return grid


def _read_further(name: str, head: Header, rows: list[_Row], notes: list[Note]) -> None:
    """Read a sheet that belongs to the units of the main one: items of a list, or more columns."""
    if not head.fields & set(_KEYS):
        notes.append(
            Note(
                Origin(name, head.sheet.name, head.row + 1),
                f"工作表“{head.sheet.name}”没有“申报单位”一列，不知属于哪个单位，未读入。",
            )
        )
        return
    by_key: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        for key in _KEYS:
            by_key[clean(str(row.builder.data.get(key, "")))].append(row)
    grid = _filled(head)
    notes += _unknown(name, head, grid)
    for number in range(head.row + 1, len(grid)):
        if not _no_data(grid[number], head):
            _further_row(
                Origin(name, head.sheet.name, number + 1), grid[number], head, by_key, notes
            )


def _further_row(
    origin: Origin,
    cells: list[str],
    head: Header,
    by_key: Mapping[str, list[_Row]],
    notes: list[Note],
) -> None:
    said = {t: clean(cells[c]) for c, t in head.columns.items() if c < len(cells)}
    keys = [text for target, text in said.items() if target.field in _KEYS and text]
    found = [row for row in by_key.get(keys[0], []) if _same(row, keys)] if keys else []
    if len(found) != 1:
        why = (
            "对应不止一份申报，请同时填写品牌名称" if found else "在申报表中没有对应的单位，请核对"
        )
        notes.append(Note(origin, f"“{'、'.join(keys) or '空白'}”{why}，该行未读入。"))
        return
    item: dict[str, Any] = {}
    for column, target in head.columns.items():
        text = cells[column].strip() if column < len(cells) else ""
        if target.part and not target.number and text:
            item[target.part] = text
        elif target.field not in (*_KEYS, "app_id"):
            found[0].builder.put(target, text)
    if item:
        found[0].builder.add(_list_of(head.sheet), item)


def _same(row: _Row, keys: list[str]) -> bool:
    own = {clean(str(row.builder.data.get(key, ""))) for key in _KEYS}
    return set(keys) <= own
