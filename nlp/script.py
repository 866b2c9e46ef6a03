"""Simplified script, character by character, for reading a text (not for keys, not for showing)."""

from __future__ import annotations

from functools import cache

import corpora


def simplified(text: str) -> str:
    """Return a text of the same length in simplified script; linear.

    Characters of the simplified standard set, and 瞭, stay: the table of the match key also folds 著 → 着 and
    乾 → 干, which would tear 著名 and 乾坤 apart.
    """
    return text if text.isascii() else text.translate(_table())


@cache
def _table() -> dict[int, str]:
    kept = frozenset("".join(corpora.lines("lexicons/script_kept.tsv")))
    rows = corpora.rows("lexicons/script.tsv")
    return {ord(old): new for old, new in rows if old not in kept and not _in_gb2312(old)}


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
