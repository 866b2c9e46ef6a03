"""Pairs of names of which one may abbreviate the other, of all names at once.

An abbreviation keeps an end of the longer name, and all of its characters stand there in order. So its
rarest character beside that end is among the rarest of the longer one: of those that may be left out, one
more. The two meet by length of the longer name, end, and that character.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.index.numeric import Array, Hashes, Ints, Known, met, mixed, np, packed
from nlp.joining.cuts import Cuts
from nlp.joining.hashing import UNITS, character_values
from nlp.joining.texts import Texts
from nlp.profile import HAIR
from nlp.relations.abbreviation import KEPT, SHORTEST, SUBSTANCE

_CHUNK = 1 << 18
_NONE = np.uint32(0xFFFFFFFF)


def abbreviating(texts: Texts, cuts: Cuts) -> Iterator[Hashes]:
    """Yield `packed` pairs of a name and one that it may abbreviate; what is left to judge are few."""
    ranks, signs = _ranks(texts.columns), _signs(texts.columns)
    lengths = texts.lengths
    shorts = np.flatnonzero((lengths >= SHORTEST) & (cuts.own >= SUBSTANCE - HAIR))
    sizes = lengths[shorts]
    for from_end in (False, True):
        asked = _asked(texts, ranks, shorts, from_end=from_end)
        for length in range(SHORTEST + 1, len(texts.columns) + 1):
            least = min(size for size in range(SHORTEST, length) if size >= KEPT * length)
            long = np.flatnonzero(lengths == length)
            fit = np.flatnonzero((sizes < length) & (sizes >= least))
            count = length - least + 1
            filed = _keys(texts, ranks, long, length, count, from_end=from_end)
            known = Known(filed.ravel())
            for low in range(0, len(fit), _CHUNK):
                some = fit[low : low + _CHUNK]
                one, other = met(asked[some], known)
                one, other = shorts[some[one]], long[other % max(len(long), 1)]
                keep = signs[one] & ~signs[other] == 0
                one, other = one[keep], other[keep]
                keep = _in_order(texts.columns, one, other)
                yield packed(one[keep], other[keep])


def _ranks(columns: Array) -> Array:
    """Return for each code unit how rare it is among these names, the rarest first; nothing last."""
    counts = sum(np.bincount(column, minlength=UNITS) for column in columns)
    ranks = np.empty(UNITS, np.uint32)
    ranks[np.argsort(counts, kind="stable")] = np.arange(UNITS)
    ranks[0] = _NONE
    return ranks


def _signs(columns: Array) -> Hashes:
    """Return for each name a bit for each of its characters, of 64."""
    bits = np.uint64(1) << (mixed(character_values()) >> np.uint64(58))
    bits[0] = 0
    signs = np.zeros(columns.shape[1], np.uint64)
    for column in columns:
        signs |= bits[column]
    return signs


def _asked(texts: Texts, ranks: Array, nodes: Ints, *, from_end: bool) -> Hashes:
    """Return an end character of names with the rarest other, as one number."""
    lengths, found = texts.lengths[nodes], np.zeros(len(nodes), np.uint64)
    for length in range(SHORTEST, len(texts.columns) + 1):
        some = np.flatnonzero(lengths == length)
        found[some] = _keys(texts, ranks, nodes[some], length, 1, from_end=from_end)[0]
    return found


def _keys(
    texts: Texts, ranks: Array, nodes: Ints, length: int, count: int, *, from_end: bool
) -> Hashes:
    """Return an end character of names of one length with each of the rarest others: by which, and name."""
    columns = texts.columns[:length, nodes]
    rare, end = ranks[columns], columns[-1 if from_end else 0].astype(np.uint64)
    rare[-1 if from_end else 0] = _NONE
    _raise_least(rare, count)
    return mixed(rare[:count].astype(np.uint64) << np.uint64(16) | end)


def _raise_least(columns: Array, count: int) -> None:
    """Put the least of each column on top, in order: a few rows are sorted so in a fifth of the time."""
    for done in range(count):
        for at in range(len(columns) - 1, done, -1):
            least = np.minimum(columns[at - 1], columns[at])
            np.maximum(columns[at - 1], columns[at], out=columns[at])
            columns[at - 1] = least


def _in_order(columns: Array, short: Ints, long: Ints) -> Array:
    """Return whether all characters of the one name stand in the other, in order."""
    at = np.zeros(len(short), np.int64)
    size = (columns[:, short] > 0).sum(axis=0)
    asked = np.vstack([columns[:, short], np.zeros((1, len(short)), columns.dtype)])
    each = np.arange(len(short))
    for column in columns:
        at += (at < size) & (column[long] == asked[at, each])
    found: Array = at == size
    return found
