"""Make the sample workbook of applications and the filled-in form; all units and facts are invented.

Run `python -m corpora.build.applications`. What units do wrong is planted on purpose: a missing element,
copied text, an over-long slogan, a date in words, a leader who is no member, two like names, a worn name.
What they say stands in `applications.json`.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / "templates" / "application" / "samples"
DAY = dt.datetime(2026, 3, 31)


def main() -> None:
    """Write both samples."""
    said = json.loads((HERE / "applications.json").read_text(encoding="utf-8"))
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "applications.xlsx").write_bytes(workbook(said))
    (FOLDER / "form.docx").write_bytes(form(said["form"]))


def workbook(said: dict[str, Any]) -> bytes:
    """Return the workbook of twelve applications."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for one in said["sheets"]:
        _fill(book.create_sheet(one["name"]), one["title"], one["rows"])
    honours = book.create_sheet("荣誉")
    honours.append([*said["honours"][0]])
    for row in said["honours"]:
        honours.append([*row.values()])
    book.properties.created = book.properties.modified = DAY
    target = io.BytesIO()
    book.save(target)
    return repacked(target.getvalue())


def _fill(sheet: Any, title: str, rows: list[dict[str, object]]) -> None:
    sheet.append([title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(rows[0]))
    sheet["A1"].font = Font(bold=True, size=16)
    sheet.append([*rows[0]])
    for row in rows:
        sheet.append([*row.values()])
    sheet.append(["合计", f"{len(rows)} 个"])
    sheet.append(["填表说明：做法请分条填写，成效请写清时间和数量。"])
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def form(said: dict[str, Any]) -> bytes:
    """Return a filled-in form as units send it: two-column pairs, merged cells, labels above."""
    document = Document()
    document.core_properties.created = document.core_properties.modified = DAY
    document.core_properties.author = document.core_properties.comments = ""
    document.add_paragraph(said["title"])
    document.add_paragraph(said["day"])
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    for row in said["rows"]:
        [(kind, texts)] = row.items()
        _ADD[kind](table, *texts)
    target = io.BytesIO()
    document.save(target)
    return repacked(target.getvalue())


def _pair(table: Any, *texts: str) -> None:
    for cell, text in zip(table.add_row().cells, texts, strict=True):
        cell.text = text


def _wide(table: Any, label: str, text: str) -> None:
    row = table.add_row().cells
    row[0].text = label
    row[1].merge(row[3]).text = text


def _above(table: Any, label: str, text: str) -> None:
    for said in (label, text):
        row = table.add_row().cells
        row[0].merge(row[3]).text = said


_ADD = {"pair": _pair, "wide": _wide, "above": _above}
"""How rows of the form are laid out: four cells, a label with a wide cell, a label above its text."""


def repacked(data: bytes) -> bytes:
    """Return an archive whose bytes do not tell when it was made."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _dateless(content)
            new.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _dateless(core: bytes) -> bytes:
    return re.sub(rb">\d{4}-\d\d-\d\dT[\d:]+Z<", b">2026-03-31T00:00:00Z<", core)


if __name__ == "__main__":
    main()
