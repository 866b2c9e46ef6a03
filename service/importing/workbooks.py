"""Cells of .xlsx and .xls workbooks as text; the only import of calamine.

What a cell shows is what is read: whole numbers without a decimal point, dates as ISO text, error cells
as `#N/A`. Merged cells give their value to the first of them only; `merged` tells the ranges.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from html import escape

from service.errors import UnreadableFile, WrongUse
from service.importing.model import Grid

# Limits against zip bombs and runaway files (DECISION).
_MOST_BYTES, _MOST_RATIO = 1 << 30, 200
_OLE = b"\xd0\xcf\x11\xe0"
# From here on a number cannot hold all its digits: an identity number was cut by the spreadsheet.
_EXACT = 10**15
_HIDDEN = re.compile(rb'<row\b[^>]*\shidden="(?:1|true)"')


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: cells as text, and merged ranges as (first row, first column, last row, last column).

    `hidden` is the number of hidden rows, known of .xlsx only.
    """

    name: str
    grid: Grid
    merged: tuple[tuple[int, int, int, int], ...]
    hidden: int = 0


def read_sheets(data: bytes, *, sheet: str | None = None) -> list[Sheet]:
    """Return the sheets of a workbook, or the one asked for.

    Raises:
        UnreadableFile: damaged, encrypted, too large, or not a workbook.
        WrongUse: the sheet asked for does not exist.
    """
    # calamine is loaded here so that commands without workbooks start without it.
    from python_calamine import CalamineError, CalamineWorkbook

    _require_sane(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [sheet] if sheet else book.sheet_names
        if sheet and sheet not in book.sheet_names:
            there = "、".join(book.sheet_names)
            raise WrongUse(f"工作簿中没有名为“{sheet}”的工作表，现有：{there}。", sheet=sheet)
        return [_sheet(book, name, hidden_rows(data, name)) for name in names]
    except CalamineError as trouble:
        raise UnreadableFile(_why(data)) from trouble


def _sheet(book: object, name: str, hidden: int) -> Sheet:
    from python_calamine import CalamineWorkbook

    assert isinstance(book, CalamineWorkbook)  # noqa: S101 - narrows the type
    found = book.get_sheet_by_name(name)
    first = found.start[0] if found.start else 0
    rows = [[""] for _ in range(first)] if found.start else []
    grid = rows + [[_text(cell) for cell in row] for row in found.to_python(skip_empty_area=True)]
    left = found.start[1] if found.start else 0
    grid = [[""] * left + row for row in grid]
    merged = tuple(
        (start[0], start[1], end[0], end[1]) for start, end in (found.merged_cell_ranges or ())
    )
    return Sheet(name, grid, merged, hidden)


def hidden_rows(data: bytes, name: str) -> int:
    """Return how many rows of a sheet of an .xlsx are hidden, which calamine does not tell; 0 if unknown.

    Read by patterns and not as XML: a part that fits none counts nothing, and no entity is expanded.
    """
    if data[:2] != b"PK":
        return 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            part = _part_of(archive, name)
            return len(_HIDDEN.findall(archive.read(part))) if part else 0
    except (KeyError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        return 0  # what calamine makes of such a file is what the office is told


def _part_of(archive: zipfile.ZipFile, name: str) -> str:
    """Return the path of a sheet inside an .xlsx, empty if it is not found."""
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    wanted = f'name="{escape(name)}"'
    sheet = next((tag for tag in re.findall(r"<sheet\b[^>]*>", book) if wanted in tag), "")
    key = re.search(r'\br:id="([^"]+)"', sheet)
    for tag in re.findall(r"<Relationship\b[^>]*>", links):
        target = re.search(r'\bTarget="([^"]+)"', tag)
        if key and target and f'Id="{key[1]}"' in tag:
            path = target[1]
            return path.removeprefix("/") if path.startswith("/") else f"xl/{path}"
    return ""


def _text(cell: object) -> str:
    """Return a cell as the office reads it."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def _require_sane(data: bytes) -> None:
    """Raise for empty files, encrypted ones, and archives that would unpack beyond all measure."""
    if not data:
        raise UnreadableFile("文件是空的，请重新选择文件。")
    if data[:2] == b"PK":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                size = sum(info.file_size for info in archive.infolist())
        except zipfile.BadZipFile as trouble:
            raise UnreadableFile(_why(data)) from trouble
        if size > _MOST_BYTES or size > _MOST_RATIO * len(data) + (1 << 24):
            raise UnreadableFile("文件解压后过大，疑似异常文件，请拆分或重新另存后再导入。")


def _why(data: bytes) -> str:
    if data[:4] == _OLE and b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in data:
        return "文件已加密，请在 Excel 或 WPS 中取消密码后另存再导入。"
    return (
        "文件打不开，可能已损坏或不是 Excel 表格；请在 Excel 或 WPS 中打开后另存为 .xlsx 再导入。"
    )
