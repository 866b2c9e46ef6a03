"""Widths of columns that follow what the columns hold: figures narrow, long texts wide, few lines in all."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise, takewhile

from service.docx.units import characters_wide
from service.drafting.blocks import Row
from service.drafting.markup import LEFT, SOFT, UP

# Up to so many characters a cell stays on one line: a figure, a post, the name of an aspect (DECISION).
_WHOLE = 6.0
# No text is set narrower than this; nor is one line of it taken for longer (DECISION).
_LEAST, _LONGEST = 4.0, 40.0
# What is never parted: a number, a word in letters.
_RUN = re.compile(r"[0-9A-Za-z.%/+-]+")
_LONGEST_RUN = 8.0
# Where a word processor sets a quarter of a character by itself.
_EDGE = re.compile("[0-9A-Za-z%](?=[\u4e00-\u9fff])|[\u4e00-\u9fff](?=[0-9A-Za-z])")
# How much a column gains by the length of its texts: as their root the sum of all heights is least if each
# column is looked at by itself; what a row needs is its highest cell.
_POWERS = (0.5, 0.7, 1.0)
# Widths that fill a table exactly may be a twip less than asked for.
_ROUNDING = 2


def measured(text: str) -> float:
    """Return how wide a text is in characters, with the quarter that stands between a figure and a word."""
    return characters_wide(text) + len(_EDGE.findall(text)) / 4


def lines(text: str, size: int, width: int) -> int:
    """Return how many lines a text fills in a width, both in twips: about, a line may end a word early."""
    if len(text) * size * 5 <= width * 4 and SOFT not in text:
        return 1
    return sum(_filled(measured(line), size, width) for line in text.split(SOFT))


def _filled(wide: float, size: int, width: int) -> int:
    return 1 if wide * size <= width else math.ceil(wide / max(1, width // size))


def share(parts: Sequence[float], width: int) -> list[int]:
    """Return widths in twips that are in proportion and fill the whole exactly."""
    ends = [0, *accumulate(parts)]
    places = [round(width * end / ends[-1]) for end in ends]
    return [after - before for before, after in pairwise(places)]


@dataclass(frozen=True, slots=True)
class Room:
    """The room of a table, in twips: its width, the size of its type, what is left free beside a text."""

    width: int
    size: int
    padding: int

    def of(self, characters: float) -> int:
        """Return how wide a column for so many characters in a line is."""
        return math.ceil(characters * self.size) + self.padding + _ROUNDING


def fitted(rows: Sequence[Row], parts: Sequence[float], room: Room) -> list[int]:
    """Return widths in twips for what the columns hold, such that the rows have few lines in all.

    Where all fits into one line each, what is left is given by length. No column is narrower than its short
    cells and its heading in two lines. Linear in the cells.

    Args:
        rows: of the table.
        parts: the template's own widths, kept where columns hold too much to be fitted.
        room: of the table.
    """
    columns = [_column(rows, number) for number in range(len(parts))]
    least = [room.of(one.least) for one in columns]
    most = [room.of(one.most) for one in columns]
    if sum(least) >= room.width:
        return share(parts, room.width)
    if sum(most) <= room.width:
        return share(most, room.width)
    lengths = [one.length for one in columns]
    tries = [_spread([one**power for one in lengths], least, most, room.width) for power in _POWERS]
    given = share(parts, room.width)
    if all(own >= needed for own, needed in zip(given, least, strict=True)):
        tries.append(given)
    heights = _Heights(columns, room)
    mended = (_mended(one, least, heights) for one in tries)
    return min((share(one, room.width) for one in mended), key=heights.of)


@dataclass(slots=True)
class _Column:
    """What the cells of a column want, in characters.

    Attributes:
        least: narrower it may not be.
        most: wider it need not be.
        length: of all its texts.
        cells: how wide the lines of each are, by row; those that reach over several rows left out.
    """

    least: float = 2.0
    most: float = 2.0
    length: float = 1.0
    cells: dict[int, tuple[float, ...]] = field(default_factory=dict)


def _column(rows: Sequence[Row], number: int) -> _Column:
    found = _Column()
    for place, row in enumerate(rows):
        text, beside = row.cells[number], row.cells[number + 1 : number + 2]
        if text in (UP, LEFT) or beside == (LEFT,):
            continue
        wide = tuple(map(measured, text.split(SOFT)))
        below = takewhile(lambda one: one.cells[number] == UP, rows[place + 1 :])
        reach = 1 + sum(1 for _ in below)
        least = max(map(_heading, wide)) if row.header else _narrowest(text, max(wide), reach)
        found.least = max(found.least, least)
        if reach > 1:
            found.most = max(found.most, least)
            continue
        found.most = max(found.most, min(max(wide), _LONGEST))
        found.cells[place] = wide
        found.length += 0 if row.header else sum(wide)
    return found


def _heading(wide: float) -> float:
    return wide if wide <= _LEAST else math.ceil(wide / 2)


def _narrowest(text: str, wide: float, reach: int) -> float:
    """Return the least width for a text that reaches over some rows, each at least a line high."""
    if reach == 1 and wide <= _WHOLE:
        return wide
    run = max((len(one) / 2 for one in _RUN.findall(text)), default=0.0)
    over = math.ceil(wide / reach) if reach > 1 else 0.0
    return min(wide, max(_LEAST, over, min(run, _LONGEST_RUN)))


def _spread(
    weights: Sequence[float], least: Sequence[int], most: Sequence[int], width: int
) -> list[int]:
    """Return widths between least and most, what there is beyond the least shared by weight."""
    open_, widths = set(range(len(weights))), [float(one) for one in least]
    # What a column does not need goes to the others; each round fills one at least.
    while open_ and (left := width - sum(widths)) > 1:
        unit = left / sum(weights[n] for n in sorted(open_))
        gained = {n: min(widths[n] + unit * weights[n], most[n]) for n in open_}
        for n, wide in gained.items():
            widths[n] = wide
        open_ -= {n for n, wide in gained.items() if wide >= most[n]}
    return share(widths, width)


class _Heights:
    """How many lines rows have by the widths of their columns."""

    def __init__(self, columns: Sequence[_Column], room: Room) -> None:
        self._columns, self._room = columns, room
        self._rows = sorted({row for column in columns for row in column.cells})

    @property
    def step(self) -> int:
        """The width of a character."""
        return self._room.size

    @property
    def width(self) -> int:
        """The width of the table."""
        return self._room.width

    def of(self, widths: Sequence[int]) -> int:
        """Return the lines of all rows together."""
        return sum(self.beside(-1, widths).values())

    def beside(self, number: int, widths: Sequence[int]) -> dict[int, int]:
        """Return the lines of each row without those of a column."""
        found = dict.fromkeys(self._rows, 1)
        for other, column in enumerate(self._columns):
            if other != number:
                for row, high in self._lines(column, widths[other]):
                    found[row] = max(found[row], high)
        return found

    def with_one(self, beside: dict[int, int], number: int, width: int) -> int:
        """Return the lines of all rows together with a column of some width beside the others."""
        own = dict(self._lines(self._columns[number], width))
        return sum(max(high, own.get(row, 1)) for row, high in beside.items())

    def _lines(self, column: _Column, width: int) -> list[tuple[int, int]]:
        size, room = self._room.size, width - self._room.padding
        return [
            (row, sum(_filled(wide, size, room) for wide in cell))
            for row, cell in column.cells.items()
        ]


def _mended(widths: Sequence[int], least: Sequence[int], heights: _Heights) -> list[int]:
    """Return widths with what columns hold in vain given to those where it saves most lines for its width."""
    mended = list(widths)
    for number, own in enumerate(mended):
        beside, high = heights.beside(number, mended), heights.of(mended)
        while own - heights.step >= least[number]:
            if heights.with_one(beside, number, own - heights.step) > high:
                break
            own -= heights.step
        mended[number] = own
    while gain := _best_gain(mended, heights):
        number, more = gain
        mended[number] += more
    return mended


def _best_gain(widths: Sequence[int], heights: _Heights) -> tuple[int, int] | None:
    """Return the column that saves most lines for its widening, and how much that is; None if none does."""
    left, high = heights.width - sum(widths), heights.of(widths)
    best: tuple[float, int, int] | None = None
    for number, own in enumerate(widths):
        beside = heights.beside(number, widths)
        for more in range(heights.step, left + 1, heights.step):
            saved = high - heights.with_one(beside, number, own + more)
            if saved and (best is None or saved / more > best[0]):
                best = (saved / more, number, more)
    return best[1:] if best else None
