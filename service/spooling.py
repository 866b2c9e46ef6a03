"""Texts, values and numbers of a batch on disk: those of ten thousand applications would fill the memory."""

from __future__ import annotations

import marshal
import os
import sys
import weakref
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import FileIO
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Generic, TypeVar, overload

_One = TypeVar("_One")

_PARTS, _HELD = 251, 512
"""Parts (a prime, so that any keys spread), and numbers of a part that are held before they go to disk."""


_BLOCK = 1 << 16
"""Bytes of texts that are held before they go to disk."""


class Blocks:
    """Stretches of bytes in a file, each read again by its number, from 0, in the order they were put in.

    Args:
        file: open for writing and reading, empty; unbuffered, since each is read for itself and from
            anywhere: a buffer would be filled for nothing, in twice the time.
    """

    def __init__(self, file: FileIO) -> None:
        self._file = file
        self._ends = array("Q", [0])
        self._held: list[bytes] = []
        self._written = 0

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, data: bytes) -> int:
        """Add a stretch and return its number."""
        self._held.append(data)
        self._ends.append(self._ends[-1] + len(data))
        if self._ends[-1] - self._written >= _BLOCK:
            self._flush()
        return len(self) - 1

    def _flush(self) -> None:
        self._file.seek(self._written)
        left = memoryview(b"".join(self._held))
        while left:
            left = left[self._file.write(left) :]
        self._held.clear()
        self._written = self._ends[-1]

    def read(self, number: int) -> bytes:
        """Return a stretch."""
        start, end = self._ends[number], self._ends[number + 1]
        if end > self._written:
            self._flush()
        if sys.platform == "win32":
            self._file.seek(start)
            return self._file.read(end - start)
        # One call instead of two: a batch of ten thousand reads millions of stretches.
        return os.pread(self._file.fileno(), end - start, start)


class Spool(Blocks):
    """Texts in a file, each read again by its number."""

    def put(self, text: str) -> int:
        """Add a text and return its number."""
        return self.add(text.encode("utf-8", "surrogatepass"))

    def __getitem__(self, number: int) -> str:
        return self.read(number).decode("utf-8", "surrogatepass")


def _own_file(holder: object) -> FileIO:
    """Return a temporary file, which goes when nobody refers to its holder any more."""
    file = TemporaryFile(buffering=0)  # noqa: SIM115 - closed with the last reference to the holder
    weakref.finalize(holder, file.close)
    return file


class Plain:
    """Texts, numbers, and lists and dictionaries of them in a temporary file, by number.

    In the interpreter's own notation, which takes a quarter of the time of JSON; nothing else can be kept.
    The file goes when nobody refers to them any more.
    """

    def __init__(self) -> None:
        self._blocks = Blocks(_own_file(self))

    def put(self, value: Any) -> int:
        """Add a value and return its number."""
        return self._blocks.add(marshal.dumps(value))

    def __len__(self) -> int:
        return len(self._blocks)

    def __getitem__(self, number: int) -> Any:
        return marshal.loads(self._blocks.read(number))  # noqa: S302 - written by this process

    def __iter__(self) -> Iterator[Any]:
        return (self[number] for number in range(len(self)))


class Spooled(Sequence[_One], Generic[_One]):
    """Things in a temporary file, each made again when it is asked for: none is held.

    Args:
        packed: makes texts, numbers, and lists and dictionaries of them, of a thing.
        unpacked: makes the thing of those again.
    """

    def __init__(self, packed: Callable[[_One], object], unpacked: Callable[[Any], _One]) -> None:
        self._packed, self._unpacked = packed, unpacked
        self._values = Plain()

    def put(self, one: _One) -> None:
        """Add a thing at the end."""
        self._values.put(self._packed(one))

    def __len__(self) -> int:
        return len(self._values)

    @overload
    def __getitem__(self, place: int) -> _One: ...
    @overload
    def __getitem__(self, place: slice) -> list[_One]: ...
    def __getitem__(self, place: int | slice) -> _One | list[_One]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        return self._unpacked(self._values[place % len(self)])


class Parted:
    """Pairs of whole numbers below 2⁶⁴ in a file, brought together by the first; a part is held at a time.

    Args:
        file: open for writing and reading, empty.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._held = [array("Q") for _ in range(_PARTS)]
        self._places: list[list[tuple[int, int]]] = [[] for _ in range(_PARTS)]

    def put(self, first: int, second: int) -> None:
        """Add a pair."""
        self.extend(((first, second),))

    def extend(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Add many pairs, with a call for all of them."""
        parts = self._held
        for first, second in pairs:
            held = parts[first % _PARTS]
            held.append(first)
            held.append(second)
            if len(held) >= _HELD:
                self._flush(first % _PARTS)

    def _flush(self, part: int) -> None:
        held = self._held[part]
        self._places[part].append((self._file.seek(0, os.SEEK_END), len(held)))
        held.tofile(self._file)
        del held[:]

    def groups(self) -> Iterator[tuple[int, array[int]]]:
        """Yield each first with its seconds, in order."""
        for part in range(_PARTS):
            found = self._part(part)
            for first in sorted(found):
                yield first, array("Q", sorted(found.pop(first)))

    def _part(self, part: int) -> dict[int, array[int]]:
        """Return the seconds of a part by their firsts; of one first there may be very many."""
        numbers = array("Q")
        for place, count in self._places[part]:
            self._file.seek(place)
            numbers.fromfile(self._file, count)
        numbers.extend(self._held[part])
        found: dict[int, array[int]] = {}
        for first, second in zip(numbers[::2], numbers[1::2], strict=True):
            if first in found:
                found[first].append(second)
            else:
                found[first] = array("Q", (second,))
        return found
