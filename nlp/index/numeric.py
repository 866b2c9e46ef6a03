"""The only import of numpy, and what sorting and hashing of whole columns takes.

Import it where many names are at hand, inside the function that needs it: a command that looks up one name
does not wait for it. Hashes are of 64 bits: a text's is the sum of a value for each character times a power
of an odd number, so that the hash of a stretch is the difference of two sums.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Array",
    "Hashes",
    "Ints",
    "Known",
    "distinct",
    "met",
    "mixed",
    "np",
    "packed",
    "pairs_of_equal",
    "several",
    "spread",
]

Array = NDArray[Any]
Hashes = NDArray[np.uint64]
Ints = NDArray[np.int64]

_HALF = np.uint64(32)
_STEPS = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
# Bits of the table in which a hash is looked for first: 1 MB to 128 MB, by how many hashes there are.
_LEAST_BITS, _MOST_BITS, _SPARSE = 20, 27, 3
# Two to the power of this many known hashes or so begin alike where they are looked for.
_SHARED = 2
_LAST = np.uint64((1 << 64) - 1)


def mixed(numbers: Array) -> Hashes:
    """Return numbers well mixed, one to one (the finisher of SplitMix64, Steele and others, 2014)."""
    found = numbers.astype(np.uint64)
    found += np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in _STEPS:
        found ^= found >> np.uint64(shift)
        found *= np.uint64(factor)
    found ^= found >> np.uint64(31)
    return found


def distinct(numbers: Array) -> Array:
    """Return numbers in order, each once; sorting them is quicker than `np.unique`, which hashes them."""
    found = np.sort(numbers)
    return found[np.concatenate([[True], found[1:] != found[:-1]])] if len(found) else found


def packed(one: Array, other: Array) -> Hashes:
    """Return pairs of different numbers as one number each, the lesser above; a number with itself is out."""
    one, other = one.astype(np.uint64), other.astype(np.uint64)
    keep = one != other
    one, other = one[keep], other[keep]
    found: Hashes = np.minimum(one, other) << _HALF | np.maximum(one, other)
    return found


def pairs_of_equal(keys: Hashes, nodes: Array) -> Iterator[Hashes]:
    """Yield all pairs of nodes that have a key in common, as `packed` does; a pair may come twice."""
    order = np.argsort(keys)
    keys, nodes = keys[order], nodes[order]
    at = np.flatnonzero(keys[1:] == keys[:-1])
    apart = 1
    while len(at):
        yield packed(nodes[at], nodes[at + apart])
        apart += 1
        at = at[at + apart < len(keys)]
        at = at[keys[at] == keys[at + apart]]


def several(keys: Array) -> Ints:
    """Return the places of the keys that come more than once, in no order."""
    order = np.argsort(keys)
    keys = keys[order]
    same = np.flatnonzero(keys[1:] == keys[:-1])
    found: Ints = order[distinct(np.concatenate([same, same + 1]))]
    return found


def spread(starts: Array, ends: Array) -> tuple[Ints, Ints]:
    """Return for many spans every place of each: which span it is of, and the place."""
    counts = (ends - starts).astype(np.int64)
    of = np.repeat(np.arange(len(counts)), counts)
    before = np.cumsum(counts) - counts
    return of, np.arange(len(of)) - before[of] + starts[of].astype(np.int64)


class Known:
    """Which of many hashes are among some known ones.

    A hash that may be known is looked for from where the first with its highest bits stands: it is there or
    a step or two further on.

    Attributes:
        order: places of the known hashes, equal ones side by side.
    """

    def __init__(self, keys: Hashes) -> None:
        self.order: Ints = np.argsort(keys)
        keys = keys[self.order]
        begins = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))[: len(keys)]
        self._starts = np.append(begins, len(keys))
        self._keys = np.append(keys[begins], _LAST)
        bits = len(keys).bit_length()
        self._shift = np.uint64(64 - min(max(bits + _SPARSE, _LEAST_BITS), _MOST_BITS))
        self._table = np.zeros(1 << int(64 - self._shift), np.bool_)
        self._table[keys >> self._shift] = True
        self._upper = np.uint64(64 - max(bits - _SHARED, 1))
        uppers = np.arange(1 << int(64 - self._upper), dtype=np.uint64) << self._upper
        self._firsts: Ints = np.searchsorted(self._keys, uppers)

    def find(self, asked: Hashes) -> tuple[Ints, Ints]:
        """Return the places of the hashes that are known, and the number of each, counting equals once."""
        maybe = np.flatnonzero(self._table[asked >> self._shift])
        asked = asked[maybe]
        number = self._firsts[asked >> self._upper]
        left = np.flatnonzero(self._keys[number] < asked)
        while len(left):
            number[left] += 1
            left = left[self._keys[number[left]] < asked[left]]
        sure = (self._keys[number] == asked) & (number < len(self._starts) - 1)
        return maybe[sure], number[sure]

    def spans(self, numbers: Ints) -> tuple[Ints, Ints]:
        """Return for each number where in `order` its hashes begin and end."""
        return self._starts[numbers], self._starts[numbers + 1]


def met(asked: Hashes, known: Known) -> tuple[Ints, Ints]:
    """Return every meeting of asked hashes with known ones, as places in the one and in the other."""
    some, numbers = known.find(asked)
    of, at = spread(*known.spans(numbers))
    return some[of], known.order[at]
