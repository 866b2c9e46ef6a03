"""Sums in tables: rows and columns that call themselves a sum, in exact decimals.

Rates, prices, ordinal numbers and years are not added up; neither is a column that holds anything but
figures. What is not plainly a sum is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nlp.alternatives import telling
from nlp.nothing_said import says_nothing
from nlp.proofreading.model import Document, Match

_WORDS = "proofreading/words.tsv"
_TOTAL = re.compile(r"(?:合计|总计|共计|总分)(?:（[^）]*）)?[:：]?")
# Parts of the row above; how many rows below are parts as well, no one can tell.
_OF_IT = re.compile("#|其中")
_SUBTOTAL = re.compile(r"小计(?:（[^）]*）)?[:：]?")
_FIGURE = re.compile(r"(-?[0-9]{1,15}(?:\.[0-9]{1,6})?)([^0-9.%‰/~\uff5e—-]{0,3})")
# What a merged cell covers.
_COVERED = ("^^", "<<")
_LEAST = 2


# Text without spaces, place in the table (-1 for a cell that a merged one covers).
Cell = tuple[str, int]
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table in columns: the head, one text a column, and the rows below it."""

    titles: tuple[str, ...]
    rows: tuple[Row, ...]


def column_sums(document: Document) -> Iterator[Match]:
    """Fire at a figure of a row 合计 or 小计 that is not the sum of the column above it."""
    grid = _grid(document.table)
    for column, title in enumerate(grid.titles):
        if not telling(_WORDS, "not-added").search(title):
            for row, total in _wrong_totals(grid, column):
                yield _match(document, row[column], total)


def row_sums(document: Document) -> Iterator[Match]:
    """Fire at a figure of a column 合计 that is not the sum of its row, when most of them are."""
    grid = _grid(document.table)
    for column, title in enumerate(grid.titles):
        if not _TOTAL.fullmatch(title):
            continue
        parts = [part for part in range(1, column) if _is_part(grid, part)]
        sums = [(row[column], _sum(row, parts), _figure(row, column)) for row in grid.rows]
        known = [one for one in sums if one[1] is not None and one[2] is not None]
        agreeing = sum(total == said for _, total, said in known)
        if len(parts) >= _LEAST and agreeing >= max(_LEAST, len(known) - agreeing):
            for cell, total, said in known:
                if total is not None and total != said:
                    yield _match(document, cell, total)


def _grid(table: Sequence[Sequence[str]]) -> _Grid:
    width = max(map(len, table), default=0)
    rows, place = [], 0
    for texts in table:
        cells = [(re.sub(r"\s", "", text), place + at) for at, text in enumerate(texts)]
        place += len(texts)
        missing = [("", -1)] * (width - len(cells))
        # 合计 often spans the columns before the figures.
        merged = bool(cells) and bool(_label(cells[0][0]))
        rows.append(tuple(cells[:1] + missing + cells[1:] if merged else cells + missing))
    height = next((at for at, row in enumerate(rows) if at and _has_figure(row)), len(rows))
    titles = tuple("".join(row[column][0] for row in rows[:height]) for column in range(width))
    return _Grid(titles, tuple(rows[height:]))


def _wrong_totals(grid: _Grid, column: int) -> Iterator[tuple[Row, Decimal]]:
    """Yield each row whose total of one column is wrong, and the right sum."""
    whole, part, counted = Decimal(0), Decimal(0), 0
    if any(_OF_IT.match(text) for row in grid.rows for text, _ in row[:column]):
        return
    for row in grid.rows:
        said = _figure(row, column)
        label = next((found for text, _ in row[:column] if (found := _label(text))), "")
        if label:
            total = part if label == "小计" else whole
            if said is not None and counted >= _LEAST and said != total:
                yield row, total
            part = Decimal(0)
            if label != "小计":
                whole, counted = Decimal(0), 0
        elif said is not None:
            whole, part, counted = whole + said, part + said, counted + 1
        elif not _is_empty(row[column][0]):
            return  # not a column of figures


def _label(text: str) -> str:
    """Return 合计 or 小计 when a cell calls its row so, else nothing."""
    if _SUBTOTAL.fullmatch(text):
        return "小计"
    return "合计" if _TOTAL.fullmatch(text) else ""


def _is_part(grid: _Grid, column: int) -> bool:
    if telling(_WORDS, "not-added").search(grid.titles[column]):
        return False
    return all(_figure(row, column) is not None or _is_empty(row[column][0]) for row in grid.rows)


def _is_empty(text: str) -> bool:
    return text in _COVERED or says_nothing(text)


def _sum(row: Row, columns: Sequence[int]) -> Decimal | None:
    known = [said for column in columns if (said := _figure(row, column)) is not None]
    return sum(known, Decimal(0)) if known else None


def _has_figure(row: Row) -> bool:
    return any(_figure(row, column) is not None for column in range(len(row)))


def _figure(row: Row, column: int) -> Decimal | None:
    """Return the figure of a cell (1,234.5, 30分), or None."""
    found = _FIGURE.fullmatch(row[column][0].replace(",", "").replace("，", ""))
    return Decimal(found[1]) if found else None


def _match(document: Document, cell: Cell, total: Decimal) -> Match:
    text, place = document.paragraphs[cell[1]].text, cell[1]
    return Match(place, (0, len(text)), {"said": text.strip(), "sum": f"{total:f}"})
