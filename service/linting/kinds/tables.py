"""Clauses on tables: heading rows that repeat, rows that do not part, width."""

from __future__ import annotations

import math
from collections.abc import Iterator

from service.docx.units import MM_PER_POINT, characters_wide
from service.linting.kinds.base import Context, Match, excerpt, figure
from service.linting.model import Row, Table
from service.linting.report import Place


def _at(table: Table) -> Place:
    first = next((cell for row in table.rows for cell in row.cells if cell.strip()), "")
    return Place("table", table.number, excerpt(first))


def _has_header(table: Table) -> bool:
    """Whether the first row names the columns: every cell filled, and no form of labels and values."""
    first = table.rows[0].cells
    if len(first) < 2 or not all(cell.strip() and cell != "<<" for cell in first):
        return False
    below = [row.cells[0].strip() for row in table.rows[1:4] if row.cells]
    return len(first) > 2 or all(cell.isdigit() for cell in below)


def header_repeats(context: Context, *, rows: int) -> Iterator[Match]:
    """The heading row of a table of at least `rows` rows repeats on each page."""
    for table in context.document.tables:
        long = table.bordered and len(table.rows) >= rows and _has_header(table)
        if long and not table.rows[0].header:
            yield Match(_at(table), "未设", "重复标题行")


def rows_stay_whole(context: Context, *, rows: int, lines: int) -> Iterator[Match]:
    """Rows of a table of at least `rows` rows do not part at the end of a page.

    Those of more than `lines` lines may: kept whole, they leave the page before them empty.
    """
    size = context.profile.faces["table"].size
    for table in context.document.tables:
        loose = sum(not row.whole and _lines(row, table, size) <= lines for row in table.rows)
        if table.bordered and len(table.rows) >= rows and loose:
            yield Match(_at(table), f"{loose} 行允许跨页断行", "不允许跨页断行")


def _lines(row: Row, table: Table, size: float) -> int:
    """Return how many lines the text of a row's fullest cell fills, in type of so many points; about."""
    widths = table.columns
    if not widths:
        widths = (table.width / max(1, len(row.cells)),) * len(row.cells)
    filled = (
        sum(
            math.ceil(characters_wide(line) * size * MM_PER_POINT / room)
            for line in text.split("\n")
        )
        for text, room in zip(row.cells, widths, strict=False)
        if room
    )
    return max(filled, default=1)


def width(context: Context, *, tolerance: float) -> Iterator[Match]:
    """A table is no wider than the text; `tolerance` in millimetres, for the room inside cells."""
    for table in context.document.tables:
        page = context.document.sections[min(table.section, len(context.document.sections) - 1)]
        room = page.width - page.left - page.right - page.gutter
        if room > 0 and table.width > room + tolerance:
            yield Match(
                _at(table),
                f"{figure(round(table.width, 1))} 毫米",
                f"不超过 {figure(round(room, 1))} 毫米",
            )
