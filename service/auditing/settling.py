"""What of the pairs is a collision, and what a family or the office has settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from nlp.breadth import Breadth, breadth
from nlp.characters import UnacceptableText, require_acceptable
from nlp.compare import compare
from nlp.index import NameIndex, Segment
from nlp.normalize import normalize
from service import registry as use
from service.auditing.model import Pair, Tie
from service.auditing.names import known_words
from service.family import is_family
from service.index_files import IndexFiles
from service.model import NameRow
from service.name_book import NameBook
from service.name_rows import Bodies, NameRows
from service.storage import Registry

_PORTION = 5_000

Standing = tuple[Tie, str]
"""A pair and how it stands, as in a check's neighbour."""


class Settler:
    """Reads who holds the names of pairs, a portion at a time."""

    def __init__(self, registry: Registry, segment: Segment) -> None:
        self._segment = segment
        self._known = known_words(segment)
        accepted = use.accepted_pairs(registry)
        self._book = NameBook(
            0, IndexFiles(None), NameIndex(), NameRows(registry), Bodies(registry), accepted
        )

    def rows(self, numbers: Iterable[int]) -> dict[int, NameRow]:
        """Return who holds the names of some rows; one that is gone by now is left out."""
        ids = {number: self._segment.identifier(number) for number in numbers}
        self._book.rows.read(ids.values())
        found = {number: self._book.rows.get(one) for number, one in ids.items()}
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

    def standings(self, ties: Iterator[Tie]) -> Iterator[tuple[Tie, NameRow, NameRow, str]]:
        """Yield pairs with both rows and `collision`, `family` or `accepted`."""
        while portion := list(islice(ties, _PORTION)):
            self._book.bodies.changed()  # only to forget: there may be millions
            rows = self.rows({row for tie in portion for row in tie[:2]})
            self._book.bodies.read({row.unit for row in rows.values()})
            for tie in portion:
                one, other = rows.get(tie[0]), rows.get(tie[1])
                if one and other:
                    yield tie, one, other, self._standing(one, other)

    def pairs(self, ties: Sequence[Tie], standing: str) -> list[Pair]:
        """Return pairs with the sentence that says what is alike."""
        rows = self.rows({row for tie in ties for row in tie[:2]})
        known = (tie for tie in ties if tie[0] in rows and tie[1] in rows)
        return [pair_of(tie, rows[tie[0]], rows[tie[1]], standing) for tie in known]

    def _standing(self, one: NameRow, other: NameRow) -> str:
        if frozenset((one.id, other.id)) in self._book.accepted:
            return "accepted"
        return "family" if is_family(one.unit, other, self._book) else "collision"


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


def pair_of(tie: Tie, one: NameRow, other: NameRow, standing: str) -> Pair:
    """Return a pair with the sentence that says what is alike."""
    _, _, level, relation, score = tie
    said = compare(one.name, other.name).explanation
    return Pair(one, other, level, relation, score, said, standing)
