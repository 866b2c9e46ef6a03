"""Sorting the arrays of an index: by numpy if they are long, in portions that are put aside.

Small indexes (the rows of a file, what changed lately) are sorted by plain Python, so that a command that
makes one does not wait for numpy. Both ways give the same arrays; nothing here is needed for a look-up.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import closing
from itertools import accumulate, chain, pairwise, repeat
from typing import TYPE_CHECKING

from nlp.index.spool import Spool

if TYPE_CHECKING:
    from nlp.index.numeric import Array

# Up to this many entries plain sorting is quicker than to import numpy.
_SMALL = 200_000
# Hashes up to which it is not much slower, and saves the 18 MB that numpy takes: some fifteen thousand names.
_FEW_HASHES = 1 << 19
# Bits of a hash below those that tell its stretch.
_STRETCH = 26
# Code units by which suffixes are ordered; a longer text is found by its rarest stretch of this length.
DEPTH = 4
_DIRECTORY = 1 << 16
PORTION = 1 << 22
"""Entries that are sorted at a time: some 100 MB."""
_PAIR = 2
_OF_PAIR = 8

Filed = tuple[memoryview, memoryview, memoryview]


def filing(aside: Spool, hashes: array[int], counts: array[int]) -> Filed:
    """Return the sorted table of hashes and the rows filed under them: a merge sort on disk, if many.

    Args:
        aside: hashes of 32 bits, one row's after another's.
        hashes: those that come after them.
        counts: how many each row has.

    Returns:
        Where each upper half of a hash begins (65,537 numbers), the lower halves, the rows.
    """
    if not len(aside) and len(hashes) <= _FEW_HASHES:
        return _small_filing(hashes, counts)
    from nlp.index.numeric import np

    with closing(Spool()) as runs, closing(Spool()) as lower, closing(Spool()) as rows:
        starts = _sorted_runs(chain(aside.pieces(), [hashes]), counts, runs)
        total = np.sum(starts, axis=0)
        for first, last in _portions(np.diff(total).tolist()):
            parts = [
                runs.piece(run, _OF_PAIR * int(ends[first]), _OF_PAIR * int(ends[last]))
                for run, ends in enumerate(starts)
            ]
            pairs = np.frombuffer(b"".join(parts), np.uint64).copy()
            pairs.sort(kind="stable")  # runs that are sorted are merged
            rows.put(pairs.astype(np.uint32).data)
            lower.put((pairs >> np.uint64(32)).astype(np.uint16).data)
        return total.astype(np.uint32).data, lower.whole().cast("H"), rows.whole().cast("I")


def _sorted_runs(
    pieces: Iterator[bytes | array[int]], counts: array[int], runs: Spool
) -> list[Array]:
    """Put each piece of hashes aside as sorted pairs with their rows; where each upper half begins in it."""
    from nlp.index.numeric import np

    ends = np.cumsum(np.frombuffer(counts, np.uint16), dtype=np.uint32)
    starts, done = [], 0
    for piece in pieces:
        found = np.frombuffer(piece, np.uint32)
        places = np.arange(done, done + len(found), dtype=np.uint32)
        pairs = found.astype(np.uint64) << np.uint64(32)
        pairs |= np.searchsorted(ends, places, side="right").astype(np.uint64)
        pairs.sort()
        runs.put(pairs.data)
        uppers = np.bincount(found >> np.uint32(16), minlength=_DIRECTORY)
        starts.append(np.append(np.zeros(1, np.int64), np.cumsum(uppers)))
        done += len(found)
    return starts


def _portions(sizes: list[int]) -> Iterator[tuple[int, int]]:
    """Yield ranges of places that hold up to `PORTION` things each, or are one place."""
    first = held = 0
    for place, size in enumerate(sizes):
        if held and held + size > PORTION:
            yield first, place
            first, held = place, 0
        held += size
    yield first, len(sizes)


def _small_filing(hashes: array[int], counts: array[int]) -> Filed:
    """Sort without numpy, a stretch of the hashes at a time: all pairs as numbers would take megabytes."""
    stretches = [array("Q") for _ in range(1 << 32 - _STRETCH)]
    owners = chain.from_iterable(repeat(row, count) for row, count in enumerate(counts))
    for one, row in zip(hashes, owners, strict=True):
        stretches[one >> _STRETCH].append(one << 32 | row)
    sizes, lower, rows = array("I", bytes(4 * (_DIRECTORY + 1))), array("H"), array("I")
    for stretch in stretches:
        ordered = sorted(stretch)
        for pair in ordered:
            sizes[(pair >> 48) + 1] += 1
        lower.extend([pair >> 32 & 0xFFFF for pair in ordered])
        rows.extend([pair & 0xFFFFFFFF for pair in ordered])
    return memoryview(array("I", accumulate(sizes))), memoryview(lower), memoryview(rows)


def suffixes(heap: bytes | bytearray, offsets: array[int]) -> tuple[memoryview, memoryview]:
    """Return the places of all characters of texts in a heap, ordered by the next `DEPTH` code units.

    Args:
        heap: UTF-16-BE code units; a text ends with a zero.
        offsets: where each row begins, with its text; one more for the end.

    Returns:
        The places, and where each first unit begins among them (65,537 numbers).
    """
    if len(heap) <= _PAIR * _SMALL:
        width = _PAIR * DEPTH
        ordered = sorted(
            _text_places(heap, offsets), key=lambda at: heap[_PAIR * at : _PAIR * at + width]
        )
        counts = array("I", bytes(4 * (_DIRECTORY + 1)))
        for place in ordered:
            counts[int.from_bytes(heap[_PAIR * place : _PAIR * (place + 1)], "big") + 1] += 1
        return memoryview(array("I", ordered)), memoryview(array("I", accumulate(counts)))
    from nlp.index.numeric import np

    units = np.zeros(len(heap) // _PAIR + DEPTH, np.uint16)
    units[:-DEPTH] = np.frombuffer(heap, ">u2")
    in_text = _in_text(units, offsets)
    sizes = np.zeros(_DIRECTORY, np.int64)
    for low in range(0, len(units), PORTION):
        some = slice(low, low + PORTION)
        sizes += np.bincount(units[some][in_text[some]], minlength=_DIRECTORY)
    found, done = np.empty(int(sizes.sum()), np.uint32), 0
    for first, last in _portions(sizes.tolist()):
        these = units >= np.uint16(first)
        these &= units <= np.uint16(last - 1)
        these &= in_text
        at = np.flatnonzero(these)
        keys = units[at].astype(np.uint64)
        for beyond in range(1, DEPTH):
            keys <<= np.uint64(16)
            keys |= units[at + beyond]
        found[done : (done := done + len(at))] = at[np.argsort(keys, kind="stable")]
    ends = np.append(np.zeros(1, np.uint32), np.cumsum(sizes).astype(np.uint32))
    return found.data, ends.data


def _text_places(heap: bytes | bytearray, offsets: array[int]) -> Iterator[int]:
    for start, end in pairwise(offsets):
        size = array("H", heap[_PAIR * start : _PAIR * end]).index(0)
        yield from range(start, start + size)


def _in_text(units: Array, offsets: array[int]) -> Array:
    """Return for each code unit whether it stands in a text, before the first zero of a row."""
    from nlp.index.numeric import np

    begins = np.frombuffer(offsets, np.uint32)[:-1]
    zeros = np.flatnonzero(units == 0)
    steps = np.zeros(len(units), np.int8)
    steps[begins] += 1
    steps[zeros[np.searchsorted(zeros, begins)]] -= 1
    return np.cumsum(steps, dtype=np.int8).astype(np.bool_)


def beside(
    places: memoryview, offsets: array[int], codes: bytes | bytearray
) -> tuple[memoryview, memoryview]:
    """Return for each of some places of a heap the row it lies in, and its byte.

    Args:
        places: places of the heap.
        offsets: where each row begins; one more for the end.
        codes: a byte for each code unit of the heap.
    """
    if len(places) <= _SMALL:
        rows = array("I", (bisect_right(offsets, place) - 1 for place in places))
        return memoryview(rows), memoryview(bytes(codes[place] for place in places))
    from nlp.index.numeric import np

    begins = np.frombuffer(offsets, np.uint32)
    owners = np.repeat(np.arange(len(begins) - 1, dtype=np.uint32), np.diff(begins))
    at = np.frombuffer(places, np.uint32)
    return owners[at].data, np.frombuffer(codes, np.uint8)[at].data


def shifted(numbers: array[int], by: int) -> bytes:
    """Return 32-bit numbers, each greater by a number, as bytes."""
    if len(numbers) <= _SMALL:
        return array("I", [number + by for number in numbers]).tobytes()
    from nlp.index.numeric import np

    return (np.frombuffer(numbers, np.uint32) + np.uint32(by)).tobytes()
