"""One name is the other with characters left out (B3, B11)."""

from __future__ import annotations

from nlp.profile import Profile
from nlp.quoting import quoted_name
from nlp.relations.evidence import Evidence

# Characters of the shorter name, and how many characters' worth of its own it has, at least (DECISION).
SHORTEST, SUBSTANCE = 4, 2.25
# The shorter name keeps at least this share of the longer one's characters (DECISION).
KEPT = 0.6


def abbreviation(a: Profile, b: Profile) -> Evidence | None:
    """Fire when the shorter text is the longer one with some characters left out, an end kept."""
    if not may_abbreviate(a.text, b.text):
        return None
    short, long = sorted((a, b), key=lambda p: len(p.text))
    if not is_subsequence(short.text, long.text) or short.substance() < SUBSTANCE:
        return None
    reason = f"是简称关系，{quoted_name(short.name)}像是{quoted_name(long.name)}的简称"
    return Evidence("confusable", "abbreviation", ("B3", "B11"), 73, reason)


def may_abbreviate(a: str, b: str) -> bool:
    """Return whether lengths and end characters allow it: the necessary condition for an index."""
    short, long = sorted((len(a), len(b)))
    ends_meet = a[:1] == b[:1] or a[-1:] == b[-1:]
    return SHORTEST <= short < long and short >= KEPT * long and ends_meet


def is_subsequence(short: str, long: str) -> bool:
    """Return whether a text is another with characters left out, or the same."""
    at = 0
    for character in short:
        at = long.find(character, at) + 1
        if not at:
            return False
    return True
