"""Any of many words as a regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import corpora


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of some words, the longest that stands there; not in brackets.

    Words are taken as they are: no character of them means anything in a pattern.
    """
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


@cache
def words_of(path: str, kind: str) -> tuple[str, ...]:
    """Return the words of a class of a shipped list whose columns are word and class."""
    return tuple(word for word, class_ in corpora.rows(path) if class_ == kind)


@cache
def telling(path: str, kind: str) -> re.Pattern[str]:
    """Return the pattern of any word of a class of such a list."""
    return re.compile(any_of(words_of(path, kind)))
