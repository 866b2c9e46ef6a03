"""The big part of an index: arrays that never change, in memory or mapped from a file.

Names lie in a heap of UTF-16-BE code units, each as its folded text, a zero, and the name itself where it
is written otherwise. Look-ups need no library: they bisect typed views of the arrays.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from codecs import utf_16_be_decode
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import NamedTuple

from nlp.index.arrays import DEPTH
from nlp.index.ids import UUID, bytes_of, text_of
from nlp.index.recognition import ASK, YES, answers
from nlp.index.strips import Strip

ENCODING = "utf-16-be"
UNIT = 2
"""Of the heap: how it is encoded, and bytes of a code unit."""
LONG = 255
"""Of a match key with so many letters or more they are not counted."""
# After each of many names: none may hold it.
_END = "\uffff"
# Of a long text a stretch that stands in so few places is as good as the rarest.
_RARE = 8
# Rows that are read sooner than found out about.
_FEW = 8
_ASKS_ONLY = bytes(byte == ASK for byte in range(256))
_SURE_ONLY = bytes(byte == YES for byte in range(256))


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
        owners: beside each of the suffixes its row.
        told: beside each of the suffixes its byte of `nlp.index.recognition`.
        lengths: for each row how many letters its match key has, `LONG` if more.
    """

    starts: Strip
    lower: Strip
    rows: Strip
    suffixes: Strip
    firsts: Strip
    offsets: Strip
    heap: Strip
    ids: Strip
    owners: Strip
    told: Strip
    lengths: Strip


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
    _places: dict[str, int] = field(default_factory=dict)

    def filed(self, key: int) -> Sequence[int]:
        """Return the rows filed under a hash, in order."""
        upper, wanted = key >> 16, key & 0xFFFF
        start, end = self.arrays.starts.span(upper)
        if start == end:  # as a rule in a small segment
            return ()
        lower = self.arrays.lower.part(start, end)
        low = bisect_left(lower, wanted)
        if low == len(lower) or lower[low] != wanted:
            return ()
        high = bisect_right(lower, wanted, low)
        return self.arrays.rows.part(start + low, start + high)

    def filed_under_all(self, keys: Sequence[int]) -> Sequence[int]:
        """Return the rows filed under all of some hashes, in order; maybe some more, if those are few."""
        first, *others = keys
        found = self.filed(first)
        for key in others:
            if len(found) > _FEW:
                found = sorted(set(found).intersection(self.filed(key)))
        return found

    def entry(self, row: int) -> Entry:
        """Return the name of a row."""
        start, end = self.arrays.offsets.span(row)
        raw, _ = utf_16_be_decode(self.arrays.heap.part(UNIT * start, UNIT * end))
        text, _, name = raw.partition("\0")
        return Entry(text, name[:-1] or text)

    def names(self, rows: Collection[int]) -> list[str]:
        """Return the names of many rows, in their order; a microsecond each."""
        return [filed.rpartition("\0")[2] for filed in self._filed_texts(rows)]

    def entries(self, rows: Collection[int]) -> list[tuple[str, str]]:
        """Return the folded texts and the names of many rows, in their order; a microsecond each."""
        parted = (filed.partition("\0") for filed in self._filed_texts(rows))
        return [(text, name or text) for text, _, name in parted]

    def _filed_texts(self, rows: Collection[int]) -> list[str]:
        """Return what the heap has of many rows: the text, and after a zero the name if it is another."""
        heap, offsets = self.arrays.heap, self.arrays.offsets
        if not heap.is_verified:
            for start, end in map(offsets.span, rows):
                heap.part(UNIT * start, UNIT * end)
        whole, ends = heap.view, offsets.view
        found = [whole[UNIT * ends[row] : UNIT * ends[row + 1]] for row in rows]
        # Each ends with a zero, and so does the last.
        text = _END.encode(ENCODING).join(found).decode(ENCODING)
        return text[:-1].split(f"\0{_END}") if found else []

    def identifier(self, row: int) -> str:
        """Return the id of a row."""
        if self.width:
            return text_of(self._id(row))
        if not self._lines:
            self._lines.extend(str(self.arrays.ids.whole(), "utf-8").split("\n"))
        return self._lines[row]

    def identifiers(self) -> Iterator[str]:
        """Yield the ids of all rows, in order."""
        return map(self.identifier, range(self.size))

    def has(self, identifier: str) -> bool:
        """Return whether a row has this id; a bisection if ids ascend."""
        return self.row(identifier) >= 0

    def row(self, identifier: str) -> int:
        """Return the row that has an id, below 0 if none has; a bisection if ids ascend."""
        if not self.ordered:
            if not self._places:
                self._places.update(zip(self.identifiers(), range(self.size), strict=True))
            return self._places.get(identifier, -1)
        wanted = bytes_of(identifier) if UUID.fullmatch(identifier) else b""
        if not self.size or wanted < self._id(0):  # what came later has later ids
            return -1
        row = bisect_left(range(self.size), wanted, key=self._id)
        return row if row < self.size and self._id(row) == wanted else -1

    def _id(self, row: int) -> bytes:
        return bytes(self.arrays.ids.part(self.width * row, self.width * (row + 1)))

    def owners(self, text: str) -> memoryview:
        """Return the row of each place where a text stands; if it is longer than `DEPTH`, a stretch of it."""
        low, high = self._rarest(_windows(text), _RARE)
        return self.arrays.owners.part(low, high)

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
        told = told.translate(answers(len(windows[0]) // UNIT, own))
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
        first = int.from_bytes(raw[:UNIT], "big")
        low, high = self.arrays.firsts.span(first)
        return high - low

    def _span(self, raw: bytes) -> tuple[int, int]:
        heap, places, size = self.arrays.heap, self.arrays.suffixes, len(raw)

        def beginning(at: int) -> bytes:
            start = UNIT * places[at]
            return bytes(heap.part(start, start + size))

        first = int.from_bytes(raw[:UNIT], "big")
        low, high = self.arrays.firsts.span(first)
        if size == UNIT:
            return low, high
        every = range(high)
        low = past = reach = bisect_left(every, raw, low, key=beginning)
        # Most stretches stand in few places: their end is near, and each look further off costs a page.
        while reach < high and beginning(reach) == raw:
            past, reach = reach + 1, 2 * reach - low + 1
        return low, bisect_right(every, raw, past, min(reach, high), key=beginning)


def _windows(text: str) -> list[bytes]:
    """Return the stretches of a text that are as long as suffixes are ordered by."""
    raw, width = text.encode(ENCODING), UNIT * DEPTH
    return [raw[at : at + width] for at in range(0, max(len(raw) - width, 0) + 1, UNIT)]
