"""Any of many words as a regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of some words, the longest that stands there; not in brackets.

    Words are taken as they are: no character of them means anything in a pattern.
    """
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
