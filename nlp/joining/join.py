"""All names of a roll against each other: every pair that is more than fine, without asking name by name.

    join = Join(texts, cuts)            the names as columns, and their cuts
    join.candidates(kind)               pairs that may be same or confusable, for each of `KINDS`
    join.judged(pairs, kinds)           what `nlp.compare.judge` says of them
    join.heard(pairs)                   the same, sooner, of those that only a sound ties
    join.holding(start, stop, …)        and those of which one name holds the other

Nothing is missed: whatever relation fires has its two names share a key (`nlp.joining.kinds`), or one may
abbreviate the other (`nlp.joining.short`), or one holds the other (`nlp.joining.held`), where that
decides unless they share a key; a name that does not fit into columns is looked up by itself. All of it is
sorting and searching of whole columns; pair by pair is judged only what is not decided by how it was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from nlp.compare import Verdict, judge
from nlp.index.lookup import CONTAINMENT
from nlp.index.numeric import Array, Hashes, Ints, distinct, np, packed
from nlp.joining.cuts import Cuts
from nlp.joining.heard import ASK, heard_alike, plainly_said, said_the_same
from nlp.joining.heard import SAID as HEARD_ALIKE
from nlp.joining.held import Held, held_of, holding
from nlp.joining.kinds import KINDS as KEYS
from nlp.joining.reordered import SAID as REORDERED
from nlp.joining.reordered import reordered
from nlp.joining.shared import SAID as SHARED
from nlp.joining.shared import shared_alike
from nlp.joining.short import abbreviating
from nlp.joining.texts import Texts
from nlp.joining.ways import many_ways
from nlp.profile import profile
from nlp.relations import Ways

KINDS = (*KEYS, "short", "alone")
"""The ways in which candidates are found."""
HEARD = "sound"
"""The way of most of them."""
UNCUT = ("form", "look", "meaning", "alone")
"""The ways for which no cuts are needed."""

_HALF = np.uint64(32)
_LOWER = np.uint64(0xFFFFFFFF)
_NONE = np.zeros(0, np.uint64)


@dataclass(frozen=True, slots=True)
class Judged:
    """Candidates that are more than fine.

    Attributes:
        one, other: the nodes that are alike.
        verdicts: for each such pair its verdict's place in `said`.
        said: the verdicts that there are.
        short, long: the nodes of which the one name is recognised in the other.
    """

    one: Array
    other: Array
    verdicts: Array
    said: tuple[Verdict, ...]
    short: Array
    long: Array


@dataclass(frozen=True)
class Join:
    """The names of a roll, ready to be joined.

    Some things are made when they are first asked for, so there are no slots.
    """

    texts: Texts
    cuts: Cuts

    def candidates(self, kind: str) -> Hashes:
        """Return the pairs of nodes that may be alike in a way of `KINDS`, in order, each once."""
        if kind == "short":
            found = abbreviating(self.texts, self.cuts)
        elif kind == "alone":
            found = self._alone()
        else:
            found = KEYS[kind](self.texts, self.cuts)
        return distinct(np.concatenate([_NONE, *found]))

    def judged(self, pairs: Hashes, kinds: Array) -> Judged:
        """Return what of some candidates is more than fine.

        Args:
            pairs: the candidates.
            kinds: for each of them by which kinds it was found (`kinds_of`).
        """
        one, other = nodes_of(pairs)
        verdicts = np.full(len(pairs), ASK)
        only = np.flatnonzero(kinds & ~(_bit("parts") | _bit("heart")) == 0)
        parts = kinds[only] & _bit("parts") > 0
        verdicts[only] = shared_alike(self.texts, one[only], other[only], parts)
        form = np.flatnonzero(kinds & _bit("form"))
        told = reordered(self.texts, one[form], other[form])
        verdicts[form] = np.where(told >= 0, told + len(SHARED), ASK)
        # What goes before the same sound needs one of these keys.
        before = _bit("form") | _bit("look")
        heard = np.flatnonzero((kinds & _bit(HEARD) > 0) & (kinds & before == 0))
        same = heard[said_the_same(self.texts, one[heard], other[heard])]
        said = (*SHARED, *REORDERED, HEARD_ALIKE[-1])
        verdicts[same] = len(said) - 1
        return self._judged(pairs, kinds, verdicts, said)

    def heard(self, pairs: Hashes) -> Judged:
        """Return the same of candidates that are found by their sound and in no other way."""
        verdicts = heard_alike(self.texts, self.cuts, *nodes_of(pairs))
        return self._judged(pairs, np.full(len(pairs), _bit(HEARD)), verdicts, HEARD_ALIKE)

    def _judged(
        self, pairs: Hashes, kinds: Array, verdicts: Ints, said: tuple[Verdict, ...]
    ) -> Judged:
        """Return candidates whose verdicts are known, as places in `said`, beside those that are asked."""
        told, asked = verdicts >= 0, verdicts == ASK
        one, other = nodes_of(pairs[told])
        rest = self._asked(pairs[asked], kinds[asked])
        return Judged(
            np.concatenate([one, rest.one]),
            np.concatenate([other, rest.other]),
            np.concatenate([verdicts[told], rest.verdicts + len(said)]),
            (*said, *rest.said),
            rest.short,
            rest.long,
        )

    def _asked(self, pairs: Hashes, kinds: Array) -> Judged:
        """Return what is more than fine of candidates that are judged pair by pair."""
        one, other = nodes_of(pairs)
        nodes = np.unique(np.concatenate([one, other]))
        taken = dict(zip(nodes.tolist(), map(profile, self.texts.names(nodes)), strict=True))
        many = self._many_ways(nodes)
        said: dict[Verdict, int] = {}
        alike, held = [], []
        for first, second, bits in zip(one.tolist(), other.tolist(), kinds.tolist(), strict=True):
            a, b = taken[first], taken[second]
            unsure = first in many or second in many
            verdict = judge(a, b, ways=None if unsure else _ways(bits))
            if verdict == CONTAINMENT:
                shorter = len(a.text) < len(b.text)
                held.append((first, second) if shorter else (second, first))
            elif verdict.level != "fine":
                alike.append((first, second, said.setdefault(verdict, len(said))))
        one, other, verdicts = np.array(alike, np.int64).reshape(-1, 3).T
        short, long = np.array(held, np.int64).reshape(-1, 2).T
        return Judged(one, other, verdicts, tuple(said), short, long)

    def holding(self, start: int, stop: int, seen: Hashes, heard: Hashes) -> tuple[Ints, Ints]:
        """Return the nodes recognised in those from `start` until `stop`, and in which.

        Args:
            start: the first node of a stretch.
            stop: the node after it.
            seen: the candidates that are `judged`, in order, which tells of them.
            heard: those that only a sound ties, in order; of some `heard` tells.

        Returns:
            Nodes with the shorter text, those with the longer.
        """
        short, long = holding(self.texts, self.cuts, self._held, start, stop)
        pairs = np.minimum(short, long).astype(np.uint64) << _HALF
        pairs |= np.maximum(short, long).astype(np.uint64)
        new = ~found_in(pairs, seen)
        some = np.flatnonzero(found_in(pairs, heard))
        new[some] = plainly_said(self.texts, short[some]) & plainly_said(self.texts, long[some])
        return short[new], long[new]

    @cached_property
    def _held(self) -> Held:
        return held_of(self.texts, self.cuts)

    def _many_ways(self, nodes: Ints) -> set[int]:
        """Return nodes that may be said in more ways than a profile holds, or are alone: maybe unrelated."""
        return {*nodes[many_ways(self.texts, nodes)].tolist(), *self.texts.alone.tolist()}

    def _alone(self) -> Iterator[Hashes]:
        """Yield the pairs of what is looked up by itself."""
        for node in self.texts.alone:
            one = profile(self.texts.name(node))
            others = self.texts.node[[*self.texts.roll.neighbours(one)]]
            others = others[others >= 0]
            yield packed(np.full(len(others), node), others)


def _bit(kind: str) -> int:
    """Return the bit of one of `KINDS`."""
    return 1 << KINDS.index(kind)


def found_in(asked: Hashes, known: Hashes) -> Array:
    """Return which of some numbers are among known ones, which are in order."""
    if not len(known):
        return np.zeros(len(asked), np.bool_)
    at = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    found: Array = known[at] == asked
    return found


def kinds_of(pairs: Hashes, found: Mapping[str, Hashes]) -> Array:
    """Return for some pairs a bit for each of `KINDS` that has found them.

    Args:
        pairs: the pairs.
        found: what each kind has found, in order.
    """
    bits = np.zeros(len(pairs), np.int64)
    for place, kind in enumerate(KINDS):
        bits |= found_in(pairs, found[kind]).astype(np.int64) << place
    return bits


@cache
def _ways(bits: int) -> Ways:
    """Return the ways in which names may be alike that were found by some of `KINDS`."""
    return frozenset(kind for place, kind in enumerate(KINDS) if bits >> place & 1)


def nodes_of(pairs: Hashes) -> tuple[Ints, Ints]:
    """Return the two nodes of each pair."""
    return (pairs >> _HALF).astype(np.int64), (pairs & _LOWER).astype(np.int64)
