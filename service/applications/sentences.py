"""Sentences of a text, never changed: where they end, which can stand alone."""

from __future__ import annotations

import re
from functools import cache

import corpora

# A sentence ends at its mark, with the closing marks after it, or at the end of a line.
_SENTENCE = re.compile(r"[^。！？\n]+(?:[。！？]+[”’』」）》]*|(?=\n)|$)")
_PAIRS = ("“”", "‘’", "（）", "《》", "〔〕", "【】")
_CLAUSE_ENDS = "，；、,;"
_OPEN_ENDS = "，；、：,;: "
MARKS = "。！？；，、：,;:!? "
"""What may be left off at the end of a sentence without a change of its words."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a text as they stand, without white space around; linear."""
    found = (match[0].strip() for match in _SENTENCE.finditer(text))
    return [one for one in found if one.strip(MARKS)]


def stands_alone(sentence: str) -> bool:
    """Return whether a sentence can be read without the one before: no 同时 at its start, quotes paired."""
    if sentence.endswith(("：", ":")):
        return False
    return balanced(sentence) and not sentence.startswith(_openings())


def balanced(text: str) -> bool:
    """Return whether quotes and brackets of a text come in pairs."""
    return all(text.count(pair[0]) == text.count(pair[1]) for pair in _PAIRS)


@cache
def _openings() -> tuple[str, ...]:
    return corpora.lines("applications/openings.tsv")


def closed(sentence: str) -> str:
    """Return a sentence with a full stop, put in place of an open mark at its end."""
    bare = sentence.rstrip(_OPEN_ENDS)
    return bare if bare.endswith(("。", "！", "？", "。”", "！”", "？”", "…")) else f"{bare}。"


def excerpt(text: str, limit: int) -> str:
    """Return the start of a text in at most `limit` characters: whole sentences, else clauses.

    No word is altered; what is cut off is shown by ……, which counts too.
    """
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    ends = [match.end() for match in _SENTENCE.finditer(text) if match.end() <= limit]
    if ends and (kept := text[: ends[-1]].strip()):
        return kept
    head = text[: max(0, limit - 2)]
    cut = max((head.rfind(mark) for mark in _CLAUSE_ENDS), default=-1)
    return (head[:cut] if cut > 0 else head).rstrip(_OPEN_ENDS) + "……"
