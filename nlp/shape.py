"""How alike two characters look, from tables computed and reviewed once.

`corpora/shape/look_alikes.tsv` is built by drawing a free font, `components.tsv` from the parts of
characters (清 请); `reviewed.tsv` overrides both, and a reviewed score of 0.00 takes a pair out.
Characters are those of a match key: simplified.
"""

from __future__ import annotations

from functools import lru_cache

import corpora

# From here up a committee would take one character for the other at a glance (DECISION).
LOOK_ALIKE = 0.8


def likeness(a: str, b: str) -> float:
    """Return how alike two characters look: 1.0 equal, from `LOOK_ALIKE` up alike, 0.0 not in the table."""
    return 1.0 if a == b else _likes(a).get(b, 0.0)


def look_alikes(character: str) -> dict[str, float]:
    """Return the characters that look like one, with how much, itself left out."""
    return dict(_likes(character))


@lru_cache(maxsize=16384)
def _likes(character: str) -> dict[str, float]:
    """Return what looks like a character; the last table that has a pair holds."""
    found: dict[str, float] = {}
    for path in ("shape/components.tsv", "shape/look_alikes.tsv", "shape/reviewed.tsv"):
        for one, other, score in corpora.rows_with(path, character):
            found[other if one == character else one] = float(score)
    return {other: score for other, score in found.items() if score}
