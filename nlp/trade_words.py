"""Worn words that are a unit's own work: 光明 of a power company (`corpora/lexicons/trade_words.tsv`)."""

from __future__ import annotations

from functools import cache

import corpora


def is_work_of(word: str, owner: str) -> bool:
    """Return whether a worn word is what a unit does.

    Args:
        word: the word, folded.
        owner: folded name of the unit, or empty.
    """
    return any(marker in owner for marker in _markers().get(word, ()))


def tells_work(text: str, owner: str) -> bool:
    """Return whether a text holds such a word of a unit; linear in the length of the text."""
    return any(word in text and is_work_of(word, owner) for word in _markers())


def works() -> frozenset[str]:
    """Return all such words, of two characters or more."""
    return frozenset(_markers())


@cache
def _markers() -> dict[str, tuple[str, ...]]:
    rows = corpora.rows("lexicons/trade_words.tsv")
    return {word: tuple(markers.split()) for word, markers in rows}
