"""Simplified script, character by character, for reading a text (not for keys, not for showing)."""

from __future__ import annotations

from functools import cache

import corpora
from nlp.folding import other_script


def simplified(text: str) -> str:
    """Return a text of the same length in simplified script; linear.

    Characters of the simplified standard set, and 瞭, stay: the table of the match key also folds 著 → 着 and
    乾 → 干, which would tear 著名 and 乾坤 apart.
    """
    return text if text.isascii() else text.translate(_TABLE)


class _Table(dict[int, str]):
    """Characters by code point, each looked up when it first comes."""

    def __missing__(self, code: int) -> str:
        self[code] = _simple(chr(code))
        return self[code]


_TABLE = _Table()


def _simple(character: str) -> str:
    """Return a character in simplified script."""
    if _in_gb2312(character) or character in _kept():
        return character
    return other_script(character)


@cache
def _kept() -> frozenset[str]:
    return frozenset("".join(corpora.lines("lexicons/script_kept.tsv")))


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
