"""What a speech speaks of: topics for each part, and headings for them that are parallel."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from service.speeches import facts
from service.speeches.choosing import Chooser
from service.speeches.library import headings, plan, topic_of
from service.speeches.model import Part, Passage, Point
from service.speeches.purposes import FLAT, LONG, SHORT, about_brands

Values = Mapping[str, Any]
_ENOUGH_TASKS = 3
"""Tasks of the office's own beside which a part has no others."""
MOST_POINTS = 5
"""Points a part may come to where a speech is long: more, a listener does not hold."""
_BRAND_TOPICS = ("名称", "内涵", "特色")
_OWN_VOICE = ("上级部门", "部门负责人", "支部书记")
_NOT_TOPICS = {
    "上级部门": ("责任", "考核", "督导", "廉洁", "整改", "管理"),
    "支部书记": ("督导", "考核", "保障", "管理", "典型", "宣传"),
}
"""What a guest from above and a branch secretary do not speak of on their own account."""
_LONGEST_THEME = 7
_FOREMOST = 3
"""Topics of a plan from which a part takes its only one."""
_DEMANDS, _NOTHING = re.compile("必须|不搞"), re.compile(r"(?!)")
"""What no heading of a guest's says."""
_FIXED = {"gap": ("摆", "因", "改"), "sign": ("分量", "内容", "兑现")}
_TAKEN_HOME, _NARROW = "带回", 2
"""What learning at a visit ends with, in a part of more points than this."""
_ALL_OF, _COMMON = "steps", "*"
"""The purpose whose topics all follow each other; where topics common to all meetings stand."""


class Topics:
    """The topics of one speech, none twice.

    Attributes:
        taken: what is spoken of already.
    """

    def __init__(self, values: Values, choose: Chooser) -> None:
        self._values = values
        self._choose = choose
        self._plan = plan(values["meeting_type"])
        self.taken: set[str] = set()

    @property
    def flat(self) -> bool:
        """Whether the speech is too short for points under its parts."""
        return bool(self._values["duration_min"] <= FLAT)

    @property
    def width(self) -> int:
        """How many points a part has to begin with."""
        minutes = self._values["duration_min"]
        return 1 if minutes <= FLAT else 2 if minutes <= SHORT else 3 if minutes <= LONG else 4

    def chosen(self, purpose: str, width: int) -> list[str]:
        """Return the topics of a part: the first of the plan, others by the request; demands first."""
        if purpose in _FIXED:
            return list(_FIXED[purpose][: max(width, 2)])
        if purpose == _ALL_OF:
            return self._topics(purpose)
        topics = [topic for topic in self._topics(purpose) if topic not in self.taken]
        named = self._demanded(topics) if purpose == "how" else []
        if purpose == "learn":
            named = [
                topic for topic in facts.lessons(self._values, self._choose) if topic in topics
            ]
        last = [topic for topic in topics if topic == _TAKEN_HOME and width > _NARROW]
        rest = [topic for topic in topics if topic not in (*named, *last)]
        rest = self._choose.ordered(rest[:_FOREMOST] if self.flat else rest, f"topics-{purpose}")
        if purpose == "learn":
            rest.sort(key=lambda topic: topic in self._taught_elsewhere(named))
        if width > _NARROW and purpose == "learn":
            # No example of the office's own is told apart from what it teaches.
            width = min(max(width, len(named) + len(last)), MOST_POINTS)
        chosen = [*[*named, *rest][: width - len(last)], *last]
        if purpose == "how" and self._values["rank"] in _OWN_VOICE:
            chosen = [*chosen[: max(1, width - 1)], self._values["rank"]]
        self.taken |= set(chosen)
        return chosen

    def _taught_elsewhere(self, named: Sequence[str]) -> tuple[str, ...]:
        """Return what comes last: what to stand for is taught by brands, service by who serves."""
        of_brands = () if about_brands(self._values) else ("定位",)
        return (*of_brands, "服务") if named else of_brands

    def _demanded(self, topics: Sequence[str]) -> list[str]:
        found = (topic_of(item["text"]) for item in self._values["requirements"])
        return [topic for topic in dict.fromkeys(found) if topic in topics]

    def _topics(self, purpose: str) -> list[str]:
        common = plan(_COMMON)
        if purpose in common:
            return list(self._plan.get(purpose, common[purpose]))
        brand = about_brands(self._values)
        barred = _NOT_TOPICS.get(self._values["rank"], ())
        known = [t for t in self._plan[purpose] if t not in barred]
        return [t for t in known if brand or t not in _BRAND_TOPICS]

    def families(self, purpose: str, points: int = 0) -> list[Mapping[str, str]]:
        """Return the families of headings for a purpose and so many points, in the order of this request."""
        of_purpose = _family_of(purpose)
        brand = about_brands(self._values)
        barred = _DEMANDS if self._values["rank"] == "上级部门" else _NOTHING
        fitting = {
            name: own
            for (of, name), own in headings().items()
            if of == of_purpose
            and (brand or not any("品牌" in text for text in own.values()))
            and not any(barred.search(text) for text in own.values())
        }
        # To name the theme each time wears out its welcome: beyond three points, and where it is long.
        if max(points, self.width) > 3 or len(self._values["theme"]) > _LONGEST_THEME:
            fitting = {n: own for n, own in fitting.items() if "{theme}" not in str(own)} or fitting
        return [fitting[name] for name in self._choose.ordered(fitting, f"family-{purpose}")]

    def point(
        self, purpose: str, topic: str, family: Mapping[str, str], said: Sequence[Passage] = ()
    ) -> Point:
        """Return a point on a topic, headed by its family, with what is said of it already."""
        of = _family_of(purpose)
        heading = family.get(topic) or self.families("work")[0][topic]
        own = "voice" if topic in _OWN_VOICE else of
        point = Point(heading.replace("{theme}", self._values["theme"]), own, topic)
        point.said += said
        return point

    def more(self, part: Part) -> Point | None:
        """Return a further point for a part, on a topic not spoken of yet; None if there is none."""
        purpose = part.purpose if part.purpose in ("why", "learn", "what", "doubt", "how") else ""
        if not purpose or (purpose == "what" and len(self._values["tasks"]) >= _ENOUGH_TASKS):
            return None
        left = [topic for topic in self._topics(purpose) if topic not in self.taken]
        if not left or not 0 < len(part.headed) < MOST_POINTS:
            return None
        topic = self._choose.one(left, f"more-{purpose}")
        self.taken.add(topic)
        families = self.families(_family_of(purpose))
        family = next((own for own in families if _is_of(part.headed[-1], own)), families[0])
        return self.point(purpose, topic, family)


def _family_of(purpose: str) -> str:
    return "work" if purpose in ("what", "how") else purpose


def _is_of(point: Point, family: Mapping[str, str]) -> bool:
    return point.topic in family and family[point.topic].split("{theme}")[-1] in point.heading
