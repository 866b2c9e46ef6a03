"""What is owed: the days of the tasks in their order, and problems that no task takes up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.speeches.choosing import Chooser
from service.speeches.facts import bare, day_of
from service.speeches.library import concern, topic_of, topics_of
from service.speeches.model import Passage
from service.speeches.purposes import LONG
from service.speeches.register import frames

Values = Mapping[str, Any]
_FEWEST_DAYS = 3
"""Fewer days a listener keeps without hearing them again."""


def calendar(values: Values, choose: Chooser) -> list[Passage]:
    """Return the days of the tasks, first the nearest, for a long speech with several."""
    dated = sorted((item for item in values["tasks"] if item["due"]), key=lambda item: item["due"])
    if len(dated) < _FEWEST_DAYS or values["duration_min"] <= LONG:
        return []
    days = "；".join(f"{day_of(item, values)}，{bare(item['title'])}" for item in dated)
    text = choose.one(frames(values, "calendar"), "calendar")
    return [Passage(text.replace("{days}", days), "tasks")]


def unassigned(values: Values, choose: Chooser) -> list[Passage]:
    """Return whose the problems are that no task of the office takes up; nothing where there are no tasks."""
    if not values["tasks"]:
        return []
    taken = {topic_of(bare(item["title"])) for item in values["tasks"]}
    open_ = [topics_of(item["text"]) for item in values["problems"]]
    named = [concern(topics[0]) for topics in open_ if topics and not taken & set(topics)]
    if not any(named):
        return []
    text = choose.one(frames(values, "unassigned"), "unassigned")
    told = "、".join(dict.fromkeys(name for name in named if name))
    return [Passage(text.replace("{concern}", told), "frame")]
