"""Names that stand whole in others and are recognised there, of all names at once.

Every stretch of every name is looked for among the texts; what `nlp.relations.containment` then asks is
asked of all that were found together, in whole hundredths where it rounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nlp.index.numeric import Array, Hashes, Ints, Known, np, spread
from nlp.joining.cuts import Cuts
from nlp.joining.hashing import INVERSES, character_values, sums_of, totals_of, window
from nlp.joining.texts import Texts
from nlp.relations.containment import ANYWHERE, LEADING, LEAST_OWN, NOTHING

_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Held:
    """The names that may be found in others.

    Attributes:
        known: the hashes of their texts.
        nodes: the nodes, in the order of `known`.
    """

    known: Known
    nodes: Ints


def held_of(texts: Texts, cuts: Cuts) -> Held:
    """Return the names that are recognised in some name, if they stand there."""
    nodes = np.flatnonzero((texts.lengths > 1) & (cuts.own >= LEAST_OWN))
    known = Known(totals_of(texts.columns)[nodes] + texts.lengths[nodes])
    return Held(known, nodes[known.order])


def holding(texts: Texts, cuts: Cuts, held: Held, start: int, stop: int) -> tuple[Ints, Ints]:
    """Return the names that are recognised in the nodes from `start` until `stop`, and in which.

    Returns:
        Nodes of shorter texts, and of the longer texts beside them; each pair once.
    """
    columns, lengths = texts.columns[:, start:stop], texts.lengths[start:stop]
    sums = sums_of(columns, character_values())
    inside = cuts.inside(slice(None), slice(start, stop))
    # By place whether no worn word lies across it, behind the last character too.
    free = np.vstack([~inside, np.ones((1, len(lengths)), np.bool_)])
    found = [*_stretches(sums, lengths, free, held)]
    text, long, begin, size = (np.concatenate(some) for some in zip(*found, strict=True))
    # Where a text stands twice it counts where it stands first.
    first = _stands_first(sums, long, begin, size)
    text, places = text[first], _Places(texts, cuts, start + long[first], begin[first], size[first])
    of, at = spread(*held.known.spans(text))
    short = held.nodes[at]
    keep = places.enough()[of] <= cuts.own[short]
    return short[keep], places.long[of[keep]]


def contained(texts: Texts, short: Ints, long: Ints) -> Array:
    """Return for pairs whether the text of the one stands whole in that of the other, which is no shorter."""
    columns, lengths = texts.columns, texts.lengths.astype(np.int64)
    found, extra = np.zeros(len(short), np.bool_), lengths[long] - lengths[short]
    for start in range(int(extra.max(initial=0)) + 1):
        some = np.flatnonzero(~found & (extra >= start))
        for place in range(len(columns) - start):
            a, b = columns[place, short[some]], columns[place + start, long[some]]
            some = some[(a == 0) | (a == b)]
        found[some] = True
    return found


def _stretches(
    sums: Hashes, lengths: Array, free: Array, held: Held
) -> Iterator[tuple[Ints, Ints, Ints, Ints]]:
    """Yield texts that stand free in longer ones: text, longer one, where, how long."""
    most = len(sums) - 1
    for begin in range(most - 1):
        for size in range(2, most - begin + 1):
            end = begin + size
            some = np.flatnonzero((lengths >= end) & (lengths > size) & free[begin] & free[end])
            at, text = held.known.find(window(sums, begin, end, some))
            yield text, some[at], np.full(len(text), begin), np.full(len(text), size)


def _stands_first(sums: Hashes, long: Ints, begin: Ints, size: Ints) -> Array:
    """Return which stretches of texts do not stand there before."""
    found = np.ones(len(long), np.bool_)
    asked = (sums[begin + size, long] - sums[begin, long]) * INVERSES[begin]
    for before in range(int(begin.max(initial=0))):
        some = np.flatnonzero(begin > before)
        of, end = long[some], before + size[some]
        found[some] &= (sums[end, of] - sums[before, of]) * INVERSES[before] != asked[some]
    return found


@dataclass(frozen=True, slots=True)
class _Places:
    """Stretches of longer names."""

    texts: Texts
    cuts: Cuts
    long: Ints
    begin: Ints
    size: Ints

    def enough(self) -> Array:
        """Return how much of its own the shorter name must have to be recognised there."""
        cuts, texts, hundredths = self.cuts, self.texts, self.cuts.hundredths
        added, stop = np.zeros(len(self.long), np.int64), self.begin + self.size
        for place, column in enumerate(texts.columns):
            outside = (place < self.begin) | (place >= stop)
            outside &= column[self.long] > 0
            added += np.where(outside, hundredths[cuts.numbers_at(place, self.long)], 0)
        leads = (self.begin == 0) & texts.ends[stop - 1, self.long]
        least = np.where(leads, LEADING, ANYWHERE)
        return np.where(added < _HUNDRED * NOTHING, LEAST_OWN, least)
