"""Sorting the arrays of an index: by numpy if they are long.

Small indexes (the rows of a file, what changed lately) are sorted by plain Python, so that a command that
makes one does not wait for numpy. Both ways give the same arrays; nothing here is needed for a look-up.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, chain, repeat

# Up to this many entries plain sorting is quicker than to import numpy.
_SMALL = 200_000
# Code units by which suffixes are ordered; a longer text is found by its rarest stretch of this length.
DEPTH = 4
_DIRECTORY = 1 << 16
# Entries that are sorted at a time.
_PORTION = 1 << 23
_PAIR = 2

Filed = tuple[memoryview, memoryview, memoryview]


def filing(hashes: array[int], counts: array[int]) -> Filed:
    """Return the sorted table of hashes and the rows filed under them.

    Args:
        hashes: of 32 bits, one row's after another's.
        counts: how many each row has.

    Returns:
        Where each upper half of a hash begins (65,537 numbers), the lower halves, the rows.
    """
    if len(hashes) <= _SMALL:
        owners = chain.from_iterable(repeat(row, count) for row, count in enumerate(counts))
        return _small_filing([one << 32 | row for one, row in zip(hashes, owners, strict=True)])
    from nlp.index.numeric import np

    found = np.frombuffer(hashes, np.uint32)
    ends = np.cumsum(np.frombuffer(counts, np.uint16), dtype=np.uint64)
    uppers = np.bincount(found >> np.uint32(16), minlength=_DIRECTORY)
    lower, rows = np.empty(len(found), np.uint16), np.empty(len(found), np.uint32)
    done = 0
    for first, last in _portions(uppers.tolist()):
        # In portions, since all pairs at once would take some hundred bytes a name.
        at = np.flatnonzero(
            (found >= np.uint32(first << 16)) & (found <= np.uint32((last << 16) - 1))
        )
        pairs = found[at].astype(np.uint64) << np.uint64(32)
        pairs |= np.searchsorted(ends, at.astype(np.uint64), side="right").astype(np.uint64)
        pairs.sort()
        these = slice(done, done := done + len(pairs))
        rows[these] = pairs.astype(np.uint32)
        pairs >>= np.uint64(32)
        lower[these] = pairs.astype(np.uint16)
    starts = np.append(np.zeros(1, np.uint32), np.cumsum(uppers).astype(np.uint32))
    return starts.data, lower.data, rows.data


def _portions(sizes: list[int]) -> Iterator[tuple[int, int]]:
    """Yield ranges of places that hold up to `_PORTION` things each, or are one place."""
    first = held = 0
    for place, size in enumerate(sizes):
        if held and held + size > _PORTION:
            yield first, place
            first, held = place, 0
        held += size
    yield first, len(sizes)


def _small_filing(pairs: list[int]) -> Filed:
    ordered = sorted(pairs)
    counts = array("I", bytes(4 * (_DIRECTORY + 1)))
    for pair in ordered:
        counts[(pair >> 48) + 1] += 1
    counts = array("I", accumulate(counts))
    lower = array("H", [pair >> 32 & 0xFFFF for pair in ordered])
    rows = array("I", [pair & 0xFFFFFFFF for pair in ordered])
    return memoryview(counts), memoryview(lower), memoryview(rows)


def suffixes(heap: bytes | bytearray, places: array[int]) -> tuple[memoryview, memoryview]:
    """Return places of a heap of UTF-16-BE code units, ordered by the next `DEPTH` units.

    Returns:
        The places, and where each first unit begins among them (65,537 numbers).
    """
    if len(places) <= _SMALL:
        width = _PAIR * DEPTH
        ordered = sorted(places, key=lambda at: heap[_PAIR * at : _PAIR * at + width])
        counts = array("I", bytes(4 * (_DIRECTORY + 1)))
        for place in ordered:
            counts[int.from_bytes(heap[_PAIR * place : _PAIR * (place + 1)], "big") + 1] += 1
        return memoryview(array("I", ordered)), memoryview(array("I", accumulate(counts)))
    from nlp.index.numeric import np

    units = np.frombuffer(bytes(heap) + b"\0" * (_PAIR * DEPTH), ">u2").astype(np.uint16)
    every = np.frombuffer(places, np.uint32)
    firsts = units[every]
    sizes = np.bincount(firsts, minlength=_DIRECTORY)
    found, done = np.empty(len(every), np.uint32), 0
    for first, last in _portions(sizes.tolist()):
        at = every[(firsts >= np.uint16(first)) & (firsts <= np.uint16(last - 1))]
        keys = units[at].astype(np.uint64)
        for beyond in range(1, DEPTH):
            keys <<= np.uint64(16)
            keys |= units[at + np.uint32(beyond)]
        found[done : (done := done + len(at))] = at[np.argsort(keys, kind="stable")]
    ends = np.append(np.zeros(1, np.uint32), np.cumsum(sizes).astype(np.uint32))
    return found.data, ends.data


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
