"""The short way for the many names that are written plainly: the same answers, a third of the work.

What most characters fold to hangs on nothing around them. A name of such needs a look-up for each, its
affixes taken off and its numerals brought into one form; and its sounds do not hang on its words unless one
of its characters is said, in some phrase, as it is never said alone. Nearly all names are taken apart this
way; a test holds both ways together.
"""

from __future__ import annotations

from functools import cache, lru_cache
from string import digits
from typing import NamedTuple

import corpora
from nlp import sound
from nlp.affixes import may_have_affixes, own_span
from nlp.characters import unacceptable_kind
from nlp.folding import fold, hangs_on_neighbours
from nlp.normalize import joined, normalize
from nlp.numerals import FORMAL, has_numerals, numbered

Said = tuple[tuple[str, ...], tuple[bytes, ...]]
"""How one unit may be said: its toneless syllables, and their near-sound classes, each sorted."""

# Characters that become numerals by what stands beside them: 七点半, 7:30, 伍号.
_BESIDE = frozenset("点半") | FORMAL.keys()
DOT = "·"
"""What stands between the parts of a plain name."""
_UNSURE = "\0"


class Apart(NamedTuple):
    """A name taken apart: these of `nlp.normalize.Normalized`."""

    parts: tuple[str, ...]
    key: str
    affixes: tuple[str, ...]


def parts_and_key(name: str) -> tuple[tuple[str, ...], str]:
    """Return `parts` and `key` of a name's normal form.

    Raises:
        UnacceptableText: the name holds characters no name may hold.
    """
    return apart(name)[:2]


def apart(name: str) -> Apart:
    """Return `parts`, `key` and `affixes` of a name's normal form.

    Raises:
        UnacceptableText: the name holds characters no name may hold.
    """
    written = name.translate(_FOLDED)
    if _UNSURE in written:
        normal = normalize(name)
        return Apart(normal.parts, normal.key, normal.affixes)
    parts = tuple(filter(None, written.split(DOT)))
    text = "".join(parts)
    if len(parts) == len(text):
        parts = (text,) if text else ()
    if not may_have_affixes(parts[0] if parts else "", text):
        return Apart(parts, numbered(text), ())
    numbers = [number for number, part in enumerate(parts) for _ in part]
    start, end = own_span(text, numbers)
    before, own, after = (
        joined(text[low:high], numbers[low:high])
        for low, high in ((0, start), (start, end), (end, len(text)))
    )
    return Apart(own, numbered(text[start:end]), before + after)


def parts_in_place(name: str) -> list[tuple[str, tuple[int, ...]]]:
    """Return the parts of a name's normal form, each with the offset in the name of each character.

    Raises:
        UnacceptableText: the name holds characters no name may hold.
    """
    as_is = name.translate(_FOLDED) == name and {DOT, _UNSURE}.isdisjoint(name)
    if as_is and name and not may_have_affixes(name, name):
        return [(name, tuple(range(len(name))))]
    normal, at = normalize(name), 0
    found: list[tuple[str, tuple[int, ...]]] = []
    for part in normal.parts:
        found.append((part, normal.letter_offsets[at : at + len(part)]))
        at += len(part)
    return found


def folded(text: str) -> str:
    """Return `folded` of a text's normal form.

    Raises:
        UnacceptableText: the text holds characters no name may hold.
    """
    written = text.translate(_FOLDED)
    return normalize(text).folded if _UNSURE in written else written.replace(DOT, "")


def sounds(text: str) -> list[Said]:
    """Return how each unit of a text may be said, as `nlp.sound.units` has it."""
    if not text or min(text) < "\u4e00" or max(text) > "\u9fff":
        return [of_readings(unit.readings) for unit in sound.units(text)]
    found = list(map(_SAID_ALONE.__getitem__, text))
    if not _said_by_phrase().isdisjoint(text):
        for at, phrase in sound.phrases_in(text):
            found[at : at + len(phrase)] = map(_said_in_phrase, text[at:], phrase)
    return found


@lru_cache(maxsize=16384)
def of_readings(readings: tuple[str, ...]) -> Said:
    """Return toneless syllables and classes of some readings."""
    syllables = {sound.toneless(reading) for reading in readings}
    classes = set(map(near_class, syllables))
    return tuple(sorted(syllables)), tuple(sorted(classes))


@lru_cache(maxsize=4096)
def near_class(syllable: str) -> bytes:
    """Return the near-sound class of a toneless syllable."""
    return sound.fold_near(syllable).encode()


def is_plain(character: str) -> bool:
    """Return whether folding and numerals leave an ideograph alone whatever stands around it."""
    return (
        _FOLDED[ord(character)] == character
        and character not in _BESIDE
        and character not in digits
        and not has_numerals(character)
    )


class _Folded(dict[int, str]):
    """What a character is folded to, found out once for each; for `str.translate`.

    A separator is a dot; what hangs on the characters around it, or must be refused, is not told.
    """

    def __missing__(self, point: int) -> str:
        character = chr(point)
        if hangs_on_neighbours(character) or unacceptable_kind(character):
            self[point] = _UNSURE
        else:
            folded = fold(character)
            separates = any(change.reason == "separator" for change in folded.changes)
            self[point] = DOT if separates else folded.text
        return self[point]


_FOLDED = _Folded()


class _SaidAlone(dict[str, Said]):
    """How a character is said by itself, found out once for each."""

    def __missing__(self, character: str) -> Said:
        self[character] = of_readings(sound.units(character)[0].readings)
        return self[character]


_SAID_ALONE = _SaidAlone()


@lru_cache(maxsize=16384)
def _said_in_phrase(character: str, syllable: str) -> Said:
    return of_readings((syllable, *sound.units(character)[0].readings))


@cache
def _said_by_phrase() -> frozenset[str]:
    """Return the characters that some phrase has said as they are never said alone."""
    return frozenset(corpora.lines("sound/by_phrase.tsv"))
