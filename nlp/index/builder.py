"""Takes names one by one, or many that another process has taken apart, and makes a segment of them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import accumulate

from nlp.index.arrays import PORTION, beside, filing, shifted, suffixes
from nlp.index.ids import Ids
from nlp.index.keys import Filed, filed
from nlp.index.recognition import unknown
from nlp.index.segment import ENCODING, LONG, UNIT, Arrays, Segment
from nlp.index.spool import Spool
from nlp.index.strips import Strip

TOGETHER = 256
"""Names that are taken apart together: of more, what one step found is no longer at hand for the next."""


@dataclass(slots=True)
class Columns:
    """What is known of each of some names without their ids; columns of more names are put below.

    Attributes:
        counts: how many hashes each name is filed under.
        hashes: the hashes, one name's after another's.
        offsets: where in the heap each name begins; one more for the end.
        heap, told, lengths: as in `nlp.index.segment.Arrays`; `told` is still beside the heap.
    """

    counts: array[int] = field(default_factory=lambda: array("H"))
    hashes: array[int] = field(default_factory=lambda: array("I"))
    offsets: array[int] = field(default_factory=lambda: array("I", [0]))
    heap: bytearray = field(default_factory=bytearray)
    told: bytearray = field(default_factory=bytearray)
    lengths: bytearray = field(default_factory=bytearray)

    def __len__(self) -> int:
        return len(self.counts)

    def add(self, names: Sequence[str]) -> list[str]:
        """Take names apart, and return their match keys.

        Raises:
            UnacceptableText: a name holds characters no name may hold; of up to `TOGETHER` none is kept then.
        """
        keys: list[str] = []
        for start in range(0, len(names), TOGETHER):
            some = names[start : start + TOGETHER]
            found = filed(some)
            self._append(some, found)
            keys += [one.key for one in found]
        return keys

    def _append(self, names: Sequence[str], found: Sequence[Filed]) -> None:
        self.counts.extend([len(one.hashes) for one in found])
        self.hashes.extend([key for one in found for key in one.hashes])
        self.lengths += bytes([min(len(one.key), LONG) for one in found])
        entries = [
            f"{one.text}\0" if one.text == name else f"{one.text}\0{name}\0"
            for one, name in zip(found, names, strict=True)
        ]
        raw = [entry.encode(ENCODING) for entry in entries]
        sizes = [len(one) // UNIT for one in raw]
        self.heap += b"".join(raw)
        self.offsets.extend([self.offsets[-1] + end for end in accumulate(sizes)])
        self.told += b"".join(
            (one.codes if size == len(entry) else _codes(one)).ljust(size, b"\0")
            for one, entry, size in zip(found, entries, sizes, strict=True)
        )

    def extend(self, other: Columns) -> None:
        """Put the columns of further names below."""
        self.offsets.frombytes(shifted(other.offsets[1:], self.offsets[-1]))
        self.counts += other.counts
        self.hashes += other.hashes
        self.heap += other.heap
        self.told += other.told
        self.lengths += other.lengths

    def only(self, rows: Sequence[int]) -> Columns:
        """Return the columns of some of the names, in order."""
        found, ends = Columns(), [0, *accumulate(self.counts)]
        for row in rows:
            start, end = self.offsets[row], self.offsets[row + 1]
            found.counts.append(self.counts[row])
            found.hashes += self.hashes[ends[row] : ends[row + 1]]
            found.offsets.append(found.offsets[-1] + end - start)
            found.heap += self.heap[UNIT * start : UNIT * end]
            found.told += self.told[start:end]
            found.lengths.append(self.lengths[row])
        return found


def _codes(one: Filed) -> bytes:
    """Return the bytes of a name; one with characters of two code units is cut when it is asked for."""
    size = len(one.text.encode(ENCODING)) // UNIT
    return one.codes if len(one.codes) == size else unknown(size)


@dataclass(slots=True)
class Builder:
    """Names with their ids, on the way to a segment; some 60 bytes a name, and as many put aside."""

    columns: Columns = field(default_factory=Columns)
    ids: Ids = field(default_factory=Ids)
    _hashes: Spool = field(default_factory=Spool)

    def add(self, entries: Sequence[tuple[str, str]]) -> None:
        """File names with their ids.

        Raises:
            UnacceptableText: a name holds characters no name may hold.
        """
        self.columns.add([name for _, name in entries])
        self.ids.extend([identifier for identifier, _ in entries])
        self._put_aside()

    def extend(self, identifiers: Sequence[str], columns: Columns) -> None:
        """File names that are taken apart already, with an id for each."""
        self.columns.extend(columns)
        self.ids.extend(identifiers)
        self._put_aside()

    def _put_aside(self) -> None:
        if len(self.columns.hashes) >= PORTION:
            self._hashes.put(memoryview(self.columns.hashes))
            self.columns.hashes = array("I")

    def made(self) -> Segment:
        """Return the segment; the builder is spent. What is large is mapped from temporary files."""
        of, ids, self.columns = self.columns, self.ids, Columns()
        places, firsts = suffixes(of.heap, of.offsets)
        owners, told = beside(places, of.offsets, of.told)
        of.told = bytearray()
        with closing(self._hashes) as aside:
            starts, lower, rows = filing(aside, of.hashes, of.counts)
        held = memoryview(of.offsets), memoryview(of.heap), memoryview(ids.data)
        views = (starts, lower, rows, places, firsts, *held, owners, told, memoryview(of.lengths))
        return Segment(Arrays(*map(Strip, views)), ids.size, ids.width, ids.ascending)
