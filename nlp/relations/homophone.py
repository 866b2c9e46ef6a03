"""Names that sound alike: every syllable the same (B2), or nearly so (B4)."""

from __future__ import annotations

from functools import lru_cache, partial

from nlp import sound
from nlp.profile import DROPS_FROM, Profile
from nlp.relations.evidence import Evidence

_SHORTEST = 2
SAME, NEAR, LESS_NEAR = 93, 78, 74
"""Scores: the same sound, near sounds, near ones that are rarely mixed up."""
# From this strength of `corpora/sound/near.tsv` on a merger is widespread.
WIDESPREAD = 0.9
# Names of which one has a character more are welcome to sound alike if neither has so much of its own.
LEAST_OWN = 1


def homophone(a: Profile, b: Profile) -> Evidence | None:
    """Fire when both names are said with the same syllables, tones aside (B2)."""
    if a.text == b.text or len(a.units) != len(b.units) or len(a.units) < _SHORTEST:
        return None
    if not all(_same(x, y) for x, y in zip(a.units, b.units, strict=True)):
        return None
    return Evidence("same", "homophone", ("B2",), SAME, partial(_same_told, a, b))


def near_homophone(a: Profile, b: Profile) -> Evidence | None:
    """Fire when the syllables are the same or near (n/l, an/ang …), one at an end left aside (B4)."""
    shorter, longer = sorted((a, b), key=lambda p: len(p.units))
    extra = len(longer.units) - len(shorter.units)
    if extra > 1 or len(shorter.units) < (_SHORTEST if not extra else DROPS_FROM - 1):
        return None
    for start in range(extra + 1):
        window = longer.units[start : start + len(shorter.units)]
        near: list[sound.Nearness] = []
        for x, y in zip(shorter.units, window, strict=True):
            if (one := nearest(x.readings, y.readings)) is None:
                break
            near.append(one)
        else:
            return _near_evidence(a, b, extra, near)
    return None


def _near_evidence(
    a: Profile, b: Profile, extra: int, near: list[sound.Nearness]
) -> Evidence | None:
    """Return the evidence; names of worn words only are welcome to sound alike."""
    if extra and all(one.substance() < LEAST_OWN for one in (a, b)):
        return None
    score = NEAR if min(one.strength for one in near) >= WIDESPREAD else LESS_NEAR
    told = partial(_near_told, a, b, near)
    return Evidence("confusable", "homophone", ("B2", "B4"), score, told)


def _same_told(a: Profile, b: Profile) -> str:
    return f"读音相同：{_pairs(a, b)}"


def _near_told(a: Profile, b: Profile, near: list[sound.Nearness]) -> str:
    even = len(a.units) == len(b.units)
    told = f"读音相近：{_pairs(a, b)}" if even else "除多一个字外读音相近"
    called = "、".join(dict.fromkeys(name for one in near for name in one.called))
    return told + (f"，{called}不分时听不出差别" if called else "")


def _same(x: sound.Unit, y: sound.Unit) -> bool:
    return x.readings == y.readings or sound.same_sound(x.readings, y.readings)


@lru_cache(maxsize=16384)
def nearest(readings: tuple[str, ...], others: tuple[str, ...]) -> sound.Nearness | None:
    """Return the greatest nearness of any two readings of two units, None if none are near."""
    found = (sound.nearness(sound.toneless(r), sound.toneless(s)) for r in readings for s in others)
    return max(filter(None, found), key=lambda near: near.strength, default=None)


def _pairs(a: Profile, b: Profile) -> str:
    """Return the differing characters with their sound, at most three pairs."""
    told = []
    for x, y in zip(a.units, b.units, strict=True):
        one, other = a.text[x.start : x.end], b.text[y.start : y.end]
        if one != other:
            heard, said = _heard(x.readings, y.readings)
            told.append(f"“{one}”（{heard}）与“{other}”（{said}）")
    return "，".join(told[:3]) + ("等" if len(told) > 3 else "")


@lru_cache(maxsize=16384)
def _heard(readings: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, str]:
    """Return the readings that meet, or the usual ones."""
    for r in readings:
        for s in others:
            if sound.toneless(r) == sound.toneless(s):
                return sound.marked(r), sound.marked(s)
    return sound.marked(readings[0]), sound.marked(others[0])
