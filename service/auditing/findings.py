"""The pairs of rows that an audit tells, from what was found of their nodes.

A node is one name, however many rows have it (`nlp.joining.texts`). A pair of rows is found once.
Containment is told of the name that is contained: of one that many hold, as a crowd with its number, since
each of those pairs says nothing of the longer name. Of any other likeness a name tells its first partners
behind it: a crowd of like names hangs together, and is not millions of pairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nlp.compare import Verdict
from nlp.index.lookup import CONTAINMENT
from nlp.index.numeric import Array, Ints, np, spread
from service.auditing.model import Tie

# From so many names on that hold a name it is a crowd; so many of them are shown (DECISION).
CROWD, EXAMPLES = 20, 5
# Nodes whose pairs are sorted in one go.
_CHUNK = 1 << 16
_EXACT = Verdict("same", "exact", 100)
_NO_ROWS = np.zeros(0, np.uint32)


class Rows:
    """The rows of nodes.

    Attributes:
        order: all rows that count, node by node, ascending in each.
        starts: where the rows of each node begin; one more for the end.
        counts: how many rows each node has.
    """

    def __init__(self, node: Ints) -> None:
        live = np.flatnonzero(node >= 0)
        self.counts: Ints = np.bincount(node[live])
        self.starts: Ints = np.concatenate([[0], np.cumsum(self.counts)])
        self.order: Ints = live[np.argsort(node[live], kind="stable")]
        self._size = len(node)
        self._ranked = node[self.order].astype(np.int64) * self._size + self.order

    def behind(self, nodes: Ints, rows: Ints) -> tuple[Ints, Ints]:
        """Return where in the order the rows of nodes that come after other rows begin and end."""
        start, end = self.starts[nodes], self.starts[nodes + 1]
        several = np.flatnonzero(end - start > 1)
        # Most nodes have one row, which is searched for sooner.
        start += self.order[start] <= rows
        wanted = nodes[several] * self._size + rows[several]
        start[several] = np.searchsorted(self._ranked, wanted, "right")
        return start, end


@dataclass(slots=True)
class Alike:
    """Nodes that are alike; both ways, and each name that several rows have with itself.

    Attributes:
        one, other: the nodes, in order of the one.
        verdicts: for each pair its verdict's place in `said`.
        said: the verdicts there are.
    """

    one: Ints
    other: Ints
    verdicts: Ints
    said: tuple[Verdict, ...]


def alike(rows: Rows, one: Ints, other: Ints, verdicts: Ints, said: Sequence[Verdict]) -> Alike:
    """Return the pairs of nodes that are alike, given each once."""
    several = np.flatnonzero(rows.counts > 1)
    ones = np.concatenate([one, other, several])
    others = np.concatenate([other, one, several])
    codes = np.concatenate([verdicts, verdicts, np.full(len(several), len(said))])
    order = np.argsort(ones, kind="stable")
    return Alike(ones[order], others[order], codes[order], (*said, _EXACT))


@dataclass(slots=True)
class Held:
    """Nodes whose names are recognised in others.

    Attributes:
        short, long: the nodes, in order; of a crowd the first are enough.
        counts: for each node the number of rows that hold it.
    """

    short: Ints
    long: Ints
    counts: Ints


@dataclass(frozen=True, slots=True)
class Told:
    """The pairs of rows that are told; ten bytes each.

    Attributes:
        one, other: the rows, in order of the nodes of the one.
        codes: for each pair its verdict's place in `said`.
        said: the verdicts there are.
    """

    one: Array
    other: Array
    codes: Array
    said: tuple[Verdict, ...]

    def __len__(self) -> int:
        return len(self.one)

    def rows(self) -> Ints:
        """Return the rows that stand in a pair, ascending."""
        marks = np.zeros(max(self.one.max(initial=0), self.other.max(initial=0)) + 1, np.bool_)
        marks[self.one] = marks[self.other] = True
        return np.flatnonzero(marks)

    def some(self, places: Array | slice) -> Told:
        """Return some of the pairs."""
        return Told(self.one[places], self.other[places], self.codes[places], self.said)

    def ties(self) -> Iterator[Tie]:
        """Yield the pairs one by one."""
        for one, other, code in zip(
            self.one.tolist(), self.other.tolist(), self.codes.tolist(), strict=True
        ):
            verdict = self.said[code]
            yield one, other, verdict.level, verdict.relation, verdict.score


@dataclass(slots=True)
class Pairs:
    """The pairs of rows that there are.

    Attributes:
        untold: how many more pairs there are between names that are told to be alike; complete once the
            pairs have been told, and so is what follows.
        crowded: row, by how many names it is held, some of their rows.
    """

    rows: Rows
    alike: Alike
    held: Held
    untold: int = 0
    crowded: list[tuple[int, int, list[int]]] = field(default_factory=list)

    def told(self) -> Told:
        """Return the pairs that are told, in the order of their nodes."""
        said = (*self.alike.said, CONTAINMENT)
        found: list[tuple[Array, ...]] = [(_NO_ROWS, _NO_ROWS, np.zeros(0, np.uint16))]
        for low in range(0, len(self.rows.counts), _CHUNK):
            both = zip(self._alike(low, low + _CHUNK), self._held(low, low + _CHUNK), strict=True)
            one, other, codes = map(np.concatenate, both)
            order = np.argsort(one, kind="stable")
            found.append(
                (
                    one[order].astype(np.uint32),
                    other[order].astype(np.uint32),
                    codes[order].astype(np.uint16),
                )
            )
        one, other, codes = map(np.concatenate, zip(*found, strict=True))
        return Told(one, other, codes, said)

    def _alike(self, low: int, high: int) -> tuple[Array, Array, Array]:
        alike, rows = self.alike, self.rows
        some = slice(*np.searchsorted(alike.one, (low, high)))
        of, at = spread(rows.starts[alike.one[some]], rows.starts[alike.one[some] + 1])
        one, codes = rows.order[at], alike.verdicts[some][of]
        start, end = rows.behind(alike.other[some][of], one)
        total = np.bincount(one, weights=end - start)
        self.untold += int(np.maximum(total - CROWD, 0).sum())
        of, at = spread(start, np.minimum(end, start + CROWD))
        one, other, codes = one[of], rows.order[at], codes[of]
        scores = np.array([verdict.score for verdict in alike.said])[codes]
        order = np.lexsort((other, -scores, one))
        order = order[rank(one[order]) < CROWD]
        return one[order], other[order], codes[order]

    def _held(self, low: int, high: int) -> tuple[Array, Array, Array]:
        held, rows = self.held, self.rows
        some = slice(*np.searchsorted(held.short, (low, high)))
        of, at = spread(rows.starts[held.long[some]], rows.starts[held.long[some] + 1])
        short, holding = held.short[some][of], rows.order[at]
        order = np.lexsort((holding, short))
        short, holding = short[order], holding[order]
        crowd = held.counts[short] > CROWD
        for node in np.unique(short[crowd]).tolist():
            at, count = np.searchsorted(short, node), int(held.counts[node])
            examples = holding[at : at + EXAMPLES].tolist()
            for row in rows.order[rows.starts[node] : rows.starts[node + 1]].tolist():
                self.crowded.append((row, count, examples))
        short, holding = short[~crowd], holding[~crowd]
        of, at = spread(rows.starts[short], rows.starts[short + 1])
        return rows.order[at], holding[of], np.full(len(of), len(self.alike.said))


def rank(groups: Array) -> Ints:
    """Return the place of each in its group, of groups that follow one another."""
    starts = np.flatnonzero(np.concatenate([[True], groups[1:] != groups[:-1]]))[: len(groups)]
    counts = np.diff(np.append(starts, len(groups)))
    found: Ints = np.arange(len(groups)) - np.repeat(starts, counts)
    return found
