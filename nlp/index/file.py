"""An index on disk: versioned, checksummed, written beside and renamed over, mapped when opened.

Layout: magic, then a JSON header line (stamp, sizes, checksum), then the arrays, then ids and names as
one JSON list. A file that is torn, foreign, of another version or another stamp raises
`IndexFileError`; the caller builds anew. Nothing in it is executed.
"""

from __future__ import annotations

import json
import mmap
import os
import zlib
from dataclasses import dataclass
from pathlib import Path

from nlp.index.arrays import hashes, rows
from nlp.index.names import NameIndex, Tables

_MAGIC = b"pinwen-index/1\n"
_ALIGN = 8


class IndexFileError(ValueError):
    """A file that is not the index asked for: torn, foreign, older, or of another registry state."""


def save(index: NameIndex, path: Path, stamp: str) -> None:
    """Write the big part of an index, so that `open_index` with the same stamp finds it.

    Args:
        index: an index without pending changes.
        path: where; replaced in one step.
        stamp: what the index was made of, e.g. change sequence and version of the tables.
    """
    tables = index.tables
    texts = json.dumps([tables.ids, tables.names], ensure_ascii=False).encode()
    numbers = (array.tobytes() for array in (tables.keys[0], tables.grams[0], tables.signatures))
    rows = (array.tobytes() for array in (tables.keys[1], tables.grams[1]))
    blocks = [*numbers, *rows, texts]
    header = {"stamp": stamp, "sizes": [len(b) for b in blocks], "crc": _checksum(blocks)}
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with temporary.open("wb") as file:
        file.write(_MAGIC + json.dumps(header).encode() + b"\n")
        for block in blocks:
            file.write(b"\0" * (-file.tell() % _ALIGN) + block)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def open_index(path: Path, stamp: str) -> NameIndex:
    """Return the index in a file, mapped; names are read, arrays only where touched.

    Raises:
        IndexFileError: the file is missing, torn, foreign, or not of this stamp.
    """
    try:
        with path.open("rb") as file:
            data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as trouble:
        raise IndexFileError(str(trouble)) from trouble
    end = bytes(data[: 1 << 12]).find(b"\n", len(_MAGIC))
    if bytes(data[: len(_MAGIC)]) != _MAGIC or end < 0:
        raise IndexFileError("not an index of this version")
    header = _header(bytes(data[len(_MAGIC) : end]), stamp)
    blocks = _blocks(data, end + 1, header.sizes)
    if _checksum(blocks) != header.crc:
        raise IndexFileError("checksum differs")
    ids, names = json.loads(bytes(blocks[5]))
    keys, grams, signatures = (hashes(block) for block in blocks[:3])
    return NameIndex(
        Tables(ids, names, (keys, rows(blocks[3])), (grams, rows(blocks[4])), signatures)
    )


@dataclass(frozen=True, slots=True)
class _Header:
    """What the header line says."""

    stamp: str
    sizes: list[int]
    crc: int


def _header(raw: bytes, stamp: str) -> _Header:
    try:
        header = _Header(**json.loads(raw))
        sizes_fit = all(size >= 0 for size in header.sizes) and len(header.sizes) == 6
    except (ValueError, TypeError) as trouble:
        raise IndexFileError("header cannot be read") from trouble
    if header.stamp != stamp or not sizes_fit:
        raise IndexFileError("index of another state")
    return header


def _blocks(data: memoryview, at: int, sizes: list[int]) -> list[memoryview]:
    blocks = []
    for size in sizes:
        at += -at % _ALIGN
        if at + size > len(data):
            raise IndexFileError("file is torn")
        blocks.append(data[at : at + size])
        at += size
    return blocks


def _checksum(blocks: list[bytes] | list[memoryview]) -> int:
    crc = 0
    for block in blocks:
        crc = zlib.crc32(block, crc)
    return crc
