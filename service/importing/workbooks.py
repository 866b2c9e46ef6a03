"""Cells of .xlsx and .xls workbooks as text; the only import of calamine.

What a cell shows is what is read: whole numbers without a decimal point, dates as ISO text, error cells
as `#N/A`. Merged cells give their value to the first of them only; `merged` tells the ranges.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import dataclass

from service.errors import UnreadableFile, WrongUse
from service.importing.model import Grid

# Limits against zip bombs and runaway files (DECISION).
_MOST_BYTES, _MOST_RATIO = 1 << 30, 200
_OLE = b"\xd0\xcf\x11\xe0"
# From here on a number cannot hold all its digits: an identity number was cut by the spreadsheet.
_EXACT = 10**15


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: cells as text, and merged ranges as (first row, first column, last row, last column)."""

    name: str
    grid: Grid
    merged: tuple[tuple[int, int, int, int], ...]


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
        return [_sheet(book, name) for name in names]
    except CalamineError as trouble:
        raise UnreadableFile(_why(data)) from trouble


def _sheet(book: object, name: str) -> Sheet:
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
    return Sheet(name, grid, merged)


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
