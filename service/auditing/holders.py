"""Who holds the names of some rows, as columns: which of millions of pairs are of one family, at once.

The rule is that of `service.family`; a test holds the two together.
"""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, islice

from nlp.index.numeric import Array, Ints, np

# Pairs that are looked at in one go.
_CHUNK = 1 << 20
NONE = -1
"""The number of what is not there."""


class _Written:
    """Lines that a writer of a table has written."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.write = self.lines.append


class Cells:
    """Cells of a table, line by line in one piece of memory."""

    def __init__(self) -> None:
        self._data, self._ends = bytearray(), array("q", [0])

    def extend(self, lines: Iterable[Iterable[object]]) -> None:
        """Add lines."""
        written = _Written()
        csv.writer(written, lineterminator="").writerows(lines)
        encoded = [line.encode() for line in written.lines]
        ends = accumulate(map(len, encoded), initial=len(self._data))
        self._ends.extend(islice(ends, 1, None))
        self._data += b"".join(encoded)

    def of(self, lines: Ints) -> list[bytes]:
        """Return some lines as they are written."""
        ends = np.frombuffer(self._ends, np.int64)
        spans = zip(ends[lines].tolist(), ends[lines + 1].tolist(), strict=True)
        data = memoryview(self._data)
        return [data[start:end].tobytes() for start, end in spans]


@dataclass(frozen=True, slots=True)
class Holders:
    """The brands that hold some names, and behind them those above them.

    Attributes:
        places: for each row the place of its brand.
        here: for each brand whether it is there still.
        cells: for each brand its name and its unit.
        units: for each brand the number of its unit as an organisation; less than -1, and a number of the
            unit itself, if it is none; -1 for no unit.
        bodies: for each brand the number of its organisation, -1 for none.
        above: for each brand the one above it, -1 for none.
        higher: for each organisation the one above it, -1 for none.
    """

    places: Array
    here: Array
    cells: Cells
    units: Ints
    bodies: Ints
    above: Ints
    higher: Ints

    def there(self, rows: Array) -> Array:
        """Return whether the brands of rows are there still."""
        found: Array = self.here[self.places[rows]]
        return found

    def lines(self, rows: Array) -> list[bytes]:
        """Return name and unit of rows as cells of a table."""
        return self.cells.of(self.places[rows])

    def family(self, one: Array, other: Array) -> Array:
        """Return for pairs of rows whether `service.family.is_family` says so of the unit of the one."""
        units = self.units[self.places[one]]
        found = np.zeros(len(one), np.bool_)
        for low in range(0, len(one), _CHUNK):
            some = slice(low, low + _CHUNK)
            mine, brands = units[some], self.places[other[some]]
            for of, brand in climbing(self.above, brands):
                found[low + of[self._in_line(mine[of], brand)]] = True
        found[units == NONE] = False
        return found

    def _in_line(self, unit: Ints, brand: Ints) -> Array:
        """Return whether a unit holds a brand, or lies above or below its holder."""
        found: Array = unit == self.units[brand]
        body = self.bodies[brand]
        both = np.flatnonzero((unit >= 0) & (body >= 0))
        for lower, upper in ((unit[both], body[both]), (body[both], unit[both])):
            for of, at in climbing(self.higher, lower):
                found[both[of[at == upper[of]]]] = True
        return found


def climbing(above: Ints, starts: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Yield step by step which starts lead on, and where they have led; a loop ends the walk."""
    of, at, behind = np.arange(len(starts)), starts, starts
    step = 0
    while len(of):
        yield of, at
        step += 1
        at = above[at]
        # What goes half as fast is met in a loop, and nowhere else.
        behind = above[behind] if step % 2 == 0 else behind
        on = (at != NONE) & (at != behind)
        of, at, behind = of[on], at[on], behind[on]
