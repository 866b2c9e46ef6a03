"""Tables of web pages: what some systems export with the ending .xls."""

from __future__ import annotations

from codecs import BOM_UTF8
from html.parser import HTMLParser

from service.errors import UnreadableFile
from service.importing.model import Grid, Range
from service.importing.text_tables import decode
from service.importing.workbooks import Sheet

_BEGINNINGS = (b"<html", b"<!doctype html", b"<table", b"<head", b"<meta", b"<body", b"<div")
_OTHERS = (b"<?xml", b"mime-version", b"<workbook")
# Rows or columns that one cell may span, and cells that all may together (DECISION).
_MOST_SPAN, _MOST_SPANNED = 1000, 1 << 20


def is_page(data: bytes) -> bool:
    """Return whether a file is a web page, whatever its ending says.

    Raises:
        UnreadableFile: it is a page of a kind that is not read.
    """
    start = data[:512].removeprefix(BOM_UTF8).lstrip().lower()
    if start.startswith(_OTHERS) and b"<html" not in start:
        raise UnreadableFile(
            "文件是网页或 XML 格式的表格，不能直接读取，请在 Excel 或 WPS 中另存为 .xlsx 后重试。"
        )
    return start.startswith(_BEGINNINGS) or b"<html" in start


def read_page(data: bytes) -> list[Sheet]:
    """Return the tables of a web page, the outermost only, each as a sheet.

    Raises:
        UnreadableFile: there is none.
    """
    reader = _Reader()
    reader.feed(decode(data))
    reader.close()
    if not reader.tables:
        raise UnreadableFile("网页里没有表格，请在 Excel 或 WPS 中另存为 .xlsx 后重试。")
    return [
        Sheet(f"表{number}", grid, tuple(merged))
        for number, (grid, merged) in enumerate(reader.tables, 1)
    ]


class _Reader(HTMLParser):
    """Collects the cells of tables; text of tables within cells belongs to the cell around."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[tuple[Grid, list[Range]]] = []
        self._depth = 0
        self._spans: dict[tuple[int, int], str] = {}
        self._cell: list[str] | None = None
        self._size = (1, 1)
        self._spanned = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, row or cell."""
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append(([], []))
                self._spans = {}
        elif self._depth == 1 and tag in ("tr", "td", "th"):
            self._end_cell()
            if tag == "tr" or not self.tables[-1][0]:
                self.tables[-1][0].append([])
            if tag != "tr":
                given = dict(attrs)
                self._cell = []
                self._size = (_span(given.get("rowspan")), _span(given.get("colspan")))
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close a table or cell."""
        if tag in ("td", "th", "tr", "table") and self._depth == 1:
            self._end_cell()
        if tag == "table":
            self._depth = max(0, self._depth - 1)

    def handle_data(self, data: str) -> None:
        """Take the text of a cell."""
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        """Put the open cell into its place, beside what spans down from above."""
        if self._cell is None:
            return
        grid, merged = self.tables[-1]
        row, cells = len(grid) - 1, grid[-1]
        while (row, len(cells)) in self._spans:
            cells.append(self._spans.pop((row, len(cells))))
        high, wide = self._size
        left = len(cells)
        cells.extend(["".join(self._cell).strip(), *[""] * (wide - 1)])
        if (high, wide) != (1, 1):
            self._require_few(high * wide)
            merged.append((row, left, row + high - 1, left + wide - 1))
            self._spans |= {
                (row + down, left + over): "" for down in range(1, high) for over in range(wide)
            }
        self._cell = None

    def _require_few(self, cells: int) -> None:
        self._spanned += cells
        if self._spanned > _MOST_SPANNED:
            raise UnreadableFile("网页表格的合并单元格过大，疑似异常文件，请另存为 .xlsx 后重试。")


def _span(text: str | None) -> int:
    given = (text or "").strip()
    return max(1, min(int(given[:9]), _MOST_SPAN)) if given.isascii() and given.isdigit() else 1
