"""The name of a place that the unit's own name does not hold (C8)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import corpora
from nlp.normalize import normalize
from nlp.rules.model import CheckContext, Match


def other_place(name: str, context: CheckContext) -> Iterator[Match]:
    """Fire at a province or big city in the name of a unit that does not bear it.

    Silent where the unit is unknown, or names no place at all: then nothing can be said.
    """
    unit = normalize(context.unit).folded if context.unit else ""
    if not any(place in unit for place in _places()) and not _has_local_place(unit):
        return
    end = 0  # of the place last passed: 上海南站 holds 上海, not 海南
    for at in range(len(name)):
        place = next((p for p in _places() if name.startswith(p, at)), "")
        if place and at >= end:
            end = at + len(place)
            if place not in unit:
                yield Match((at, end), {"word": place})


def _has_local_place(unit: str) -> bool:
    return any(mark in unit for mark in ("市", "县", "区", "镇", "乡"))


@cache
def _places() -> tuple[str, ...]:
    return tuple(w for w, c, _ in corpora.rows("lexicons/guarded.tsv") if c == "place")
