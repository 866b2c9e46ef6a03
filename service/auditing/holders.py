"""Who holds the names of some rows, as columns: which of millions of pairs are of one family, at once.

The rule is that of `service.family`; a test holds the two together.
"""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from nlp.index.numeric import Array, Ints, np
from nlp.joining.roll import Roll
from service.storage import Registry, holding, organizations
from service.tables import disarmed

# Brands that are read, pairs that are looked at in one go.
_PORTION, _CHUNK = 5_000, 1 << 20
_NONE, _UNKNOWN = -1, -2


class Cells:
    """Cells of a table, line by line in one piece of memory."""

    def __init__(self) -> None:
        self._data, self._ends = bytearray(), array("q", [0])
        self._writer = csv.writer(self, lineterminator="")

    def add(self, *cells: object) -> None:
        """Add a line."""
        self._writer.writerow([*map(disarmed, cells)])

    def write(self, text: str) -> None:
        """Take a line from the writer, as text."""
        self._data += text.encode()
        self._ends.append(len(self._data))

    def of(self, lines: Ints) -> list[bytes]:
        """Return some lines as they are written."""
        ends = np.frombuffer(self._ends, np.int64)
        spans = zip(ends[lines].tolist(), ends[lines + 1].tolist(), strict=True)
        return [bytes(self._data[start:end]) for start, end in spans]


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
        found[units == _NONE] = False
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
        on = (at != _NONE) & (at != behind)
        of, at, behind = of[on], at[on], behind[on]


def holders_of(registry: Registry, roll: Roll, rows: Ints) -> Holders:
    """Return who holds the names of some rows, which ascend; some five microseconds each."""
    reading = _Reading(registry)
    here = reading.add(map(roll.identifier, rows.tolist()))
    asked = 0
    while asked < len(reading.clusters.texts):
        higher = reading.clusters.texts[asked:]
        asked += len(higher)
        here += reading.add(higher)
    reading.climb()
    places = np.zeros(roll.size, np.uint32)
    places[rows] = np.arange(len(rows))
    above = _column(reading.above)
    above[above != _NONE] += len(rows)
    units, bodies, upper = map(_column, (reading.units, reading.bodies, reading.higher))
    return Holders(places, np.array(here, np.bool_), reading.cells, units, bodies, above, upper)


def _column(numbers: array[int]) -> Ints:
    return np.array(numbers, np.int64)


class _Numbers:
    """Numbers of texts, in the order in which they come first."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._known: dict[str, int] = {}

    def of(self, text: str) -> int:
        """Return the number of a text."""
        number = self._known.setdefault(text, len(self.texts))
        if number == len(self.texts):
            self.texts.append(text)
        return number


class _Reading:
    """The columns of `Holders` on the way; `above` has numbers of `clusters`."""

    def __init__(self, registry: Registry) -> None:
        self._database, self._scope = registry.database, registry.scope
        self._organizations, self._no_organizations = _Numbers(), _Numbers()
        self.clusters = _Numbers()
        self.cells = Cells()
        self.units, self.bodies, self.above = array("q"), array("q"), array("q")
        self.higher = array("q")

    def add(self, brands: Iterable[str]) -> list[bool]:
        """Add brands by their ids, and return which are there."""
        there, brands = [], iter(brands)
        while portion := list(islice(brands, _PORTION)):
            found = {
                row[0]: row for row in holding.holders_of(self._database, self._scope, portion)
            }
            for one in portion:
                self._add(*found.get(one, _GONE)[1:])
                there.append(one in found)
        return there

    def _add(
        self,
        name: str,
        unit: str,
        organization: str | None,
        parent: str | None,
        body: str | None,
        higher: str | None,
    ) -> None:
        number = _NONE
        if body:
            number = self._body(body)
            self.higher[number] = self._body(higher) if higher else _NONE
        elif unit:
            number = _UNKNOWN - self._no_organizations.of(unit)
        self.cells.add(name, unit)
        self.units.append(number)
        self.bodies.append(self._body(organization) if organization else max(number, _NONE))
        self.above.append(self.clusters.of(parent) if parent else _NONE)

    def _body(self, organization: str) -> int:
        """Return the number of an organisation."""
        number = self._organizations.of(organization)
        if number == len(self.higher):
            self.higher.append(_UNKNOWN)
        return number

    def climb(self) -> None:
        """Read what is above organisations, up to the roots."""
        ids, start = self._organizations.texts, 0
        while start < len(ids):
            end = len(ids)
            left = [at for at in range(start, end) if self.higher[at] == _UNKNOWN]
            found = organizations.parents_of(self._database, [ids[at] for at in left])
            for at in left:
                self.higher[at] = self._body(found[ids[at]]) if ids[at] in found else _NONE
            start = end


_GONE = ("", "", "", None, None, None, None)
