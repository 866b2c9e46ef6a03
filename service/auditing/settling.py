"""What of the pairs is a collision, and what a family or the office has settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from nlp.index.numeric import Array, Ints, np, packed
from nlp.joining.join import found_in
from service import registry as use
from service.auditing.findings import Told
from service.auditing.holders import Holders
from service.auditing.model import STANDINGS, Pair
from service.auditing.reading import HolderReading
from service.auditing.running import Crew
from service.book.rows import NameRows
from service.model import NameRow
from service.storage import Registry

_PORTION = 5_000

COLLISION, FAMILY, ACCEPTED = range(len(STANDINGS))
"""How a pair stands, as places in `STANDINGS`."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Pairs and how they stand.

    Attributes:
        pairs: the pairs of rows.
        holders: who holds the names.
        standings: for each pair how it stands.
    """

    pairs: Told
    holders: Holders
    standings: Array


class Settler:
    """Knows who holds the names of pairs, and what of them is settled."""

    def __init__(self, registry: Registry, crew: Crew) -> None:
        self._registry, self._roll, self._crew = registry, crew.tasks.roll, crew
        self._rows = NameRows(registry)
        self._reading = HolderReading(registry, crew.tasks.roll)

    def rows(self, numbers: Iterable[int]) -> dict[int, NameRow]:
        """Return who holds the names of some rows; one that is gone by now is left out."""
        wanted = sorted({*numbers})
        ids = self._roll.identifiers(np.array(wanted, np.int64))
        self._rows.read(ids)
        found = zip(wanted, map(self._rows.get, ids), strict=True)
        return {number: row for number, row in found if row is not None}

    def said(self, what: str, numbers: Iterable[int]) -> Iterator[tuple[int, NameRow, str]]:
        """Return rows, who holds them, and what is said of it; work on it begins at once."""
        rows: list[tuple[int, NameRow]] = []

        def asked() -> Iterator[tuple[str, str]]:
            left = iter(numbers)
            while portion := list(islice(left, _PORTION)):
                for number, row in self.rows(portion).items():
                    rows.append((number, row))
                    yield row.name, row.unit

        # What is said of a row comes once it is read.
        said = self._crew.said(what, asked())
        return ((number, row, one) for one, (number, row) in zip(said, rows, strict=True))

    def read(self, rows: Ints) -> None:
        """Read who holds the names of some rows, those of whom it is not known yet; takes long."""
        self._reading.add(rows)

    def settled(self, told: Told) -> Settled:
        """Return what a family or the office says of pairs, without those of a brand that is gone."""
        self.read(told.rows())
        holders = self._reading.holders()
        pairs = told.some(holders.there(told.one) & holders.there(told.other))
        standings = np.full(len(pairs), COLLISION, np.uint8)
        standings[holders.family(pairs.one, pairs.other)] = FAMILY
        standings[self._accepted(pairs)] = ACCEPTED
        return Settled(pairs, holders, standings)

    def _accepted(self, told: Told) -> Array:
        """Return which pairs the office has accepted."""
        numbers = [
            [self._roll.row(brand) for brand in pair] for pair in use.accepted_pairs(self._registry)
        ]
        pairs = np.array([pair for pair in numbers if min(pair) >= 0], np.int64).reshape(-1, 2)
        return found_in(packed(told.one, told.other), np.sort(packed(*pairs.T)))

    def pairs(self, told: Told, standings: Iterable[int]) -> Iterator[Pair | None]:
        """Return pairs with the sentence that says what is alike; work on it begins at once.

        Args:
            told: the pairs of rows.
            standings: for each how it stands.

        Returns:
            The pairs in their order, None for that of a brand that is gone by now.
        """
        rows, names, ties = self.rows(told.rows().tolist()), [*STANDINGS], [*told.ties()]
        found = [(rows.get(one), rows.get(other)) for one, other, *_ in ties]
        asked = (
            (one.name, other.name, relation)
            for (one, other), (_, _, _, relation, _) in zip(found, ties, strict=True)
            if one and other
        )
        said = self._crew.said("explanation", asked)
        return (
            Pair(one, other, level, relation, score, next(said), names[standing])
            if one and other
            else None
            for (one, other), (_, _, level, relation, score), standing in zip(
                found, ties, standings, strict=True
            )
        )
