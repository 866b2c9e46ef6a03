"""Sorting the arrays of an index: the only numeric code, the only import of numpy.

Small indexes (the rows of a file, what changed lately) are sorted by plain Python, so that a command that
makes one does not wait for numpy. Both ways give the same arrays; nothing here is needed for a look-up.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_right
from itertools import accumulate

# Up to this many entries plain sorting is quicker than to import numpy.
_SMALL = 200_000
# Code units by which suffixes are ordered; a longer text is found by its rarest stretch of this length.
DEPTH = 4
_DIRECTORY = 1 << 16
_PAIR = 2

Filed = tuple[memoryview, memoryview, memoryview]


def filing(pairs: array[int]) -> Filed:
    """Return the sorted table of (hash << 32 | row) pairs; they are sorted in place.

    Returns:
        Where each upper half of a hash begins (65,537 numbers), the lower halves, the rows.
    """
    if len(pairs) <= _SMALL:
        return _small_filing(pairs)
    import numpy as np

    flat = np.frombuffer(pairs, np.uint64)
    flat.sort()
    uppers = np.arange(_DIRECTORY + 1, dtype=np.uint64) << np.uint64(48)
    starts = np.searchsorted(flat, uppers[:-1]).astype(np.uint32)
    starts = np.append(starts, np.uint32(len(flat)))
    halves = flat.view(np.uint16).reshape(-1, 4)
    lower = halves[:, 2 if sys.byteorder == "little" else 1].copy()
    rows = flat.astype(np.uint32)
    return starts.data, lower.data, rows.data


def _small_filing(pairs: array[int]) -> Filed:
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
    import numpy as np

    units = np.frombuffer(bytes(heap) + b"\0" * (_PAIR * DEPTH), ">u2").astype(np.uint16)
    at = np.frombuffer(places, np.uint32)
    keys = units[at].astype(np.uint64)
    for beyond in range(1, DEPTH):
        keys <<= np.uint64(16)
        keys |= units[at + np.uint32(beyond)]
    ends = np.cumsum(np.bincount(units[at], minlength=_DIRECTORY))
    firsts = np.append(np.zeros(1, np.uint32), ends.astype(np.uint32))
    return at[np.argsort(keys, kind="stable")].data, firsts.data


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
    import numpy as np

    begins = np.frombuffer(offsets, np.uint32)
    owners = np.repeat(np.arange(len(begins) - 1, dtype=np.uint32), np.diff(begins))
    at = np.frombuffer(places, np.uint32)
    return owners[at].data, np.frombuffer(codes, np.uint8)[at].data
