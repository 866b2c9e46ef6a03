"""The lists of a report: each holds so many and no more, and how many more there are is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice, repeat
from typing import Any, TypeVar

from nlp.compare import LEVELS
from nlp.index.numeric import Array
from service.auditing.groups import tied
from service.auditing.model import Crowded, Generic, Group, Pair
from service.auditing.settling import COLLISION, Settled, Settler
from service.model import NameRow

# Most of a kind that a report holds; how many more there are it says (DECISION).
MOST_GROUPS, MOST_PAIRS, MOST_LISTED = 2_000, 200, 20_000
_Some = TypeVar("_Some", list[Any], Array)


class Lists:
    """Makes the lists of a report.

    What is said in them is given to workers: what is asked for first is worked on while the rest is made.

    Attributes:
        settler: who knows the holders of names.
        beyond: how many more there are than what was listed, by kind (`AuditReport.beyond`); complete once
            all lists have been gone through.
    """

    def __init__(self, settler: Settler) -> None:
        self.settler = settler
        self.beyond: Counter[str] = Counter()

    def generic(
        self, rows: list[int], owned: Iterable[tuple[int, NameRow, str]]
    ) -> Iterator[Generic]:
        """Return the names with nothing of their own, and nothing of their unit's, with the reason.

        Args:
            rows: rows of names with nothing of their own.
            owned: rows that may have something of their unit's, with their names if so.
        """
        of_unit = {row for row, _, name in owned if name}
        left = [row for row in rows if row not in of_unit]
        said = self.settler.said("reason", self._first("generic", left))
        return (Generic(row, reason) for _, row, reason in said)

    def groups(self, settled: Settled) -> Iterator[Group]:
        """Return the groups of colliding names, strongest level first, then largest."""
        pairs = settled.pairs.some(settled.standings == COLLISION)
        ties = tied(pairs, MOST_GROUPS, MOST_PAIRS)
        listed = pairs.some(ties.places)
        self.beyond["groups"] = ties.number - len(ties.sizes)
        self.beyond["members"] = ties.members
        self.beyond["pairs"] += len(pairs) - len(listed)
        explained = self.settler.pairs(listed, repeat(COLLISION, len(listed)))
        return self._grouped(ties.sizes, explained)

    def _grouped(self, sizes: list[int], pairs: Iterator[Pair | None]) -> Iterator[Group]:
        groups = [_group([*filter(None, islice(pairs, size))]) for size in sizes]
        groups = [group for group in groups if group.pairs]
        self.beyond["members"] -= sum(len(group.members) for group in groups)
        groups.sort(key=lambda g: (LEVELS.index(g.level), -len(g.members), g.members[0].name))
        yield from groups

    def settled(self, settled: Settled) -> Iterator[Pair]:
        """Return the pairs that are no collisions."""
        places = self._first("settled", settled.standings.nonzero()[0])
        standings = settled.standings[places].tolist()
        return filter(None, self.settler.pairs(settled.pairs.some(places), standings))

    def crowded(self, found: list[tuple[int, int, list[int]]]) -> Iterator[Crowded]:
        """Yield the names that very many others hold, most first."""
        ranked = self._first("crowded", sorted(found, key=lambda one: (-one[1], one[0])))
        rows = self.settler.rows({row for one, _, some in ranked for row in (one, *some)})
        for one, count, examples in ranked:
            if one in rows:
                names = tuple(rows[row].name for row in examples if row in rows)
                yield Crowded(rows[one], count, names)

    def _first(self, kind: str, found: _Some) -> _Some:
        """Return as many of a kind as are listed, and note how many more there are."""
        self.beyond[kind] = max(0, len(found) - MOST_LISTED)
        return found[:MOST_LISTED]


def _group(pairs: list[Pair]) -> Group:
    members = {row.id: row for pair in pairs for row in (pair.one, pair.other)}
    return Group(tuple(members.values()), tuple(pairs))
