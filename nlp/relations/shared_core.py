"""Names that share what is their own: a whole part, all of it, or all but one character (B7, B12, B13)."""

from __future__ import annotations

from functools import cache
from itertools import chain

import corpora
from nlp.profile import Profile
from nlp.relations.alignment import differing, shared_substance
from nlp.relations.evidence import Evidence
from nlp.words import NUMERALS

# One differing character counts from this length on, if so much of their own is shared (DECISION).
SHORTEST_ONE_CHARACTER = 5
SHARED = 3.0
PART, HEART = 72, 71
"""The scores of a shared part and of a shared heart."""
FORMULA = NUMERALS | frozenset("nx")
"""What formulas are written with: 1+3+n."""
_NUMERALS = frozenset("0123456789一二三四五六七八九十两双")


def shared_part(a: Profile, b: Profile) -> Evidence | None:
    """Fire when both names have a part in common that is somebody's own, or all but a label (B12, B13)."""
    if set(a.parts).isdisjoint(b.parts):
        return None
    for part, (start, end) in zip(a.parts, a.part_spans, strict=True):
        if part not in b.parts or (start, end) not in a.own_parts or not is_owned(part):
            continue
        there = b.part_spans[b.parts.index(part)]
        if there in b.own_parts:
            labelled = len(a.text) == len(b.text) == len(part) + 1
            told = (
                "只是编号不同，其余都是“{}”"
                if labelled
                else "都用了“{}”，这是名称中最有区分度的部分"
            )
            return Evidence("confusable", "shared-core", ("B13",), PART, told.format(part))
    return None


def shared_heart(a: Profile, b: Profile) -> Evidence | None:
    """Fire when the names are the same but for worn words at their ends (A3, B12): 鹊桥仙先锋, 鹊桥仙驿站."""
    if not a.heart or not b.heart:
        return None
    heart = a.text[slice(*a.heart)]
    if heart != b.text[slice(*b.heart)] or not is_owned(heart):
        return None
    reason = f"去掉各单位都用的词，剩下的都是“{heart}”"
    return Evidence("confusable", "shared-core", ("B12", "B13"), HEART, reason)


def one_character(a: Profile, b: Profile) -> Evidence | None:
    """Fire when, in five characters or more, one differs that is neither the first nor a number (B7).

    The first character is excepted by the rule itself: names that begin differently are told apart; and so
    are names of another meaning, as nearly all of three and four characters are of which one differs
    (运河税韵, 运河法韵: of 67 such pairs that were labelled six are near); of those sound, look and synonyms
    tell. What a formula is written with is nobody's (1+7+N护渔红, 1+7+N护林红).
    """
    if len(a.text) != len(b.text) or len(a.text) < SHORTEST_ONE_CHARACTER:
        return None
    places = differing(a.text, b.text)
    if len(places) != 1 or places[0] == 0:
        return None
    if shared_substance(a, b, but=FORMULA if "+" in a.text else "") < SHARED:
        return None
    at = places[0]
    one, other = a.text[at], b.text[at]
    if one in _NUMERALS and other in _NUMERALS:
        return None
    reason = f"{len(a.text)} 个字中只差“{one}”与“{other}”一个字，其余相同"
    return Evidence("confusable", "shared-core", ("B7",), 70, reason)


def is_owned(text: str) -> bool:
    """Return whether somebody is recognised by a text: no formula, nor what everybody or a trade says."""
    return text not in common() and not FORMULA.issuperset(text)


@cache
def common() -> frozenset[str]:
    """Return what whole trades call their work, and what any unit says of itself."""
    lists = ("lexicons/subjects.tsv", "lexicons/sayings.tsv")
    return frozenset(chain.from_iterable(map(corpora.lines, lists)))
