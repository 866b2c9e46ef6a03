"""Reads who holds the names of some rows, a portion at a time, column by column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import count, islice

from nlp.index.numeric import Array, Ints, np
from nlp.joining.roll import Roll
from service.auditing.holders import NONE, Cells, Holders
from service.storage import Registry, holding, organizations
from service.tables import disarmed

# Brands that are read in one go.
_PORTION = 5_000
_GONE = ("", "", "", None, None, None, None)
_UNKNOWN = -2
_HASH = (1 << 62) - 1
_UNREAD = np.uint32(0xFFFFFFFF)


class _Numbers:
    """Numbers of texts, in the order in which they come first; `NONE` for no text."""

    def __init__(self) -> None:
        self._known = defaultdict[str | None, int](count().__next__, {None: NONE, "": NONE})

    def of(self, texts: Sequence[str | None]) -> Ints:
        """Return the numbers of texts."""
        return np.fromiter(map(self._known.__getitem__, texts), np.int64, len(texts))

    def texts(self, start: int = 0) -> list[str]:
        """Return the texts from a number on."""
        return [one for one in islice(self._known, 2 + start, None) if one]


class HolderReading:
    """Reads who holds the names of rows; some five microseconds each."""

    def __init__(self, registry: Registry, roll: Roll) -> None:
        self._database, self._scope, self._roll = registry.database, registry.scope, roll
        self._places, self._count = np.full(roll.size, _UNREAD), 0
        self._organizations = _Numbers()
        self._above: list[tuple[Ints, Ints]] = []
        self._clusters, self._cells = _Numbers(), Cells()
        nothing = np.zeros(0, np.int64)
        # For each portion of brands `here`, `units`, `bodies` and `above` of `Holders`, the last by numbers
        # of the clusters.
        self._columns: list[tuple[Array, Ints, Ints, Ints]] = [
            (nothing.astype(np.bool_), nothing, nothing, nothing)
        ]

    def add(self, rows: Ints) -> None:
        """Read who holds the names of some rows, those of whom that was not read yet."""
        new = rows[self._places[rows] == _UNREAD]
        self._places[new] = np.arange(self._count, self._count + len(new))
        self._count += len(new)
        for low in range(0, len(new), _PORTION):
            self._add(self._roll.identifiers(new[low : low + _PORTION]))

    def holders(self) -> Holders:
        """Return who holds the names that were read, once all were; reads who is above them."""
        asked = 0
        while upper := self._clusters.texts(asked):
            asked += len(upper)
            for low in range(0, len(upper), _PORTION):
                self._add(upper[low : low + _PORTION])
        here, units, bodies, above = map(np.concatenate, zip(*self._columns, strict=True))
        above[above != NONE] += self._count
        return Holders(self._places, here, self._cells, units, bodies, above, self._higher())

    def _add(self, portion: Sequence[str]) -> None:
        rows = holding.holders_of(self._database, self._scope, portion)
        found = {row[0]: row for row in rows}
        columns = zip(*(found.get(one, _GONE) for one in portion), strict=True)
        ids, names, units, *others = columns
        self._cells.extend(zip(map(disarmed, names), map(disarmed, units), strict=True))
        here = np.fromiter(map(bool, ids), np.bool_, len(ids))
        self._columns.append((here, *self._numbered(units, *others)))

    def _numbered(
        self,
        units: Sequence[str],
        bodies: Sequence[str | None],
        clusters: Sequence[str | None],
        of_units: Sequence[str | None],
        above_these: Sequence[str | None],
    ) -> tuple[Ints, Ints, Ints]:
        """Return the numbers of units, of organisations and of what is above brands."""
        unit, body = map(self._organizations.of, (of_units, bodies))
        self._above.append((unit, self._organizations.of(above_these)))
        alone = np.flatnonzero(unit == NONE)
        number = unit.copy()
        number[alone] = [_number_of(units[at]) for at in alone.tolist()]
        return number, np.where(body == NONE, unit, body), self._clusters.of(clusters)

    def _higher(self) -> Ints:
        """Return for each organisation the one above it; reads those up to the roots."""
        texts = self._organizations.texts()
        found = np.full(len(texts), _UNKNOWN)
        for one, above in self._above:
            found[one[one != NONE]] = above[one != NONE]
        while len(left := np.flatnonzero(found == _UNKNOWN)):
            ids = [texts[at] for at in left.tolist()]
            parents = organizations.parents_of(self._database, ids)
            found[left] = self._organizations.of([parents.get(one) for one in ids])
            texts += self._organizations.texts(len(texts))
            found = np.append(found, np.full(len(texts) - len(found), _UNKNOWN))
        return found


def _number_of(unit: str) -> int:
    """Return the number of a unit that is no organisation, below `NONE`; `NONE` for none.

    It is 62 bits of a hash: numbers that count would want the names of millions of units held. Of five
    million two are taken for one in one of three hundred thousand audits.
    """
    return _UNKNOWN - (hash(unit) & _HASH) if unit else NONE
