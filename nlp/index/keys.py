"""What a name is filed under, and under what its neighbours are looked for: 32-bit hashes of short texts.

Judging asks for a shared blocking key (`nlp.profile`), containment or abbreviation. Filed and asked under
the same keys, dense words would drown the look-up (each 先锋 beside each other 先锋), so the two sides
differ: `filed` files a name sparingly, `wanted` asks for what can come to more than fine, and for nothing
else. The kinds:

    BAG    the characters of the text, and of the match key and other keys, in order of code points
    NEAR   near-sound classes of the whole name;  DROP  the same without the first or the last
    SUB    the text of five characters or more with one, not the first, left open
    SYN    the text with one word as its thesaurus group
    PART   a part between separators
    OWN    what is left without worn words at both ends
    SHORT  an end character, the rarest other, the length: the name as somebody's abbreviation
    LONG   an end character, one of the rarest others, the length: the name as what is abbreviated
           (both in `nlp.index.abbreviations`)

Look-alikes are asked for by spelling them out, contained names by their text; containing names are found
in the suffixes (`nlp.index.segment`). A collision of hashes adds a candidate; none can be lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, islice, product
from math import prod
from typing import NamedTuple
from zlib import crc32

from nlp.genericness import worn_words
from nlp.index.abbreviations import abbreviating
from nlp.index.recognition import recognition
from nlp.plain import Said, apart, near_class, of_readings, sounds
from nlp.profile import DROPS_FROM, MOST_READINGS, Profile, heart_of, loose_keys, synonym_keys
from nlp.relations.abbreviation import SUBSTANCE as ABBREVIATION_SUBSTANCE
from nlp.relations.look_alike import SHORTEST as SHORTEST_LOOK_ALIKE
from nlp.relations.look_alike import least_likeness
from nlp.relations.shared_core import SHARED, SHORTEST_ONE_CHARACTER
from nlp.shape import look_alikes
from nlp.words import Sized, cuts, weights

# Starting values of the checksum: they keep the kinds apart.
_BAG, _NEAR, _DROP, _SUB, _SYN, _PART, _OWN = (
    0x9E3779B1 * i & 0xFFFFFFFF for i in (0, 1, 2, 3, 4, 5, 8)
)
_OPEN = "?".encode("utf-32-le")
_WIDTH = len(_OPEN)


class Filed(NamedTuple):
    """What is kept of a name in an index.

    Attributes:
        text: the folded text.
        key: the match key.
        codes: the `recognition` of the text.
        hashes: what it is filed under: about fifteen, more if it is long.
    """

    text: str
    key: str
    codes: bytes
    hashes: list[int]


class _Apart(NamedTuple):
    """A name taken apart.

    Attributes:
        parts: its pieces between separators.
        key: its match key.
        affixes: what was set aside around it.
        text: the folded text.
        cut: of each part its `nlp.words.cuts`.
        weighed: for each character of the text how much it is the name's own.
        own: how many of them stand in no worn word.
    """

    parts: tuple[str, ...]
    key: str
    affixes: tuple[str, ...]
    text: str
    cut: tuple[tuple[Sized, ...], ...]
    weighed: tuple[float, ...]
    own: int


def filed(names: Sequence[str]) -> list[Filed]:
    """Return what is kept of some names, some hundreds at most.

    All of them take one step after the other, for what a step looks things up in is still at hand for the
    next name: two thirds of the time that it takes to take all steps with each.

    Raises:
        UnacceptableText: a name holds characters no name may hold.
    """
    taken = _taken_apart(names)
    hashes: list[list[int]] = [[] for _ in names]
    for step in (_by_form, _by_abbreviation, _by_heart, _by_sound, _by_one_open, _by_meaning):
        for found, one in zip(hashes, taken, strict=True):
            found += step(one)
    codes = [recognition(one.text, one.cut, one.weighed, one.own) for one in taken]
    return [
        Filed(one.text, one.key, told, found)
        for one, told, found in zip(taken, codes, hashes, strict=True)
    ]


def _taken_apart(names: Sequence[str]) -> list[_Apart]:
    parts, keys, affixes = zip(*map(apart, names), strict=True) if names else ((), (), ())
    texts = ["".join(some) for some in parts]
    cut = [tuple(map(cuts, some)) for some in parts]
    weighed = [
        weights(*some, *sizes)
        if len(some) == 1
        else tuple(chain.from_iterable(map(weights, some, sizes)))
        for some, sizes in zip(parts, cut, strict=True)
    ]
    own = map(own_characters, texts)
    return list(map(_Apart, parts, keys, affixes, texts, cut, weighed, own))


def _by_form(one: _Apart) -> list[int]:
    return [*_bags(one.text, one.key, one.affixes), *_parts(one.parts)]


def _by_abbreviation(one: _Apart) -> Iterator[int]:
    substantial = one.own or sum(one.weighed) >= ABBREVIATION_SUBSTANCE
    return abbreviating(one.text, abbreviates=bool(substantial))


def _by_heart(one: _Apart) -> list[int]:
    return _heart(one.text, heart_of(one.text, one.weighed))


def _by_sound(one: _Apart) -> list[int]:
    found = []
    for way in _ways(sounds(one.text)):
        said = b" ".join(way)
        found.append(crc32(said, _NEAR))
        if len(way) >= DROPS_FROM:
            less = said[len(way[0]) + 1 :], said[: -len(way[-1]) - 1]
            found += (crc32(less[0], _DROP), crc32(less[1], _DROP))
    return found


def _by_one_open(one: _Apart) -> list[int]:
    text = one.text
    return _open(text, range(1, len(text))) if len(text) >= SHORTEST_ONE_CHARACTER else []


def _by_meaning(one: _Apart) -> list[int]:
    return [crc32(key.encode(), _SYN) for key in synonym_keys(one.text)]


def wanted(one: Profile) -> Iterator[tuple[str, Iterable[int]]]:
    """Yield what all but contained, containing and abbreviated neighbours of a name are filed under.

    Yields:
        A way in which names are alike (`nlp.relations`), and what all that are alike in it are filed under.
    """
    text = one.text
    yield "form", _bags(text, one.key, one.affixes)
    yield "sound", _sounds_wanted(one)
    if len(text) >= SHORTEST_ONE_CHARACTER:
        own = one.substance()
        places = (i for i in range(1, len(text)) if own - one.weights[i] >= SHARED)
        yield "one", _open(text, places)
    yield "meaning", (crc32(key.encode(), _SYN) for key in synonym_keys(text))
    for start, end in one.own_parts:
        part = text[start:end]
        yield "parts", (bag(part), crc32(part.encode(), _PART))
    yield "heart", _heart(text, one.heart)
    yield "look", _look_alikes_wanted(text)


def bag(text: str) -> int:
    """Return what names with exactly these characters are filed under."""
    return crc32("".join(sorted(text)).encode(), _BAG)


def _bags(text: str, key: str, affixes: tuple[str, ...]) -> list[int]:
    return [bag(one) for one in dict.fromkeys((text, *loose_keys(key, affixes)))]


def own_characters(text: str) -> int:
    """Return how many characters of a text stand in no worn word: each is always the name's own."""
    return len(text) - sum(map(worn_characters().__contains__, text))


@cache
def worn_characters() -> frozenset[str]:
    """Return the characters of worn words."""
    return frozenset("".join(worn_words()))


def _open(text: str, places: Iterable[int]) -> list[int]:
    """Return the hashes of a text with one character left open."""
    raw = text.encode("utf-32-le")
    cuts = (i * _WIDTH for i in places)
    return [crc32(raw[:at] + _OPEN + raw[at + _WIDTH :], _SUB) for at in cuts]


def _parts(parts: tuple[str, ...]) -> list[int]:
    return [crc32(part.encode(), _PART) for part in parts] if len(parts) > 1 else []


def _heart(text: str, span: tuple[int, int] | None) -> list[int]:
    return [crc32(text[slice(*span)].encode(), _OWN)] if span else []


def _sounds_wanted(one: Profile) -> Iterator[int]:
    for way in _ways([of_readings(unit.readings) for unit in one.units]):
        said = b" ".join(way)
        yield crc32(said, _NEAR)
        yield crc32(said, _DROP)
        if len(way) >= DROPS_FROM:
            yield crc32(b" ".join(way[1:]), _NEAR)
            yield crc32(b" ".join(way[:-1]), _NEAR)


def may_be_unheard(text: str) -> bool:
    """Return whether a text may be said in more ways than its keys tell of."""
    return prod(len(syllables) for syllables, _ in sounds(text)) > MOST_READINGS


def _look_alikes_wanted(text: str) -> Iterator[int]:
    if len(text) >= SHORTEST_LOOK_ALIKE:
        least = least_likeness(len(text))
        for at, character in enumerate(text):
            for other, score in look_alikes(character).items():
                if score >= least:
                    yield bag(text[:at] + other + text[at + 1 :])


def _ways(said: list[Said]) -> Iterable[tuple[bytes, ...]]:
    """Return how a name may be said in near-sound classes.

    As in the profile no more than `MOST_READINGS` ways; those that are the classes of its ways of
    syllables come too, so that names that share the one share the other.
    """
    if len(said) < 2:
        return ()
    classes = [classes for _, classes in said]
    if all(len(ways) == 1 for ways in classes):
        return (tuple(ways[0] for ways in classes),)
    found = dict.fromkeys(islice(product(*classes), MOST_READINGS))
    for way in islice(product(*(syllables for syllables, _ in said)), MOST_READINGS):
        found[tuple(map(near_class, way))] = None
    return found
