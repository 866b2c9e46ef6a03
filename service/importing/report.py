"""The upload given back with a column 错误原因; the only import of openpyxl.

An .xlsx keeps all that is in it (`importing.marking`), unless its rows do not tell where they stand: then it
keeps what openpyxl knows of. Other kinds come back as a new .xlsx with the same cells.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from service.file_kinds import is_package
from service.importing.marking import Mark, Odd, marked, rewritten, sheet_of
from service.importing.model import Problem, Table
from service.texts import in_a_row

_UNITS, _CORE = "单位", "docProps/core.xml"
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*<")


def error_workbook(data: bytes, tables: Sequence[Table], problems: Sequence[Problem]) -> bytes:
    """Return the workbook with one more column that says, row by row, what is wrong.

    Args:
        data: the upload.
        tables: what was read from it; they say the sheets and their heading rows.
        problems: what to write, several of one row joined by semicolons; of several sheets they name theirs.
    """
    only = tables[0].sheet if len(tables) == 1 else None
    book = data if is_package(data) else _copy(data, only or None)
    told = {one.sheet: [p for p in problems if p.sheet in ("", one.sheet)] for one in tables}
    return _marked(
        book, {one.sheet: Mark(one.header_row, by_row(told[one.sheet])) for one in tables}
    )


def by_row(problems: Sequence[Problem]) -> dict[int, str]:
    """Return what is wrong with each row, by its 1-based number."""
    told: dict[int, list[str]] = {}
    for problem in problems:
        told.setdefault(problem.row, []).append(f"{problem.field}：{problem.message}")
    return {row: in_a_row(messages) for row, messages in told.items()}


def _copy(data: bytes, only: str | None = None) -> bytes:
    """Return a new .xlsx with the cells of an .xls, web page or text file: one sheet, or all."""
    from openpyxl import Workbook

    from service.importing.table import sheets_of

    book = Workbook()
    book.remove(book.worksheets[0])
    for one in sheets_of(data, sheet=only):
        if only in (None, one.name):
            sheet = book.create_sheet(one.name or None)
            for row, cells in enumerate(one.grid, 1):
                for column, text in enumerate(cells, 1):
                    if text:
                        sheet.cell(row, column, text).data_type = "s"
    return _saved(book)


def row_workbook(rows: Iterable[Sequence[str]], *, bold: int) -> bytes:
    """Return an .xlsx of rows of texts, the last column wide and red; row by row, not all at once in memory.

    Args:
        rows: at most as many as a sheet holds.
        bold: 1-based row of the heading.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet")
    wrong, wrapped = Font(color="C00000"), Alignment(wrap_text=True, vertical="top")
    ahead = iter(rows)
    first = next(ahead, ())
    sheet.column_dimensions[get_column_letter(max(len(first), 1))].width = 48
    for number, row in enumerate(chain([first], ahead), 1):
        cells = [WriteOnlyCell(sheet, text or None) for text in row]
        for cell in cells:
            if cell.value is not None:
                cell.data_type = "s"
        if cells and row[-1]:
            cells[-1].font = Font(bold=True, color="C00000") if number == bold else wrong
            cells[-1].alignment = wrapped
        sheet.append(cells)
    return _saved(book)


def told_workbook(
    data: bytes, told: Mapping[str, Mapping[int, Sequence[str]]], headings: Mapping[str, int]
) -> bytes:
    """Return an .xlsx with a column 错误原因 in each sheet where something is to be told.

    Args:
        data: the upload; of another kind than .xlsx its cells are copied.
        told: sentences by sheet and 1-based row; an empty name stands for the sheet of units, or the first.
        headings: 1-based row of the headings by sheet; the first row where nothing is said.
    """
    book = data if is_package(data) else _copy(data)
    return _marked(
        book, {name: Mark(headings.get(name, 1), _joined(rows)) for name, rows in told.items()}
    )


def _joined(rows: Mapping[int, Sequence[str]]) -> dict[int, str]:
    return {row: in_a_row(messages) for row, messages in rows.items()}


def _marked(data: bytes, marks: Mapping[str, Mark]) -> bytes:
    """Return an .xlsx with what is told of its sheets, by name; an empty name is the units' sheet."""
    try:
        return marked(data, _by_part(data, marks))
    except Odd:
        from openpyxl import load_workbook

        plain = _saved(load_workbook(io.BytesIO(data)))
        return marked(plain, _by_part(plain, marks))


def _by_part(data: bytes, marks: Mapping[str, Mark]) -> dict[str, Mark]:
    """Return what is told by the path of the sheet; two names may mean the same sheet.

    What is told of no row, or of one above the headings, is told of all.
    """
    found: dict[str, Mark] = {}
    for name, mark in marks.items():
        part = sheet_of(data, name, _UNITS)
        before = found.get(part, Mark(1, {}))
        heading, texts = max(mark.heading, before.heading), dict[int, str]()
        for row, text in chain(before.texts.items(), mark.texts.items()):
            place = max(row, heading)
            texts[place] = in_a_row([texts[place], text]) if place in texts else text
        found[part] = Mark(heading, texts)
    return found


def _saved(book: Any) -> bytes:
    """Return a workbook as bytes that do not tell when it was saved: equal reports are equal files."""
    saved = io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as made:
        core = _MOMENT.sub(rb"\g<1>2000-01-01T00:00:00Z<", made.read(_CORE))
        return rewritten(made, {_CORE: (core,)})
