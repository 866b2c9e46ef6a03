"""Looking back: results, examples and problems of the office in a part of their own, or where they fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from service.speeches import facts
from service.speeches.choosing import Chooser
from service.speeches.library import plan
from service.speeches.model import Part, Passage, Point
from service.speeches.purposes import CEREMONIES, INSIGHTS, LONG, SUMMARY
from service.speeches.topics import Topics

Values = Mapping[str, Any]
_MOST_UNHEADED = 3
"""Results, examples or problems that stand alone have no heading: more than a paragraph would wander."""


class LookBack:
    """What one speech tells of the past, by the parts that it has."""

    def __init__(self, values: Values, choose: Chooser, purposes: Sequence[str]) -> None:
        self._values = values
        self._choose = choose
        self._purposes = purposes
        self._festive = plan(values["meeting_type"]).get("lead") in CEREMONIES

    def grounds(self) -> list[tuple[str, list[Passage]]]:
        """Return what results and problems add to the reasons, where no review tells them."""
        if self._festive or "review" in self._purposes:
            return []
        results = [] if "learn" in self._purposes else self.results()
        problems = facts.problems(self._values, self._choose) if self._problems_free else []
        problems += facts.registry_figures(self._values, self._choose, bad=True)
        return [(topic, said) for topic, said in (("成效", results), ("不足", problems)) if said]

    @property
    def _problems_free(self) -> bool:
        return "gap" not in self._purposes

    def results(self) -> list[Passage]:
        """Return what was achieved, with examples where no part of their own tells them."""
        values, choose = self._values, self._choose
        shown = [
            *facts.achievements(values),
            *facts.registry_figures(values, choose, bad=False),
        ]
        if "review" in self._purposes or "learn" in self._purposes:
            return shown
        return [*shown, *facts.examples(values, choose)]

    def review(self, topics: Topics) -> list[Point]:
        """Return the points that look back: results, examples, insights in a long speech, problems."""
        values, choose = self._values, self._choose
        problems = facts.problems(values, choose) if self._problems_free else []
        problems += facts.registry_figures(values, choose, bad=True)
        told_of = "learn" not in self._purposes
        results = self.results()
        if not results and values["meeting_type"] == SUMMARY:
            results = [facts.gap("成绩")]
            problems = problems or [facts.gap("问题")]
        given = {
            "成效": results,
            "典型": facts.examples(values, choose, lead=False) if told_of else [],
            "不足": problems,
        }
        family = topics.families("review")[0]
        points = [topics.point("review", t, family, said) for t, said in given.items() if said]
        if points and values["duration_min"] > LONG:
            points.insert(len(points) - bool(problems), topics.point("review", INSIGHTS, family))
        if len(points) == 1:
            points[0].level, points[0].heading = 0, ""
            points[0].most = _MOST_UNHEADED
        return points

    def place_leftovers(self, parts: Sequence[Part]) -> None:
        """Put results and problems where no part of their own tells them: before learning and tasks."""
        told = {passage.source for part in parts for p in part.points for passage in p.said}
        first = parts[0].purpose
        lead = facts.framed(f"results-{first}", self._values, self._choose)
        results = _untold([lead, *self.results()], told)
        kind = "problems-against" if first == "learn" else "problems-ahead"
        bad = [
            *facts.problems(self._values, self._choose, kind),
            *facts.registry_figures(self._values, self._choose, bad=True),
        ]
        problems = _untold(bad, told)
        second = parts[min(1, len(parts) - 1)]
        for part, place, said in ((parts[0], 1, results), (second, 0, problems)):
            if said:
                part.points.insert(place, _told(said))


def _told(said: Sequence[Passage]) -> Point:
    """Return a paragraph that only tells facts."""
    return Point("", "", "", level=0, share=0.1, most=0, said=list(said))


def _untold(passages: Iterable[Passage], told: set[str]) -> list[Passage]:
    """Return passages unless their facts are told already; a sentence alone leads nowhere."""
    left = [p for p in passages if p.source == "frame" or p.source not in told]
    return left if any(p.source != "frame" for p in left) else []
