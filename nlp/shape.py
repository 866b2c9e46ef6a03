"""How alike two characters look, from tables computed and reviewed once.

`corpora/shape/look_alikes.tsv` is built by drawing a free font, `components.tsv` from the parts of
characters (清 请); `reviewed.tsv` overrides both, and a reviewed score of 0.00 takes a pair out.
Characters are those of a match key: simplified.
"""

from __future__ import annotations

from collections import defaultdict

import corpora

# From here up a committee would take one character for the other at a glance (DECISION).
LOOK_ALIKE = 0.8
_TABLES = ("shape/components.tsv", "shape/look_alikes.tsv", "shape/reviewed.tsv")


def likeness(a: str, b: str) -> float:
    """Return how alike two characters look: 1.0 equal, from `LOOK_ALIKE` up alike, 0.0 not in the table."""
    return 1.0 if a == b else _LIKES[a].get(b, 0.0)


def look_alikes(character: str) -> dict[str, float]:
    """Return the characters that look like one, with how much, itself left out."""
    return dict(_LIKES[character])


def _searched(character: str) -> dict[str, float]:
    """Return what looks like a character; the last table that has a pair holds."""
    found: dict[str, float] = {}
    for path in _TABLES:
        for one, other, score in corpora.rows_with(path, character):
            found[other if one == character else one] = float(score)
    return {other: score for other, score in found.items() if score}


def _all() -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = defaultdict(dict)
    for path in _TABLES:
        for one, other, score in corpora.rows(path):
            table[one][other] = table[other][one] = float(score)
            if not table[one][other]:
                del table[one][other], table[other][one]
    return table


_LIKES: corpora.FewOrAll[dict[str, float]] = corpora.FewOrAll(_searched, _all, {})
