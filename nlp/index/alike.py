"""The names of a segment whose match keys are alike in letters to another, from a given likeness on: all.

Likeness is the normalised Indel similarity, twice the longest common subsequence by both lengths. It says
nothing of whether two names collide (that says `nlp.compare`); it finds a name of which somebody has one or
another letter wrong. Nothing is filed for it but how long each key is; it is found in three steps:

1. A name that is alike has so many of the asked letters that it has one of the rarer ones. The suffixes tell
   who has those; the others, the rarer first, are only counted: too few for the length of a key, it is out.
   When a letter is had by so many that counting it takes longer than the next step, that comes.
2. What is left is laid beside each other letter by letter, and the longest common subsequence of all with the
   asked key is counted at once, bit by bit (Hyyrö, 2004).
3. Where a key is written otherwise than the text that is filed (numerals that hang on those beside them), or
   in characters of two code units, the first two steps let through what may be alike, and the name is read.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from nlp.index.numeric import Array, Ints, distinct, np
from nlp.index.segment import ENCODING, LONG, UNIT, Segment
from nlp.index.strips import BLOCK, Strip
from nlp.lazily import lazy
from nlp.likeness import Letters
from nlp.numerals import JOINING, numbered, written

# To lay a name beside the others takes as long as to count so many that have a letter (measured).
_LAID = 16
# Of a key with more letters what may be alike is asked one by one: a bit for each does not fit.
_MOST_LETTERS = 64
_HAIR = 1e-9
_BITS = np.array([byte.bit_count() for byte in range(256)], np.uint8)


class Found(NamedTuple):
    """The names of a segment that are alike in letters.

    Attributes:
        rows: each once, in order.
        likeness: of each, 0–1.
    """

    rows: Ints
    likeness: Array


@dataclass(frozen=True)
class Asked:
    """A match key, and how alike to it others must be.

    Each thing is made when it is first asked for, so there are no slots.

    Attributes:
        least: the least likeness, above 0 and up to 1.
    """

    key: str
    least: float

    @lazy
    def letters(self) -> Letters:
        """The letters of the key."""
        return Letters(self.key)

    @lazy
    def fewest(self) -> int:
        """How many letters any name must have in common."""
        return math.ceil(self.least * len(self.key) / (2 - self.least) - _HAIR)

    @lazy
    def needed(self) -> Ints:
        """For each length of a key, up to `LONG`, how many letters it must have in common."""
        both = np.arange(LONG + 1) + len(self.key)
        found: Ints = np.ceil(self.least * both / 2 - _HAIR).astype(np.int64)
        return np.minimum(found, len(self.key) + 1)

    @lazy
    def longest(self) -> int:
        """How many letters a key may have at most."""
        return math.floor((2 / self.least - 1) * len(self.key) + _HAIR)

    @lazy
    def places(self) -> Array:
        """For each code unit, as it lies in a heap, the bits of the places in the key where it may stand."""
        found = np.zeros(1 << 16, f"u{next(n for n in (1, 2, 4, 8) if len(self.key) <= 8 * n)}")
        for place, character in enumerate(self.key):
            for source in written(character):
                found[_units(source)[-1]] |= found.dtype.type(1 << place)
        return found

    @lazy
    def zeros(self) -> int:
        """How many letters may come of a character that another has come of already."""
        return self.key.count("0")


def alike(segment: Segment, asked: Asked) -> Found:
    """Return all names of a segment that are alike, unread as far as they can be compared unread.

    Takes some ms for millions of names; see `nlp.index.names.NameIndex.alike`.

    Raises:
        IndexFileError: a mapped segment turns out to be damaged.
    """
    rows = _sharing(segment, asked)
    if 0 < len(asked.key) <= _MOST_LETTERS:
        rows, common, sure = _compared(segment, rows, asked)
        both = _lengths(segment)[rows].astype(np.int64) + len(asked.key)
        likeness = 1.0 - (both - 2 * common) / both
    else:
        likeness, sure = np.zeros(len(rows)), np.zeros(len(rows), np.bool_)
    unsure = np.flatnonzero(~sure)
    texts = segment.entries(rows[unsure].tolist())
    likeness[unsure] = [asked.letters.likeness(numbered(text)) for text, _ in texts]
    kept = likeness >= asked.least
    return Found(rows[kept], likeness[kept])


def _sharing(segment: Segment, asked: Asked) -> Ints:
    """Return the rows, in order, that have enough letters in common for their length, and some more."""
    if not asked.key:
        return np.arange(segment.size)
    left, holders = len(asked.key), _holders(segment, asked.key)
    most = left + 1 + sum(times * len(spans) for times, spans in holders)
    counts = np.zeros(segment.size, np.uint8 if most < 1 << 8 else np.uint16)
    found: list[Array] = []
    while holders and left >= asked.fewest:
        left -= _count(counts, *(rarest := holders.pop()))
        found += rarest[1]
    rows = np.concatenate(found) if found else np.zeros(0, np.uint32)
    needed = asked.needed.astype(counts.dtype).take(_lengths(segment).take(rows))
    rows, needed = _enough(rows, needed, counts, left)
    while holders and sum(map(len, holders[-1][1])) < _LAID * len(rows):
        left -= _count(counts, *holders.pop())
        rows, needed = _enough(rows, needed, counts, left)
    return distinct(rows).astype(np.int64)


def _enough(rows: Array, needed: Array, counts: Array, left: int) -> tuple[Array, Array]:
    """Return those of some rows, and what they need, that have it with so many letters left to be counted."""
    kept = counts.take(rows) + counts.dtype.type(left) >= needed
    return rows[kept], needed[kept]


def _holders(segment: Segment, key: str) -> list[tuple[int, list[Array]]]:
    """Return for each letter how often a key has it, and who may have it, the rarest last."""
    found = []
    for letter, times in Counter(key).items():
        spans = (segment.owners(source) for source in sorted(written(letter)))
        found.append((times, [np.frombuffer(span, np.uint32) for span in spans if len(span)]))
    return sorted(found, key=lambda one: -sum(map(len, one[1])))


def _count(counts: Array, times: int, spans: list[Array]) -> int:
    """Count a letter for all that have it, so often; returns how often."""
    for span in spans:
        counts[span] = counts.take(span) + counts.dtype.type(times)
    return times


def _compared(segment: Segment, rows: Ints, asked: Asked) -> tuple[Ints, Ints, Array]:
    """Return those of some rows that may be alike, the letters each has in common, and if that is sure."""
    columns, sure = _laid(segment, rows, asked.longest + 1)
    common = _common(columns, asked)
    # Of a text that goes on although its key does not only the beginning was seen.
    common[~sure] = len(asked.key)
    sure &= ~_unsure()[columns].any(axis=0)
    common[~sure] += asked.zeros
    lengths = _lengths(segment)[rows]
    sure &= lengths < LONG
    kept = common >= asked.needed[lengths]
    return rows[kept], common[kept], sure[kept]


def _lengths(segment: Segment) -> Ints:
    """Return for each row how many letters its key has, up to `LONG`; all of them are verified."""
    return np.frombuffer(segment.arrays.lengths.whole(), np.uint8)


def _laid(segment: Segment, rows: Ints, width: int) -> tuple[Array, Array]:
    """Return the first code units of texts by place and row, zeros after their ends; and who ends there."""
    heap, offsets = segment.arrays.heap, segment.arrays.offsets
    _verify(offsets, rows, 1)
    starts = np.frombuffer(offsets.view, np.uint32)[rows].astype(np.int64)
    _verify(heap, UNIT * starts, UNIT * width)
    units = np.frombuffer(heap.view, np.uint16)
    if len(units) < width:
        units = np.append(units, np.zeros(width, np.uint16))
    # Each copied at once: as many numbers as there are letters take five times as long.
    windows = np.ndarray(len(units) - width + 1, f"V{UNIT * width}", units, strides=(UNIT,))
    last = len(windows) - 1
    near = np.minimum(starts, last)
    columns = windows[near].view(np.uint16).reshape(len(rows), width).T.copy()
    for at in np.flatnonzero(starts > last).tolist():
        columns[:, at] = np.append(units[starts[at] :], np.zeros(width, np.uint16))[:width]
    going_on = np.ones(len(rows), np.bool_)
    for column in columns:
        going_on &= column > 0
        column *= going_on
    return columns, ~going_on


def _common(columns: Array, asked: Asked) -> Ints:
    """Return the length of the longest common subsequence of each text, as laid, with a key."""
    places = asked.places
    left = np.full(columns.shape[1], np.iinfo(places.dtype).max, places.dtype)
    for column in columns:
        met = left & places[column]
        left = (left + met) | (left - met)
    left = ~left & places.dtype.type((1 << len(asked.key)) - 1)
    by_byte = _BITS[left.view(np.uint8).reshape(-1, left.itemsize)]
    found: Ints = by_byte.sum(axis=1, dtype=np.int64)
    return found


@cache
def _unsure() -> Array:
    """Return for each code unit, as it lies in a heap, whether it may be anything but a letter of its own.

    Numerals that hang on those beside them, and halves of characters.
    """
    found = np.zeros(1 << 16, np.bool_)
    found[_units("".join(JOINING))] = True
    found[np.arange(0xD800, 0xE000).astype(">u2").view(np.uint16)] = True
    return found


def _units(text: str) -> Array:
    return np.frombuffer(text.encode(ENCODING), np.uint16)


def _verify(strip: Strip, starts: Ints, size: int) -> None:
    """Verify stretches of a strip of so many numbers, fewer than a block has, where all of it is not yet."""
    if (guard := strip.guard) and not guard.whole:
        ends = np.minimum(starts + size, len(strip)) - 1
        places = strip.base + strip.view.itemsize * np.concatenate([starts, ends])
        for block in distinct(places // BLOCK).tolist():
            guard.touch(block, block)
