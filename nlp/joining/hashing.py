"""Hashes of texts that stand in columns: of whole ones and of every stretch.

A hash is a polynomial in an odd number: that of a stretch is the difference of two sums, divided by a power.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from nlp.index.numeric import Array, Hashes, mixed, np

WIDEST = 32
"""Texts up to this length stand in columns; longer names are few."""
UNITS = 1 << 16
"""Number of code units."""
CHUNK = 1 << 17
"""Texts whose stretches are hashed in one go: what is made of them meanwhile fits into the cache."""
# The odd number; below also its powers' inverses modulo 2**64.
_BASE = 0x9E3779B97F4A7C15
POWERS = np.array([pow(_BASE, i, 1 << 64) for i in range(WIDEST + 1)], np.uint64)
INVERSES = np.array([pow(_BASE, -i, 1 << 64) for i in range(WIDEST + 1)], np.uint64)


@cache
def character_values() -> Hashes:
    """Return a number for each code unit, for hashes of texts."""
    return mixed(np.arange(UNITS, dtype=np.uint64))


@cache
def bag_values() -> Hashes:
    """Return a number for each code unit, 0 for none: summed up they tell texts of the same characters."""
    values = mixed(character_values())
    values[0] = 0
    return values


def bag_of(text: str) -> int:
    """Return the sum of `bag_values` of a text without characters of two units."""
    return sum(map(int, bag_values()[list(map(ord, text))])) % (1 << 64)


def hashes_of(words: Iterable[str]) -> Hashes:
    """Return the hashes of words as `window` gives them; those with characters of two units are left out."""
    values = character_values()
    hashes = [
        sum(int(values[ord(c)]) * int(POWERS[i]) for i, c in enumerate(word)) + len(word)
        for word in words
        if max(word) < "\U00010000"
    ]
    return np.array([one % (1 << 64) for one in hashes], np.uint64)


def totals_of(columns: Array) -> Hashes:
    """Return the hashes of texts, their lengths not in them."""
    values, found = character_values(), np.zeros(columns.shape[1], np.uint64)
    for place, column in enumerate(columns):
        # Few texts reach the last columns.
        some = np.flatnonzero(column > 0)
        found[some] += values[column[some]] * POWERS[place]
    return found


def sums_of(columns: Array, values: Hashes) -> Hashes:
    """Return by place the sum of the values, times powers, of all characters before it."""
    sums = np.zeros((len(columns) + 1, columns.shape[1]), np.uint64)
    for place, column in enumerate(columns):
        sums[place + 1] = sums[place] + values[column] * POWERS[place]
    return sums


def window(sums: Hashes, start: int, end: int, some: Array) -> Hashes:
    """Return the hashes of a stretch of some texts, as if it stood at the beginning; its length is in it."""
    found: Hashes = (sums[end, some] - sums[start, some]) * INVERSES[start] + np.uint64(end - start)
    return found
