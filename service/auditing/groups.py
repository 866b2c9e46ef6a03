"""Pairs by the million in little room, and the groups that they tie."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from service.auditing.model import Tie

ORDER = {"same": 0, "confusable": 1}
"""Levels, strongest first."""


@dataclass(slots=True)
class Ties:
    """Pairs of rows with what they were judged; some twelve bytes a pair, four a row.

    Attributes:
        rows: number of rows there are.
    """

    rows: int
    _ones: array[int] = field(default_factory=lambda: array("I"))
    _others: array[int] = field(default_factory=lambda: array("I"))
    _scores: array[int] = field(default_factory=lambda: array("B"))
    _kinds: array[int] = field(default_factory=lambda: array("B"))
    _names: list[tuple[str, str]] = field(default_factory=list)
    _above: array[int] = field(default_factory=lambda: array("I"))

    def __post_init__(self) -> None:
        self._above = array("I", range(self.rows))

    def __len__(self) -> int:
        return len(self._ones)

    def add(self, tie: Tie) -> None:
        """Add a pair; its two rows are of one group from now on."""
        one, other, level, relation, score = tie
        kind = (level, relation)
        if kind not in self._names:
            self._names.append(kind)
        self._ones.append(one)
        self._others.append(other)
        self._scores.append(score)
        self._kinds.append(self._names.index(kind))
        self._above[self._root(one)] = self._root(other)

    def members(self) -> int:
        """Return how many rows stand in a pair."""
        return sum(1 for _ in self._members())

    def groups(self, most: int, most_pairs: int) -> tuple[list[list[Tie]], int]:
        """Return the pairs of the strongest and largest groups, and how many groups there are.

        Args:
            most: most groups.
            most_pairs: most pairs of a group, the strongest.
        """
        strong: dict[int, int] = {}
        for place, one in enumerate(self._ones):
            root, order = self._root(one), ORDER[self._names[self._kinds[place]][0]]
            strong[root] = min(order, strong.get(root, order))
        sizes = Counter(map(self._root, self._members()))
        ranked = sorted(strong, key=lambda root: (strong[root], -sizes[root], root))
        found: defaultdict[int, list[Tie]] = defaultdict(list)
        wanted = set(ranked[:most])
        for place, one in enumerate(self._ones):
            if (root := self._root(one)) in wanted:
                found[root].append(self._tie(place))
        return [_strongest(found[root], most_pairs) for root in ranked[:most]], len(ranked)

    def _members(self) -> Iterable[int]:
        """Return the rows that stand in a pair, each once."""
        marks = bytearray(self.rows)
        for rows in (self._ones, self._others):
            for row in rows:
                marks[row] = 1
        return (row for row, mark in enumerate(marks) if mark)

    def _tie(self, place: int) -> Tie:
        level, relation = self._names[self._kinds[place]]
        return self._ones[place], self._others[place], level, relation, self._scores[place]

    def _root(self, row: int) -> int:
        above = self._above
        while above[row] != row:
            above[row] = above[above[row]]
            row = above[row]
        return row


def _strongest(ties: list[Tie], most: int) -> list[Tie]:
    return sorted(ties, key=lambda tie: (ORDER[tie[2]], -tie[4]))[:most]
