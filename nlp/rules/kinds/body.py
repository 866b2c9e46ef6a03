"""Posing as a higher body: 省委先锋 of a city's unit, 集团红匠 of a project team (R2, R3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import corpora
from nlp.normalize import normalize
from nlp.rules.kinds.beginnings import Beginnings, beginnings, longest_at
from nlp.rules.model import RANKS, CheckContext, Match

# What may follow 集团 in the name of the head of a group itself, not of a company below it.
_HEAD = re.compile(
    r"(?:有限|股份|控股|责任|公司|党委|党组|机关|总部|本部)*(?:(?!.*项目).{0,8}(?:部|室|处|中心|委员会|工会|团委|纪委))?"
)
_GROUP = 5


class Body(NamedTuple):
    """A word for a leading body: its rank (1 highest), and what in a unit's name makes it the unit's own."""

    word: str
    rank: int
    own: tuple[str, ...]


def higher_body(name: str, context: CheckContext) -> Iterator[Match]:
    """Fire at the word for a body above the unit; the message has `reason`.

    Of a unit that is not known the rule only asks.
    """
    normal = normalize(name)
    unit = normalize(context.unit).folded if context.unit else ""
    for start, end, body in _found(normal.text):
        if body.rank and not _is_own(body, unit, context.level):
            span = normal.span(start, end)
            word = name[slice(*span)]
            told: dict[str, object] = {"word": word, "reason": _reason(word, body, unit)}
            yield Match(span, told if unit or body.rank == 1 else {**told, "severity": "advice"})


def _reason(word: str, body: Body, unit: str) -> str:
    if not unit:
        return f"申报单位未填，请核对它是不是“{word}”"
    if body.rank == _GROUP:
        return f"本单位不是“{word}”本级"
    return f"本单位不是“{word}”，也不是它的工作机构"


def _found(text: str) -> Iterator[tuple[int, int, Body]]:
    """Yield the bodies named in a text, longest first at each place; rank 0 takes its place silently."""
    bodies, words = _bodies()
    at = 0
    while at < len(text):
        word = longest_at(words, text, at)
        if word:
            yield at, at + len(word), bodies[word]
        at += len(word) or 1


def _is_own(body: Body, unit: str, level: str) -> bool:
    """Whether a unit may speak of itself by this word, or stands above the body."""
    if body.rank == _GROUP:
        return any(_heads(unit, word) for word in body.own)
    ranks = [found.rank for _, _, found in _found(unit) if found.rank]
    if level:
        ranks.append(RANKS[level])
    return any(word in unit for word in body.own) or min(ranks, default=_GROUP) < body.rank


def _heads(unit: str, word: str) -> bool:
    """Whether the unit is the head itself: 某某集团有限公司, not 某某集团第三分公司."""
    _, found, rest = unit.rpartition(word)
    return bool(found) and _HEAD.fullmatch(rest) is not None


@cache
def _bodies() -> tuple[dict[str, Body], Beginnings]:
    rows = corpora.rows("lexicons/bodies.tsv")
    bodies = {word: Body(word, int(rank), tuple(own.split("、"))) for word, rank, own, _ in rows}
    return bodies, beginnings(bodies)
