"""A segment on disk: versioned, checksummed block by block, written beside and renamed over, mapped.

Layout: magic; a header line of JSON (stamp, sizes, checksum of the checksums); its own checksum on a line;
the checksums of the body's blocks; the body, each array on a block's border. Opening reads the header and
the checksums; a block of the body is verified when it is first read. A file that is torn, foreign or of
another version raises `IndexFileError`; the caller builds anew. Nothing in it is executed.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import os
import sys
import time
from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from zlib import crc32

from nlp.index.segment import Arrays, Segment
from nlp.index.strips import BLOCK, Guard, IndexFileError, Strip, checksums

_MAGIC = b"pinwen-index/10\n"
_FORMATS: tuple[Literal["B", "H", "I"], ...] = (
    "I", "H", "I", "I", "I", "I", "B", "B", "I", "B", "B",
)  # fmt: skip
# A header may list the ids of millions of names that are gone.
_LONGEST_HEADER = 1 << 28
# A leftover of a killed writer is swept when it is this old, in seconds.
_ABANDONED = 3600


def save(segment: Segment, path: Path, stamp: Mapping[str, Any]) -> None:
    """Write a segment; readers see the old file or the whole new one, whatever happens meanwhile.

    Args:
        segment: what to write.
        path: where; replaced in one step; readable by the owner only.
        stamp: what it was made of, given back by `open_segment`; JSON values.

    Raises:
        OSError: the folder cannot be written.
    """
    blocks: list[memoryview] = [strip.view.cast("B") for strip in segment.arrays]
    sums = array("I", [one for block in blocks for one in checksums(block)])
    header = {
        "stamp": dict(stamp),
        "sizes": [len(block) for block in blocks],
        "size": segment.size,
        "width": segment.width,
        "ordered": segment.ordered,
        "sums": crc32(sums),
        "order": sys.byteorder,
    }
    line = json.dumps(header).encode()
    _sweep(path)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.touch(0o600)
        with temporary.open("wb") as file:
            file.write(_MAGIC + line + b"\n%08x\n" % crc32(line))
            file.write(sums)
            file.write(b"\0" * (-file.tell() % BLOCK))
            for block in blocks:
                file.write(block)
                file.write(b"\0" * (-file.tell() % BLOCK))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def open_segment(path: Path) -> tuple[Segment, dict[str, Any]]:
    """Return the segment in a file, mapped, and its stamp; a few milliseconds whatever its size.

    Raises:
        IndexFileError: the file is missing, torn, foreign or of another version.
    """
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as trouble:
        raise IndexFileError(str(trouble)) from trouble
    header, at = _header(mapped)
    data = memoryview(mapped)
    sizes: list[int] = header["sizes"]
    count = sum(-(-size // BLOCK) for size in sizes)
    sums = data[at : at + 4 * count]
    if len(sums) != 4 * count or crc32(sums) != header["sums"]:
        raise IndexFileError("checksums cannot be read")
    start = at + 4 * count + -(at + 4 * count) % BLOCK
    guard = Guard(data[start:], memoryview(array("I", bytes(sums))), bytearray(count))
    arrays = Arrays(*_strips(guard, sizes))
    segment = Segment(arrays, header["size"], header["width"], header["ordered"])
    return segment, header["stamp"]


def _strips(guard: Guard, sizes: list[int]) -> list[Strip]:
    strips, at = [], 0
    for size, form in zip(sizes, _FORMATS, strict=True):
        view = guard.data[at : at + size]
        if len(view) != size:
            raise IndexFileError("file is torn")
        strips.append(Strip(view.cast(form), guard, at))
        at += size + -size % BLOCK
    if at != len(guard.data):
        raise IndexFileError("file is too long")
    return strips


def _header(mapped: mmap.mmap) -> tuple[dict[str, Any], int]:
    """Return the header and where it ends."""
    start = len(_MAGIC)
    if mapped[:start] != _MAGIC:
        raise IndexFileError("not an index of this version")
    end = mapped.find(b"\n", start, start + _LONGEST_HEADER)
    if end < 0:
        raise IndexFileError("header cannot be read")
    line, sum_ = mapped[start:end], mapped[end + 1 : end + 9]
    try:
        if crc32(line) != int(sum_, 16):
            raise IndexFileError("header differs")
        header: dict[str, Any] = json.loads(line)
    except ValueError as trouble:
        raise IndexFileError("header cannot be read") from trouble
    if header.get("order") != sys.byteorder:
        raise IndexFileError("index of another kind of machine")
    return header, end + 1 + len(sum_) + 1


def _sweep(path: Path) -> None:
    """Remove what killed writers left."""
    for left in path.parent.glob(f".{path.name}.*.tmp"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _ABANDONED:
                left.unlink()
