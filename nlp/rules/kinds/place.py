"""The name of a place that the unit's own name does not hold (C8)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import corpora
from nlp.normalize import normalize
from nlp.rules.model import CheckContext, Match


def other_place(name: str, context: CheckContext) -> Iterator[Match]:
    """Fire at a province or big city in the name of a unit that does not bear it.

    Silent unless the unit's own name holds such a place: of 慈溪市供电公司 alone nobody here can say in
    which province it lies.
    """
    unit = normalize(context.unit).folded if context.unit else ""
    if not any(place in unit for place in _places()):
        return
    end = 0  # of the place last passed: 上海南站 holds 上海, not 海南
    for at in range(len(name)):
        place = next((p for p in _places() if name.startswith(p, at)), "")
        if place and at >= end:
            end = at + len(place)
            if place not in unit:
                yield Match((at, end), {"word": place})


@cache
def _places() -> tuple[str, ...]:
    return tuple(w for w, c, _ in corpora.rows("lexicons/guarded.tsv") if c == "place")
