"""The skeleton of a speech: parts by the plan of the meeting, points, and the facts in their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from service.speeches import facts
from service.speeches.acts import task_of, topic_of_task
from service.speeches.choosing import Chooser
from service.speeches.flattening import flattened
from service.speeches.library import part_headings, plan, topic_of
from service.speeches.looking_back import LookBack
from service.speeches.model import CLAIM, Part, Passage, Point
from service.speeches.owing import calendar, unassigned
from service.speeches.purposes import INSIGHTS, LONG, WITHOUT_TASKS, purposes
from service.speeches.register import frames
from service.speeches.threads import ahead, take_up
from service.speeches.topics import Topics
from service.speeches.tying import tie, tie_to_brand

Values = Mapping[str, Any]
_SHARES = {"why": 0.30, "review": 0.30, "learn": 0.30, "sign": 0.26, "gap": 0.24}
_SHARES |= {"what": 0.44, "doubt": 0.24, "steps": 0.20, "how": 0.27}
_SHARES_LONG = _SHARES | {"why": 0.17, "what": 0.46, "how": 0.34}
_MOST_REASONS, _BESIDE_FACTS = 4, 2
"""Units of a reason, and of results or problems beyond one a fact: the time goes to what is to be done."""
_OF_THE_WHOLE = ("主要领导", "分管领导")
"""Ranks that speak to all of a region or group."""
_OF_MEETING = {"launch": "启动", "debrief": "点评", "forum": "交流", "award": "致意"}
"""The topic of what belongs to a kind of meeting, by the lead of its plan."""
_BEGINNING = "开局"
"""The topic of the first steps after a launch."""


class Outline:
    """The skeleton for one request.

    Attributes:
        topics: what it speaks of; further points are asked of it.
    """

    def __init__(self, values: Values, choose: Chooser) -> None:
        self._values = values
        self._choose = choose
        self._plan = plan(values["meeting_type"])
        self._purposes = purposes(values)
        self._past = LookBack(values, choose, self._purposes)
        self.topics = Topics(values, choose)

    def parts(self) -> list[Part]:
        """Return the parts with their facts; the library's units are still to come."""
        family = part_headings()[self._choose.one(self._part_families(), "parts")]
        made = []
        for place, purpose in enumerate(self._purposes):
            points = [self._lead(purpose, place), *self._points(purpose)]
            for point in points:
                point.share *= self._share(purpose) / len(points)
                point.most = min(point.most, _most(point, purpose))
            heading = family[purpose].replace("{theme}", self._values["theme"])
            made.append(Part(heading, purpose, points))
        self._place_requirements(made)
        self._past.place_leftovers(made)
        self._place_calendar(made)
        take_up(made, self._values, self._choose)
        return (
            made
            if not self.topics.flat
            else [flattened(part, self._values, self._choose) for part in made]
        )

    def _place_calendar(self, parts: Sequence[Part]) -> None:
        """Tell the days of the tasks where steps are laid out, else where it is told how to go about it."""
        found = {part.purpose: part for part in parts}
        host = found.get("steps") or found.get("how")
        if host and self._of_the_whole:
            host.points[0].said += calendar(self._values, self._choose)

    @property
    def _of_the_whole(self) -> bool:
        return self._values["rank"] in _OF_THE_WHOLE

    @property
    def _long(self) -> bool:
        return bool(self._values["duration_min"] > LONG)

    def _share(self, purpose: str) -> float:
        return (_SHARES_LONG if self._long else _SHARES)[purpose]

    def _part_families(self) -> list[str]:
        """Return the families of headings of the first level for this speaker: own ones before all."""
        rank = self._values["rank"]
        own = [name for name in part_headings() if name.startswith(rank)]
        common = [name for name in part_headings() if "-" not in name]
        short = [name for name in common if name == "d"] if self.topics.flat else common
        return sorted(own or short)

    def _lead(self, purpose: str, place: int) -> Point:
        """Return what leads a part in: a sentence, further quotations, what belongs to the meeting."""
        own, topic = self._words_of_meeting(purpose, place)
        lead = Point("", own, topic, level=0, share=0.8, most=2 if own else 0)
        lead.said.append(_early(self._leading_in(purpose)))
        lead.said += ahead(self._values, self._choose) if purpose == "what" else []
        if purpose == "what" and self._tasks_wanted:
            lead.said.append(facts.framed("tasks-gap", self._values, self._choose))
            lead.said.append(facts.gap("任务"))
        spirit = self._values["superior_spirit"]
        # What only names its source is told on opening: in the middle of a part it would lead nowhere.
        words = [number for number in range(1, len(spirit)) if spirit[number]["text"]]
        for turn, number in enumerate(words):
            if min(turn, len(self._purposes) - 1) == place:
                lead.said += facts.quotation(self._values, number, self._choose)
        return lead

    def _words_of_meeting(self, purpose: str, place: int) -> tuple[str, str]:
        """Return purpose and topic of what belongs to this kind of meeting where a part begins, if any."""
        own = self._plan.get("lead", "")
        if place == 0:
            return own, _OF_MEETING.get(own, "")
        # How to begin is no reason to begin: it is told with the ways.
        begins = own == "launch" and purpose == "how" and "steps" not in self._purposes
        return (own, _BEGINNING) if begins and not self.topics.flat else ("", "")

    def _leading_in(self, purpose: str) -> Passage:
        """Return the sentence that leads into a part; into tasks one that names whose they are, if given."""
        region = self._values["region_or_group"]
        if purpose == "what" and region and self._of_the_whole:
            ordered = self._choose.ordered(frames(self._values, "lead-what-region"), "region")
            return Passage(ordered[0].replace("{region}", facts.bare(region)), "region_or_group")
        return facts.framed(f"lead-{purpose}", self._values, self._choose)

    @property
    def _tasks_wanted(self) -> bool:
        kind, rank = self._plan.get("lead", ""), self._values["rank"]
        return not (self._values["tasks"] or kind in WITHOUT_TASKS or rank == "上级部门")

    def _points(self, purpose: str) -> list[Point]:
        if purpose == "review":
            return self._past.review(self.topics)
        if purpose == "what" and self._values["tasks"]:
            tasks = self._tasks()
            return (
                tasks if len(tasks) > 1 or self.topics.flat else [*tasks, *self._beside_one_task()]
            )
        grounds = self._past.grounds() if purpose == "why" else []
        width = max(1, self.topics.width + 1 - len(grounds)) if grounds else self.topics.width
        family = self.topics.families(purpose, width + len(grounds))[0]
        points = [
            self.topics.point(purpose, topic, family)
            for topic in self.topics.chosen(purpose, width)
        ]
        if purpose == "gap":
            told = facts.problems(self._values, self._choose)
            points[0].said += told or [facts.gap("问题", "眼下最突出的是：{}。")]
            points[-1].said += unassigned(self._values, self._choose) if self._of_the_whole else []
        if purpose == "learn":
            self._place_examples(points)
        reviewed = [self.topics.point("review", topic, family, said) for topic, said in grounds]
        # What has been done, and what not, stands before what it is all for in the end.
        return [*points[:1], *reviewed, *points[1:]]

    def _place_examples(self, points: list[Point]) -> None:
        """Put each good example under what it teaches, others in a paragraph before."""
        taught = facts.lessons(self._values, self._choose)
        for point in points:
            point.said += taught.pop(point.topic, [])
        left = [passage for passages in taught.values() for passage in passages]
        if left:
            lead = facts.framed("examples-lead", self._values, self._choose)
            points.insert(0, Point("", "", "", level=0, share=0.8, most=0, said=[lead, *left]))

    def _tasks(self) -> list[Point]:
        points: list[Point] = []
        spoken_of: set[str] = set()
        for place, item in enumerate(self._values["tasks"]):
            title = facts.bare(item["title"])
            task = task_of(title)
            topic = topic_of_task(title)
            first = topic not in spoken_of
            spoken_of.add(topic)
            point = Point(title, "work", topic, heading_source=f"tasks/{place}/title")
            point.words = {"thing": task.thing, "until": task.until}
            if not self.topics.flat:
                point.said += tie(point, place, self._values, self._choose, first=first)
                point.said += tie_to_brand(point, place, self._values, self._choose)
            point.said += facts.task(item, place, self._values, self._choose)
            points.append(point)
        self.topics.taken |= spoken_of
        return points

    def _beside_one_task(self) -> list[Point]:
        """Return points of the plan beside a single task: a part has no lonely （一）."""
        family = self.topics.families("work")[0]
        chosen = self.topics.chosen("what", max(1, self.topics.width - 1))
        return [self.topics.point("what", topic, family) for topic in chosen]

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
            lead = facts.framed("requirements-lead", self._values, self._choose)
            host.points[0].said += [lead, *said]


def _most(point: Point, purpose: str) -> int:
    """Return how many units of the library a point of a part takes: around few facts, few words."""
    if purpose == "why":
        return _MOST_REASONS
    if purpose == "review" and point.heading and point.topic != INSIGHTS:
        return _BESIDE_FACTS + sum(passage.is_given for passage in point.said)
    return point.most


def _early(passage: Passage) -> Passage:
    return Passage(passage.text, passage.source, order=CLAIM - 5)
