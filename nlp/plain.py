"""The short way for the many names that are written plainly: the same answers, a third of the work.

A plain character is an ideograph that folding and numerals leave alone whatever stands around it. A name
of plain characters and numerals, in one part or with dots between parts, needs only its affixes taken off
and its numerals brought into one form; and its sounds do not hang on its words unless one of its characters
is said, in some phrase, as it is never said alone. Nearly all names are taken apart this way; a test holds
both ways together.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from string import digits

import corpora
from nlp import sound
from nlp.affixes import may_have_affixes, own_span
from nlp.folding import fold
from nlp.normalize import normalize
from nlp.numerals import fold_runs, has_numerals

Said = tuple[tuple[str, ...], tuple[bytes, ...]]
"""How one unit may be said: its toneless syllables, and their near-sound classes, each sorted."""

# Characters that fold by what stands beside them: 七点半, 7:30.
_BESIDE = "点半"
DOT = "·"
"""What stands between the parts of a plain name."""


def parts_and_key(name: str) -> tuple[tuple[str, ...], str]:
    """Return `parts` and `key` of a name's normal form.

    Raises:
        UnacceptableText: the name holds characters no name may hold.
    """
    written = name.split(DOT)
    text = "".join(written)
    if not (all(written) and all(map(_STAYING.__getitem__, text))):
        normal = normalize(name)
        return normal.parts, normal.key
    if not may_have_affixes(written[0], text):
        return tuple(written), _numbered(text)
    numbers = [number for number, part in enumerate(written) for _ in part]
    start, end = own_span(text, numbers)
    if start == 0 and end == len(text):
        return tuple(written), text
    inside = zip(text[start:end], numbers[start:end], strict=True)
    parts = ("".join(c for c, _ in part) for _, part in groupby(inside, key=itemgetter(1)))
    return tuple(parts), _numbered(text[start:end])


def _numbered(text: str) -> str:
    """Return a text with its numerals in one form."""
    return "".join(c for c, _ in fold_runs(text)) if has_numerals(text) else text


def sounds(text: str) -> list[Said]:
    """Return how each unit of a text may be said, as `nlp.sound.units` has it."""
    if not text or min(text) < "\u4e00" or max(text) > "\u9fff":
        return [of_readings(unit.readings) for unit in sound.units(text)]
    found = list(map(_SAID_ALONE.__getitem__, text))
    if not _said_by_phrase().isdisjoint(text):
        at = 0
        while at < len(text):
            phrase = sound.phrase_at(text, at)
            found[at : at + len(phrase)] = map(_said_in_phrase, text[at:], phrase)
            at += len(phrase) or 1
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
    """Return whether a character is plain."""
    return _STAYING[character] and character not in digits and not has_numerals(character)


class _Staying(dict[str, bool]):
    """Whether folding leaves a character alone whatever stands around it, found out once for each."""

    def __missing__(self, character: str) -> bool:
        self[character] = (
            ("\u4e00" <= character <= "\u9fff" or character in digits)
            and character not in _BESIDE
            and fold(character).text == character
        )
        return self[character]


_STAYING = _Staying()


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
    return frozenset(
        character
        for phrase, said in corpora.rows("sound/phrases.tsv")
        for character, syllable in zip(phrase, said.split(), strict=True)
        if sound.toneless(syllable) not in _SAID_ALONE[character][0]
    )
