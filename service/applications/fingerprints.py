"""Fingerprints of texts: what is compared of a text, and the few shingles that stand for all of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from zlib import crc32

SHORTEST = 30
"""Characters, without spaces and marks, from which a shared passage is told."""
_SHINGLE = 16
_WINDOW = SHORTEST - _SHINGLE + 1
_WIDTH = 4
"""Bytes of a character in UTF-32."""


class _Letters(dict[int, str]):
    """What is compared of each character, found when it is first met."""

    def __missing__(self, character: int) -> str:
        text = unicodedata.normalize("NFKC", chr(character)).casefold()
        self[character] = "".join(one for one in text if one.isalnum())
        return self[character]


_LETTERS = _Letters()


def folded(text: str) -> str:
    """Return what is compared of a text: no spaces and marks, one width, one case."""
    return text.translate(_LETTERS)


def place_of(text: str, place: int) -> int:
    """Return where in a text a character of its folded form stands; that form must be so long."""
    passed = 0
    for at, character in enumerate(text):
        passed += len(_LETTERS[ord(character)])
        if passed > place:
            return at
    raise IndexError(place)


def fingerprints(text: str) -> Iterator[tuple[int, int]]:
    """Yield (hash below 2³², place) of shingles so that every stretch of `SHORTEST` characters has one.

    The same for the same stretch, on every machine.
    """
    hashes = _hashes(text)
    place = -1
    for start in range(len(hashes) - _WINDOW + 1):
        last = start + _WINDOW - 1
        if place >= start and hashes[last] > hashes[place]:
            continue
        lowest = hashes.index(min(hashes[start : last + 1]), start)
        if lowest != place:
            place = lowest
            yield hashes[place], place


def _hashes(text: str) -> list[int]:
    """Return the hash of every shingle. Equal ones are compared, so that 32 bits are enough."""
    view = memoryview(text.encode("utf-32-le"))
    ends = range(_WIDTH * _SHINGLE, len(view) + 1, _WIDTH)
    return [crc32(view[end - _WIDTH * _SHINGLE : end]) for end in ends]
