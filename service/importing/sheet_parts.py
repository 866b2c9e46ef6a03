"""What the reader of workbooks does not tell of a sheet of an .xlsx: hidden, faulty and far cells.

Read by patterns and piece by piece, not as a tree: a part that fits none tells nothing, memory stays small
whatever the size, and no entity is ever expanded.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape, unescape

from service.errors import UnreadableFile
from service.file_kinds import is_package
from service.importing.percents import percent_cells, percent_styles

NO_RESULT = "formula"
"""Fault of a cell with a formula whose result was never stored."""

_BLOCK, _LONGEST_ROW = 1 << 20, 1 << 26
# The reader keeps the whole rectangle between the outermost cells, at 32 bytes each (DECISION: 1 GiB).
_MOST_CELLS = 1 << 25
_MOST_SPANS = 100
_HIDDEN_ROW = re.compile(rb'row\b[^>]*\shidden="(?:1|true)"[^>]*>')
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_FILLED = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"'][^>]*(?<!/)>(?!</)")
_CELL = rb"<(?:\w+:)?c\b([^>]*)>"
_FORMULA = rb"<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)"
_ERROR = re.compile(
    rb"<(?:\w+:)?c\b([^>]*\st=\"e\"[^>]*)>(?:" + _FORMULA + rb")?<(?:\w+:)?v>([^<]*)<"
)
_NO_VALUE = re.compile(
    _CELL + _FORMULA + rb"(?:<(?:\w+:)?v/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')


def fault_told(fault: str) -> str:
    """Return what is wrong with a cell that shows an error or has a formula without result."""
    if fault == NO_RESULT:
        return "单元格是没有结果的公式，请在 Excel 或 WPS 中打开、保存一次，或直接填写内容。"
    return f"单元格是错误值 {fault}，请改正公式或直接填写内容。"


@dataclass(slots=True)
class Parts:
    """What is told of one sheet; rows and columns count from 0.

    Attributes:
        hidden_rows: how many rows are hidden.
        hidden_spans: the first and last of hidden rows that follow each other, up to a hundred of them.
        hidden_columns: which columns are.
        percents: numbers that show a percentage, with how many decimals.
        faults: cells that show an error (`#N/A`) or have a formula without result (`NO_RESULT`).
    """

    hidden_rows: int = 0
    hidden_spans: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    percents: dict[tuple[int, int], int] = field(default_factory=dict)
    last_row: int = 0
    last_column: int = 0

    def hide_row(self, row: int) -> None:
        """Add a hidden row below those before it; -1 where it is not known which."""
        self.hidden_rows += 1
        if row >= 0 and self.hidden_spans and self.hidden_spans[-1][1] == row - 1:
            self.hidden_spans[-1] = (self.hidden_spans[-1][0], row)
        elif row >= 0 and len(self.hidden_spans) < _MOST_SPANS:
            self.hidden_spans.append((row, row))


def read_parts(data: bytes, name: str) -> Parts:
    """Return what is told of a sheet of an .xlsx; nothing of other kinds.

    Raises:
        UnreadableFile: cells lie so far apart that reading them would fill the memory.
    """
    told = Parts()
    if not is_package(data):
        return told
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            part = part_of(archive, name)
            styles = percent_styles(archive)
            sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
            for one in [part] if part else sheets:
                for piece in pieces(archive, one):
                    add_piece(told, piece, styles)
    except (KeyError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        return Parts()  # what the reader makes of such a file is what the office is told
    return told


def counts_from_1904(data: bytes) -> bool:
    """Return whether the days of an .xlsx are counted from 1904, as old Macintosh files do."""
    if not is_package(data):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = archive.read("xl/workbook.xml")
    except (KeyError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        return False
    return re.search(rb'<(?:\w+:)?workbookPr\b[^>]*\sdate1904="(?:1|true)"', book) is not None


def add_piece(told: Parts, piece: bytes, styles: Mapping[bytes, int]) -> None:
    """Add what a piece of whole rows tells to what those before it told.

    Args:
        told: what is told of the sheet.
        piece: of `pieces`.
        styles: those of the workbook that show a percentage (`percent_styles`).

    Raises:
        UnreadableFile: as `read_parts`.
    """
    # Each pattern is looked for only where a word stands that it cannot do without: most sheets have none.
    if b"hidden" in piece:
        _read_hidden(piece, told)
    filled = _FILLED.findall(piece)
    if filled:
        told.last_row = max(told.last_row, *map(int, {row for _, row in filled}))
        told.last_column = max(told.last_column, *map(column_of, {column for column, _ in filled}))
        _require_near(told)
    if b't="e"' in piece:
        for cell, shown in _ERROR.findall(piece):
            _note(told, cell, unescape(shown.decode("utf-8", "replace")))
    if b"<f" in piece or b":f" in piece:
        for cell in _NO_VALUE.findall(piece):
            if b't="str"' not in cell:  # a formula whose result is an empty text has one
                _note(told, cell, NO_RESULT)
    for cell, decimals in percent_cells(piece, styles) if styles else ():
        if place := _place(cell):
            told.percents[place] = decimals


def _read_hidden(piece: bytes, told: Parts) -> None:
    for tag in _HIDDEN_ROW.findall(piece):
        told.hide_row(number_in(tag, b"r") - 1)
    for tag in _COLUMN.findall(piece):
        if re.search(rb'\shidden="(?:1|true)"', tag):
            first, last = (number_in(tag, name) for name in (b"min", b"max"))
            told.hidden_columns |= set(range(first - 1, min(last, 1 << 14)))


def _require_near(told: Parts) -> None:
    if told.last_row * (told.last_column + 1) > _MOST_CELLS:
        raise UnreadableFile(
            f"表格范围过大（到第 {told.last_row} 行、第 {told.last_column + 1} 列），"
            "请删去远处多余的单元格，另存后重试。"
        )


def _note(told: Parts, cell: bytes, fault: str) -> None:
    if place := _place(cell):
        told.faults[place] = fault


def _place(cell: bytes) -> tuple[int, int] | None:
    found = _PLACE.search(cell)
    return (int(found[2]) - 1, column_of(found[1])) if found else None


def column_of(letters: bytes) -> int:
    """Return the number of a column by its letters: A is 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1


def number_in(tag: bytes, name: bytes) -> int:
    """Return the number that an attribute of a tag holds, 0 without it."""
    found = re.search(rb"\s" + name + rb'="(\d{1,7})"', tag)
    return int(found[1]) if found else 0


def pieces(
    archive: zipfile.ZipFile, part: str, openings: tuple[bytes, ...] = (b"<row", b":row")
) -> Iterator[bytes]:
    """Yield a part in pieces of a megabyte that end before one of some tags, of a sheet between two rows.

    Raises:
        UnreadableFile: one element is larger than any can be.
    """
    rest = b""
    with archive.open(part) as file:
        while block := file.read(_BLOCK):
            rest += block
            cut = max(map(rest.rfind, openings))
            if cut > 0:
                yield rest[:cut]
                rest = rest[cut:]
            elif len(rest) > _LONGEST_ROW:
                raise UnreadableFile("表格里有一行过大，疑似异常文件，请重新另存后重试。")
    yield rest


def part_of(archive: zipfile.ZipFile, name: str) -> str:
    """Return the path of a sheet inside an .xlsx, empty if it is not found."""
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    tags = re.findall(r"<(?:\w+:)?sheet\b[^>]*>", book)
    wanted = {f'name="{escape(name)}"', f'name="{escape(name, quote=False)}"'}
    sheet = next((tag for tag in tags if any(one in _numbers_read(tag) for one in wanted)), "")
    key = re.search(r'\b\w+:id="([^"]+)"', sheet)
    for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", links):
        target = re.search(r'\bTarget="([^"]+)"', tag)
        if key and target and f'Id="{key[1]}"' in tag:
            path = target[1]
            return path.removeprefix("/") if path.startswith("/") else f"xl/{path}"
    return ""


def _numbers_read(tag: str) -> str:
    """Return a tag with numbered characters (`&#38544;`) as themselves, named ones kept."""
    return re.sub(r"&#(?:x[0-9a-fA-F]+|\d+);", lambda found: unescape(found[0]), tag)
