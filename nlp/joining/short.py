"""Pairs of names of which one may abbreviate the other, of all names at once.

An abbreviation keeps an end of the longer name, and all of its characters stand there in order. So its
rarest character beside that end is among the rarest of the longer one: of those that may be left out, one
more. The two meet by length of the longer name, end, and that character.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.index.numeric import Array, Hashes, Ints, Known, met, mixed, np, packed
from nlp.joining.cuts import Cuts
from nlp.joining.texts import Texts, character_values
from nlp.relations.abbreviation import KEPT, SHORTEST, SUBSTANCE

_HAIR = 1e-6
_CHUNK = 1 << 18
_NONE = np.uint32(0xFFFFFFFF)


def abbreviating(texts: Texts, cuts: Cuts) -> Iterator[Hashes]:
    """Yield `packed` pairs of a name and one that it may abbreviate; what is left to judge are few."""
    ranks, signs = _ranks(texts.columns), _signs(texts.columns)
    lengths = texts.lengths.astype(np.int64)
    shorts = np.flatnonzero((lengths >= SHORTEST) & (cuts.own >= SUBSTANCE - _HAIR))
    for length in range(SHORTEST + 1, len(texts.columns) + 1):
        least = min(size for size in range(1, length) if size >= KEPT * length and size >= SHORTEST)
        long = np.flatnonzero(lengths == length)
        short = shorts[(lengths[shorts] < length) & (lengths[shorts] >= least)]
        for from_end in (False, True):
            asked = _keys(texts, ranks, short, 1, from_end=from_end)
            filed = _keys(texts, ranks, long, length - least + 1, from_end=from_end)
            known = Known(filed.ravel())
            for low in range(0, len(short), _CHUNK):
                one, other = met(asked[0, low : low + _CHUNK], known)
                one, other = short[low + one], long[other % max(len(long), 1)]
                keep = signs[one] & ~signs[other] == 0
                one, other = one[keep], other[keep]
                keep = _in_order(texts.columns, one, other)
                yield packed(one[keep], other[keep])


def _ranks(columns: Array) -> Array:
    """Return for each code unit how rare it is among these names, the rarest first; nothing last."""
    counts = sum(np.bincount(column, minlength=1 << 16) for column in columns)
    ranks = np.empty(1 << 16, np.uint32)
    ranks[np.argsort(counts, kind="stable")] = np.arange(1 << 16)
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


def _keys(texts: Texts, ranks: Array, nodes: Ints, count: int, *, from_end: bool) -> Hashes:
    """Return an end character of names with each of the rarest others: by which of them, and name."""
    last = texts.lengths[nodes].astype(np.int64) - 1
    columns = texts.columns[: max(last.max(initial=0) + 1, count), nodes]
    at = last if from_end else np.zeros_like(last)
    each = np.arange(len(nodes))
    rare = ranks[columns]
    end = columns[at, each].astype(np.uint64)
    rare[at, each] = _NONE
    rare = np.sort(rare, axis=0)[:count]
    return mixed(rare.astype(np.uint64) << np.uint64(16) | end)


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
