"""Abbreviations among the keys of an index: what may shorten a name, and what a name may shorten.

A name and its abbreviation share an end, and all characters of the shorter stand in the longer in order
(`nlp.relations.abbreviation`). So each is filed, beside its length, under an end character with one of its
rarest others: the kinds SHORT and LONG of `nlp.index.keys`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from zlib import crc32

import corpora
from nlp.profile import Profile
from nlp.relations.abbreviation import KEPT, SHORTEST, SUBSTANCE

# Starting values of the checksum, apart from those of the other kinds.
_SHORT, _LONG = (0x9E3779B1 * i & 0xFFFFFFFF for i in (6, 7))
# The first character and the last.
_END_SIGNS = "^$"
_Rare = tuple[list[str], list[str]]


def abbreviating(text: str, *, abbreviates: bool) -> Iterator[int]:
    """Yield the hashes of a name as what is abbreviated, and as somebody's abbreviation.

    All of an abbreviation's characters stand in the text: of those it may leave out, one more. A name that is
    all worn words abbreviates nothing; of the others it is asked when judged.
    """
    size, spare = len(text), _spare(len(text))
    if size < SHORTEST:
        return
    for end, beside in zip(_END_SIGNS, _rarest_beside_ends(text, spare + 1), strict=True):
        if spare:
            yield from _ends(text, beside, end, size, _LONG)
        if abbreviates:
            yield from _ends(text, beside[:1], end, size, _SHORT)


def longer_wanted(one: Profile) -> list[tuple[int, ...]]:
    """Return what names that a name may be the abbreviation of are filed under.

    Returns:
        Hashes of which a name is filed under all: two, or one where no more is left out by any abbreviation.
    """
    text, size = one.text, len(one.text)
    if size < SHORTEST or one.substance() < SUBSTANCE:
        return []
    rare = _rarest_beside_ends(text, 2)
    found, length = [], size + 1
    while size >= KEPT * length:
        # Of the longer name as many characters are filed as may be left out, and one: so a second one is
        # among them where fewer are left out.
        both = _spare(length) - (length - size) >= 1
        for end, beside in zip(_END_SIGNS, rare, strict=True):
            known = beside[: 1 + both]
            found.append(tuple(_ends(text, known, end, length, _LONG)))
        length += 1
    return found


def shorter_wanted(text: str) -> list[int]:
    """Return what names that may abbreviate a text are filed under."""
    size, spare = len(text), _spare(len(text))
    if not spare:
        return []
    rare = _rarest_beside_ends(text, spare + 1)
    return [
        key
        for left_out in range(spare, 0, -1)
        for end, beside in zip(_END_SIGNS, rare, strict=True)
        # All of its characters stand in the text: its rarest is among so many.
        for key in _ends(text, beside[: left_out + 1], end, size - left_out, _SHORT)
    ]


@cache
def _spare(length: int) -> int:
    """Return how many characters an abbreviation of a text of this length may leave out."""
    spare = 0
    while length - spare - 1 >= SHORTEST and length - spare - 1 >= KEPT * length:
        spare += 1
    return spare


def _rarest_beside_ends(text: str, count: int) -> _Rare:
    """Return so many of the rarest characters beside the first, and beside the last, each once."""
    ranked = sorted(set(text), key=_ranks().__getitem__)
    first, last = text[0], text[-1]
    beside = (
        ranked if first in text[1:] else [one for one in ranked if one != first],
        ranked if last in text[:-1] else [one for one in ranked if one != last],
    )
    return beside[0][:count], beside[1][:count]


def _ends(text: str, beside: list[str], end: str, length: int, kind: int) -> Iterator[int]:
    """Return the hashes of an end character with each of some others, at a length."""
    kept = text[0] if end == _END_SIGNS[0] else text[-1]
    start = crc32(f"{length}{kept}{end}".encode(), kind)
    return (crc32(character.encode(), start) for character in beside)


class _Ranks(dict[str, int]):
    """Characters by rarity: those that no published name has first."""

    def __missing__(self, character: str) -> int:
        self[character] = ord(character)
        return self[character]


@cache
def _ranks() -> _Ranks:
    counts = Counter("".join(corpora.lines("names.tsv")))
    ordered = sorted(counts, key=lambda character: (counts[character], character))
    return _Ranks((character, sys.maxunicode + rank) for rank, character in enumerate(ordered, 1))
