"""All names of a join cut into naming words at once: what `nlp.words.pieces` finds, place by place.

The same sums of the same whole figures, so that ties fall as they do there; a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from nlp.genericness import LONGEST_WORD, worn_weights
from nlp.index.numeric import Array, Hashes, Known, np
from nlp.joining.characters import table_of
from nlp.joining.hashing import character_values, hashes_of, sums_of, window
from nlp.joining.texts import Texts
from nlp.words import CHARACTER_COST, NUMERALS, OWN_COST, WORD_COST

STRETCH = 1 << 17
"""Nodes that are cut in one go."""
# A byte: whether a piece begins with the character, and in the rest the number of its weight.
BEGINS, _WEIGHT = 0x80, 0x7F


@dataclass(frozen=True, slots=True)
class Cuts:
    """The pieces of names.

    Attributes:
        codes: by place and node, see `BEGINS`.
        own: for each node its substance.
    """

    codes: Array
    own: Array

    @property
    def worn(self) -> Array:
        """By the number of a weight how worn a character is, 0–1."""
        return _words().worn

    @property
    def weights(self) -> Array:
        """By the number of a weight how much a character is the name's own, 0–1."""
        found: Array = 1.0 - self.worn
        return found

    @property
    def hundredths(self) -> Array:
        """The weights in hundredths, exactly."""
        found: Array = np.rint(100 * self.weights).astype(np.int64)
        return found

    def inside(self, place: Array | slice, node: Array | slice) -> Array:
        """Return whether places lie inside a worn word of two or more characters."""
        code = self.codes[place, node]
        found: Array = (code & BEGINS == 0) & (code & _WEIGHT > 0)
        return found

    def numbers_at(self, place: int, nodes: Array) -> Array:
        """Return the numbers of the weights of some nodes at a place."""
        found: Array = self.codes[place, nodes] & _WEIGHT
        return found

    def numbers(self, some: slice = slice(None)) -> Array:
        """Return for each place of some nodes the number of its weight, 0 where it is all the name's own."""
        found: Array = self.codes[:, some] & _WEIGHT
        return found


@dataclass(frozen=True, slots=True)
class _Words:
    """Worn words by hash, with their weights by number."""

    known: Known
    numbers: Array
    worn: Array


def cut(texts: Texts, some: slice, cuts: Cuts) -> None:
    """Write the cuts of some nodes into those of all; a node that is alone has none.

    About two microseconds a name; memory is needed for those of some nodes.
    """
    lengths, weights = texts.lengths[some], cuts.weights
    cutting = _Cutting(texts.columns[:, some], texts.ends[:, some], lengths)
    cutting.measure(_words())
    codes = cutting.pieces()
    own = np.zeros(len(lengths))
    for place, column in enumerate(codes & _WEIGHT):
        own += np.where(lengths > place, weights[column], 0.0)
    cuts.codes[:, some], cuts.own[some] = codes, own


@cache
def _words() -> _Words:
    worn = worn_weights()
    distinct = (0.0, *sorted(set(worn.values())))
    short = {word: weight for word, weight in worn.items() if max(word) < "\U00010000"}
    known = Known(hashes_of(short))
    numbers = np.array([distinct.index(weight) for weight in short.values()], np.uint8)
    return _Words(known, numbers[known.order], np.array(distinct))


class _Cutting:
    """The cutting of some names."""

    def __init__(self, columns: Array, ends: Array, lengths: Array) -> None:
        self.columns, self.ends, self.lengths = columns, ends, lengths
        size, count = columns.shape
        self.cost = np.zeros((size + 1, count))
        self.start = np.zeros((size + 1, count), np.uint8)
        self.number = np.zeros((size + 1, count), np.uint8)
        # Where the part begins in which each place lies.
        self.part = np.zeros((size, count), np.uint8)
        for place in range(1, size):
            self.part[place] = np.where(ends[place - 1], place, self.part[place - 1])

    def measure(self, words: _Words) -> None:
        """Find for each place the cheapest way to it: its cost, where the last piece starts, its weight."""
        sums = sums_of(self.columns, character_values())
        for end in range(1, len(self.columns) + 1):
            some = np.flatnonzero(self.lengths >= end)
            part = self.part[end - 1, some]
            cost, start = (
                self._so_far(end - 1, some, part) + OWN_COST,
                np.full(len(some), end - 1, np.uint8),
            )
            number = np.zeros(len(some), np.uint8)
            for size in range(1, min(LONGEST_WORD, end) + 1):
                found, worn = _worn(sums, end - size, end, some, words)
                found, worn = found[part[found] <= end - size], worn[part[found] <= end - size]
                before = self._so_far(end - size, some[found], part[found])
                added = WORD_COST if size > 1 else CHARACTER_COST - np.rint(100 * words.worn[worn])
                option = before + added
                better = (option < cost[found]) | (
                    (option == cost[found]) & (end - size < start[found])
                )
                if size == 1:  # unworn and worn start alike: of equal cost nothing hangs on which
                    number[found] = worn
                    better = option < cost[found]
                at = found[better]
                cost[at], start[at] = option[better], end - size
                if size > 1:
                    number[at] = worn[better]
            self.cost[end, some], self.start[end, some], self.number[end, some] = (
                cost,
                start,
                number,
            )

    def _so_far(self, place: int, some: Array, part: Array) -> Array:
        """Return the cost up to a place; each part begins with nothing."""
        found: Array = np.where(part == place, 0.0, self.cost[place, some])
        return found

    def pieces(self) -> Array:
        """Return the codes of the cheapest ways, single characters joined as `nlp.words` joins them."""
        codes = np.zeros(self.columns.shape, np.uint8)
        single = np.zeros(self.columns.shape, np.bool_)
        end = self.lengths.astype(np.int64)
        while (some := np.flatnonzero(end)).size:
            last = end[some]
            start = self.start[last, some].astype(np.int64)
            number = self.number[last, some]
            for place in range(LONGEST_WORD):
                inside = start + place < last
                codes[(start + place)[inside], some[inside]] = number[inside]
            codes[start, some] |= BEGINS
            lone = last - start == 1
            single[start[lone], some[lone]] = True
            end[some] = start
        self._join(codes, single)
        return codes

    def _join(self, codes: Array, single: Array) -> None:
        """Make own runs of single characters: those beside an own one, and short parts of nothing else."""
        letters = single & ~numeral_table()[self.columns]
        run = np.zeros(codes.shape, np.bool_)
        owned = single & (codes & _WEIGHT == 0)
        follows = np.zeros(codes.shape, np.bool_)
        follows[1:] = single[1:] & single[:-1] & ~self.ends[:-1]
        run |= owned
        for place in range(1, len(codes)):
            run[place] |= follows[place] & run[place - 1]
        for place in range(len(codes) - 2, -1, -1):
            run[place] |= follows[place + 1] & run[place + 1]
        for size in (2, 3):
            for start in range(len(codes) - size + 1):
                end = start + size
                coined = (self.part[start] == start) & self.ends[end - 1]
                coined &= letters[start:end].all(axis=0) & follows[start + 1 : end].all(axis=0)
                run[start:end] |= coined
        codes[run] = np.where((follows & self._before(run))[run], 0, BEGINS)

    @staticmethod
    def _before(run: Array) -> Array:
        shifted = np.zeros(run.shape, np.bool_)
        shifted[1:] = run[:-1]
        return shifted


def _worn(sums: Hashes, start: int, end: int, some: Array, words: _Words) -> tuple[Array, Array]:
    """Return which of some names have a worn word at a place, and the number of its weight."""
    found, word = words.known.find(window(sums, start, end, some))
    return found, words.numbers[word]


@cache
def numeral_table() -> Array:
    """Return for each code unit whether it is a numeral of `nlp.words`."""
    return table_of(NUMERALS)
