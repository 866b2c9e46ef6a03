"""How names may be said: every way of each, as the near-sound classes of its characters in order."""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import prod

from nlp.index.numeric import Array, Hashes, Ints, np, spread
from nlp.joining.hashing import POWERS
from nlp.joining.said import said_in, said_together, value_of
from nlp.joining.texts import Texts
from nlp.plain import sounds
from nlp.profile import MOST_READINGS


@dataclass(frozen=True, slots=True)
class Ways:
    """Ways to say names.

    Attributes:
        full: the hash of each.
        first, last: the values of its first and last class.
        size: how many units it has.
        nodes: whose it is.
    """

    full: Hashes
    first: Hashes
    last: Hashes
    size: Hashes
    nodes: Ints


def ways_of(texts: Texts) -> Ways:
    """Return all ways to say all names of two units or more; about a microsecond a name."""
    together = said_together(texts.columns)
    several = said_in(texts.columns, texts.classes().counts) > 1
    plain = (texts.lengths > 1) & ~together
    spoken = [_spoken(texts.text(node), node) for node in np.flatnonzero(together).tolist()]
    full, first, last, size, nodes = (
        np.array([way for some in spoken for way in some], np.uint64).reshape(-1, 5).T
    )
    found = (
        _said(texts, np.flatnonzero(plain & ~several)),
        _said(texts, np.flatnonzero(plain & several)),
        Ways(full, first, last, size, nodes.astype(np.int64)),
    )
    return Ways(
        *(np.concatenate([getattr(one, each.name) for one in found]) for each in fields(Ways))
    )


def _said(texts: Texts, nodes: Ints) -> Ways:
    """Return the ways to say names that are said character by character."""
    classes, columns = texts.classes(), texts.columns
    full, size = np.zeros(len(nodes), np.uint64), texts.lengths[nodes].astype(np.uint64)
    first, last = full.copy(), full.copy()
    for place, column in enumerate(columns):
        counts = classes.counts[column[nodes]]
        which = np.zeros(len(nodes), np.int64)
        if (counts > 1).any():
            of, which = spread(which, counts)
            nodes, full, first, last, size = nodes[of], full[of], first[of], last[of], size[of]
        some = np.flatnonzero(size > place)
        value = classes.values[which[some], column[nodes[some]]]
        full[some] += value * POWERS[place]
        last[some] = value
        first = last.copy() if place == 0 else first
    return Ways(full, first, last, size, nodes)


def _spoken(text: str, node: int) -> list[tuple[int, int, int, int, int]]:
    """Return the ways to say a name whose sound hangs on its words, as `Ways` has them."""
    said = sounds(text)
    if len(said) < 2:
        return []
    found = [(0, 0, 0)]
    for place, (_, classes) in enumerate(said):
        values = [value_of(name.decode()) for name in classes]
        power = int(POWERS[place])
        found = [
            ((full + value * power) % (1 << 64), first if place else value, value)
            for full, first, _ in found
            for value in values
        ]
    return [(*way, len(said), node) for way in found]


def many_ways(texts: Texts, nodes: Ints) -> Array:
    """Return for some nodes whether a profile may not hold all the ways in which each may be said."""
    columns = texts.columns[:, nodes]
    found: Array = said_in(columns, texts.classes().syllables) > MOST_READINGS
    for place in np.flatnonzero(said_together(columns)).tolist():
        ways = prod(len(syllables) for syllables, _ in sounds(texts.text(int(nodes[place]))))
        found[place] = ways > MOST_READINGS
    return found
