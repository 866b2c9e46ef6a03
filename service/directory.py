"""Things of a batch by what they are called: texts go in, only digests are held, a few bytes for each."""

from __future__ import annotations

from hashlib import blake2b


class Directory:
    """Whole numbers by text: ten thousand names of units and brands as such would fill megabytes.

    Texts are told apart by 64 bits: of a million, two are taken for one in one of thirty million batches.
    """

    def __init__(self) -> None:
        self._first: dict[int, int] = {}
        self._further: dict[int, set[int]] = {}

    def put(self, text: str, number: int) -> None:
        """Add a number to those of a text."""
        key = _digest(text)
        if self._first.setdefault(key, number) != number:
            self._further.setdefault(key, set()).add(number)

    def taken(self, text: str, number: int) -> int:
        """Return the number that came first to a text: this one, which it has then, if none did."""
        return self._first.setdefault(_digest(text), number)

    def numbers(self, text: str) -> set[int]:
        """Return the numbers of a text, empty if it has none."""
        key = _digest(text)
        return {self._first[key], *self._further.get(key, ())} if key in self._first else set()

    def first(self, text: str) -> int | None:
        """Return the number that came first to a text, None if none did."""
        return self._first.get(_digest(text))


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())
