"""The big part of an index: arrays that never change, in memory or mapped from a file.

Names lie in a heap of UTF-16-BE code units, each as its folded text, a zero, and the name itself where it
is written otherwise. Look-ups need no library: they bisect typed views of the arrays.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from codecs import utf_16_be_decode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import NamedTuple

from nlp.index.arrays import DEPTH, beside, filing, suffixes
from nlp.index.keys import filed, own_characters
from nlp.index.recognition import ASK, YES, answers, unknown
from nlp.index.strips import Strip

_ENCODING = "utf-16-be"
_UNIT = 2
# After each of many names: none may hold it.
_END = "\uffff"
_UUID_BYTES = 16
# Marks of a row: its own characters, at most so many are counted; and that it is written otherwise.
MOST_OWN, WRITTEN = 0x7F, 0x80
# Of a long text a stretch that stands in so few places is as good as the rarest.
_RARE = 8
_ASKS_ONLY = bytes(byte == ASK for byte in range(256))
_SURE_ONLY = bytes(byte == YES for byte in range(256))
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
        worn: beside each code unit of the heap its byte of `nlp.index.worn`.
        owners: beside each of the suffixes its row.
        told: beside each of the suffixes its byte of `nlp.index.recognition`.
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
    worn: Strip
    owners: Strip
    told: Strip


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

    def names(self, rows: Sequence[int]) -> list[str]:
        """Return the names of many rows, in their order; a microsecond each."""
        heap, offsets = self.arrays.heap, self.arrays.offsets
        raw, mark = bytearray(), _END.encode(_ENCODING)
        for row in rows:
            start, end = offsets.part(row, row + 2)
            raw += heap.part(_UNIT * start, _UNIT * end)
            raw += mark
        found = raw.decode(_ENCODING).split(f"\0{_END}")[:-1]
        return [name.rpartition("\0")[2] for name in found]

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

    def holding(self, text: str) -> list[tuple[int, int]]:
        """Return the rows that hold the rarest stretch of a text, among them all that hold the text.

        Returns:
            Rows in order, each once, with the code unit where that stretch stands first in the row.
        """
        arrays = self.arrays
        low, high = self._rarest(_windows(text), _RARE)
        stands = zip(arrays.suffixes.part(low, high), arrays.owners.part(low, high), strict=True)
        first = {row: place for place, row in sorted(stands, reverse=True)}
        return [(row, place - arrays.offsets[row]) for row, place in sorted(first.items())]

    def recognising(self, text: str, own: float) -> tuple[list[int], list[int]]:
        """Return the rows in which a text is recognised, as `nlp.relations.containment` has it.

        Args:
            text: of two code units or more.
            own: its substance.

        Returns:
            The rows of which that is sure; and those that are to be asked: they may not even hold the text.
            Each once, in order.
        """
        windows = _windows(text)
        low, high = self._rarest(windows, _RARE)
        owners = self.arrays.owners.part(low, high)
        if len(windows) > 1:
            return [], sorted(set(owners))
        told = bytes(self.arrays.told.part(low, high))
        told = told.translate(answers(len(windows[0]) // _UNIT, own))
        sure = compress(owners, told.translate(_SURE_ONLY))
        asked = compress(owners, told.translate(_ASKS_ONLY)) if ASK in told else ()
        return sorted(sure), sorted(set(asked))

    def count(self, text: str) -> int:
        """Return how often a text of up to four characters occurs in the names, a longer one at most."""
        low, high = self._rarest(_windows(text))
        return high - low

    def _rarest(self, windows: list[bytes], rare: int = 0) -> tuple[int, int]:
        """Return where among the suffixes the rarest of some stretches stands, or the first that is rare."""
        best = 0, len(self.arrays.suffixes)
        for window in sorted(windows, key=self._beginnings) if len(windows) > 1 else windows:
            low, high = self._span(window)
            if high - low < best[1] - best[0]:
                best = low, high
            if high - low <= rare:
                break
        return best

    def _beginnings(self, raw: bytes) -> int:
        """Return how many suffixes begin as a stretch does."""
        first = int.from_bytes(raw[:_UNIT], "big")
        low, high = self.arrays.firsts.part(first, first + 2)
        return high - low

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
    told: bytearray = field(default_factory=bytearray)

    def add(self, identifier: str, name: str) -> None:
        """File a name.

        Raises:
            UnacceptableText: the name holds characters no name may hold.
        """
        text, codes, keys = filed(name)
        self.put(identifier, name, text, codes, keys)

    def put(self, identifier: str, name: str, text: str, codes: bytes, keys: Iterable[int]) -> None:
        """File a name of which is known what `nlp.index.keys.filed` returns."""
        row, start = self.ids.size, self.offsets[-1]
        raw = text.encode(_ENCODING)
        size = len(raw) // _UNIT
        self.pairs.extend([key << 32 | row for key in keys])
        self.places.extend(range(start, start + size))
        self.heap += raw + (b"\0\0" if text == name else f"\0{name}\0".encode(_ENCODING))
        # A text with characters of two code units is cut when it is asked for.
        fits = len(codes) == 2 * size
        self.worn += codes[:size] if fits else b""
        self.told += codes[size:] if fits else unknown(size)
        for beside_heap in (self.worn, self.told):
            beside_heap += bytes(len(self.heap) // _UNIT - len(beside_heap))
        self.offsets.append(len(self.heap) // _UNIT)
        self.ids.add(identifier)
        self.marks.append(min(own_characters(text), MOST_OWN) | (0 if text == name else WRITTEN))

    def made(self) -> Segment:
        """Return the segment; the builder is spent."""
        pairs, self.pairs = self.pairs, array("Q")
        filed_ = filing(pairs)
        del pairs  # the largest of all; the suffixes need its room
        places, firsts = suffixes(self.heap, self.places)
        views = (
            *filed_,
            places,
            firsts,
            memoryview(self.offsets),
            memoryview(self.heap),
            memoryview(self.ids.data),
            memoryview(self.marks),
            memoryview(self.worn),
            *beside(places, self.offsets, self.told),
        )
        ids = self.ids
        return Segment(Arrays(*map(Strip, views)), ids.size, ids.width, ids.ascending)
