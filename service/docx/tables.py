"""Tables as XML: fixed widths, heading rows that repeat, rows that do not part, merged cells."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from service.docx.merged import groups, parted
from service.docx.runs import paragraph
from service.docx.tall_rows import lowered
from service.docx.units import A4, SMALL, characters_wide, twentieths
from service.docx.widths import Room, fitted, lines, share
from service.drafting.blocks import Columns, Row, Table
from service.drafting.markup import LEFT, SOFT, UP

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_CENTRED = '<w:vAlign w:val="center"/>'
# Room for a seal and a signature: a row of the signature page is at least 15 mm high (DECISION).
_SIGNATURE_ROW = 850
# From this many columns on the type is small.
_MANY = 10
# Cells of up to this many characters without a stop are figures and names: centred, if all of a column are.
_SHORT = 12
# Left and right of the text in a cell, together. Told in each table: LibreOffice does not take the margins
# of the default style.
_PADDING = 114
_MARGINS = (
    f'<w:tblCellMar><w:left w:w="{_PADDING // 2}" w:type="dxa"/>'
    f'<w:right w:w="{_PADDING // 2}" w:type="dxa"/></w:tblCellMar>'
)
# A table, or rows under one merged cell, of up to this many rows are not parted.
_WHOLE = 9
# A third of an upright page (DECISION): a row, a table or rows under one cell of more lines may part, for
# kept whole they would leave the page before it as empty as it is high.
_TALL = 12
# A third of a page that lies across: so high is a stretch of a merged cell that does not fit together there.
_STRETCH = 8
_KEEP = "<w:keepNext/>"
_STOPS = re.compile(f"[，。；：{SOFT}]")


def table(block: Table, width: int, size: float = 12) -> str:
    """Return a table as XML; see `table_parts`."""
    return "".join(table_parts(block, width, size))


def table_parts(block: Table, width: int, size: float = 12) -> Iterable[str]:
    """Return the parts of a table as XML, in order, made one by one if it is long.

    One that is not long is remembered: the letters of a batch share theirs.

    Args:
        block: the table.
        width: of the text in twips.
        size: of its type in points.
    """
    short = len(block.rows) <= MOST_REMEMBERED
    return (_remembered(block, width, size),) if short else _parts(block, width, size)


MOST_REMEMBERED = 200
"""Rows of a table that is remembered; the summaries of a batch have thousands, each its own."""


def _parts(block: Table, width: int, size: float) -> Iterator[str]:
    widths = _widths(block, width, size)
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    look = _Look(widths, size, block, _STRETCH if width > A4[0] else _TALL)
    yield (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>{_MARGINS}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    for place, row in enumerate(look.rows):
        yield _row(row, place, look)
    yield "</w:tbl>"


@lru_cache(maxsize=64)
def _remembered(block: Table, width: int, size: float) -> str:
    return "".join(_parts(block, width, size))


class _Look:
    """What the cells of a table look to: widths, which columns are centred, which rows stay together.

    `rows` are those of the table, rows and merged cells that are too high for a page parted; `stretch` says
    into how many lines.
    """

    def __init__(self, widths: list[int], size: float, block: Table, stretch: int) -> None:
        self.widths = widths
        self.rows: Sequence[Row] = block.rows
        self._size = _type(widths, size)
        self._headed = any(row.header for row in block.rows)
        self._centred = [self._column(number) for number in range(len(widths))]
        self._starts: frozenset[int] = frozenset()
        if self._headed:
            self.rows = list(self._lowered(stretch, fitted=block.fitted))
        self._lines = [self._height(place) for place in range(len(self.rows))]
        if self._headed:
            self.rows, self._starts = parted(self.rows, self._lines, _TALL, stretch)
        self._staying = self._kept()

    def _lowered(self, stretch: int, *, fitted: bool) -> Iterator[Row]:
        """Yield the rows, those too high to stay whole as several.

        So it is with what stands under a merged cell, and in lists whose widths follow what they hold.
        """
        under = {place for group in groups(self.rows) for place in group}
        for place, row in enumerate(self.rows):
            listed = not row.header and (fitted or place in under)
            high = self._heights(place) if listed else []
            yield from lowered(row, high, stretch) if max(high, default=0) > _TALL else (row,)

    def _column(self, number: int) -> bool:
        """Return whether every cell that stands in this column alone is short and fits a line."""
        return all(
            self._short(row.cells[number], self.widths[number])
            for row in self.rows
            if not row.header
            and row.cells[number] not in (UP, LEFT)
            and row.cells[number + 1 : number + 2] != (LEFT,)
        )

    def _short(self, text: str, width: int) -> bool:
        return _wide(text) * twentieths(self._size) <= width - _PADDING

    def centred(self, text: str, start: int, end: int) -> bool:
        """Return whether a cell over the columns from `start` to `end` is centred.

        Under a heading one over several columns (合计) goes by its own length. In a form without a heading
        each goes by its own, and what is written over several columns begins at the left.
        """
        if self._headed and end - start == 1:
            return self._centred[start]
        if not self._headed and end - start > 1:
            return False
        return self._short(text, sum(self.widths[start:end]))

    def _height(self, place: int) -> int:
        """Return how many lines a row has."""
        return max(self._heights(place))

    def _heights(self, place: int) -> list[int]:
        """Return how many lines each cell of a row has, 1 where one is merged over more rows or columns."""
        cells = self.rows[place].cells
        high = [1] * len(cells)
        for start, end in _spans(cells):
            if not self.goes_on(place, start):
                room = sum(self.widths[start:end]) - _PADDING
                high[start] = lines(cells[start], twentieths(self._size), room)
        return high

    def goes_on(self, place: int, start: int) -> bool:
        """Return whether a cell is merged with the one below it."""
        return place + 1 < len(self.rows) and self.rows[place + 1].cells[start] == UP

    def parts(self, place: int) -> bool:
        """Return whether a row may go on overleaf: so high that a page would stay empty before it."""
        return self._lines[place] > _TALL

    def stays(self, place: int) -> bool:
        """Return whether a row stays on one page with the next.

        So do a heading, the rows under one merged cell unless they are many or high, the last row with the
        one before it, and all rows of a short table; no row that may itself part.
        """
        return place in self._staying and not self.parts(place)

    def _kept(self) -> frozenset[int]:
        last = len(self.rows) - 1
        if last < _WHOLE and sum(self._lines) <= _TALL:
            return frozenset(range(last))
        kept = {last - 1} | {place for place in range(last) if self.rows[place].header}
        for group in groups(self.rows, self._starts):
            kept |= self._together(group)
        return frozenset(kept)

    def _together(self, group: range) -> set[int]:
        """Return which rows under a merged cell, its last left out, stay with the next: all, one or none."""
        many = len(group) > _WHOLE and not self._headed
        for rows in (group[:0] if many else group, group[:2]):
            if rows and sum(self._lines[rows.start : rows.stop]) <= _TALL:
                return set(rows[:-1])
        return set()


@lru_cache(maxsize=1024)
def _wide(text: str) -> float:
    """Return how wide a figure or a name is, in characters; without end for what is longer, or a sentence."""
    wide = characters_wide(text)
    return math.inf if wide > _SHORT or _STOPS.search(text) else wide


def _spans(cells: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the first column of each cell of a row, and the one behind its last."""
    starts = [place for place, text in enumerate(cells) if text != LEFT or not place]
    return pairwise([*starts, len(cells)])


def _widths(block: Table, width: int, size: float) -> list[int]:
    """Return the widths of the columns in twips, together as wide as the text."""
    if not block.fitted:
        return share(block.widths, width)
    room = Room(width, twentieths(_type(block.widths, size)), _PADDING)
    return fitted(block.rows, block.widths, room)


def _type(columns: Sequence[object], size: float) -> float:
    """Return the size of type in points: tables of many columns have small type."""
    return SMALL if len(columns) >= _MANY else size


def _row(row: Row, place: int, look: _Look) -> str:
    cells = "".join(_cell(place, start, end, look) for start, end in _spans(row.cells))
    whole = "" if look.parts(place) else "<w:cantSplit/>"
    repeat = "<w:tblHeader/>" if row.header else ""
    marks = f"<w:trPr>{whole}{repeat}</w:trPr>" if whole or repeat else ""
    return f"<w:tr>{marks}{cells}</w:tr>"


def _cell(place: int, start: int, end: int, look: _Look) -> str:
    row = look.rows[place]
    text = row.cells[start]
    span = f'<w:gridSpan w:val="{end - start}"/>' if end - start > 1 else ""
    merge = ""
    if text == UP:
        merge, text = "<w:vMerge/>", ""
    elif look.goes_on(place, start):
        merge = '<w:vMerge w:val="restart"/>'
    kind = "head-cell" if row.header else "cell"
    if len(row.cells) >= _MANY:
        kind = f"small-{kind}"
    extra = _KEEP if look.stays(place) else ""
    if not row.header and look.centred(text, start, end):
        extra += '<w:jc w:val="center"/>'
    return _cell_xml(kind, text, extra, sum(look.widths[start:end]), span + merge)


@lru_cache(maxsize=1024)
def _cell_xml(kind: str, text: str, extra: str, width: int, merged: str) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}{_CENTRED}</w:tcPr>'
        f"{''.join(paragraph(kind, line, extra) for line in text.split(SOFT))}</w:tc>"
    )


def columns(block: Columns, width: int) -> str:
    """Return the signature page's two columns: equal widths, no lines, kept on one page."""
    half = width // 2
    rows = "".join(
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{_SIGNATURE_ROW}" w:hRule="atLeast"/></w:trPr>'
        + "".join(_side(text, half) for text in row)
        + "</w:tr>"
        for row in block.rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{2 * half}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{half}"/><w:gridCol w:w="{half}"/></w:tblGrid>{rows}</w:tbl>'
    )


def _side(text: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph("side", text)}</w:tc>'
