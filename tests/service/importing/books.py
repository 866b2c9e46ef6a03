"""Workbooks for the tests of the import."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import openpyxl

from service.importing.brands import drafts_of
from service.importing.model import Problem, Table
from service.limits import DEFAULT, Limits
from service.model import BrandDraft


def book(fill: Callable[[Any, Any], None]) -> bytes:
    """Return the bytes of a workbook that a function has filled; it gets the book and its first sheet."""
    made, target = openpyxl.Workbook(), io.BytesIO()
    fill(made, made.worksheets[0])
    made.save(target)
    return target.getvalue()


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
