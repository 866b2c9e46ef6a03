"""One name holds the other whole (B3, B5, B11, B12)."""

from __future__ import annotations

from nlp.profile import Cut, Profile
from nlp.quoting import quoted_name
from nlp.relations.evidence import Evidence

# How much of its own the shorter name must have to be recognised inside another (DECISION):
# two characters anywhere; less at the head of a longer name; hardly any when nothing is added to it.
ANYWHERE, LEADING, LEAST_OWN = 2.0, 0.7, 0.3
# What may be added without adding anything: less than one character of its own.
NOTHING = 0.8
# Weights are hundredths: sums of them are rounded, or the order of adding would decide.
PLACES = 6
SCORE = 80


def containment(a: Profile, b: Profile) -> Evidence | None:
    """Fire when the shorter text stands whole in the longer; harmless if it is worn words (B3, B12)."""
    short, long = (a, b) if len(a.text) <= len(b.text) else (b, a)
    if len(short.text) < 2 or short.text == long.text or short.text not in long.text:
        return None
    start = long.text.find(short.text)
    end = start + len(short.text)
    level = "confusable" if recognisable(short, long, start) else "fine"
    # What the other name holds is what is left of this one: 麦香党建 holds 麦香, not 麦香党建品牌.
    held = short.text if short.affixes else short.name
    reason = f"是包含关系，{quoted_name(long.name)}里有完整的{quoted_name(held)}"
    rules = ("B3", "B5", "B11") if short.text in long.text[end:] else ("B3", "B12")
    score = SCORE
    if level == "fine":
        chance = short.substance() >= ANYWHERE
        reason += "，但那里是前后的字碰巧连成的" if chance else "，但这几个字各单位都能用"
        score = 45
    return Evidence(level, "containment", rules, score, reason)


def recognisable(short: Cut, long: Cut, start: int) -> bool:
    """Return whether a reader of the longer name would think of the shorter one's owner.

    Args:
        short: the name that stands whole in the other.
        long: the name that holds it.
        start: where in the text of `long`.
    """
    end = start + len(short.text)
    added = 0.0
    for piece in long.cut:
        if piece.worn and (piece.start < start < piece.end or piece.start < end < piece.end):
            return False
        held = max(0, min(end, piece.end) - max(start, piece.start))
        added += (piece.end - piece.start - held) * (1 - piece.worn)
    own = short.substance()
    if round(added, PLACES) < NOTHING:
        return own >= LEAST_OWN
    leads = start == 0 and any(stop == end for _, stop in long.part_spans)
    return own >= (LEADING if leads else ANYWHERE)
