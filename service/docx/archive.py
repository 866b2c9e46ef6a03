"""A zip archive whose bytes depend on its content alone; unchanging parts are deflated once.

The standard library's writer asks for a clock and costs more than a letter's text takes to deflate.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from service.docx.segments import Segment

# 1 January 1980, the zero of the format: the same day for every file.
_DAY = 0x21
_UTF8 = 0x800
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_VERSION = 20
# A file in the directory says what it says before its content, between these, and then where that is.
_LISTED, _NO_MORE = struct.pack("<4sH", b"PK\1\2", _VERSION), bytes(10)
_DEFLATED = 8
# An empty last block: ends a deflated stream whose stretches were flushed.
_LAST = b"\x03\x00"
# What a flush leaves at the end of a stretch.
_FLUSHED = b"\x00\x00\xff\xff"
# Three takes half the time of six, and makes a letter a twentieth larger.
_LEVEL = 3
# To make room for more than is to be deflated takes longer than to deflate it: window (a power of two, in
# bytes) and memory for up to so many bytes.
_SMALL, _NARROW, _WIDE = 1024, (-10, 2), (-15, 8)
# Memory for a stretch: it is some thousand bytes long, and no larger for the half of it.
_STRETCH = (-15, 7)


@dataclass(frozen=True, slots=True)
class Part:
    """A file of an archive, deflated; `head` is what stands before it there, its name included."""

    name: bytes
    checksum: int
    size: int
    packed: bytes
    head: bytes = field(init=False)

    def __post_init__(self) -> None:
        sizes = self.checksum, len(self.packed), self.size, len(self.name)
        head = _LOCAL.pack(b"PK\3\4", _VERSION, _UTF8, _DEFLATED, 0, _DAY, *sizes, 0)
        object.__setattr__(self, "head", head + self.name)


def pack(name: str, content: str | bytes, *, level: int = 6) -> Part:
    """Return a file deflated; linear in its size."""
    data = content.encode() if isinstance(content, str) else content
    packer = zlib.compressobj(level, zlib.DEFLATED, *(_NARROW if len(data) <= _SMALL else _WIDE))
    return Part(name.encode(), zlib.crc32(data), len(data), packer.compress(data) + packer.flush())


def deflate(content: str | bytes) -> Segment:
    """Return a stretch of a file that ends on a byte and refers to nothing before it."""
    data = content.encode() if isinstance(content, str) else content
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, *_STRETCH)
    return Segment(data, packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH))


class Stretch:
    """A stretch of a file that is deflated part by part: its whole text is never held, only its bytes."""

    def __init__(self) -> None:
        self._data, self._packed = bytearray(), bytearray()
        self._packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, *_STRETCH)

    def append(self, text: str) -> None:
        """Add a part."""
        data = text.encode()
        self._data += data
        self._packed += self._packer.compress(data)

    def end(self) -> Segment:
        """Return the stretch as `deflate` gives it of all parts in one."""
        self._packed += self._packer.flush(zlib.Z_FULL_FLUSH)
        return Segment(bytes(self._data), bytes(self._packed))


def pack_segments(name: str, segments: Iterable[Segment]) -> Part:
    """Return a file made of stretches that were deflated before; costs the checksums of new ones."""
    checksum, size, packed = 0, 0, []
    for one in segments:
        checksum = one.checksum(checksum)
        size += len(one.data)
        packed.append(one.packed)
    return Part(name.encode(), checksum, size, b"".join((*packed, _LAST)))


@lru_cache(maxsize=256)
def pack_once(name: str, content: str) -> Part:
    """Return a file deflated, remembered: for parts that many documents share."""
    return pack(name, content, level=9)


def archive(parts: Iterable[Part]) -> bytes:
    """Return a zip archive of files in the order given."""
    written: list[bytes] = []
    directory: list[bytes] = []
    place = count = 0
    for part in parts:
        head, packed = part.head, part.packed
        written += (head, packed)
        fixed = head[4 : _LOCAL.size]
        directory += (_LISTED, fixed, _NO_MORE, place.to_bytes(4, "little"), part.name)
        place += len(head) + len(packed)
        count += 1
    listing = b"".join(directory)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(listing), place, 0)
    return b"".join((*written, listing, end))


def members(data: bytes) -> dict[str, Part]:
    """Return the files of an archive that `archive` made, by name, deflated as they are.

    Raises:
        ValueError: another program made it, or it is damaged.
    """
    return {part.name.decode(): part for part in _parts(data)}


def member(data: bytes, name: str) -> Part:
    """Return one file of an archive that `archive` made, deflated as it is; the others are not looked at.

    Raises:
        ValueError: another program made it, it is damaged, or has no such file.
    """
    for part in _parts(data, only=name.encode()):
        return part
    raise ValueError(_STRANGE)


_STRANGE = "not an archive written by this program"


def _parts(data: bytes, only: bytes = b"") -> Iterator[Part]:
    """Yield the files of an archive of ours, or the one of a name; raises as `members` does."""
    try:
        *_, count, _, _, place, _ = _END.unpack_from(data, len(data) - _END.size)
        for _ in range(count):
            head = _CENTRAL.unpack_from(data, place)
            checksum, packed, size, length = head[7:11]
            place += _CENTRAL.size + length
            name = data[place - length : place]
            if only and name != only:
                continue
            begin = head[-1] + _LOCAL.size + length
            part = Part(name, checksum, size, data[begin : begin + packed])
            # What archives of ours all have in common, in both places.
            if data[head[-1] : begin] != part.head or len(part.packed) != packed:
                raise ValueError(_STRANGE)
            yield part
    except (struct.error, IndexError) as trouble:
        raise ValueError(_STRANGE) from trouble


def inflate(part: Part) -> bytes:
    """Return the content of a file.

    Raises:
        ValueError: it is damaged.
    """
    try:
        content = zlib.decompress(part.packed, -15, max(1, part.size))
    except zlib.error as trouble:
        raise ValueError("damaged archive") from trouble
    if len(content) != part.size or zlib.crc32(content) != part.checksum:
        raise ValueError("damaged archive")
    return content


def stretches(part: Part) -> list[Segment]:
    """Return the stretches that a file was made of, deflated as they are; one, if it was made otherwise.

    Costs what is new among them.

    Raises:
        ValueError: it is damaged.
    """
    *packed, last = part.packed.split(_FLUSHED)
    found = [_inflated(one + _FLUSHED) for one in packed]
    checksum = size = 0
    for one in found:
        checksum, size = one.checksum(checksum), size + len(one.data)
    if (last, checksum, size) == (_LAST, part.checksum, part.size):
        return found
    # By chance a stretch may hold in its middle what ends it: once in millions of letters.
    return [deflate(inflate(part))]


@lru_cache(maxsize=64)
def _inflated(packed: bytes) -> Segment:
    try:
        return Segment(zlib.decompressobj(-15).decompress(packed), packed)
    except zlib.error:
        return Segment(b"", packed)
