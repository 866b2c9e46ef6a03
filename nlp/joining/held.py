"""Names that stand whole in others and are recognised there, of all names at once.

Every stretch of every name is looked for among the texts; what `nlp.relations.containment` then asks is
asked of all that were found together, in whole hundredths where it rounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nlp.index.numeric import Array, Hashes, Ints, Known, np, spread
from nlp.joining.cuts import Cuts
from nlp.joining.texts import POWERS, Texts, character_values, sums_of, window
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
    values = character_values()
    total = texts.lengths[nodes].astype(np.uint64)
    for place, column in enumerate(texts.columns):
        some = column[nodes]
        total += np.where(some > 0, values[some], 0) * POWERS[place]
    known = Known(total)
    return Held(known, nodes[known.order])


def holding(texts: Texts, cuts: Cuts, held: Held, start: int, stop: int) -> tuple[Ints, Ints]:
    """Return the names that are recognised in the nodes from `start` until `stop`, and in which.

    Returns:
        Nodes of shorter texts, and of the longer texts beside them; each pair once.
    """
    columns, lengths = texts.columns[:, start:stop], texts.lengths[start:stop].astype(np.int64)
    sums = sums_of(columns, character_values())
    found = [*_stretches(sums, lengths, held)]
    text, long, begin, size = (np.concatenate(some) for some in zip(*found, strict=True))
    # Where a text stands twice it counts where it stands first.
    _, once = np.unique(text * np.int64(stop - start) + long, return_index=True)
    text, long, begin, size = text[once], long[once], begin[once], size[once]
    long += start
    free = _Places(texts, cuts, long, begin, begin + size)
    keep = free.free()
    text, long, free = text[keep], long[keep], free.some(keep)
    of, at = spread(*held.known.spans(text))
    short, long = held.nodes[at], long[of]
    keep = free.enough()[of] <= cuts.own[short]
    return short[keep], long[keep]


def _stretches(sums: Hashes, lengths: Ints, held: Held) -> Iterator[tuple[Ints, Ints, Ints, Ints]]:
    """Yield texts that stand in longer ones: text, longer one, where, how long; the first place first."""
    most = len(sums) - 1
    for begin in range(most - 1):
        for size in range(2, most - begin + 1):
            some = np.flatnonzero((lengths >= begin + size) & (lengths > size))
            asked = window(sums, begin, begin + size, some)
            at, text = held.known.find(asked)
            yield text, some[at], np.full(len(text), begin), np.full(len(text), size)


@dataclass(frozen=True, slots=True)
class _Places:
    """Stretches of longer names."""

    texts: Texts
    cuts: Cuts
    long: Ints
    begin: Ints
    end: Ints

    def some(self, keep: Array) -> _Places:
        return _Places(self.texts, self.cuts, self.long[keep], self.begin[keep], self.end[keep])

    def free(self) -> Array:
        """Return whether no worn word lies across an end of each."""
        last = len(self.texts.columns) - 1
        across = self.cuts.inside(self.begin, self.long)
        inside_end = self.cuts.inside(np.minimum(self.end, last), self.long)
        ends_whole = self.end >= self.texts.lengths[self.long]
        return ~across & (ends_whole | ~inside_end)

    def enough(self) -> Array:
        """Return how much of its own the shorter name must have to be recognised there."""
        cuts, texts, hundredths = self.cuts, self.texts, self.cuts.hundredths
        added = np.zeros(len(self.long), np.int64)
        for place, column in enumerate(texts.columns):
            outside = (place < self.begin) | (place >= self.end)
            outside &= column[self.long] > 0
            added += np.where(outside, hundredths[cuts.numbers_at(place, self.long)], 0)
        leads = (self.begin == 0) & texts.ends[self.end - 1, self.long]
        least = np.where(leads, LEADING, ANYWHERE)
        return np.where(added < _HUNDRED * NOTHING, LEAST_OWN, least)
