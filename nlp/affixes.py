"""Words around a name that only say «brand of a branch»: 党建品牌, 工作法, 党支部, a head part 党建引领·."""

from __future__ import annotations

from functools import cache

import corpora
from nlp.numerals import numbered

# What must be left of a name when an affix is set aside: two characters of its key (十党支部 has 10).
_LEAST = 2


def may_have_affixes(first: str, text: str) -> bool:
    """Return whether a folded text may have affixes; False is certain.

    Args:
        first: its first part.
        text: all of it.
    """
    heads, tails = _affixes()
    return first in heads or first.startswith(_tied()) or text.endswith(tails)


def own_span(text: str, parts: list[int]) -> tuple[int, int]:
    """Return the span of a folded text that is left without its affixes; linear.

    Args:
        text: the folded text.
        parts: for each of its characters the number of its part (separators in the original divide).
    """
    heads, tails = _affixes()
    start, end = 0, len(text)
    while start < end and (size := _head(text, parts, start, heads)):
        start += size
    while start < end and (size := _tail(text[start:end], tails)):
        end -= size
    return start, end


def _head(text: str, parts: list[int], start: int, heads: frozenset[str]) -> int:
    """Return the length of a first part that is a head affix and leaves another part, else 0.

    A head that ends with its own sign needs no other after it: 党建+滴灌.
    """
    end = start + 1
    while end < len(parts) and parts[end] == parts[start]:
        end += 1
    if text[start:end] not in heads:
        end = start + next((len(head) for head in _tied() if text.startswith(head, start)), 0)
    return end - start if _enough(text[end:]) else 0


def _tail(text: str, tails: tuple[str, ...]) -> int:
    """Return the length of the longest tail affix, 0 if there is none or too little is left."""
    if not text.endswith(tails):
        return 0
    # The longest that fits, or none: 红党支部 is not 红党 of a 支部.
    size = len(next(tail for tail in tails if text.endswith(tail)))
    return size if _enough(text[:-size]) else 0


def _enough(rest: str) -> bool:
    return len(rest) >= _LEAST or len(numbered(rest)) >= _LEAST


@cache
def _tied() -> tuple[str, ...]:
    """Return the head affixes that end with a sign of their own."""
    return tuple(head for head in _affixes()[0] if head.endswith("+"))


def heads() -> frozenset[str]:
    """Return what is set aside before a name."""
    return _affixes()[0]


def tails() -> tuple[str, ...]:
    """Return what is set aside behind a name, longest first."""
    return _affixes()[1]


@cache
def _affixes() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return head affixes, and tail affixes longest first."""
    rows = list(corpora.rows("lexicons/affixes.tsv"))
    tails = sorted((text for text, place, _ in rows if place == "tail"), key=len, reverse=True)
    return frozenset(text for text, place, _ in rows if place == "head"), tuple(tails)
