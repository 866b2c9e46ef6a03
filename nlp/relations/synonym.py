"""Names that differ in one word, which means the same; the rest equal, or said alike (B1, B2, B10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nlp import meaning
from nlp.profile import Profile
from nlp.relations.alignment import common_prefix, common_suffix
from nlp.relations.evidence import Evidence

Spans = tuple[tuple[int, int], tuple[int, int]]
# What of a name must be its own beside the word, for the rest to be recognised by ear (DECISION).
_OWN = 0.9


def synonym(a: Profile, b: Profile) -> Evidence | None:
    """Fire when one word of each stands in one thesaurus group and the rest is equal (B1, B10)."""
    if a.text == b.text:
        return None
    for spans in _words(a.text, b.text):
        one, other = a.text[slice(*spans[0])], b.text[slice(*spans[1])]
        if strength := meaning.relation(one, other):
            return _evidence(one, other, strength)
    return None


def heard_synonym(a: Profile, b: Profile) -> Evidence | None:
    """Fire when one word of each stands in one thesaurus group and the rest is said alike (B2, B10)."""
    if a.heard[:1] != b.heard[:1] and a.heard[-1:] != b.heard[-1:]:
        return None  # nothing is said alike around the word
    for spans in _words(a.heard, b.heard):
        one, other = a.text[slice(*spans[0])], b.text[slice(*spans[1])]
        if one != other and min(len(one), len(other)) > 1 and meaning.relation(one, other):
            rests = [_rest(profile, span) for profile, span in zip((a, b), spans, strict=True)]
            if max(own for _, own in rests) < _OWN:
                return None
            heard = f"“{rests[0][0]}”与“{rests[1][0]}”读音相同"
            reason = f"听起来、想起来都相近：{heard}，“{one}”与“{other}”意思相近"
            return Evidence("confusable", "homophone", ("B2", "B10"), 75, reason)
    return None


def _words(a: Sequence[str], b: Sequence[str]) -> Iterator[Spans]:
    """Yield the spans of a word in each, short enough for the thesaurus, outside of which all is equal."""
    prefix = common_prefix(a, b)
    suffix = common_suffix(a, b, beyond=prefix)
    longest = max(len(a), len(b))
    for left in range(prefix, -1, -1):
        # At most what is shared at the end is left out, at least what makes the word short enough.
        for right in range(suffix, max(longest - left - meaning.MAX_WORD_LENGTH, 0) - 1, -1):
            yield (left, len(a) - right), (left, len(b) - right)


def _rest(one: Profile, span: tuple[int, int]) -> tuple[str, float]:
    """Return what stands around a span, and how much of it is the name's own."""
    start, end = span
    return one.text[:start] + one.text[end:], one.substance() - one.substance(start, end)


def _evidence(one: str, other: str, strength: str) -> Evidence:
    how = {"same": "是一个意思", "near": "意思相近", "place": "指同一个地方"}[strength]
    score = 82 if strength == "same" else 76
    reason = f"只是“{one}”换成了“{other}”，两个词{how}，其余相同"
    return Evidence("confusable", "synonym", ("B1", "B10"), score, reason)
