"""Lists as files that an office opens: .xlsx, .csv or .json; the only import of xlsxwriter.

Every text is written as text: a name that begins with `=` or `+` stays what it is and is never a
formula. CSV has a UTF-8 mark and CRLF, else Excel shows rubbish.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

from service.errors import WrongUse
from service.sheet_layout import PAGE, column_widths, lines, lines_of, pixels
from service.sheet_rows import sheet_class
from service.whole_files import replacing_open, write_whole

FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_SIGNS = frozenset(FORMULA)
MOST_ROWS = (1 << 20) - 1
"""Rows that a sheet can hold below its heading."""

# Rows by which the widths of columns are chosen.
_LOOKED_AT = 200
# A list with more cells than this has its empty ones ruled by one condition, not each for itself.
_MANY_CELLS = 20_000
# A workbook with a list of more rows goes to disk row by row while it is written, its texts each in its cell
# instead of once for all: as fast, and a third of the memory less.
_LONG = 5_000
# Most characters of a cell of a workbook.
_LONGEST = 32_767
# Workbooks carry no moment of their making: equal lists give equal files.
_NO_CLOCK = dt.datetime(2000, 1, 1)


class Share(float):
    """A fraction, 0–1, that a workbook shows as per cent."""

    __slots__ = ()


Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Rows(Collection[Row]):
    """Rows of a long list, read anew each time they are gone through, so that nobody holds them."""

    total: int
    read: Callable[[], Iterator[Row]]

    @classmethod
    def counted(cls, read: Callable[[], Iterator[Row]]) -> Rows:
        """Return the rows that something reads; it is gone through once, to count them."""
        return cls(sum(1 for _ in read()), read)

    def __len__(self) -> int:
        return self.total

    def __iter__(self) -> Iterator[Row]:
        return self.read()

    def __contains__(self, row: object) -> bool:
        return any(row == one for one in self)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: title of the sheet, headings, rows of texts and numbers (`Rows`, if they are very many).

    `items` are the same as JSON values.
    """

    title: str
    headings: tuple[str, ...]
    rows: Collection[Row]
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
        with replacing_open(path) as file:
            _write_workbook(file, [listing], explanation=explanation)
        return
    if ending == ".csv":
        data = _csv_bytes(listing)
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


def write_csv(headings: tuple[str, ...], rows: Iterable[tuple[object, ...]], path: Path) -> int:
    """Write rows as CSV for Excel while they come, and return how many; whole or not at all.

    Raises:
        StorageUnavailable: the folder is missing, full or not writable.
    """
    count = 0
    with replacing_open(path, encoding="utf-8-sig") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(headings)
        for row in rows:
            writer.writerow([disarmed(cell) for cell in row])
            count += 1
    return count


def _csv_bytes(listing: Listing) -> bytes:
    """Return a list as CSV for Excel: UTF-8 with mark, CRLF, formulas disarmed with an apostrophe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(listing.headings)
    writer.writerows([disarmed(cell) for cell in row] for row in listing.rows)
    return text.getvalue().encode("utf-8-sig")


def workbook(
    listings: Iterable[Listing], *, explanation: Sequence[str] = (), notes: str = "说明"
) -> bytes:
    """Return an .xlsx with a sheet for each list: frozen heading, ruled, wrapped, filter, A4 on its side.

    The same lists give the same bytes. `notes` names the sheet of the explanation.
    """
    target = io.BytesIO()
    _write_workbook(target, listings, explanation=explanation, notes=notes)
    return target.getvalue()


def _write_workbook(
    target: IO[bytes],
    listings: Iterable[Listing],
    *,
    explanation: Sequence[str] = (),
    notes: str = "说明",
) -> None:
    """Write what `workbook` returns; the rows of a long list are not held."""
    # xlsxwriter is loaded here so that commands without workbooks start without it.
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

    listings = tuple(listings)
    long = any(len(listing.rows) > _LONG for listing in listings)
    manner = {"constant_memory": True} if long else {"in_memory": True}
    book = xlsxwriter.Workbook(target, {**manner, "strings_to_formulas": False})
    book.set_properties({"created": _NO_CLOCK})
    looks = _looks(book)
    for listing in listings:
        sheet = book.add_worksheet(listing.title[:31], sheet_class(Worksheet))
        _write_sheet(sheet, listing, looks, swift=long)
    if explanation:
        body = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(notes)
        sheet.set_column(0, 0, 100, body)
        for place, sentence in enumerate(explanation):
            sheet.write_string(place, 0, sentence, body)
    book.close()


def _looks(book: Any) -> dict[str, Any]:
    """Return the formats of a workbook: heading, text, number, share, and text of columns to come."""
    cell = {"border": 1, "border_color": "#BFBFBF", "valign": "vcenter", "text_wrap": True}
    return {
        "head": book.add_format(
            cell
            | {"bold": True, "bg_color": "#F2DCDB", "align": "center", "border_color": "#000000"}
        ),
        "text": book.add_format(cell | {"num_format": "@"}),
        "number": book.add_format(cell | {"align": "center"}),
        "share": book.add_format(cell | {"align": "center", "num_format": "0.0%"}),
        "blank": book.add_format({"border": 1, "border_color": "#BFBFBF"}),
        "column": book.add_format({"num_format": "@", "text_wrap": True, "valign": "vcenter"}),
    }


def _write_sheet(sheet: Any, listing: Listing, looks: dict[str, Any], *, swift: bool) -> None:
    """Write a list on a sheet of its own; `swift` in a workbook that goes to disk row by row."""
    widths = column_widths(listing.headings, list(islice(listing.rows, _LOOKED_AT)))
    for column, (heading, width) in enumerate(zip(listing.headings, widths, strict=True)):
        sheet.write_string(0, column, heading, looks["head"])
        sheet.set_column(column, column, width, looks["column"])
    _set_height(sheet, 0, max(map(lines, listing.headings, widths)))
    many = len(listing.rows) * len(widths) > _MANY_CELLS
    if many:
        ruled = {"type": "blanks", "format": looks["blank"]}
        sheet.conditional_format(1, 0, len(listing.rows), len(widths) - 1, ruled)
    plain = sheet.plain_rows(looks, sparse=many) if swift else None
    for place, row in enumerate(listing.rows, 1):
        high = lines_of(row, widths)
        if plain and (written := plain.row(place, row, pixels(high))):
            sheet.put_row(place, written)
            continue
        for column, cell in enumerate(row):
            if type(cell) is str and cell:
                sheet.write_string(place, column, _fitting(cell), looks["text"])
            elif not many or (cell != "" and cell is not None):
                _write_other(sheet, place, column, cell, looks)
        _set_height(sheet, place, high)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(listing.rows)), len(listing.headings) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    # Beyond twice a page's width print would be too small to read: more pages beside one another.
    beside = max(1, round(sum(widths) / (2 * PAGE)))
    sheet.fit_to_pages(beside, 0)
    sheet.repeat_rows(0)
    if beside > 1:
        sheet.repeat_columns(0, 1)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _write_other(sheet: Any, place: int, column: int, cell: object, looks: dict[str, Any]) -> None:
    """Write what is no text: a share, a number, nothing, or a thing that says what it is."""
    if isinstance(cell, Share):
        sheet.write_number(place, column, cell, looks["share"])
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(place, column, cell, looks["number"])
    elif cell is None or cell == "":
        sheet.write_blank(place, column, None, looks["text"])
    else:
        sheet.write_string(place, column, str(cell), looks["text"])


def _fitting(text: str) -> str:
    """Return a text that a cell can hold; what is longer is cut and says so, else it would be left out."""
    if len(text) <= _LONGEST:
        return text
    told = f"……（共 {len(text)} 字，单元格放不下，此处截断）"
    return text[: _LONGEST - len(told)] + told


def _set_height(sheet: Any, place: int, count: int) -> None:
    """Give a row the height that its wrapped texts take: not every program does so on opening."""
    if count > 1:
        sheet.set_row_pixels(place, pixels(count))


def disarmed(cell: object) -> object:
    """Return a cell that a spreadsheet will not run: text that looks like a formula gets a `'`."""
    if isinstance(cell, str) and cell[:1] in _SIGNS:
        return "'" + cell
    return "" if cell is None else cell
