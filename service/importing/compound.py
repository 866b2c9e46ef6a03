"""Streams of a compound file, the container of .xls: sectors chained by tables of numbers ([MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from service.file_kinds import is_compound

_ENTRY, _IN_HEAD = 128, 109
# From here on a number of a sector is none: free, end of a chain, a sector of the tables.
_NONE = 0xFFFFFFFA
_STREAM, _ROOT = 2, 5


def stream(data: bytes, names: Sequence[str]) -> bytes:
    """Return the first stream of a compound file that has one of some names, empty if there is none.

    Linear in the size of the file; a chain that goes in a circle ends with its last new sector.

    Raises:
        ValueError: the file is damaged, or none.
    """
    try:
        return _Compound(data).stream(names)
    except (struct.error, IndexError, UnicodeDecodeError) as trouble:
        raise ValueError("a damaged compound file") from trouble


class _Compound:
    """A compound file with its tables."""

    def __init__(self, data: bytes) -> None:
        if not is_compound(data):
            raise ValueError("no compound file")
        self._data = data
        shift, small = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small != 6:
            raise ValueError("sectors of no size there is")
        self._size, self._small = 1 << shift, 1 << small
        first, _, self._cutoff, first_small = struct.unpack_from("<4I", data, 48)
        self._next = self._numbers(self._table_sectors())
        entries = self._chain(first)
        self._entries = [entries[at : at + _ENTRY] for at in range(0, len(entries), _ENTRY)]
        self._next_small = _unpacked(self._chain(first_small))

    def stream(self, names: Sequence[str]) -> bytes:
        """Return the stream of one of some names; see above."""
        wanted = {name.upper() for name in names}
        root = self._entries[0]
        if root[66] != _ROOT:
            raise ValueError("a compound file without a root")
        for one in self._entries:
            if len(one) == _ENTRY and one[66] == _STREAM and _called(one).upper() in wanted:
                start, length = struct.unpack_from("<II", one, 116)
                if length >= self._cutoff:
                    return self._chain(start)[:length]
                short = self._chain(struct.unpack_from("<I", root, 116)[0])
                places = _followed(self._next_small, start)
                size = self._small
                return b"".join(short[at * size : (at + 1) * size] for at in places)[:length]
        return b""

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _table_sectors(self) -> Iterator[int]:
        """Yield the numbers of the sectors that hold the table of chains."""
        yield from struct.unpack_from(f"<{_IN_HEAD}I", self._data, 76)
        (more,), seen = struct.unpack_from("<I", self._data, 68), set[int]()
        while more < _NONE and more not in seen:
            seen.add(more)
            *numbers, more = _unpacked(self._sector(more))
            yield from numbers

    def _numbers(self, sectors: Iterator[int]) -> Sequence[int]:
        """Return the numbers in some sectors, each taken once: see `_followed`."""
        there = dict.fromkeys(one for one in sectors if one < _NONE)
        return _unpacked(b"".join(map(self._sector, there)))

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, _followed(self._next, start)))


def _unpacked(table: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])


def _followed(following: Sequence[int], start: int) -> Iterator[int]:
    """Yield the numbers of a chain, each once: a file may not unpack to more than it is."""
    seen = bytearray(len(following))
    while start < len(following) and not seen[start]:
        seen[start] = 1
        yield start
        start = following[start]


def _called(entry: bytes) -> str:
    (length,) = struct.unpack_from("<H", entry, 64)
    return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le")
