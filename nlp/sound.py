"""How a name sounds: syllables of every character, near-sounds, and classes for blocking.

A syllable is written `hong2`: toneless pinyin with v for ü, and the tone as a digit (5 = neutral).
Tables are ours, made by `corpora/build/sound.py`; a name takes a few microseconds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

import corpora

_INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")
_LONGEST_PHRASE = 4
_LATIN = re.compile(r"[a-z]+")
_FIRST_IDEOGRAPH = "\u2e80"
_WIDE = frozenset(map(chr, range(0xFF10, 0xFF5B)))  # full-width digits and letters


class Unit(NamedTuple):
    """One thing that is said: a character, a digit, a letter, or a syllable spelled in letters.

    Attributes:
        start, end: span in the text, half-open, code points.
        readings: possible syllables with tone, the one in context first; a spelled syllable without
            tone marks has tone 0; never empty (an unknown character stands for itself).
    """

    start: int
    end: int
    readings: tuple[str, ...]


def readings(text: str) -> tuple[tuple[str, ...], ...]:
    """Return for every unit of the text its readings, as in `Unit.readings`."""
    return tuple(unit.readings for unit in units(text))


@lru_cache(maxsize=65536)
def units(text: str) -> tuple[Unit, ...]:
    """Return what is said, in order; linear in the length."""
    said = list(map(_READ_ALONE.__getitem__, text))
    for at, syllables in phrases_in(text):
        said[at : at + len(syllables)] = map(_read, text[at:], syllables)
    found = [Unit(at, at + 1, ways) for at, ways in enumerate(said)]
    if min(text, default=_FIRST_IDEOGRAPH) < _FIRST_IDEOGRAPH or not _WIDE.isdisjoint(text):
        for unit in reversed(_spelled(text)):
            found[unit.start : unit.end] = [unit]
    return tuple(found)


def toneless(syllable: str) -> str:
    """Return `hong` for `hong2`."""
    return syllable[:-1] if syllable[-1:].isdigit() and len(syllable) > 1 else syllable


def marked(syllable: str) -> str:
    """Return the syllable as people write it: `hóng` for `hong2`, `lǜ` for `lv4`."""
    base, tone = toneless(syllable).replace("v", "ü"), syllable[-1:]
    if tone not in "1234":
        return base
    place = _tone_place(base)
    mark = "\u0304\u0301\u030c\u0300"[int(tone) - 1]
    return unicodedata.normalize("NFC", base[: place + 1] + mark + base[place + 1 :])


class Nearness(NamedTuple):
    """How near two syllables are.

    Attributes:
        strength: 1.0 for one syllable; else the weaker of the pairs they differ by.
        called: what the differences are called in Chinese, e.g. 平翘舌, each once.
    """

    strength: float
    called: tuple[str, ...] = ()


@lru_cache(maxsize=16384)
def nearness(a: str, b: str) -> Nearness | None:
    """Return how near two toneless syllables are, None if nobody mixes them up.

    One part (initial or final) may differ by a pair of `corpora/sound/near.tsv`, or both may.
    """
    if fold_near(a) != fold_near(b):
        return None
    parts = zip(("initial", "final"), split(a), split(b), strict=True)
    pairs = [_near_pairs()[part, frozenset((x, y))] for part, x, y in parts if x != y]
    called = tuple(dict.fromkeys(pair.called[0] for pair in pairs))
    return Nearness(min((pair.strength for pair in pairs), default=1.0), called)


@lru_cache(maxsize=4096)
def fold_near(syllable: str) -> str:
    """Return the class of a toneless syllable: near or equal syllables share it."""
    initial, final = split(syllable)
    classes = _near_classes()
    return classes.get(("initial", initial), initial) + classes.get(("final", final), final)


@lru_cache(maxsize=4096)
def split(syllable: str) -> tuple[str, str]:
    """Return initial and final of a toneless syllable; the initial may be empty."""
    initial = next((i for i in _INITIALS if syllable.startswith(i)), "")
    return initial, syllable[len(initial) :]


@lru_cache(maxsize=16384)
def same_sound(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Return whether two sets of readings share a syllable, tones aside."""
    return not {toneless(r) for r in a}.isdisjoint(toneless(r) for r in b)


def may_sound_alike(a: str, b: str) -> bool:
    """Return whether two characters, each by itself, have a reading in common, tones aside."""
    return same_sound(_READ_ALONE[a], _READ_ALONE[b])


def heard(text: str) -> tuple[str, ...]:
    """Return for every character its first toneless syllable, whatever stands around it.

    Coarser than `units`, and the same for a part of a text as within it: for keys.
    """
    return tuple(map(_HEARD_ALONE.__getitem__, text))


def is_standard(character: str) -> bool:
    """Return whether a character is of GB 2312 or of the list of standard characters of 2013."""
    return bool(_CHARACTERS[character])


def is_phrase(text: str) -> bool:
    """Return whether the phrase table tells how these characters are said together."""
    return text in _phrases()


def phrases_in(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield where a phrase of the table stands in a text, the longest at each place, and its syllables."""
    beginnings, end = _phrase_beginnings(), 0
    for at in range(len(text) - 1):
        if text[at : at + 2] in beginnings and at >= end and (said := _phrase_at(text, at)):
            end = at + len(said)
            yield at, said


def _phrase_at(text: str, at: int) -> tuple[str, ...]:
    """Return the syllables of the longest phrase that starts at an offset, or nothing."""
    for size in range(min(_LONGEST_PHRASE, len(text) - at), 1, -1):
        if said := _phrases().get(text[at : at + size]):
            return tuple(said.split())
    return ()


@lru_cache(maxsize=16384)
def _read(character: str, first: str) -> tuple[str, ...]:
    """Return the readings of a character, the one in context first."""
    return tuple(dict.fromkeys((first, *_READ_ALONE[character])))


def _spelled(text: str) -> list[Unit]:
    """Return the syllables spelled in runs of two or more letters that are pinyin throughout."""
    bare = _without_marks(text)
    return [
        unit
        for run in _LATIN.finditer(bare)
        if len(run.group()) > 1
        for unit in _syllables(bare, run.start(), run.end())
    ]


def _without_marks(text: str) -> str:
    """Return the text with Latin letters small and without tone marks, of the same length."""
    if text.isascii():
        return text.lower()
    return "".join(_plain(c) if c < _FIRST_IDEOGRAPH or c in _WIDE else c for c in text)


@lru_cache(maxsize=512)
def _plain(character: str) -> str:
    """Return a letter or digit narrow, small and without tone mark; anything else as it is."""
    if character in "üǖǘǚǜÜǕǗǙǛ":
        return "v"
    folded = unicodedata.normalize("NFKD", character)[:1].lower()
    return folded if folded.isascii() and folded.isalnum() else character


def _syllables(text: str, start: int, end: int) -> tuple[Unit, ...]:
    """Return the run cut into pinyin syllables, longest first; nothing if it cannot be."""
    if start == end:
        return ()
    for stop in range(min(end, start + 6), start, -1):
        if text[start:stop] in _known_syllables():
            rest = _syllables(text, stop, end)
            if stop == end or rest:
                return (Unit(start, stop, (text[start:stop] + "0",)), *rest)
    return ()


def _tone_place(base: str) -> int:
    """Return the index of the vowel that bears the mark."""
    for vowel in "ae":
        if vowel in base:
            return base.index(vowel)
    if "ou" in base:
        return base.index("o")
    return max(base.rfind(vowel) for vowel in "iouü")


def _searched(character: str) -> str:
    rows = chain.from_iterable(corpora.rows_with(path, character) for path in _TABLES)
    return next((said for written, said in rows if written == character), "")


def _all() -> dict[str, str]:
    return dict(chain.from_iterable(zip(*corpora.columns(path), strict=True) for path in _TABLES))


_TABLES = ("sound/characters.tsv", "sound/letters.tsv")
_CHARACTERS = corpora.FewOrAll(_searched, _all, "")
"""The readings of each character, separated by spaces."""


class _ReadAlone(dict[str, tuple[str, ...]]):
    """The readings of a character by itself, found out once for each."""

    def __missing__(self, character: str) -> tuple[str, ...]:
        known = _CHARACTERS[character] or _CHARACTERS[_plain(character)]
        self[character] = tuple(dict.fromkeys(known.split())) or (character,)
        return self[character]


_READ_ALONE = _ReadAlone()


class _HeardAlone(dict[str, str]):
    """The first toneless syllable of a character by itself, found out once for each."""

    def __missing__(self, character: str) -> str:
        known = _CHARACTERS[character]
        self[character] = toneless(known.split()[0]) if known else character
        return self[character]


_HEARD_ALONE = _HeardAlone()


@cache
def _phrases() -> dict[str, str]:
    """Return the syllables of each phrase, separated by spaces."""
    return dict(zip(*corpora.columns("sound/phrases.tsv"), strict=True))


@cache
def _phrase_beginnings() -> frozenset[str]:
    return frozenset(phrase[:2] for phrase in _phrases())


@cache
def _known_syllables() -> frozenset[str]:
    return frozenset(
        toneless(said)
        for character, all_said in _all().items()
        if len(character.encode()) > 1
        for said in all_said.split()
    )


@cache
def _near_classes() -> dict[tuple[str, str], str]:
    """Return for each near initial or final the one that stands for its pair."""
    classes: dict[tuple[str, str], str] = {}
    for part, one, other, _, _ in corpora.rows("sound/near.tsv"):
        classes[part, one] = classes[part, other] = one
    return classes


@cache
def _near_pairs() -> dict[tuple[str, frozenset[str]], Nearness]:
    return {
        (part, frozenset((one, other))): Nearness(float(strength), (called,))
        for part, one, other, strength, called in corpora.rows("sound/near.tsv")
    }
