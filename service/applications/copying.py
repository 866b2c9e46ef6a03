"""The same text in the applications of several units: shared passages, found exactly.

Texts are compared without spaces and marks. Every passage of `SHORTEST` characters or more that two
units share is found: fingerprints are taken so that each window of that length keeps at least one
(winnowing; Schleimer, Wilkerson, Aiken, SIGMOD 2003), equal fingerprints are looked up, and each hit is
grown character by character as far as the texts agree. Near-linear in the length of all texts; wording
that many units share, or that is the office's own form, is told apart and costs no more.

Texts, fingerprints and hits lie in temporary files and come back in parts: memory grows with the passages
that are found, not with the texts.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from tempfile import TemporaryFile
from typing import BinaryIO

from service.applications.fingerprints import SHORTEST, fingerprints, folded, place_of
from service.spooling import Parted, Spool

MANY = 5
"""From more units than this a passage counts as common wording (DECISION)."""
_REMEMBERED = 256
_LOW = (1 << 32) - 1
_FIRST = itemgetter(0)


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


class _Texts:
    """The texts of all applications: on disk, folded again when they are looked at."""

    def __init__(self, file: BinaryIO) -> None:
        self._spool = Spool(file)
        self._fields, self._names = array("I"), dict[str, int]()
        self.owners = array("I")
        self.folded = lru_cache(maxsize=_REMEMBERED)(lambda number: folded(self._spool[number]))

    def put(self, piece: Piece) -> int:
        """Add a piece and return its number."""
        self.owners.append(piece.owner)
        self._fields.append(self._names.setdefault(piece.field, len(self._names)))
        return self._spool.put(piece.text)

    def field(self, number: int) -> str:
        """Return what a text is called in its application."""
        return list(self._names)[self._fields[number]]

    def shown(self, number: int, start: int, length: int) -> str:
        """Return a stretch of the folded text as it was written."""
        text = self._spool[number]
        return text[place_of(text, start) : place_of(text, start + length - 1) + 1]


def shared_passages(pieces: Iterable[Piece], own: Iterable[str] = ()) -> tuple[Passage, ...]:
    """Return the passages that units share, longest first.

    Args:
        pieces: the texts of all applications, looked at once; their owners are numbers from 0.
        own: the office's own texts (its form, its notice): passages from there are of kind `form`.
    """
    form = "\n".join(folded(text) for text in own)
    with ExitStack() as files:

        def file() -> BinaryIO:
            return files.enter_context(TemporaryFile())

        texts, prints, hits, stretches = _Texts(file()), *(Parted(file()) for _ in range(3))
        for piece in pieces:
            number = texts.put(piece)
            for value, place in fingerprints(folded(piece.text)):
                prints.put(value, number << 32 | place)
        for one, other in _hits(prints, texts.owners):
            # Both texts first, both places second: what is told of two texts comes together.
            hits.put(one >> 32 << 32 | other >> 32, (one & _LOW) << 32 | other & _LOW)
        lengths: dict[int, int] = {}
        for key, length, places in _stretches(hits, texts):
            lengths[key] = length
            for place in places:
                stretches.put(key, place)
        found = [
            _passage(texts, [place for _, place in group], lengths[key], form)
            for part in stretches.parts()
            for key, group in groupby(part, key=_FIRST)
        ]
    return tuple(sorted(_without_parts(found), key=lambda p: (-p.length, p.owners, p.text)))


def _hits(prints: Parted, owners: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield pairs of places (number of a text, then place in it) of different units with equal fingerprints.

    All pairs of a small bucket, each place with the first of a large one.
    """
    for part in prints.parts():
        for _, group in groupby(part, key=_FIRST):
            bucket = [place for _, place in group]
            if len(bucket) < 2:
                continue
            of = [owners[place >> 32] for place in bucket]
            whole = len(bucket) <= 4 * MANY and len(set(of)) <= MANY
            for at, one in enumerate(bucket if whole else bucket[:1]):
                for place, owner in zip(bucket[at + 1 :], of[at + 1 :], strict=True):
                    if owner != of[at]:
                        yield one, place


def _stretches(hits: Parted, texts: _Texts) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Yield each maximal equal stretch of two texts: hash of its characters, length, both places."""
    for part in hits.parts():
        for pair, group in groupby(part, key=_FIRST):
            one, other = texts.folded(pair >> 32), texts.folded(pair & _LOW)
            ends: dict[int, int] = {}
            for _, places in group:
                start, begin = places >> 32, places & _LOW
                if ends.get(start - begin, -1) > start:
                    continue
                left, right = _grown(one, other, start, begin)
                ends[start - begin] = right
                if right - left >= SHORTEST:
                    met = pair >> 32 << 32 | left, (pair & _LOW) << 32 | left - start + begin
                    yield _hash(one[left:right]), right - left, met


def _grown(one: str, other: str, start: int, begin: int) -> tuple[int, int]:
    """Return the bounds in `one` of the longest equal stretch around two places."""
    left = 0
    while left < min(start, begin) and one[start - left - 1] == other[begin - left - 1]:
        left += 1
    right, most = 0, min(len(one) - start, len(other) - begin)
    while right < most and one[start + right] == other[begin + right]:
        right += 1
    return start - left, start + right


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())


def _passage(texts: _Texts, places: Iterable[int], length: int, form: str) -> Passage:
    """Return a passage that is found at some places."""
    by_owner: dict[int, int] = {}
    for place in sorted(places):
        by_owner.setdefault(texts.owners[place >> 32], place)
    owners = tuple(sorted(by_owner))
    number, start = by_owner[owners[0]] >> 32, by_owner[owners[0]] & _LOW
    known = texts.folded(number)[start : start + length] in form
    kind = "form" if known else "common" if len(owners) > MANY else "copied"
    fields = dict.fromkeys(texts.field(by_owner[owner] >> 32) for owner in owners)
    return Passage(owners, tuple(fields), texts.shown(number, start, length), length, kind)


def _without_parts(passages: Sequence[Passage]) -> list[Passage]:
    """Leave out passages that the same units share as part of a longer one."""
    by_owners: dict[tuple[int, ...], list[Passage]] = defaultdict(list)
    for one in sorted(passages, key=lambda p: -p.length):
        longer = by_owners[one.owners]
        if not any(one.text in other.text for other in longer):
            longer.append(one)
    return [one for group in by_owners.values() for one in group]
