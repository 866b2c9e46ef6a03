"""What makes a text the name of a brand: the words beside it (`corpora/extract/marks.tsv`), its length."""

from __future__ import annotations

import corpora
from nlp.normalize import visible_length

LONGEST = 28
"""Characters of a text that is taken for a name, at most: published names reach 24."""


def marks(*places: str) -> list[str]:
    """Return the words that stand in some places beside a name: `after`, `before`, `label`, `unit`."""
    return [word for word, where, _ in corpora.rows("extract/marks.tsv") if where in places]


def has_length_of_a_name(text: str) -> bool:
    """Return whether a text has as many characters as a name may have: two up to `LONGEST`."""
    return 1 < visible_length(text) <= LONGEST
