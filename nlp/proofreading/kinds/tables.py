"""Sums in tables: rows and columns that call themselves a sum, in exact decimals.

Rates, prices, ordinal numbers and years are not added up; neither is a column that holds anything but
figures. What is not plainly a sum is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from nlp.proofreading.model import Document, Match

_TOTAL = re.compile(r"(?:合计|总计|共计|总分)(?:（[^）]*）)?[:：]?")
_SUBTOTAL = re.compile(r"小计(?:（[^）]*）)?[:：]?")
_FIGURE = re.compile(r"(-?[0-9]{1,15}(?:\.[0-9]{1,6})?)([^0-9.%‰/~\uff5e—-]{0,3})")
_NOT_ADDED = re.compile(
    "率|比|占|%|\uff05|‰|价|均|序号|编号|年度|年份|日期|时间|电话|年龄|排名|名次|权重系数|备注|标准|要求"
)
_BLANK = frozenset(("", "—", "-", "/", "－", "^^", "<<", "——", "无"))
_LEAST = 2


def column_sums(document: Document) -> Iterator[Match]:
    """Fire at a figure of a row 合计 or 小计 that is not the sum of the column above it."""
    rows = document.table
    for column in range(max(map(len, rows), default=0)):
        if not _NOT_ADDED.search(_title(rows, column)):
            for row, total, said in _wrong_totals(rows, column):
                yield _match(document, row, column, said, total)


def row_sums(document: Document) -> Iterator[Match]:
    """Fire at a figure of a column 合计 that is not the sum of its row, when most of them are."""
    rows = document.table
    header = [re.sub(r"\s", "", cell) for cell in rows[0]] if rows else []
    for column, title in enumerate(header):
        if not _TOTAL.fullmatch(title):
            continue
        parts = [c for c in range(column) if _is_part(rows, c)]
        sums = [(r, _row_sum(row, parts), _figure(row, column)) for r, row in enumerate(rows) if r]
        known = [
            (r, total, said) for r, total, said in sums if total is not None and said is not None
        ]
        agreeing = sum(total == said for _, total, said in known)
        if len(parts) >= _LEAST and agreeing >= max(_LEAST, len(known) - agreeing):
            for row, total, said in known:
                if total != said:
                    yield _match(document, row, column, said, total)


def _wrong_totals(
    rows: tuple[tuple[str, ...], ...], column: int
) -> Iterator[tuple[int, Decimal, Decimal]]:
    """Yield row, right sum and figure of each wrong total of one column."""
    whole, part, counted = Decimal(0), Decimal(0), 0
    for number, row in enumerate(rows[1:], 1):
        said = _figure(row, column)
        if label := _sum_label(row, column):
            total = part if label == "小计" else whole
            if said is not None and counted >= _LEAST and said != total:
                yield number, total, said
            part = Decimal(0)
            if label != "小计":
                whole, counted = Decimal(0), 0
        elif said is not None:
            whole, part, counted = whole + said, part + said, counted + 1
        elif not _blank(row, column):
            return  # not a column of figures


def _sum_label(row: tuple[str, ...], column: int) -> str:
    """Return 合计 or 小计 when a row calls itself so ahead of the column, else nothing."""
    for cell in row[:column]:
        text = re.sub(r"\s", "", cell)
        if _SUBTOTAL.fullmatch(text):
            return "小计"
        if _TOTAL.fullmatch(text):
            return "合计"
    return ""


def _is_part(rows: tuple[tuple[str, ...], ...], column: int) -> bool:
    if _NOT_ADDED.search(_title(rows, column)) or column == 0:
        return False
    return all(_figure(row, column) is not None or _blank(row, column) for row in rows[1:])


def _row_sum(row: tuple[str, ...], columns: list[int]) -> Decimal | None:
    figures = [_figure(row, column) for column in columns]
    known = [figure for figure in figures if figure is not None]
    return sum(known, Decimal(0)) if known else None


def _title(rows: tuple[tuple[str, ...], ...], column: int) -> str:
    return rows[0][column] if rows and column < len(rows[0]) else ""


def _blank(row: tuple[str, ...], column: int) -> bool:
    return column >= len(row) or re.sub(r"\s", "", row[column]) in _BLANK


def _figure(row: tuple[str, ...], column: int) -> Decimal | None:
    """Return the figure of a cell (1,234.5, 30分), or None."""
    if column >= len(row):
        return None
    found = _FIGURE.fullmatch(row[column].strip().replace(",", "").replace("，", ""))
    return Decimal(found[1]) if found else None


def _match(document: Document, row: int, column: int, said: Decimal, total: Decimal) -> Match:
    place = sum(len(one) for one in document.table[:row]) + column
    text = document.table[row][column]
    values = {"text": text.strip(), "said": f"{said:f}", "sum": f"{total:f}"}
    return Match(place, (0, len(text)), values)
