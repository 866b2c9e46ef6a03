"""What of the pairs is a collision, and what a family or the office has settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from nlp.breadth import Breadth, breadth
from nlp.characters import UnacceptableText, require_acceptable
from nlp.compare import compare
from nlp.index import Segment
from nlp.index.numeric import Array, np, packed
from nlp.joining.join import found_in
from nlp.normalize import normalize
from service import registry as use
from service.auditing.findings import Told
from service.auditing.holders import Holders, holders_of
from service.auditing.model import STANDINGS, Pair
from service.auditing.names import known_words
from service.model import NameRow
from service.name_rows import NameRows
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
    """Reads who holds the names of pairs, a portion at a time."""

    def __init__(self, registry: Registry, segment: Segment) -> None:
        self._registry, self._segment = registry, segment
        self._known = known_words(segment)
        self._rows = NameRows(registry)

    def rows(self, numbers: Iterable[int]) -> dict[int, NameRow]:
        """Return who holds the names of some rows; one that is gone by now is left out."""
        ids = {number: self._segment.identifier(number) for number in numbers}
        self._rows.read(ids.values())
        found = {number: self._rows.get(one) for number, one in ids.items()}
        return {number: row for number, row in found.items() if row is not None}

    def breadth(self, one: NameRow) -> Breadth:
        """Return what in a name is worn and what is its own, or its unit's, as a check has it."""
        return breadth(one.name, self._known, _unit(one))

    def of_unit(self, numbers: Iterable[int]) -> set[int]:
        """Return those of some rows whose names have something of their own once their units are known."""
        found: set[int] = set()
        numbers = iter(numbers)
        while portion := list(islice(numbers, _PORTION)):
            rows = ((number, row) for number, row in self.rows(portion).items() if _borrows(row))
            found |= {number for number, row in rows if not self.breadth(row).over_generic}
        return found

    def settled(self, told: Told) -> Settled:
        """Return what a family or the office says of pairs, without those of a brand that is gone."""
        holders = holders_of(self._registry, self._segment, told.rows())
        pairs = told.some(holders.there(told.one) & holders.there(told.other))
        standings = np.full(len(pairs), COLLISION, np.uint8)
        standings[holders.family(pairs.one, pairs.other)] = FAMILY
        standings[self._accepted(pairs)] = ACCEPTED
        return Settled(pairs, holders, standings)

    def _accepted(self, told: Told) -> Array:
        """Return which pairs the office has accepted."""
        numbers = [
            [self._segment.row(brand) for brand in pair]
            for pair in use.accepted_pairs(self._registry)
        ]
        pairs = np.array([pair for pair in numbers if min(pair) >= 0], np.int64).reshape(-1, 2)
        return found_in(packed(told.one, told.other), np.sort(packed(*pairs.T)))

    def pairs(self, told: Told, standings: Iterable[int]) -> list[Pair]:
        """Return pairs, and how they stand, with the sentence that says what is alike; none that is gone."""
        rows, names = self.rows(told.rows().tolist()), [*STANDINGS]
        found = []
        for tie, standing in zip(told.ties(), standings, strict=True):
            first, second, level, relation, score = tie
            if (one := rows.get(first)) and (other := rows.get(second)):
                said = compare(one.name, other.name).explanation
                found.append(Pair(one, other, level, relation, score, said, names[standing]))
        return found


def _unit(row: NameRow) -> str:
    """Return the unit of a row, nothing if its name can be none: an audit is not stopped by it."""
    try:
        require_acceptable(row.unit)
    except UnacceptableText:
        return ""
    return row.unit


def _borrows(row: NameRow) -> bool:
    """Return whether a name may take anything from the name of its unit: two characters side by side."""
    text, unit = "".join(normalize(row.name).parts), normalize(_unit(row)).folded
    return any(text[at : at + 2] in unit for at in range(len(text) - 1))
