"""Names that differ in one word, which means the same (B1, B10)."""

from __future__ import annotations

from nlp import meaning
from nlp.profile import Profile
from nlp.relations.alignment import common_prefix, common_suffix
from nlp.relations.evidence import Evidence


def synonym(a: Profile, b: Profile) -> Evidence | None:
    """Fire when one word of each stands in one thesaurus group and the rest is equal (B1, B10)."""
    if a.text == b.text:
        return None
    prefix = common_prefix(a.text, b.text)
    suffix = common_suffix(a.text, b.text, beyond=prefix)
    for left in range(prefix, -1, -1):
        for right in range(suffix, -1, -1):
            span_a, span_b = (left, len(a.text) - right), (left, len(b.text) - right)
            one, other = a.text[slice(*span_a)], b.text[slice(*span_b)]
            if max(len(one), len(other)) > meaning.MAX_WORD_LENGTH:
                break
            if strength := meaning.relation(one, other):
                return _evidence(one, other, strength, (span_a, span_b))
    return None


def _evidence(
    one: str, other: str, strength: str, spans: tuple[tuple[int, int], tuple[int, int]]
) -> Evidence:
    how = {"same": "是一个意思", "near": "意思相近", "place": "指同一个地方"}[strength]
    score = 82 if strength == "same" else 76
    reason = f"只是“{one}”换成了“{other}”，两个词{how}，其余相同"
    return Evidence("confusable", "synonym", ("B1", "B10"), score, reason, spans)
