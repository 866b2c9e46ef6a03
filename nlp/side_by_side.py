"""Two names side by side: their characters in pairs, and what was set aside in them."""

from __future__ import annotations

from dataclasses import dataclass

from nlp import sound
from nlp.profile import Profile
from nlp.shape import likeness


@dataclass(frozen=True, slots=True)
class AlignedPair:
    """Two characters in the same place.

    Attributes:
        a, b: the characters, empty where one name is shorter.
        pinyin: how each is said, e.g. `hong2`.
        same_sound: whether they share a syllable, tones aside.
        look: how alike they look, 0–1.
    """

    a: str
    b: str
    pinyin: tuple[str, str]
    same_sound: bool
    look: float


def aligned(a: Profile, b: Profile) -> tuple[AlignedPair, ...]:
    """Return what is said in each place of two names."""
    longest = max(len(a.units), len(b.units))
    return tuple(_pair(a, b, place) for place in range(longest))


def set_aside(a: Profile, b: Profile) -> tuple[str, ...]:
    """Return affixes and worn words of both names, in order, each once."""
    words = [*a.affixes, *b.affixes]
    for one in (a, b):
        start = 0
        while start < len(one.text):
            end = start + 1
            while end < len(one.text) and end in one.inside:
                end += 1
            if end - start > 1:
                words.append(one.text[start:end])
            start = end
    return tuple(dict.fromkeys(words))


def _pair(a: Profile, b: Profile, index: int) -> AlignedPair:
    x = a.units[index] if index < len(a.units) else None
    y = b.units[index] if index < len(b.units) else None
    one = a.text[x.start : x.end] if x else ""
    other = b.text[y.start : y.end] if y else ""
    same = bool(x and y and sound.same_sound(x.readings, y.readings))
    look = likeness(one, other) if one and other else 0.0
    said = (x.readings[0] if x else "", y.readings[0] if y else "")
    return AlignedPair(one, other, said, same, look)
