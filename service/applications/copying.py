"""The same text in the applications of several units: shared passages, found exactly.

Texts are compared without spaces and marks. Every passage of `SHORTEST` characters or more that two
units share is found: fingerprints are taken so that each window of that length keeps at least one
(winnowing; Schleimer, Wilkerson, Aiken, SIGMOD 2003), equal fingerprints are looked up, and each hit is
grown character by character as far as the texts agree. Near-linear in the length of all texts; wording
that many units share costs no more: there each text is compared with the first and with its likest.

Texts, fingerprints and hits lie in temporary files and come back in parts: memory grows with the passages
that are found, not with the texts.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from io import FileIO
from itertools import combinations
from tempfile import TemporaryFile

from service.applications.fingerprints import SHORTEST, fingerprints, folded, place_of
from service.applications.passages import MANY, Passage, kind_of, sifted
from service.spooling import Parted, Spool

_CROWD = 20
"""Places of one fingerprint up to which all are compared with all."""
_CONTEXT = 512
"""Characters after a place by which like places of a crowd are brought together."""
_HELD = 1 << 19
"""Characters of what follows the places of a crowd that are held at a time."""
_REMEMBERED = 2048
_LOW = (1 << 32) - 1


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of an application: whose it is, what it is called there, the text."""

    owner: int
    field: str
    text: str


class _Texts:
    """The texts of all applications on disk, as they were written and as they are compared."""

    def __init__(self, written: FileIO, compared: FileIO) -> None:
        self._written, self._compared = Spool(written), Spool(compared)
        self._fields, self._names = array("H"), dict[str, int]()
        # Texts come by unit: where those of each begin. Its number is held once, however many passages
        # name it.
        self._firsts, self._owners = array("I"), list[int]()
        self.folded = lru_cache(maxsize=_REMEMBERED)(self._compared.__getitem__)

    def put(self, piece: Piece, text: str) -> int:
        """Add a piece and what is compared of it, and return its number."""
        if not self._owners or self._owners[-1] != piece.owner:
            self._firsts.append(len(self._fields))
            self._owners.append(piece.owner)
        self._fields.append(self._names.setdefault(piece.field, len(self._names)))
        self._written.put(piece.text)
        return self._compared.put(text)

    def owner(self, place: int) -> int:
        """Return whose the text of a place is."""
        return self._owners[bisect_right(self._firsts, place >> 32) - 1]

    def field(self, number: int) -> str:
        """Return what a text is called in its application."""
        return list(self._names)[self._fields[number]]

    def following(self, place: int, most: int) -> str:
        """Return so much of a folded text from a place on."""
        start = place & _LOW
        return self.folded(place >> 32)[start : start + most]

    def shown(self, number: int, start: int, length: int) -> str:
        """Return a stretch of the folded text as it was written."""
        text = self._written[number]
        return text[place_of(text, start) : place_of(text, start + length - 1) + 1]


def shared_passages(pieces: Iterable[Piece], own: Iterable[str] = ()) -> tuple[Passage, ...]:
    """Return the passages that units share, longest first.

    Args:
        pieces: the texts of all applications, looked at once; their owners are numbers from 0.
        own: the office's own texts (its form, its notice): passages from there are of kind `form`.
    """
    form = "\n".join(folded(text) for text in own)
    with ExitStack() as files:

        def raw() -> FileIO:
            return files.enter_context(TemporaryFile(buffering=0))

        texts = _Texts(raw(), raw())
        prints, hits, stretches = (Parted(files.enter_context(TemporaryFile())) for _ in range(3))
        for piece in pieces:
            if len(text := folded(piece.text)) >= SHORTEST:
                number = texts.put(piece, text)
                first = number << 32
                prints.extend((value, first | place) for value, place in fingerprints(text))
        # Both texts first, both places second: what is told of two texts comes together.
        hits.extend(
            (one >> 32 << 32 | other >> 32, (one & _LOW) << 32 | other & _LOW)
            for one, other in _hits(prints, texts)
        )
        lengths: dict[int, int] = {}
        for key, length, places in _stretches(hits, texts):
            lengths[key] = length
            for place in places:
                stretches.put(key, place)
        found = [_passage(texts, places, lengths[key], form) for key, places in stretches.groups()]
    return sifted(found)


def _hits(prints: Parted, texts: _Texts) -> Iterator[tuple[int, int]]:
    """Yield pairs of places (number of a text, then place in it) of different units with equal fingerprints.

    All pairs of a few places. Of a crowd each with the first, so that all who share a passage are found,
    and each with the one likest to it, so that its nearest copy is.
    """
    for _, bucket in prints.groups():
        if len(bucket) < 2:
            continue
        whose = {place: texts.owner(place) for place in bucket}
        few = len(bucket) <= _CROWD and len(set(whose.values())) <= MANY
        for one, other in combinations(bucket, 2) if few else _likest(whose, texts):
            if whose[one] != whose[other]:
                yield one, other


def _likest(whose: Mapping[int, int], texts: _Texts) -> Iterator[tuple[int, int]]:
    """Yield each place of a crowd with the first, and with its neighbour in the order of what follows.

    Of all places the two neighbours agree longest with one; those of its own unit are passed over.
    """
    first, *others = whose
    yield from ((first, place) for place in others)
    ordered = _ordered(whose, texts)
    before = last = next(ordered)
    for place in ordered:
        if whose[place] != whose[last]:
            before = last
        last = place
        yield (before, place) if before < place else (place, before)


def _ordered(places: Iterable[int], texts: _Texts, passed: int = 0) -> Iterator[int]:
    """Yield places in the order of what follows each, from so many characters on; like ones by place.

    Like ones are held under what they have in common. Where that is too much of too many texts, less of it
    is looked at, and more then only of those that are still alike.
    """
    length, alike = _CONTEXT - passed, dict[str, list[int]]()
    for place in places:
        alike.setdefault(texts.following(place + passed, length), []).append(place)
        if len(alike) * length > _HELD and length > 1:
            length //= 2
            alike = _cut(alike, length)
    groups = [sorted(alike[text]) for text in sorted(alike)]
    del alike
    for group in groups:
        whole = len(group) == 1 or passed + length >= _CONTEXT
        yield from group if whole else _ordered(group, texts, passed + length)


def _cut(alike: Mapping[str, list[int]], length: int) -> dict[str, list[int]]:
    """Return groups under so many of the first characters of what each had in common."""
    cut: dict[str, list[int]] = {}
    for text, places in alike.items():
        cut.setdefault(text[:length], []).extend(places)
    return cut


def _stretches(hits: Parted, texts: _Texts) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Yield each maximal equal stretch of two texts: hash of its characters, length, both places."""
    for pair, met in hits.groups():
        one, other = texts.folded(pair >> 32), texts.folded(pair & _LOW)
        ends: dict[int, int] = {}
        for places in met:
            start, begin = places >> 32, places & _LOW
            if ends.get(start - begin, -1) > start:
                continue
            left, right = _grown(one, other, start, begin)
            ends[start - begin] = right
            if right - left >= SHORTEST:
                first = pair >> 32 << 32 | left
                second = (pair & _LOW) << 32 | left - start + begin
                yield _hash(one[left:right]), right - left, (first, second)


def _grown(one: str, other: str, start: int, begin: int) -> tuple[int, int]:
    """Return the bounds in `one` of the longest equal stretch around two places."""
    back = min(start, begin)
    left = _in_common(one[start - back : start][::-1], other[begin - back : begin][::-1])
    return start - left, start + _in_common(one[start:], other[begin:])


def _in_common(one: str, other: str) -> int:
    """Return with how many equal characters two texts begin, found by halves."""
    low, high = 0, min(len(one), len(other))
    if one[:high] == other[:high]:
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle
    return low


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())


def _passage(texts: _Texts, places: Iterable[int], length: int, form: str) -> Passage:
    """Return a passage that is found at some places."""
    by_owner: dict[int, int] = {}
    for place in sorted(places):
        by_owner.setdefault(texts.owner(place), place)
    owners = tuple(sorted(by_owner))
    number, start = by_owner[owners[0]] >> 32, by_owner[owners[0]] & _LOW
    text = texts.folded(number)[start : start + length]
    fields = dict.fromkeys(texts.field(by_owner[owner] >> 32) for owner in owners)
    shown = texts.shown(number, start, length)
    return Passage(owners, tuple(fields), shown, length, kind_of(text, owners, form))
