"""Merged cells of long tables: parted, so that what they say stands on every page.

Where a page ends is not known before a word processor has laid it out, and each does so a little otherwise.
So rows under one cell that are too high to stay together are parted into stretches that can, and each
begins with the cell's text again; a page then ends between two of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.drafting.blocks import Row
from service.drafting.markup import LEFT, SOFT, UP

GOING_ON = "（续）"
"""Stands under the text of a merged cell where it is said again."""


def groups(rows: Sequence[Row], starts: frozenset[int] = frozenset()) -> Iterator[range]:
    """Yield the rows that stand under one merged cell; `starts` are rows at which another stretch begins."""
    first = 0
    for place in range(1, len(rows) + 1):
        if place == len(rows) or UP not in rows[place].cells or place in starts:
            if place - first > 1 and UP in rows[first + 1].cells:
                yield range(first, place)
            first = place


def parted(
    rows: Sequence[Row], lines: Sequence[int], most: int, about: int
) -> tuple[tuple[Row, ...], frozenset[int]]:
    """Return rows whose merged cells are parted, and the rows at which a new stretch begins.

    Figures are not said again: who adds them up would count them twice.

    Args:
        rows: of a table.
        lines: how high each is.
        most: up to so many lines rows under one cell stay together.
        about: how many lines a stretch of more is to have.
    """
    starts = {
        place
        for group in groups(rows)
        if sum(lines[group.start : group.stop]) > most
        for place in _starts(group, lines, about)
    }
    told: list[Row] = []
    above: list[str] = []
    for place, row in enumerate(rows):
        above = [
            before if cell == UP else cell
            for before, cell in zip(above or row.cells, row.cells, strict=True)
        ]
        if place in starts:
            cells = (
                f"{text}{SOFT}{GOING_ON}" if cell == UP and _is_said(text) else cell
                for cell, text in zip(row.cells, above, strict=True)
            )
            row = Row(tuple(cells), row.header)
        told.append(row)
    return tuple(told), frozenset(starts)


def _starts(group: range, lines: Sequence[int], about: int) -> Iterator[int]:
    """Yield where stretches of about equal height begin, the first left out."""
    whole = sum(lines[group.start : group.stop])
    count = -(-whole // about)
    done, before = 0, 0
    for place in group:
        # A row belongs to the stretch in which its middle lies.
        stretch = (2 * done + lines[place]) * count // (2 * whole)
        if stretch > before:
            yield place
        done, before = done + lines[place], stretch


def _is_said(text: str) -> bool:
    return text not in (UP, LEFT) and any(one.isalpha() for one in text)
