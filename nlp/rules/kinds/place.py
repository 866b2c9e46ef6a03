"""The name of a place in which the unit does not lie (C8).

Rivers, mountains and words of the language (朝阳, 长治) are no places here; places of the Party's history
are themes.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp import places
from nlp.normalize import normalize
from nlp.rules.kinds.standing import stands_alone
from nlp.rules.model import CheckContext, Match

_FOREIGN = "容易被误认为外地或上级单位"
# What is still the place's own: 青岛港, 广州站, 重庆火锅. A street or lake (南京路, 昆明湖) lies anywhere.
_OF_PLACE = frozenset(("人", "城", "港", "站", "火车站", "机场", "海关", "菜", "火锅"))
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
        if not home.holds(place) and stands_alone(name, start, end, _OF_PLACE):
            theme = places.kind_of(place) == "theme"
            told: dict[str, object] = {"word": place, "reason": _THEME if theme else _FOREIGN}
            yield Match((start, end), {**told, "severity": "advice"} if theme else told)


def _where(context: CheckContext) -> str:
    """Return the unit's name and place, folded."""
    return "".join(normalize(text).folded for text in (context.unit, context.place) if text)
