"""Stretches of a deflated file that can be put one after another, their checksums with them.

What is checksummed is megabytes a second of letters, most of it stretches that all of them share. The CRC-32
of something behind a stretch follows from that of the stretch bit by bit (it is linear over XOR, which
zlib's `crc32_combine` uses, too; Python does not offer that): tables of it are made where a stretch is met
again and again.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

# Stretches of fewer bytes are gone through sooner than looked up; tables cost as much as going through one
# thirty-three times.
_SHORT, _OFTEN = 4096, 64

_Tables = tuple[list[int], list[int], list[int], list[int]]


@dataclass(slots=True, eq=False)
class Segment:
    """A stretch: its content, and that deflated so that it refers to nothing before it."""

    data: bytes
    packed: bytes
    _met: int = field(default=0, repr=False)
    _tables: _Tables | None = field(default=None, repr=False)

    def checksum(self, before: int) -> int:
        """Return the CRC-32 of something with this stretch behind it.

        Args:
            before: the CRC-32 of what stands before it, 0 for nothing.
        """
        if len(self.data) < _SHORT or self._met < _OFTEN:
            self._met += 1
            return zlib.crc32(self.data, before)
        if self._tables is None:
            self._tables = _tables(self.data)
        a, b, c, d = self._tables
        return a[before & 255] ^ b[before >> 8 & 255] ^ c[before >> 16 & 255] ^ d[before >> 24]


def _tables(data: bytes) -> _Tables:
    """Return what each byte of a checksum before some data gives behind them; to be joined by XOR."""
    alone = zlib.crc32(data)
    bits = [zlib.crc32(data, 1 << bit) ^ alone for bit in range(32)]
    return _spread(bits[:8], alone), _spread(bits[8:16]), _spread(bits[16:24]), _spread(bits[24:])


def _spread(bits: list[int], start: int = 0) -> list[int]:
    """Return for each of 256 bytes the XOR of what its bits give."""
    table = [start]
    for bit in bits:
        table += [one ^ bit for one in table]
    return table
