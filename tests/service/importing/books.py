"""Workbooks for the tests of the import."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl

from service.importing.brands import drafts_of
from service.importing.model import Problem, Table
from service.importing.table import read_tables
from service.limits import DEFAULT, Limits
from service.model import BrandDraft


def book(fill: Callable[[Any, Any], None]) -> bytes:
    """Return the bytes of a workbook that a function has filled; it gets the book and its first sheet."""
    made, target = openpyxl.Workbook(), io.BytesIO()
    fill(made, made.worksheets[0])
    made.save(target)
    return target.getvalue()


def read_table(
    source: Path | bytes, *, filename: str = "", sheet: str | None = None, limits: Limits = DEFAULT
) -> Table:
    """Return the one table of a file, with what is told of the file among its notes."""
    [table], told = read_tables(source, filename=filename, sheet=sheet, limits=limits)
    return replace(table, notes=(*told, *table.notes))


def brand_rows(table: Table, *, limits: Limits = DEFAULT) -> tuple[list[BrandDraft], list[Problem]]:
    """Return the drafts of the rows without errors, and all problems in order of rows."""
    problems: list[Problem] = []
    return list(drafts_of(table, problems, limits=limits)), problems


def plain(rows: Iterable[Sequence[object]]) -> bytes:
    """Return the bytes of a workbook with some rows."""

    def fill(_: Any, sheet: Any) -> None:
        for row in rows:
            sheet.append(row)

    return book(fill)


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one part changed, or added if it is not there."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info.filename, change(part) if info.filename == name else part)
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return target.getvalue()


HEAD = ["品牌名称", "单位名称"]


def names(data: bytes, filename: str = "a.xlsx") -> list[str]:
    """Return the names of brands in a file."""
    return [row.cells["name"] for row in read_table(data, filename=filename).rows]


def messy(made: Any, sheet: Any) -> None:
    """Fill a sheet as offices do: titles, a heading of two levels, merged cells, totals, a signature."""
    rows: list[list[object]] = [
        ["2026年党建品牌申报汇总表"],
        ["填报单位：某局"],
        ["序号", "基本情况", None, "时间", "身份证号"],
        [None, "单位名称", "品牌名称", "申报日期", None],
        [1, "一支部", "红帆\u3000", "2026.7.1", None],
        [2, None, "=先锋", dt.datetime(2026, 7, 1), None],
        [3, "二支部", "\u200b炉火红\n", 46204, 110101199003078888],
        [4, "三支部", "星火", "7月1日", None],
        [5, "四支部", "#N/A", None, None],
        ["合计", 5],
        ["填表人：张三"],
    ]
    for place, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(place, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
    for area in ("A1:E1", "A3:A4", "B3:C3", "B5:B6"):
        sheet.merge_cells(area)
    sheet.row_dimensions[6].hidden = True
