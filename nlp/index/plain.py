"""The short way for the many names that are written plainly: the same answers, a third of the work.

A plain character is an ideograph that folding and numerals leave alone whatever stands around it. A name
of plain characters, in one part or with dots between parts, needs only its affixes taken off; and its
sounds do not hang on its words unless one of its characters is said, in some phrase, as it is never said
alone. Millions of names are filed this way; a test holds both ways together.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter

import corpora
from nlp import sound
from nlp.affixes import own_span
from nlp.normalize import UnacceptableText, normalize
from nlp.numerals import has_numerals

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
    if not (all(written) and all(map(_PLAIN.__getitem__, text))):
        normal = normalize(name)
        return normal.parts, normal.key
    numbers = [number for number, part in enumerate(written) for _ in part]
    start, end = own_span(text, numbers)
    if start == 0 and end == len(text):
        return tuple(written), text
    inside = zip(text[start:end], numbers[start:end], strict=True)
    parts = ("".join(c for c, _ in part) for _, part in groupby(inside, key=itemgetter(1)))
    return tuple(parts), text[start:end]


def sounds(text: str) -> list[Said]:
    """Return how each unit of a text may be said, as `nlp.sound.units` has it."""
    ideographs = text and min(text) >= "\u4e00" and max(text) <= "\u9fff"
    if ideographs and _said_by_phrase().isdisjoint(text):
        return [_said_alone(character) for character in text]
    return [of_readings(unit.readings) for unit in sound.units(text)]


@lru_cache(maxsize=16384)
def of_readings(readings: tuple[str, ...]) -> Said:
    """Return toneless syllables and classes of some readings."""
    syllables = {sound.toneless(reading) for reading in readings}
    classes = {sound.fold_near(syllable).encode() for syllable in syllables}
    return tuple(sorted(syllables)), tuple(sorted(classes))


def is_plain(character: str) -> bool:
    """Return whether a character is plain."""
    return _PLAIN[character]


class _Plain(dict[str, bool]):
    """Whether a character is plain, found out once for each."""

    def __missing__(self, character: str) -> bool:
        self[character] = (
            "\u4e00" <= character <= "\u9fff"
            and character not in _BESIDE
            and not has_numerals(character)
            and _stays(character)
        )
        return self[character]


_PLAIN = _Plain()


def _stays(character: str) -> bool:
    try:
        return normalize(character).folded == character
    except UnacceptableText:
        return False


@lru_cache(maxsize=32768)
def _said_alone(character: str) -> Said:
    return of_readings(sound.units(character)[0].readings)


@cache
def _said_by_phrase() -> frozenset[str]:
    """Return the characters that some phrase has said as they are never said alone."""
    return frozenset(
        character
        for phrase, said in corpora.rows("sound/phrases.tsv")
        for character, syllable in zip(phrase, said.split(), strict=True)
        if sound.toneless(syllable) not in _said_alone(character)[0]
    )
