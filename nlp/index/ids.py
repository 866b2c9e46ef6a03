"""Ids of rows: 16 bytes each as long as all are UUIDs in their usual form, else lines of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import lt

UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""The usual form."""
_WIDTH = 16


@dataclass(slots=True)
class Ids:
    """Ids on the way to a segment.

    Attributes:
        data: the bytes, or the lines.
        width: bytes of an id, 0 if they are lines of text.
        ascending: whether ids of bytes ascend.
    """

    data: bytearray = field(default_factory=bytearray)
    width: int = _WIDTH
    size: int = 0
    ascending: bool = True

    def add(self, identifier: str) -> None:
        """Add the id of the next row."""
        if self.width and not UUID.fullmatch(identifier):
            texts = [
                text_of(self.data[at : at + self.width])
                for at in range(0, len(self.data), self.width)
            ]
            self.data, self.width = bytearray("".join(f"{one}\n" for one in texts).encode()), 0
            self.ascending = False
        if self.width:
            raw = bytes_of(identifier)
            self.ascending = self.ascending and self.data[-self.width :] < raw
            self.data += raw
        else:
            self.data += f"{identifier}\n".encode()
        self.size += 1

    def extend(self, identifiers: Sequence[str]) -> None:
        """Add the ids of the next rows."""
        if not (self.width and all(map(UUID.fullmatch, identifiers))):
            for identifier in identifiers:
                self.add(identifier)
            return
        last = text_of(self.data[-self.width :]) if self.data else ""
        self.ascending = self.ascending and all(map(lt, (last, *identifiers), identifiers))
        self.data += bytes.fromhex("".join(identifiers).replace("-", ""))
        self.size += len(identifiers)


def bytes_of(identifier: str) -> bytes:
    """Return a UUID as bytes."""
    return bytes.fromhex(identifier.replace("-", ""))


def text_of(raw: bytes | bytearray) -> str:
    """Return a UUID as text."""
    text = raw.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
