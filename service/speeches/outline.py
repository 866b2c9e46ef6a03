"""The skeleton of a speech: parts by the plan of the meeting, points, and the facts in their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from service.speeches import facts
from service.speeches.choosing import Chooser
from service.speeches.flattening import flattened
from service.speeches.library import headings, part_headings, plan, topic_of
from service.speeches.model import CLAIM, Part, Passage, Point
from service.speeches.purposes import CEREMONIES, about_brands, purposes

Values = Mapping[str, Any]
FLAT, SHORT, LONG = 6, 12, 25
"""Minutes up to which a speech has no points under its parts, two a part, three; beyond: a third level."""
MOST_POINTS = 5
"""Points a part may come to where a speech is long: more, a listener does not hold."""
_SHARES = {"why": 0.30, "review": 0.30, "learn": 0.30, "sign": 0.26, "gap": 0.24}
_SHARES |= {"what": 0.44, "how": 0.27}
_BRAND_TOPICS = ("名称", "内涵", "特色")
_OWN_VOICE = ("上级部门", "部门负责人", "支部书记")
_NOT_TOPICS = {
    "上级部门": ("责任", "考核", "督导", "廉洁", "整改", "管理"),
    "支部书记": ("督导", "考核", "保障", "管理", "典型", "宣传"),
}
"""What a guest from above and a branch secretary do not speak of on their own account."""
_WITHOUT_TASKS = ("award", "launch", "debrief", "forum")
"""Meetings that need no tasks of the office's own."""
_LONGEST_THEME = 7
_DEMANDS, _NOTHING = re.compile("必须|不搞"), re.compile(r"(?!)")
"""What no heading of a guest's says."""
_ANY_TASK = "任务"
"""The topic of a task whose words tell none: what holds for any task."""
_FIXED = {"gap": ("摆", "因", "改"), "sign": ("分量", "内容", "兑现")}


class Outline:
    """The skeleton for one request."""

    def __init__(self, values: Values, choose: Chooser) -> None:
        self._values = values
        self._choose = choose
        self._plan = plan(values["meeting_type"])
        self._purposes = purposes(values)
        self._taken: set[str] = set()

    def parts(self) -> list[Part]:
        """Return the parts with their facts; the library's units are still to come."""
        family = part_headings()[self._choose.one(self._part_families(), "parts")]
        made = []
        for place, purpose in enumerate(self._purposes):
            points = [self._lead(purpose, place), *self._points(purpose)]
            for point in points:
                point.share *= _SHARES[purpose] / len(points)
            heading = family[purpose].replace("{theme}", self._values["theme"])
            made.append(Part(heading, purpose, points))
        self._place_requirements(made)
        self._place_leftovers(made)
        return made if not self._flat else [flattened(part, self._choose) for part in made]

    def _part_families(self) -> list[str]:
        """Return the families of headings of the first level for this speaker: own ones before all."""
        rank = self._values["rank"]
        own = [name for name in part_headings() if name.startswith(rank)]
        common = [name for name in part_headings() if "-" not in name]
        short = [name for name in common if name == "d"] if self._flat else common
        return sorted(own or short)

    def more(self, part: Part) -> Point | None:
        """Return a further point for a part, on a topic not spoken of yet; None if there is none."""
        purpose = part.purpose if part.purpose in ("why", "what", "how") else ""
        if not purpose or (purpose == "what" and self._values["tasks"]):
            return None
        left = [topic for topic in self._topics(purpose) if topic not in self._taken]
        if not left or not 0 < len(part.headed) < MOST_POINTS:
            return None
        self._taken.add(left[0])
        family = next(
            own for own in self._families(_family_of(purpose)) if _is_of(part.headed[-1], own)
        )
        return self._point(purpose, left[0], family)

    @property
    def _flat(self) -> bool:
        return bool(self._values["duration_min"] <= FLAT)

    @property
    def _width(self) -> int:
        minutes = self._values["duration_min"]
        return 1 if minutes <= FLAT else 2 if minutes <= SHORT else 3 if minutes <= LONG else 4

    def _lead(self, purpose: str, place: int) -> Point:
        """Return what leads a part in: a sentence, further quotations, what belongs to the meeting."""
        own = self._plan.get("lead", "") if place == 0 else ""
        topics = {"launch": "启动", "debrief": "点评", "forum": "交流", "award": "致意"}
        lead = Point("", own, topics.get(own, ""), level=0, share=0.8, most=2 if own else 0)
        lead.said.append(_early(facts.framed(f"lead-{purpose}", self._choose)))
        if purpose == "what" and self._tasks_wanted:
            lead.said.append(facts.framed("tasks-gap", self._choose))
            lead.said.append(facts.gap("任务"))
        for number in range(1, len(self._values["superior_spirit"])):
            if min(number - 1, len(self._purposes) - 1) == place:
                lead.said += facts.quotation(self._values, number, self._choose)
        return lead

    @property
    def _tasks_wanted(self) -> bool:
        kind, rank = self._plan.get("lead", ""), self._values["rank"]
        return not (self._values["tasks"] or kind in _WITHOUT_TASKS or rank == "上级部门")

    def _points(self, purpose: str) -> list[Point]:
        if purpose == "review":
            return self._review()
        if purpose == "what" and self._values["tasks"]:
            tasks = self._tasks()
            return tasks if len(tasks) > 1 or self._flat else [*tasks, *self._beside_one_task()]
        grounds = self._grounds() if purpose == "why" else []
        width = max(1, self._width + 1 - len(grounds)) if grounds else self._width
        family = self._families(_family_of(purpose), width + len(grounds))[0]
        points = [self._point(purpose, topic, family) for topic in self._chosen(purpose, width)]
        if purpose == "gap":
            points[0].said += facts.problems(self._values, self._choose)
        if purpose == "learn":
            self._place_examples(points)
        points += [self._point("review", topic, family, said) for topic, said in grounds]
        return points

    def _place_examples(self, points: list[Point]) -> None:
        """Put each good example under what it teaches, others in a paragraph before."""
        taught = facts.lessons(self._values)
        for point in points:
            point.said += taught.pop(point.topic, [])
        left = [passage for passages in taught.values() for passage in passages]
        if left:
            lead = facts.framed("examples-lead", self._choose)
            points.insert(0, Point("", "", "", level=0, share=0.8, most=0, said=[lead, *left]))

    def _grounds(self) -> list[tuple[str, list[Passage]]]:
        """Return what results and problems add to the reasons, where no review tells them."""
        if self._plan.get("lead") in CEREMONIES or "review" in self._purposes:
            return []
        results = [] if "learn" in self._purposes else self._told_results()
        problems = facts.problems(self._values, self._choose) if self._problems_free else []
        problems += facts.registry_figures(self._values, self._choose, bad=True)
        return [(topic, said) for topic, said in (("成效", results), ("不足", problems)) if said]

    @property
    def _problems_free(self) -> bool:
        return "gap" not in self._purposes

    def _told_results(self) -> list[Passage]:
        values, choose = self._values, self._choose
        shown = [
            *facts.achievements(values),
            *facts.registry_figures(values, choose, bad=False),
        ]
        if "review" in self._purposes or "learn" in self._purposes:
            return shown
        return [*shown, *facts.examples(values, choose)]

    def _review(self) -> list[Point]:
        values, choose = self._values, self._choose
        problems = facts.problems(values, choose) if self._problems_free else []
        problems += facts.registry_figures(values, choose, bad=True)
        told_of = "learn" not in self._purposes
        results = self._told_results()
        if not results and not problems:
            results, problems = [facts.gap("成绩")], [facts.gap("问题")]
        given = {
            "成效": results,
            "典型": facts.examples(values, choose, lead=False) if told_of else [],
            "不足": problems,
        }
        family = self._families("review")[0]
        points = [self._point("review", t, family, said) for t, said in given.items() if said]
        if len(points) == 1:
            points[0].level, points[0].heading = 0, ""
        return points

    def _tasks(self) -> list[Point]:
        points: list[Point] = []
        spoken_of: set[str] = set()
        for place, item in enumerate(self._values["tasks"]):
            title = facts.bare(item["title"])
            topic = topic_of(title) or _ANY_TASK
            first = topic not in spoken_of
            spoken_of.add(topic)
            point = Point(title, "work", topic, heading_source=f"tasks/{place}/title")
            if first and not self._flat:
                point.said += facts.answered(topic, place, self._values, self._choose)
            point.said += facts.task(item, place, self._values, self._choose)
            points.append(point)
        self._taken |= spoken_of
        return points

    def _beside_one_task(self) -> list[Point]:
        """Return points of the plan beside a single task: a part has no lonely （一）."""
        family = self._families("work")[0]
        chosen = self._chosen("what", max(1, self._width - 1))
        return [self._point("what", topic, family) for topic in chosen]

    def _chosen(self, purpose: str, width: int) -> list[str]:
        """Return the topics of a part: the first of the plan, others by the request; demands first."""
        if purpose in _FIXED:
            return list(_FIXED[purpose][: max(width, 2)])
        topics = [topic for topic in self._topics(purpose) if topic not in self._taken]
        named = self._demanded(topics) if purpose == "how" else []
        if purpose == "learn":
            named = [topic for topic in facts.lessons(self._values) if topic in topics]
        rest = [topic for topic in topics if topic not in named]
        rest = self._choose.ordered(rest, f"topics-{purpose}")
        chosen = [*named, *rest][:width]
        if purpose == "how" and self._values["rank"] in _OWN_VOICE:
            chosen = [*chosen[: max(1, width - 1)], self._values["rank"]]
        self._taken |= set(chosen)
        return chosen

    def _demanded(self, topics: Sequence[str]) -> list[str]:
        found = (topic_of(item["text"]) for item in self._values["requirements"])
        return [topic for topic in dict.fromkeys(found) if topic in topics]

    def _topics(self, purpose: str) -> list[str]:
        if purpose == "learn":
            return ["定位", "融合", "坚持", "服务"]
        brand = about_brands(self._values)
        barred = _NOT_TOPICS.get(self._values["rank"], ())
        known = [t for t in self._plan[purpose] if t not in barred]
        return [t for t in known if brand or t not in _BRAND_TOPICS]

    def _families(self, purpose: str, points: int = 0) -> list[Mapping[str, str]]:
        """Return the families of headings for a purpose and so many points, in the order of this request."""
        brand = about_brands(self._values)
        barred = _DEMANDS if self._values["rank"] == "上级部门" else _NOTHING
        fitting = {
            name: own
            for (of, name), own in headings().items()
            if of == purpose
            and (brand or not any("品牌" in text for text in own.values()))
            and not any(barred.search(text) for text in own.values())
        }
        # To name the theme each time wears out its welcome: beyond three points, and where it is long.
        if max(points, self._width) > 3 or len(self._values["theme"]) > _LONGEST_THEME:
            fitting = {n: own for n, own in fitting.items() if "{theme}" not in str(own)} or fitting
        return [fitting[name] for name in self._choose.ordered(fitting, f"family-{purpose}")]

    def _point(
        self, purpose: str, topic: str, family: Mapping[str, str], said: Sequence[Passage] = ()
    ) -> Point:
        of = _family_of(purpose)
        heading = family.get(topic) or self._families("work")[0][topic]
        own = "voice" if topic in _OWN_VOICE else of
        point = Point(heading.replace("{theme}", self._values["theme"]), own, topic)
        point.said += said
        return point

    def _place_requirements(self, parts: Sequence[Part]) -> None:
        """Put each requirement under the point of its topic, others together where the part begins."""
        host = next((part for part in parts if part.purpose == "how"), parts[-1])
        others: list[tuple[int, str]] = []
        for place, item in enumerate(self._values["requirements"]):
            text, topic = facts.bare(item["text"]), topic_of(item["text"])
            point = next((p for p in host.points if p.heading and p.topic == topic), None)
            if point is None:
                others.append((place, text))
            else:
                point.said.append(Passage(f"{text}。", f"requirements/{place}"))
        if others:
            texts = facts.counted([text for _, text in others])
            said = [
                Passage(text, f"requirements/{place}")
                for (place, _), text in zip(others, texts, strict=True)
            ]
            host.points[0].said += [facts.framed("requirements-lead", self._choose), *said]

    def _place_leftovers(self, parts: Sequence[Part]) -> None:
        """Put results and problems where no part of their own tells them: before learning and tasks."""
        told = {passage.source for part in parts for p in part.points for passage in p.said}
        first = parts[0].purpose
        lead = facts.framed(f"results-{first}", self._choose)
        results = _untold([lead, *self._told_results()], told)
        kind = "problems-against" if first == "learn" else "problems-ahead"
        bad = [
            *facts.problems(self._values, self._choose),
            *facts.registry_figures(self._values, self._choose, bad=True),
        ]
        problems = _untold([facts.framed(kind, self._choose), *bad], told)
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


def _early(passage: Passage) -> Passage:
    return Passage(passage.text, passage.source, order=CLAIM - 5)


def _family_of(purpose: str) -> str:
    return "work" if purpose in ("what", "how") else purpose


def _is_of(point: Point, family: Mapping[str, str]) -> bool:
    return point.topic in family and family[point.topic].split("{theme}")[-1] in point.heading
