"""The arrays of an index and the look-ups in them: the only numeric code, the only import of numpy.

A table maps 64-bit hashes to rows: `hashes` is sorted, `rows` lies beside it. A collision of hashes adds
a candidate that the judgement then discards; it can lose none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.uint32]
Hashes = npt.NDArray[np.uint64]


def hash64(text: str) -> int:
    """Return 64 bits of a text, the same on every machine."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def signature(text: str) -> int:
    """Return 64 bits of which a text that holds all characters of another has all of the other's."""
    bits = 0
    for character in text:
        bits |= 1 << (ord(character) * 0x9E3779B1 >> 7 & 63)
    return bits


def table(pairs: Iterable[tuple[int, int]], count: int) -> tuple[Hashes, Rows]:
    """Return the sorted table of `count` (hash, row) pairs."""
    flat = np.fromiter((v for pair in pairs for v in pair), np.uint64, count * 2).reshape(-1, 2)
    order = np.argsort(flat[:, 0], kind="stable")
    return flat[order, 0].copy(), flat[order, 1].astype(np.uint32)


def rows_of(keys: Hashes, places: Rows, wanted: Sequence[int]) -> list[Rows]:
    """Return for each wanted hash the rows that have it."""
    asked = np.array(wanted, np.uint64)
    starts = np.searchsorted(keys, asked, "left")
    ends = np.searchsorted(keys, asked, "right")
    return [places[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]


def united(found: Sequence[Rows]) -> Rows:
    """Return all rows, sorted, each once."""
    if not found:
        return np.empty(0, np.uint32)
    return np.unique(np.concatenate(found))


def uint64s(values: Iterable[int]) -> Hashes:
    """Return numbers of up to 64 bits as an array."""
    return np.fromiter(values, np.uint64)


def having(rows: Rows, signatures: Hashes, bits: int) -> Rows:
    """Return the rows whose signature has all of `bits`."""
    mask = np.uint64(bits)
    kept: Rows = rows[(signatures[rows] & mask) == mask]
    return kept


def within(rows: Rows, signatures: Hashes, bits: int) -> Rows:
    """Return the rows whose signature has nothing beyond `bits`."""
    outside = np.uint64(~bits & (1 << 64) - 1)
    kept: Rows = rows[(signatures[rows] & outside) == 0]
    return kept


def hashes(buffer: memoryview) -> Hashes:
    """Return a part of a mapped file as 64-bit numbers, without copying."""
    return np.frombuffer(buffer, np.uint64)


def rows(buffer: memoryview) -> Rows:
    """Return a part of a mapped file as row numbers, without copying."""
    return np.frombuffer(buffer, np.uint32)
