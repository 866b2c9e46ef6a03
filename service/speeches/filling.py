"""Filling a speech to the length asked: units of the library where least is said, facts left out last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from service.speeches.choosing import Chooser
from service.speeches.library import Unit, listed, units_of, wording
from service.speeches.model import BOUND, CLAIM, METHOD, Part, Passage, Point, Speech, count
from service.speeches.outline import about_brands

Values = Mapping[str, Any]
ENOUGH, MOST, LOOSE = 0.985, 1.02, 1.06
"""Filling stops here; no unit goes beyond this; the last one may go so far where much is lacking."""
_ONE_CLAIM = ("review",)
"""Where the units that claim are so many ways to begin."""
_MOST_OF = {"claim": 2, "method": 2, "bound": 1}
"""How many of a role a point takes before another is better."""
_OUTER, _INNER = "claim", "method"
"""Which role a point begins with: of the second level, of the third."""


class Filler:
    """Adds units to the points of a speech; no unit twice."""

    def __init__(self, values: Values, choose: Chooser) -> None:
        self._values = values
        self._choose = choose
        self._words = wording(values["unit_type"])
        self._brand = about_brands(values)
        self._used: set[str] = set()
        self._before = {
            str(item["text"]).removeprefix("unit:") for item in values.get("said_before", [])
        }
        self._pools: dict[tuple[str, str], list[Unit]] = {}

    def fill(self, speech: Speech, target: int, widen: Callable[[Part], Point | None]) -> None:
        """Bring a speech to a length; points are added where those there have taken their fill."""
        while speech.length < target * ENOUGH:
            if self._round(speech, target * MOST):
                continue
            if speech.length < target * 0.97 and self._widen(speech, widen, target):
                continue
            if speech.length < target * 0.96 and self._round(speech, target * LOOSE):
                continue
            if not self._stretch(speech, target):
                return

    def _round(self, speech: Speech, most: float) -> bool:
        """Add one unit to the point that lacks most; returns whether one was found."""
        for point in sorted(_points(speech), key=lambda point: point.length / point.share):
            if len(point.units) < point.most and self._feed(point, most - speech.length):
                return True
        return False

    def _feed(self, point: Point, room: float) -> bool:
        for unit in self._candidates(point):
            text = self._worded(unit.text)
            if count(text) <= room:
                self._used.add(unit.id)
                point.said.append(Passage(text, f"unit:{unit.id}", unit.order))
                return True
        return False

    def _candidates(self, point: Point) -> Iterator[Unit]:
        """Yield the units that a point may take next: a claim to begin with, then no role too often."""
        first = _INNER if point.level == 3 else _OUTER
        have = dict.fromkeys((CLAIM, METHOD, BOUND), 0)
        for passage in point.units:
            have[passage.order] += 1
        counting = any(listed(passage.text) for passage in point.said)
        once = point.purpose in _ONE_CLAIM and have[CLAIM] > 0
        pool = [
            unit
            for unit in self._pool(point)
            if unit.id not in self._used
            and not (counting and unit.lists)
            and not (once and unit.role == "claim")
        ]
        if not point.units and sum(unit.role == first for unit in pool) > 2:
            yield from sorted(pool, key=lambda unit: unit.role != first)
            return
        yield from sorted(pool, key=lambda unit: have[unit.order] >= _MOST_OF[unit.role])

    def _pool(self, point: Point) -> list[Unit]:
        """Return the units for a point in the order of this request, one of its kind first.

        What earlier speeches said comes last, so that speeches of one season differ.
        """
        key = (point.purpose, point.topic)
        if key not in self._pools:
            kind, rank = self._values["unit_type"], self._values["rank"]
            fitting = [u for u in units_of(*key) if u.suits(kind, rank, brand=self._brand)]
            ordered = self._choose.ordered(fitting, "-".join(key))
            own = next((unit for unit in ordered if unit.unit_types), None)
            self._pools[key] = sorted(
                ordered, key=lambda unit: (unit.id in self._before, unit is not own)
            )
        return self._pools[key]

    def _worded(self, text: str) -> str:
        for name, word in self._words.items():
            text = text.replace(f"{{{name}}}", word)
        return text

    def _widen(self, speech: Speech, widen: Callable[[Part], Point | None], target: int) -> bool:
        """Add a point to the part with fewest; returns whether that was possible and it has text."""
        for part in sorted(speech.parts, key=lambda part: len(part.points)):
            point = widen(part)
            if point is None:
                continue
            room = target * MOST - speech.length - point.length
            if self._feed(point, room):
                point.share = part.points[-1].share
                part.points.append(point)
                return True
        return False

    def _stretch(self, speech: Speech, target: int) -> bool:
        """Let every point take one more unit where the speech is still far too short."""
        grown = [p for p in _points(speech) if p.level == 2 and p.most < 9]
        if speech.length >= target * 0.93 or not grown:
            return False
        for point in grown:
            point.most += 1
        return True


def _points(speech: Speech) -> list[Point]:
    return [point for part in speech.parts for point in part.points]


def shorten(speech: Speech, most: float) -> list[Passage]:
    """Leave out facts, the most dispensable first and from the end, until a speech is short enough.

    Returns what was left out; what may not be left out stays, even if the speech is too long then.
    """
    gone: list[Passage] = []
    for level in range(6, 0, -1):
        for point in reversed(_points(speech)):
            for passage in [one for one in reversed(point.said) if one.spare == level]:
                if speech.length <= most:
                    return gone
                point.said.remove(passage)
                gone.append(passage)
    return gone
