"""Names that differ in one character, which looks like the other (B6, B9)."""

from __future__ import annotations

from nlp.profile import Profile
from nlp.relations.alignment import differing
from nlp.relations.evidence import Evidence
from nlp.shape import LOOK_ALIKE, likeness

# From here up a pair is told apart only by a close look (己已, 未末; DECISION). What drawings alone find less
# alike is told by a glance (江汪, 清渭, 宇字 have 0.90 to 0.93).
_CLOSE = 0.94
# Of two characters one is half the name: only what nobody tells apart counts there (己已, 末未; DECISION).
SHORTEST, _CLOSEST = 2, 0.95


def look_alike(a: Profile, b: Profile) -> Evidence | None:
    """Fire when the one differing character is told apart only by a close look (B9)."""
    found = _likest(a, b)
    if found is None or found[1] < _CLOSE:
        return None
    return _evidence(a, b, found[0], "same", 92, "字形几乎相同")


def likely_look_alike(a: Profile, b: Profile) -> Evidence | None:
    """Fire when the one differing character may be taken for the other at a glance (B9)."""
    found = _likest(a, b)
    if found is None:
        return None
    return _evidence(a, b, found[0], "confusable", 74, "字形相近")


def _likest(a: Profile, b: Profile) -> tuple[int, float] | None:
    if len(a.text) != len(b.text) or len(a.text) < SHORTEST:
        return None
    places = differing(a.text, b.text)
    if len(places) != 1:
        return None
    score = likeness(a.text[places[0]], b.text[places[0]])
    return (places[0], score) if score >= least_likeness(len(a.text)) else None


def least_likeness(length: int) -> float:
    """Return how alike two characters must look to count in names of a length."""
    return LOOK_ALIKE if length > SHORTEST else _CLOSEST


def _evidence(a: Profile, b: Profile, at: int, level: str, score: int, how: str) -> Evidence:
    reason = f"只差一个字，“{a.text[at]}”与“{b.text[at]}”{how}"
    return Evidence(level, "look-alike", ("B7", "B9"), score, reason)
