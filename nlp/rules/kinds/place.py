"""The name of a place in which the unit does not lie (C8).

Rivers, mountains and words of the language (朝阳, 长治) are no places here; places of the Party's history
are themes.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp import places
from nlp.normalize import normalize
from nlp.rules.model import CheckContext, Match

_FOREIGN = "容易被误认为外地或上级单位"
_THEME = "这是革命历史上的地名，内涵中要写明与本单位的渊源"


def other_place(name: str, context: CheckContext) -> Iterator[Match]:
    """Fire at a province or city that the unit does not lie in; the message has `reason`.

    Silent as long as nothing tells where the unit lies.
    """
    found = list(places.named(name))
    home = places.home(_where(context)) if found else None
    if home is None or not home.provinces:
        return
    for start, end, place in found:
        if not home.holds(place) and _stands_alone(name, start, end):
            theme = places.kind_of(place) == "theme"
            told: dict[str, object] = {"word": place, "reason": _THEME if theme else _FOREIGN}
            yield Match((start, end), {**told, "severity": "advice"} if theme else told)


def _where(context: CheckContext) -> str:
    """Return the unit's name and place, folded."""
    return "".join(normalize(text).folded for text in (context.unit, context.place) if text)


def _stands_alone(name: str, start: int, end: int) -> bool:
    """Whether the place is a word of its own: 最大连接 does not hold 大连."""
    from nlp.segment import segment  # builds a dictionary: only where a place was found

    cuts = {edge for word in segment(name) for edge in (word.start, word.end)}
    return start in cuts and end in cuts
