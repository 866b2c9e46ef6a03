"""Same characters, other order (A2, B8)."""

from __future__ import annotations

from nlp.profile import Profile
from nlp.relations.evidence import Evidence

# Of two characters each order may be a word of its own (明月, 月明): that is for the office to decide.
SHORTEST, SURE_FROM = 2, 3
LIKELY, SURE = 72, 94
"""The scores of either."""


def reorder(a: Profile, b: Profile) -> Evidence | None:
    """Fire when two names of two characters or more hold the same characters (A2, B8)."""
    if len(a.key) < SHORTEST or a.key == b.key or sorted(a.key) != sorted(b.key):
        return None
    level, score = ("same", SURE) if len(a.key) >= SURE_FROM else ("confusable", LIKELY)
    return Evidence(level, "reorder", ("A2", "B8"), score, "用字完全相同，只是前后次序不同")
