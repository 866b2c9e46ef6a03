"""Reads who holds the names of some rows, a portion at a time, column by column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
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


def holders_of(registry: Registry, roll: Roll, rows: Ints) -> Holders:
    """Return who holds the names of some rows, which ascend; some five microseconds each."""
    reading = _Reading(registry)
    reading.add(map(roll.identifier, rows.tolist()))
    asked = 0
    while upper := reading.clusters.texts(asked):
        asked += len(upper)
        reading.add(upper)
    places = np.zeros(roll.size, np.uint32)
    places[rows] = np.arange(len(rows))
    here, units, bodies, above = map(np.concatenate, zip(*reading.columns, strict=True))
    above[above != NONE] += len(rows)
    return Holders(places, here, reading.cells, units, bodies, above, reading.higher())


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


class _Reading:
    """What was read of brands.

    Attributes:
        clusters: numbers of the brands above others.
        cells: as in `Holders`.
        columns: for each portion of brands `here`, `units`, `bodies` and `above` of `Holders`, the last by
            the numbers of `clusters`.
    """

    def __init__(self, registry: Registry) -> None:
        self._database, self._scope = registry.database, registry.scope
        self._organizations, self._no_organizations = _Numbers(), _Numbers()
        self._higher: list[tuple[Ints, Ints]] = []
        self.clusters, self.cells = _Numbers(), Cells()
        nothing = np.zeros(0, np.int64)
        self.columns: list[tuple[Array, Ints, Ints, Ints]] = [
            (nothing.astype(np.bool_), nothing, nothing, nothing)
        ]

    def add(self, brands: Iterable[str]) -> None:
        """Add brands by their ids."""
        brands = iter(brands)
        while portion := list(islice(brands, _PORTION)):
            rows = holding.holders_of(self._database, self._scope, portion)
            found = {row[0]: row for row in rows}
            columns = zip(*(found.get(one, _GONE) for one in portion), strict=True)
            ids, names, units, *others = columns
            self.cells.extend(zip(map(disarmed, names), map(disarmed, units), strict=True))
            here = np.array(ids) != ""
            self.columns.append((here, *self._numbered(units, *others)))

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
        self._higher.append((unit, self._organizations.of(above_these)))
        alone = np.flatnonzero(unit == NONE)
        number = unit.copy()
        # Below `NONE`, which stays as it is.
        number[alone] = _UNKNOWN - self._no_organizations.of([units[at] for at in alone.tolist()])
        return number, np.where(body == NONE, unit, body), self.clusters.of(clusters)

    def higher(self) -> Ints:
        """Return for each organisation the one above it; reads those up to the roots."""
        texts = self._organizations.texts()
        found = np.full(len(texts), _UNKNOWN)
        for one, above in self._higher:
            found[one[one != NONE]] = above[one != NONE]
        while len(left := np.flatnonzero(found == _UNKNOWN)):
            ids = [texts[at] for at in left.tolist()]
            parents = organizations.parents_of(self._database, ids)
            found[left] = self._organizations.of([parents.get(one) for one in ids])
            texts += self._organizations.texts(len(texts))
            found = np.append(found, np.full(len(texts) - len(found), _UNKNOWN))
        return found
