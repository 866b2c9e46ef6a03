"""Same characters, other order (A2, B8)."""

from __future__ import annotations

from nlp.profile import Profile
from nlp.relations.evidence import Evidence

_SHORTEST = 3


def reorder(a: Profile, b: Profile) -> Evidence | None:
    """Fire when two names of three characters or more hold the same characters (A2, B8)."""
    if len(a.key) < _SHORTEST or a.key == b.key or sorted(a.key) != sorted(b.key):
        return None
    whole = ((0, len(a.text)), (0, len(b.text)))
    return Evidence("same", "reorder", ("A2", "B8"), 94, "用字完全相同，只是前后次序不同", whole)
