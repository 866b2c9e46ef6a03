"""The big part of an index: arrays that never change, in memory or mapped from a file.

Names lie in a heap of UTF-16-BE code units, each as its folded text, a zero, and the name itself where it
is written otherwise. Look-ups need no library: they bisect typed views of the arrays.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from codecs import utf_16_be_decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from nlp.index.arrays import DEPTH, filing, suffixes
from nlp.index.keys import filed, own_characters
from nlp.index.strips import Strip

_ENCODING = "utf-16-be"
_UNIT = 2
# Marks of a row: its own characters, at most so many are counted; and that it is written otherwise.
MOST_OWN, WRITTEN = 0x7F, 0x80
_UUID_BYTES = 16
# Code units of the heap for which it is known where in the offsets to look.
ROWS_BLOCK = 64
# From so many places on all the offsets are verified at once, about as long as to look up a thousand.
_CROWD = 1000
_UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Entry(NamedTuple):
    """A filed name: its folded text and the name as it was given."""

    text: str
    name: str


class Arrays(NamedTuple):
    """The arrays of a segment.

    Attributes:
        starts, lower, rows: hashes and the rows filed under them, see `nlp.index.arrays.filing`.
        suffixes: places in the heap of every character of every text, ordered by what follows.
        firsts: where among the suffixes each first code unit begins; one more for the end.
        offsets: where in the heap, in code units, each row begins; one more for the end.
        heap: the names.
        ids: see `Segment.width`.
        marks: for each row how many characters of its text stand in no worn word, `WRITTEN` more if the
            name is written otherwise than its text.
        blocks: for each `ROWS_BLOCK` units of the heap the row they begin in; one more, the last row.
        worn: beside each code unit of the heap its byte of `nlp.index.worn`.
    """

    starts: Strip
    lower: Strip
    rows: Strip
    suffixes: Strip
    firsts: Strip
    offsets: Strip
    heap: Strip
    ids: Strip
    marks: Strip
    blocks: Strip
    worn: Strip


@dataclass(frozen=True, slots=True)
class Segment:
    """Names by row, and what leads to them.

    Attributes:
        arrays: all there is.
        size: number of rows.
        width: bytes of an id, 0 if ids are lines of text.
        ordered: whether ids of bytes ascend.
    """

    arrays: Arrays
    size: int
    width: int
    ordered: bool = False
    _lines: list[str] = field(default_factory=list)
    _places: set[str] = field(default_factory=set)

    def filed(self, key: int) -> memoryview:
        """Return the rows filed under a hash."""
        start, end = self.arrays.starts.part(key >> 16, (key >> 16) + 2)
        lower = self.arrays.lower.part(start, end)
        low = bisect_left(lower, key & 0xFFFF)
        return self.arrays.rows.part(start + low, start + bisect_right(lower, key & 0xFFFF, low))

    def entry(self, row: int) -> Entry:
        """Return the name of a row."""
        start, end = self.arrays.offsets.part(row, row + 2)
        raw, _ = utf_16_be_decode(self.arrays.heap.part(_UNIT * start, _UNIT * end))
        text, _, name = raw.partition("\0")
        return Entry(text, name[:-1] or text)

    def identifier(self, row: int) -> str:
        """Return the id of a row."""
        if self.width:
            return _uuid(self._id(row))
        if not self._lines:
            self._lines.extend(str(self.arrays.ids.whole(), "utf-8").split("\n"))
        return self._lines[row]

    def has(self, identifier: str) -> bool:
        """Return whether a row has this id; a bisection if ids ascend."""
        if not self.ordered:
            if not self._places:
                self._places.update(map(self.identifier, range(self.size)))
            return identifier in self._places
        wanted = _raw(identifier) if _UUID.fullmatch(identifier) else b""
        row = bisect_left(range(self.size), wanted, key=self._id)
        return row < self.size and self._id(row) == wanted

    def _id(self, row: int) -> bytes:
        return bytes(self.arrays.ids.part(self.width * row, self.width * (row + 1)))

    def worn(self, row: int) -> bytes:
        """Return the bytes of `nlp.index.worn` of a row's text, nothing where they are not known."""
        start, end = self.arrays.offsets.part(row, row + 2)
        return bytes(self.arrays.worn.part(start, end)).rstrip(b"\0")

    def holding(self, text: str) -> list[tuple[int, int]]:
        """Return the rows that hold the rarest stretch of a text, among them all that hold the text.

        Returns:
            Rows in order, each once, with the code unit where that stretch stands first in the row.
        """
        low, high = min(map(self._span, _windows(text)), key=lambda span: span[1] - span[0])
        found, last = [], -1
        for row, start in self._rows(sorted(self.arrays.suffixes.part(low, high))):
            if row != last:
                found.append((row, start))
                last = row
        return found

    def _rows(self, places: list[int]) -> Iterator[tuple[int, int]]:
        """Yield the row of each of some places in order, and where in the row it is."""
        if len(places) < _CROWD:
            blocks, offsets = self.arrays.blocks, self.arrays.offsets
            for place in places:
                first, last = blocks.part(place // ROWS_BLOCK, place // ROWS_BLOCK + 2)
                begins = offsets.part(first, last + 1)
                at = bisect_right(begins, place) - 1
                yield first + at, place - begins[at]
            return
        starts, row = self.arrays.offsets.whole(), 0
        for place in places:
            row = bisect_right(starts, place, row) - 1
            yield row, place - starts[row]

    def count(self, text: str) -> int:
        """Return how often a text of up to four characters occurs in the names, a longer one at most."""
        return min(high - low for low, high in map(self._span, _windows(text)))

    def _span(self, raw: bytes) -> tuple[int, int]:
        heap, places, size = self.arrays.heap, self.arrays.suffixes, len(raw)

        def beginning(at: int) -> bytes:
            start = _UNIT * places[at]
            return bytes(heap.part(start, start + size))

        first = int.from_bytes(raw[:_UNIT], "big")
        low, high = self.arrays.firsts.part(first, first + 2)
        every = range(high)
        low = bisect_left(every, raw, low, key=beginning)
        return low, bisect_right(every, raw, low, key=beginning)


def _windows(text: str) -> list[bytes]:
    """Return the stretches of a text that are as long as suffixes are ordered by."""
    raw, width = text.encode(_ENCODING), _UNIT * DEPTH
    return [raw[at : at + width] for at in range(0, max(len(raw) - width, 0) + 1, _UNIT)]


@dataclass(slots=True)
class Ids:
    """Ids of rows: 16 bytes each as long as all are UUIDs in their usual form, else lines of text."""

    data: bytearray = field(default_factory=bytearray)
    width: int = _UUID_BYTES
    size: int = 0
    ascending: bool = True

    def add(self, identifier: str) -> None:
        """Add the id of the next row."""
        if self.width and not _UUID.fullmatch(identifier):
            texts = [
                _uuid(self.data[at : at + self.width])
                for at in range(0, len(self.data), self.width)
            ]
            self.data, self.width = bytearray("".join(f"{one}\n" for one in texts).encode()), 0
            self.ascending = False
        if self.width:
            raw = _raw(identifier)
            self.ascending = self.ascending and self.data[-self.width :] < raw
            self.data += raw
        else:
            self.data += f"{identifier}\n".encode()
        self.size += 1


def _raw(identifier: str) -> bytes:
    return bytes.fromhex(identifier.replace("-", ""))


def _uuid(raw: bytes | bytearray) -> str:
    text = raw.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


@dataclass(slots=True)
class Builder:
    """Takes names one by one and makes a segment of them; some 50 µs and 200 bytes a name."""

    pairs: array[int] = field(default_factory=lambda: array("Q"))
    places: array[int] = field(default_factory=lambda: array("I"))
    offsets: array[int] = field(default_factory=lambda: array("I", [0]))
    heap: bytearray = field(default_factory=bytearray)
    ids: Ids = field(default_factory=Ids)
    marks: bytearray = field(default_factory=bytearray)
    worn: bytearray = field(default_factory=bytearray)

    def add(self, identifier: str, name: str) -> None:
        """File a name.

        Raises:
            UnacceptableText: the name holds characters no name may hold.
        """
        text, codes, keys = filed(name)
        self.put(identifier, name, text, codes, keys)

    def put(self, identifier: str, name: str, text: str, codes: bytes, keys: Iterable[int]) -> None:
        """File a name whose text, worn bytes and hashes are known."""
        row, start = self.ids.size, self.offsets[-1]
        raw = text.encode(_ENCODING)
        self.pairs.extend([key << 32 | row for key in keys])
        self.places.extend(range(start, start + len(raw) // _UNIT))
        self.heap += raw + (b"\0\0" if text == name else f"\0{name}\0".encode(_ENCODING))
        # A text with characters of two code units is cut when it is asked for.
        self.worn += codes if _UNIT * len(codes) == len(raw) else b""
        self.worn += bytes(len(self.heap) // _UNIT - len(self.worn))
        self.offsets.append(len(self.heap) // _UNIT)
        self.ids.add(identifier)
        self.marks.append(min(own_characters(text), MOST_OWN) | (0 if text == name else WRITTEN))

    def made(self) -> Segment:
        """Return the segment; the builder is spent."""
        pairs, self.pairs = self.pairs, array("Q")
        filed_ = filing(pairs)
        del pairs  # the largest of all; the suffixes need its room
        views = (
            *filed_,
            *suffixes(self.heap, self.places),
            memoryview(self.offsets),
            memoryview(self.heap),
            memoryview(self.ids.data),
            memoryview(self.marks),
            memoryview(self._blocks()),
            memoryview(self.worn),
        )
        ids = self.ids
        return Segment(Arrays(*map(Strip, views)), ids.size, ids.width, ids.ascending)

    def _blocks(self) -> array[int]:
        blocks, row, last = array("I"), 0, self.ids.size - 1
        for begin in range(0, len(self.heap) // _UNIT, ROWS_BLOCK):
            row = bisect_right(self.offsets, begin, row) - 1
            blocks.append(row)
        blocks.append(max(last, 0))
        return blocks
