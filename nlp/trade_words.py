"""Worn words that are a unit's own work: 光明 of a power company (`corpora/lexicons/trade_words.tsv`)."""

from __future__ import annotations

import re
from functools import cache

import corpora

# What stands behind the proper name of a place or a school in a unit's name: 团结村, 幸福街道, 红星小学.
_NAMED = ("街道", "社区", "村", "镇", "乡", "小学", "中学", "林场", "农场")
# What stands there and is no proper name: 中心小学, 示范村, 美丽乡村.
_UNNAMED = frozenset(("中心", "示范", "美丽", "全国", "文明"))


def is_work_of(word: str, owner: str) -> bool:
    """Return whether a worn word is what a unit does.

    Args:
        word: the word, folded.
        owner: folded name of the unit, or empty.
    """
    return any(marker in owner for marker in _markers().get(word, ()))


def names_place(word: str, owner: str) -> bool:
    """Return whether a worn word is the proper name of a unit's village, street or school.

    Args:
        word: the word, folded, of two characters or more.
        owner: folded name of the unit, or empty.
    """
    at = owner.find(word)
    return at >= 0 and word not in _UNNAMED and owner.startswith(_NAMED, at + len(word))


def tells_work(text: str, owner: str) -> bool:
    """Return whether a text holds such a word of a unit; linear in the length of the text."""
    if not _any_word().search(text):
        return False
    return any(word in text and is_work_of(word, owner) for word in _markers())


def works() -> frozenset[str]:
    """Return all such words, of two characters or more."""
    return frozenset(_markers())


@cache
def _any_word() -> re.Pattern[str]:
    """Return what finds one of the words: most texts hold none."""
    return re.compile("|".join(_markers()))


@cache
def _markers() -> dict[str, tuple[str, ...]]:
    rows = corpora.rows("lexicons/trade_words.tsv")
    return {word: tuple(markers.split()) for word, markers in rows}
