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
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import FileIO
from tempfile import TemporaryFile

from service.importing.packages import BrokenPackageError, require_sane
from service.importing.sheet_parts import part_of, pieces, read_parts
from service.importing.workbooks import (
    each_sheet,
    filled_rows,
    require_size,
    sheet_names,
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

Range = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class LongSheet:
    """A sheet whose rows can be taken once, before the next sheet's.

    `merged` and `faults` are as those of `workbooks.Sheet`.
    """

    name: str
    merged: tuple[Range, ...]
    rows: Iterator[list[str]]
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)


def each_long_sheet(data: bytes) -> Iterator[LongSheet]:
    """Yield the sheets of a workbook, each read while its rows are taken. Raises as `each_sheet`."""
    with TemporaryFile(buffering=0) as texts:
        book = _opened(data, texts)
        if book is None:
            for sheet in each_sheet(data):
                yield LongSheet(sheet.name, sheet.merged, iter(sheet.grid), sheet.faults)
            return
        for name in book.layouts:
            parts = read_parts(data, name)
            require_size(name, parts.last_row, parts.last_column + 1)
            rows = _with_percents(book.rows(name), parts.percents)
            yield LongSheet(name, book.layouts[name].merged, rows, parts.faults)


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
    """Where a sheet is, the tag that opens it, its merged ranges."""

    part: str
    root: bytes
    merged: tuple[Range, ...]


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
        self.layouts: dict[str, _Layout] = {}

    def clear(self) -> bool:
        """Look at all sheets; return whether they can be cut."""
        for name in sheet_names(self._packed({})):
            layout = self._layout(part_of(self._archive, name))
            if layout is None:
                return False
            self.layouts[name] = layout
        return True

    def _layout(self, part: str) -> _Layout | None:
        if part not in self._archive.namelist():
            return None
        with self._archive.open(part) as file:
            root = _ROOT.search(file.read(1 << 16))
        if root is None:
            return None
        merged: list[Range] = []
        for piece in pieces(self._archive, part, (b"<row ",)):
            if not self._can_be_cut(piece):
                return None
            merged += (
                (int(top) - 1, _column(left), int(bottom) - 1, _column(right))
                for left, top, right, bottom in _MERGED.findall(piece)
            )
        return _Layout(part, root[0], tuple(merged))

    def _can_be_cut(self, piece: bytes) -> bool:
        """Return whether the rows of a piece say where they stand, and all their shared texts are seen."""
        if _PREFIXED.search(piece):
            return False
        numbered = len(_NUMBERED.findall(piece)) == piece.count(b"<row ") + piece.count(b"<row>")
        found = _SHARED.findall(piece)
        known = all(int(number) < len(self._texts) for _, number in found)
        return numbered and known and len(found) == piece.count(b't="s"') + piece.count(b"t='s'")

    def rows(self, name: str) -> Iterator[list[str]]:
        """Yield the rows of a sheet from the first on, empty ones as such."""
        layout, taken = self.layouts[name], 0
        for piece in pieces(self._archive, layout.part, (b"<row ",)):
            if found := _ROWS.search(piece):
                first, grid = filled_rows(self._small(layout, found[0]), name)
                if grid:
                    yield from ([] for _ in range(first - taken))
                    yield from grid
                    taken = first + len(grid)

    def _small(self, layout: _Layout, rows: bytes) -> bytes:
        """Return a workbook with some rows of a sheet and the shared texts in them."""
        places: dict[bytes, int] = {}

        def renumbered(match: re.Match[bytes]) -> bytes:
            return match[1] + str(places.setdefault(match[2], len(places))).encode()

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
    if data[:2] != b"PK":
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


def _column(letters: bytes) -> int:
    """Return the number of a column by its letters: A is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
