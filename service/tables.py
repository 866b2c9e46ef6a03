"""Lists as files that an office opens: .xlsx, .csv or .json; the only import of xlsxwriter.

Every text is written as text: a name that begins with `=` or `+` stays what it is and is never a
formula. CSV has a UTF-8 mark and CRLF, else Excel shows rubbish.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.errors import StorageUnavailable, WrongUse

FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_WIDEST = 60
# Workbooks carry no moment of their making: equal lists give equal files.
_NO_CLOCK = dt.datetime(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: title of the sheet, headings, rows of texts and numbers, and the same as JSON values."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    items: tuple[Any, ...] = ()


def write_listing(listing: Listing, path: Path, *, explanation: Sequence[str] = ()) -> None:
    """Write a list to a file by its ending; the file appears whole or not at all.

    Args:
        listing: what to write.
        path: ends in .xlsx, .csv or .json.
        explanation: sentences for a sheet 说明 of an .xlsx.

    Raises:
        WrongUse: another ending.
        StorageUnavailable: the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending == ".xlsx":
        data = workbook([listing], explanation=explanation)
    elif ending == ".csv":
        data = csv_bytes(listing)
    elif ending == ".json":
        items = listing.items or [
            dict(zip(listing.headings, row, strict=True)) for row in listing.rows
        ]
        data = (json.dumps(list(items), ensure_ascii=False, indent=1) + "\n").encode()
    else:
        raise WrongUse(
            f"不支持输出为“{path.name}”，请以 .xlsx、.csv 或 .json 结尾。", path=str(path)
        )
    write_whole(path, data)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, never a part.

    Raises:
        StorageUnavailable: the folder is missing, full or not writable.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as trouble:
        temporary.unlink(missing_ok=True)
        raise StorageUnavailable(
            f"文件“{path}”写不进去，请检查文件夹是否存在、是否有权限、磁盘是否已满。",
            path=str(path),
        ) from trouble


def csv_bytes(listing: Listing) -> bytes:
    """Return a list as CSV for Excel: UTF-8 with mark, CRLF, formulas disarmed with an apostrophe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(listing.headings)
    writer.writerows([_disarmed(cell) for cell in row] for row in listing.rows)
    return text.getvalue().encode("utf-8-sig")


def workbook(
    listings: Iterable[Listing], *, explanation: Sequence[str] = (), notes: str = "说明"
) -> bytes:
    """Return an .xlsx with a sheet for each list: bold frozen heading, filter, A4 landscape.

    The same lists give the same bytes. `notes` names the sheet of the explanation.
    """
    # xlsxwriter is loaded here so that commands without workbooks start without it.
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": _NO_CLOCK})
    head = book.add_format({"bold": True, "bg_color": "#F2DCDB", "border": 1, "text_wrap": True})
    body = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    plain = book.add_format({"valign": "top"})
    for listing in listings:
        sheet = book.add_worksheet(listing.title[:31])
        for column, heading in enumerate(listing.headings):
            sheet.write_string(0, column, heading, head)
            sheet.set_column(column, column, _column_width(listing, column), body)
        for place, row in enumerate(listing.rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, int | float) and not isinstance(cell, bool):
                    sheet.write_number(place, column, cell, plain)
                elif cell is not None and cell != "":
                    sheet.write_string(place, column, str(cell), body)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(listing.rows)), len(listing.headings) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    if explanation:
        sheet = book.add_worksheet(notes)
        sheet.set_column(0, 0, 100, body)
        for place, sentence in enumerate(explanation):
            sheet.write_string(place, 0, sentence, body)
    book.close()
    return target.getvalue()


def _disarmed(cell: object) -> object:
    """Return a cell that a spreadsheet will not run: text that looks like a formula gets a `'`."""
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return "'" + cell
    return "" if cell is None else cell


def _column_width(listing: Listing, column: int) -> int:
    """Return a width in characters that fits the first two hundred rows."""
    texts = [listing.headings[column], *(str(row[column]) for row in listing.rows[:200])]
    widest = max(sum(2 if ord(c) > 0x2E7F else 1 for c in text) for text in texts)
    return min(_WIDEST, max(8, widest + 2))
