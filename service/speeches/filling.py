"""Filling a speech to the length asked: units of the library where least is said, facts left out last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from service.speeches.candidates import ROLES, Candidates
from service.speeches.choosing import Chooser
from service.speeches.likeness import NEAR, grams
from service.speeches.model import BOUND, Part, Passage, Point, Speech, count
from service.speeches.purposes import CEREMONIES

Values = Mapping[str, Any]
ENOUGH, MOST, LOOSE, LOOSEST = 0.985, 1.02, 1.06, 1.08
"""Filling stops here; no unit goes beyond this; the last one may go so far where much is lacking, and what
belongs to the kind of meeting so far."""
_POINT, _FEWEST = 260, 3
"""Characters that must be lacking for a further point, and its units: one thought is no point."""
_MOST_WORK = 8
_SHORT_OF = 0.96
"""Below this share of the length a speech lacks much."""


class Filler:
    """Adds units to the points of a speech; no unit twice."""

    def __init__(self, values: Values, choose: Chooser) -> None:
        self._candidates = Candidates(values, choose)

    def fill(self, speech: Speech, target: int, widen: Callable[[Part], Point | None]) -> None:
        """Bring a speech to a length; points are added where those there have taken their fill.

        What belongs to the kind of meeting comes first: a ceremony does without anything else sooner.
        """
        for point in _points(speech):
            if point.level == 0 and point.most and point.purpose in CEREMONIES:
                self._feed(point, target * LOOSEST - speech.length, ROLES - {"bound"})
        while speech.length < target * ENOUGH:
            if self._round(speech, target * MOST):
                continue
            if speech.length < target - _POINT and self._widen(speech, widen, target):
                continue
            if speech.length < target * _SHORT_OF and self._round(speech, target * LOOSE):
                continue
            if self._stretch(speech, target):
                continue
            # The length comes before the register.
            if speech.length >= target * _SHORT_OF or not self._candidates.loosen():
                return

    def _round(self, speech: Speech, most: float) -> bool:
        """Add one unit to the point that lacks most; returns whether one was found."""
        warned = {
            id(point) for part in speech.parts if _warns_enough(part) for point in part.points
        }
        for point in sorted(_points(speech), key=lambda point: point.length / point.share):
            roles = ROLES - {"bound"} if id(point) in warned else ROLES
            if len(point.units) < point.most and self._feed(point, most - speech.length, roles):
                return True
        return False

    def _feed(self, point: Point, room: float, roles: AbstractSet[str] = ROLES) -> bool:
        near = {gram for passage in point.said for gram in grams(passage.text, NEAR)}
        for unit in self._candidates.of(point):
            text = self._candidates.worded(unit, point)
            if unit.role not in roles or near & grams(text, NEAR):
                continue
            if count(text) <= room and not self._candidates.said_alike(text):
                self._candidates.take(unit, text, point)
                return True
        return False

    def _widen(self, speech: Speech, widen: Callable[[Part], Point | None], target: int) -> bool:
        """Add a point to the part with fewest, reasons last; returns whether one was found that has text."""
        for part in sorted(speech.parts, key=lambda part: (_widened_late(part), len(part.points))):
            point = widen(part)
            if point is None:
                continue
            room = target * MOST - speech.length - point.length
            if self._feed(point, room):
                point.share = part.points[-1].share
                part.points.append(point)
                while len(point.units) < _FEWEST and self._feed(
                    point, target * MOST - speech.length
                ):
                    pass
                return True
        return False

    def _stretch(self, speech: Speech, target: int) -> bool:
        """Let every point take one more unit where the speech is still far too short."""
        grown = [p for p in _points(speech) if p.level == 2 and p.most < 11]
        if speech.length >= target * _SHORT_OF or not grown:
            return False
        # What is to be done bears more words than what has been done, or why.
        for point in [p for p in grown if p.purpose == "work" and p.most < _MOST_WORK] or grown:
            point.most += 1
        return True


def _widened_late(part: Part) -> int:
    """Return how late a part takes further points: beside tasks of the office's own late, reasons last."""
    own = any(point.heading_source != "frame" for point in part.headed)
    return 2 if part.purpose == "why" else int(own)


def _warns_enough(part: Part) -> bool:
    """Return whether half the points of a part end in a warning; more would sound like scolding."""
    warned = sum(any(said.order == BOUND for said in point.said) for point in part.points)
    return 2 * warned >= len(part.points)


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
