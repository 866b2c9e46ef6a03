"""Numbers put aside in a temporary file, so that sorting millions of names takes little memory."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from typing import IO


class Spool:
    """Pieces of bytes in a file without a name; where no room is left, in memory."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._pieces: list[tuple[int, int] | bytes] = []
        self._end = 0

    def __len__(self) -> int:
        return len(self._pieces)

    def put(self, data: memoryview) -> None:
        """Put a piece aside."""
        try:
            if self._file is None:
                self._file = _without_a_name()
            self._file.seek(self._end)
            self._file.write(data)
            self._file.flush()
        except OSError:  # no room: it takes memory then
            self._pieces.append(bytes(data))
        else:
            self._pieces.append((self._end, data.nbytes))
            self._end += data.nbytes

    def piece(self, number: int, start: int = 0, end: int | None = None) -> bytes:
        """Return some bytes of a piece, by default all."""
        place = self._pieces[number]
        if isinstance(place, bytes) or self._file is None:
            return bytes(place[start:end]) if isinstance(place, bytes) else b""
        first, size = place
        self._file.seek(first + start)
        return self._file.read((size if end is None else end) - start)

    def pieces(self) -> Iterator[bytes]:
        """Yield the pieces as they were put aside."""
        return map(self.piece, range(len(self)))

    def whole(self) -> memoryview:
        """Return all pieces after one another, mapped from the file if they lie there."""
        if self._file is None or any(isinstance(place, bytes) for place in self._pieces):
            return memoryview(b"".join(self.pieces()))
        return memoryview(mmap.mmap(self._file.fileno(), self._end, access=mmap.ACCESS_READ))

    def close(self) -> None:
        """Forget the pieces; what was mapped stays."""
        if self._file:
            self._file.close()

    def __del__(self) -> None:
        self.close()


def _without_a_name() -> IO[bytes]:
    # Here, since it loads `shutil` and all ways to pack: who only looks up does without.
    from tempfile import TemporaryFile

    return TemporaryFile()
