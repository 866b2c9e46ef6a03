"""The names that are joined: those of an index, layer upon layer, as rows that run on.

A registry's index is a big segment and small ones with what came since; so an audit need not wait for one
segment of all. A row that a later layer hides is told (`hidden`), and left out by whoever joins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise

from nlp.index import Layer, Segment
from nlp.index.lookup import neighbours
from nlp.index.numeric import Array, Ints, distinct, np
from nlp.index.segment import Entry
from nlp.profile import Profile

# Before which letters of a UUID its dashes stand.
_DASHES = (8, 12, 16, 20)


@dataclass(frozen=True, slots=True)
class Roll:
    """Names by row.

    Attributes:
        layers: the segments; what a later one says of an id holds.
    """

    layers: tuple[Layer, ...]

    @property
    def size(self) -> int:
        """The number of rows, hidden ones too."""
        return sum(layer.segment.size for layer in self.layers)

    def entry(self, row: int) -> Entry:
        """Return the name of a row."""
        segment, row = self._at(row)
        return segment.entry(row)

    def names(self, rows: Ints) -> list[str]:
        """Return the names of many rows, ascending, in their order; a microsecond each."""
        return [
            name for segment, some in self._parted(rows) for name in segment.names(some.tolist())
        ]

    def identifiers(self, rows: Ints) -> list[str]:
        """Return the ids of many rows, ascending, in their order; a third of a microsecond each."""
        return [one for segment, some in self._parted(rows) for one in _identifiers(segment, some)]

    def identifier(self, row: int) -> str:
        """Return the id of a row."""
        segment, row = self._at(row)
        return segment.identifier(row)

    def row(self, identifier: str) -> int:
        """Return the row in which an id holds, below 0 if there is none."""
        for layer, start in zip(reversed(self.layers), reversed(self._starts()), strict=True):
            if (row := layer.segment.row(identifier)) >= 0:
                return start + row
            if identifier in layer.gone:
                break
        return -1

    def hidden(self) -> list[int]:
        """Return the rows whose ids no longer hold there, ascending; costs what later layers hold."""
        found: set[int] = set()
        for depth, (layer, start) in enumerate(zip(self.layers, self._starts(), strict=True)):
            for later in self.layers[depth + 1 :]:
                rows = map(layer.segment.row, chain(later.gone, later.segment.identifiers()))
                found.update(start + row for row in rows if row >= 0)
        return sorted(found)

    def count(self, word: str) -> int:
        """Return how often a word of up to four characters occurs in all rows, a longer one at most."""
        return sum(layer.segment.count(word) for layer in self.layers)

    def holding(self, word: str) -> Ints:
        """Return the rows that hold a word, ascending; of one that is longer than `DEPTH` others may too."""
        owners = [np.array(layer.segment.owners(word), np.int64) for layer in self.layers]
        starts = self._starts()
        return np.concatenate(
            [at + distinct(rows) for at, rows in zip(starts, owners, strict=True)]
        )

    def neighbours(self, one: Profile) -> Iterator[int]:
        """Yield the rows whose names are more than fine beside a name, each once."""
        for layer, start in zip(self.layers, self._starts(), strict=True):
            yield from (start + row for row, _, _ in neighbours(layer.segment, one))

    def units(self) -> tuple[Array, Ints]:
        """Return the code units of all names, and where each row begins; one more for the end.

        Raises:
            IndexFileError: a mapped segment turns out to be damaged.
        """
        heaps, offsets, start = [], [np.zeros(0, np.int64)], 0
        for layer in self.layers:
            arrays = layer.segment.arrays
            ends = np.frombuffer(arrays.offsets.whole(), np.uint32).astype(np.int64)
            heaps.append(np.frombuffer(arrays.heap.whole(), ">u2")[: ends[-1]])
            offsets.append(start + ends[:-1])
            start += int(ends[-1])
        heap = heaps[0] if len(heaps) == 1 else np.concatenate(heaps)
        return heap, np.concatenate([*offsets, [start]])

    def _parted(self, rows: Ints) -> Iterator[tuple[Segment, Ints]]:
        """Yield of rows, ascending, those of each segment as it numbers them."""
        starts = self._starts()
        ends = np.searchsorted(rows, [*starts, self.size]).tolist()
        for layer, start, (low, high) in zip(self.layers, starts, pairwise(ends), strict=True):
            yield layer.segment, rows[low:high] - start

    def _at(self, row: int) -> tuple[Segment, int]:
        for layer in self.layers:
            if row < layer.segment.size:
                return layer.segment, row
            row -= layer.segment.size
        raise IndexError(row)

    def _starts(self) -> Sequence[int]:
        return [*accumulate((layer.segment.size for layer in self.layers), initial=0)][:-1]


def _identifiers(segment: Segment, rows: Ints) -> Sequence[str]:
    """Return the ids of rows of a segment."""
    if not segment.width:
        return [segment.identifier(row) for row in rows.tolist()]
    raw = np.frombuffer(segment.arrays.ids.whole(), np.uint8).reshape(-1, segment.width)[rows]
    letters = np.frombuffer(raw.tobytes().hex().encode(), np.uint8).reshape(-1, 2 * segment.width)
    lines = np.insert(letters, _DASHES, ord("-"), axis=1)
    text, size = lines.tobytes().decode(), lines.shape[1]
    return [text[at : at + size] for at in range(0, len(text), size)]


def roll_of(segment: Segment) -> Roll:
    """Return the names of one segment."""
    return Roll((Layer(segment),))
