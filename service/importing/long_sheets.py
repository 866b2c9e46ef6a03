"""Sheets whose rows are read as they are taken: of a long .xlsx no sheet is held whole.

The reader of workbooks holds a sheet and all texts of a workbook at once, for ten thousand rows of long
texts a hundred megabytes. So a long sheet is cut between its rows, and each piece is given to the same
reader as a small workbook with the styles of the large one: a cell means the same in both. The shared
texts lie in a temporary file, and only those of a piece go along with it. What cannot be cut with
certainty is read whole.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import FileIO
from tempfile import TemporaryFile

from service.file_kinds import is_package
from service.importing.model import Grid, Range
from service.importing.packages import BrokenPackageError, require_sane
from service.importing.percents import percent_styles
from service.importing.sheet_parts import Parts, add_piece, column_of, part_of, pieces
from service.importing.workbooks import (
    each_sheet,
    filled_rows,
    require_size,
    sheets_in,
    show_percents,
)
from service.spooling import Spool

LONG = 1 << 23
"""Bytes of sheets and shared texts from which a workbook is cut (DECISION: a thousand long rows)."""
_TEXTS = "xl/sharedStrings.xml"
_KEPT = (
    *("[Content_Types].xml", "_rels/.rels"),
    *("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"),
)
_ROOT = re.compile(rb"<worksheet\b[^>]*>")
_ROWS = re.compile(rb"<row\b.*</row>", re.DOTALL)
_NUMBERED = re.compile(rb'<row\b[^>]*\sr="\d')
_PREFIXED = re.compile(rb"<\w+:(?:row|c)\b")
_MERGED = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_SHARED = re.compile(rb'(<c\b[^>]*\st="s"[^>]*><v>)(\d+)(?=</v>)')
_TEXT = re.compile(rb"<si\b[^>]*(?:(?<=/)>|>.*?</si>)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class LongSheet:
    """A sheet whose rows can be taken once, before the next sheet's.

    The other attributes are as those of `workbooks.Sheet`.
    """

    name: str
    merged: tuple[Range, ...]
    rows: Iterator[list[str]]
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: int = 0
    hidden_spans: tuple[tuple[int, int], ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    concealed: bool = False


def each_long_sheet(data: bytes) -> Iterator[LongSheet]:
    """Yield the sheets of a workbook, each read while its rows are taken. Raises as `each_sheet`."""
    with TemporaryFile(buffering=0) as texts:
        yield from _sheets(data, texts)


@contextmanager
def long_sheets(data: bytes) -> Iterator[list[LongSheet]]:
    """Give the sheets of a workbook, the rows of each to be taken once, in any order of the sheets.

    Of one that is not long all are held. Raises as `each_sheet`.
    """
    with TemporaryFile(buffering=0) as texts:
        yield list(_sheets(data, texts))


def _sheets(data: bytes, texts: FileIO) -> Iterator[LongSheet]:
    """Yield the sheets of a workbook; of a long one rows can be taken while the file of texts is open."""
    book = _opened(data, texts)
    if book is None:
        for sheet in each_sheet(data):
            yield LongSheet(
                *(sheet.name, sheet.merged, iter(sheet.grid), sheet.faults),
                *(sheet.hidden, sheet.hidden_spans, sheet.hidden_columns, sheet.concealed),
            )
        return
    for name, layout in book.layouts.items():
        parts = layout.parts
        require_size(name, parts.last_row, parts.last_column + 1)
        rows = _with_percents(book.rows(name), parts.percents)
        yield LongSheet(
            *(name, layout.merged, rows, parts.faults),
            *(parts.hidden_rows, tuple(parts.hidden_spans), frozenset(parts.hidden_columns)),
            layout.concealed,
        )


def _with_percents(
    rows: Iterator[list[str]], percents: Mapping[tuple[int, int], int]
) -> Iterator[list[str]]:
    columns = sorted({column for _, column in percents})
    for number, row in enumerate(rows):
        shown = {(number, c): percents[number, c] for c in columns if (number, c) in percents}
        show_percents([row], shown, number)
        yield row


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where a sheet is, the tag that opens it, its merged ranges, what else is told, whether it is hidden."""

    part: str
    root: bytes
    merged: tuple[Range, ...]
    parts: Parts
    concealed: bool


class _Book:
    """A workbook that is cut: what each piece needs of it."""

    def __init__(self, archive: zipfile.ZipFile, texts: FileIO) -> None:
        self._archive = archive
        parts = set(archive.namelist())
        self._kept = {part: archive.read(part) for part in _KEPT if part in parts}
        self._texts = Spool(texts)
        if _TEXTS in parts:
            for piece in pieces(archive, _TEXTS, (b"<si>", b"<si ", b"<si/")):
                for text in _TEXT.findall(piece):
                    self._texts.put(text.decode())
        self._percents = percent_styles(archive)
        self.layouts: dict[str, _Layout] = {}

    def clear(self) -> bool:
        """Look at all sheets; return whether they can be cut."""
        for name, concealed in sheets_in(self._packed({})).items():
            layout = self._layout(part_of(self._archive, name), concealed=concealed)
            if layout is None:
                return False
            self.layouts[name] = layout
        return True

    def _layout(self, part: str, *, concealed: bool) -> _Layout | None:
        if part not in self._archive.namelist():
            return None
        with self._archive.open(part) as file:
            root = _ROOT.search(file.read(1 << 16))
        if root is None:
            return None
        merged, parts = list[Range](), Parts()
        for piece in pieces(self._archive, part, (b"<row ",)):
            if not self._can_be_cut(piece):
                return None
            merged += _merged(piece)
            add_piece(parts, piece, self._percents)
        return _Layout(part, root[0], tuple(merged), parts, concealed)

    def _can_be_cut(self, piece: bytes) -> bool:
        """Return whether the rows of a piece say where they stand, and all their shared texts are seen."""
        # Patterns are looked for only where a word stands that they cannot do without.
        if (b":row" in piece or b":c" in piece) and _PREFIXED.search(piece):
            return False
        rows = piece.count(b"<row ") + piece.count(b"<row>")
        if piece.count(b'<row r="') != rows != len(_NUMBERED.findall(piece)):
            return False
        said = piece.count(b't="s"') + piece.count(b"t='s'")
        found = _SHARED.findall(piece) if said else []
        return len(found) == said and all(int(number) < len(self._texts) for _, number in found)

    def rows(self, name: str) -> Iterator[list[str]]:
        """Yield the rows of a sheet from the first on, empty ones as such."""
        taken = 0
        for first, grid in self._read_ahead(name):
            if grid:
                yield from ([] for _ in range(first - taken))
                yield from grid
                taken = first + len(grid)

    def _read_ahead(self, name: str) -> Iterator[tuple[int, Grid]]:
        """Yield the rows of each piece as `filled_rows`, one ahead: the reader works beside the taker."""
        layout = self.layouts[name]
        ahead: deque[Future[tuple[int, Grid]]] = deque()
        with ThreadPoolExecutor(1) as beside:
            for piece in pieces(self._archive, layout.part, (b"<row ",)):
                if found := _ROWS.search(piece):
                    small = self._small(layout, found[0])
                    ahead.append(beside.submit(filled_rows, small, name))
                if len(ahead) > 1:
                    yield ahead.popleft().result()
            for one in ahead:
                yield one.result()

    def _small(self, layout: _Layout, rows: bytes) -> bytes:
        """Return a workbook with some rows of a sheet and the shared texts in them."""
        places: dict[bytes, int] = {}

        def renumbered(match: re.Match[bytes]) -> bytes:
            return match[1] + str(places.setdefault(match[2], len(places))).encode()

        if b't="s"' in rows:
            rows = _SHARED.sub(renumbered, rows)
        texts = "".join(self._texts[int(number)] for number in places).encode()
        sheet = layout.root + b"<sheetData>" + rows + b"</sheetData></worksheet>"
        return self._packed({layout.part: sheet, _TEXTS: b"<sst>" + texts + b"</sst>"})

    def _packed(self, parts: dict[str, bytes]) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name, data in {**self._kept, **parts}.items():
                archive.writestr(name, data)
        return target.getvalue()


def _opened(data: bytes, texts: FileIO) -> _Book | None:
    """Return a workbook that is long and can be cut, else None."""
    if not is_package(data):
        return None
    try:
        require_sane(data)
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BrokenPackageError:
        return None  # the reader of whole workbooks says what is wrong
    held = (i for i in archive.infolist() if i.filename.startswith(("xl/worksheets/", _TEXTS)))
    if sum(one.file_size for one in held) < LONG:
        return None
    book = _Book(archive, texts)
    return book if book.clear() else None


def _merged(piece: bytes) -> Iterator[Range]:
    """Yield the merged ranges that a piece tells of."""
    for left, top, right, bottom in _MERGED.findall(piece) if b"<mergeCell" in piece else ():
        yield int(top) - 1, column_of(left), int(bottom) - 1, column_of(right)
