"""Files as units send them, for the tests of what is read in them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import Workbook

import templates
from service.applications.reading import gather_bytes

SAMPLES = Path(templates.__file__).parent / "application" / "samples"


def book(**sheets: Sequence[Sequence[object]]) -> bytes:
    """Return a workbook with the sheets, by name."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def read(data: bytes, name: str = "甲.xlsx") -> list[dict[str, Any]]:
    """Return the data of the applications in a file."""
    return [dict(one.data) for one in gather_bytes(name, data).readings]


def form(*rows: Sequence[str], merge: Sequence[tuple[int, int, int]] = ()) -> bytes:
    """Return a form in Word: the cells of its table, merged from one column to another of a row."""
    document = Document()
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    for row, first, last in merge:
        text = table.cell(row, first).text
        table.cell(row, first).merge(table.cell(row, last)).text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
