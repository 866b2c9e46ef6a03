"""Numbers in a row, in memory or in a mapped file whose blocks are verified when they are first read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

# Verified at a time: a page of memory, some 3 µs; an answer touches hundreds that lie far apart.
BLOCK = 1 << 12
# Blocks of a step through all of them: some milliseconds.
_STEP = 256


class IndexFileError(ValueError):
    """A file that is not the index asked for: torn, foreign, older, or of another registry state."""


def checksums(data: memoryview) -> list[int]:
    """Return the checksum of each block, the last one filled up with zeros."""
    whole = len(data) - len(data) % BLOCK
    sums = [crc32(data[at : at + BLOCK]) for at in range(0, whole, BLOCK)]
    rest = bytes(data[whole:])
    return [*sums, crc32(rest + b"\0" * (BLOCK - len(rest)))] if rest else sums


@dataclass(slots=True)
class Guard:
    """The body of a mapped file with the checksums of its blocks; a block is verified once.

    Attributes:
        whole: whether all of it is verified.
    """

    data: memoryview
    sums: memoryview
    seen: bytearray
    whole: bool = False

    def touch(self, first: int, last: int) -> None:
        """Verify some blocks, the last one too.

        Raises:
            IndexFileError: a block is not what was written.
        """
        block = self.seen.find(0, first, last + 1)
        while block >= 0:
            if crc32(self.data[block * BLOCK : (block + 1) * BLOCK]) != self.sums[block]:
                raise IndexFileError("checksum differs")
            self.seen[block] = 1
            block = self.seen.find(0, block + 1, last + 1)

    def touch_all(self) -> Iterator[None]:
        """Verify all blocks, some more at each step.

        Raises:
            IndexFileError: a block is not what was written.
        """
        for first in range(0, len(self.seen), _STEP):
            self.touch(first, min(first + _STEP, len(self.seen)) - 1)
            yield
        self.whole = True


@dataclass(frozen=True, slots=True)
class Strip:
    """An array of numbers that is only read through here.

    Attributes:
        view: the numbers; trusted only where touched.
        guard: of the file it lies in, None in memory.
        base: where in the guarded body it begins, in bytes.
    """

    view: memoryview
    guard: Guard | None = None
    base: int = 0

    def __len__(self) -> int:
        return len(self.view)

    @property
    def is_verified(self) -> bool:
        """Whether all of the file is verified, so that `view` may be read as it is."""
        return self.guard is None or self.guard.whole

    def __getitem__(self, place: int) -> int:
        guard, view = self.guard, self.view
        if guard is not None and not guard.whole:
            block = (self.base + view.itemsize * place) // BLOCK
            if not guard.seen[block]:
                guard.touch(block, block)
        number: int = view[place]
        return number

    def part(self, start: int, end: int) -> memoryview:
        """Return a span of the numbers, verified."""
        guard, view = self.guard, self.view
        if guard is not None and not guard.whole and start < end:
            width, base = view.itemsize, self.base
            first, last = (base + width * start) // BLOCK, (base + width * end - 1) // BLOCK
            if first != last or not guard.seen[first]:  # rarely, and a call less
                guard.touch(first, last)
        return view[start:end]

    def span(self, place: int) -> tuple[int, int]:
        """Return the number at a place and the next one, where something begins and ends."""
        if self.guard is not None and not self.guard.whole:
            self.part(place, place + 2)
        return self.view[place], self.view[place + 1]

    def whole(self) -> memoryview:
        """Return all the numbers, verified."""
        return self.part(0, len(self.view))
