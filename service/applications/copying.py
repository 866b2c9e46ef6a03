"""The same text in the applications of several units: shared passages, found exactly.

Texts are compared without spaces and marks. Every passage of `SHORTEST` characters or more that two
units share is found: fingerprints are taken so that each window of that length keeps at least one
(winnowing; Schleimer, Wilkerson, Aiken, SIGMOD 2003), equal fingerprints are looked up, and each hit is
grown character by character as far as the texts agree. Near-linear in the length of all texts; wording
that many units share, or that is the office's own form, is told apart and costs no more.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

SHORTEST = 30
"""Characters, without spaces and marks, from which a shared passage is told."""
MANY = 5
"""From more units than this a passage counts as common wording (DECISION)."""
_SHINGLE = 16
_WINDOW = SHORTEST - _SHINGLE + 1
_BASE, _MODULUS = 1_000_003, (1 << 61) - 1
_SLOTS = 1 << 23


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of an application: whose it is, what it is called there, the text."""

    owner: int
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that several units share.

    Attributes:
        owners: who has it, in order.
        fields: where it was found with the first of them and with another.
        text: as the first of them wrote it.
        length: characters without spaces and marks.
        kind: `copied`, `common` (more units than `MANY`) or `form` (the office's own wording).
    """

    owners: tuple[int, ...]
    fields: tuple[str, ...]
    text: str
    length: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Text:
    piece: Piece
    folded: str
    places: array[int]

    def shown(self, start: int, end: int) -> str:
        return self.piece.text[self.places[start] : self.places[end - 1] + 1]


def shared_passages(pieces: Iterable[Piece], own: Iterable[str] = ()) -> tuple[Passage, ...]:
    """Return the passages that units share, longest first.

    Args:
        pieces: the texts of all applications.
        own: the office's own texts (its form, its notice): passages from there are of kind `form`.
    """
    texts = [_folded(piece) for piece in pieces]
    form = "\n".join(_folded(Piece(-1, "", text)).folded for text in own)
    found: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for one, other, start, begin, length in _matches(texts):
        for text, place in ((one, start), (other, begin)):
            found[texts[one].folded[start : start + length]].append((text, place, length))
    passages = [_passage(texts, key, hits, form) for key, hits in found.items()]
    passages = _without_parts(passages)
    return tuple(sorted(passages, key=lambda p: (-p.length, p.owners, p.text)))


def _folded(piece: Piece) -> _Text:
    letters: list[str] = []
    # Four bytes a character: the texts of ten thousand applications have twenty million.
    places = array("I")
    for place, character in enumerate(piece.text):
        for one in _letters(character):
            letters.append(one)
            places.append(place)
    return _Text(piece, "".join(letters), places)


@cache
def _letters(character: str) -> str:
    """Return what is compared of a character; without spaces and marks."""
    folded = unicodedata.normalize("NFKC", character).casefold()
    return "".join(one for one in folded if one.isalnum())


def _matches(texts: Sequence[_Text]) -> Iterator[tuple[int, int, int, int, int]]:
    """Yield (text, text, start, start, length) of maximal equal stretches between different units."""
    done: dict[tuple[int, int, int], int] = {}
    for bucket in _buckets(texts):
        for (one, start), (other, begin) in _pairs(bucket, texts):
            diagonal = (one, other, start - begin)
            if done.get(diagonal, -1) > start:
                continue
            left, right = _grown(texts[one].folded, texts[other].folded, start, begin)
            done[diagonal] = max(done.get(diagonal, -1), right)
            if right - left >= SHORTEST:
                yield one, other, left, left - start + begin, right - left


def _buckets(texts: Sequence[_Text]) -> Iterator[list[tuple[int, int]]]:
    """Yield the places (text, start) of each fingerprint that is met again, together, in order.

    Most are met once; those are sifted out by a table of bits before any list is made for them.
    """
    values, numbers, places = array("Q"), array("I"), array("I")
    met, again = bytearray(_SLOTS), bytearray(_SLOTS)
    for number, text in enumerate(texts):
        for value, place in _fingerprints(text.folded):
            slot = value % _SLOTS
            again[slot] |= met[slot]
            met[slot] = 1
            values.append(value)
            numbers.append(number)
            places.append(place)
    # Sorted rather than gathered by value: a list for each would take ten times the room.
    order = [at for at, value in enumerate(values) if again[value % _SLOTS]]
    order.sort(key=values.__getitem__)
    for _, group in groupby(order, key=values.__getitem__):
        yield [(numbers[at], places[at]) for at in group]


def _pairs(
    bucket: Sequence[tuple[int, int]], texts: Sequence[_Text]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield pairs of places of different units: all of a small bucket, each with the first of a large one."""
    owners = {texts[number].piece.owner for number, _ in bucket}
    if len(owners) < 2:
        return
    firsts = bucket if len(owners) <= MANY and len(bucket) <= 4 * MANY else bucket[:1]
    for place, one in enumerate(firsts):
        for other in bucket[place + 1 :]:
            if texts[one[0]].piece.owner != texts[other[0]].piece.owner:
                yield one, other


def _grown(one: str, other: str, start: int, begin: int) -> tuple[int, int]:
    """Return the bounds in `one` of the longest equal stretch around two places."""
    left = 0
    while left < min(start, begin) and one[start - left - 1] == other[begin - left - 1]:
        left += 1
    right, most = 0, min(len(one) - start, len(other) - begin)
    while right < most and one[start + right] == other[begin + right]:
        right += 1
    return start - left, start + right


def _fingerprints(text: str) -> Iterator[tuple[int, int]]:
    """Yield (hash, place) of shingles so that every stretch of `SHORTEST` characters has one of them."""
    hashes = list(_hashes(text))
    last = -1
    for start in range(max(0, len(hashes) - _WINDOW + 1)):
        if last >= start and hashes[start + _WINDOW - 1] > hashes[last]:
            continue
        place = min(range(start, start + _WINDOW), key=lambda i: (hashes[i], i))
        if place != last:
            last = place
            yield hashes[place], place


def _hashes(text: str) -> Iterator[int]:
    """Yield the rolling hash of every shingle; the same for the same text on every machine."""
    value, head = 0, pow(_BASE, _SHINGLE, _MODULUS)
    for place, character in enumerate(text):
        value = (value * _BASE + ord(character)) % _MODULUS
        if place >= _SHINGLE:
            value = (value - ord(text[place - _SHINGLE]) * head) % _MODULUS
        if place >= _SHINGLE - 1:
            yield value


def _passage(
    texts: Sequence[_Text], key: str, hits: Sequence[tuple[int, int, int]], form: str
) -> Passage:
    by_owner: dict[int, tuple[int, int, int]] = {}
    for text, place, length in sorted(hits):
        by_owner.setdefault(texts[text].piece.owner, (text, place, length))
    owners = tuple(sorted(by_owner))
    text, place, length = by_owner[owners[0]]
    kind = "form" if key in form else "common" if len(owners) > MANY else "copied"
    fields = tuple(dict.fromkeys(texts[by_owner[owner][0]].piece.field for owner in owners))
    return Passage(owners, fields, texts[text].shown(place, place + length), length, kind)


def _without_parts(passages: Sequence[Passage]) -> list[Passage]:
    """Leave out passages that the same units share as part of a longer one."""
    by_owners: dict[tuple[int, ...], list[Passage]] = defaultdict(list)
    for one in sorted(passages, key=lambda p: -p.length):
        longer = by_owners[one.owners]
        if not any(one.text in other.text for other in longer):
            longer.append(one)
    return [one for group in by_owners.values() for one in group]
