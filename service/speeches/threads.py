"""What runs through a speech from its tasks: named before they are told, taken up where it is told how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nlp.chinese_numbers import chinese
from service.speeches.choosing import Chooser
from service.speeches.facts import bare, day_of
from service.speeches.model import FACT, Part, Passage
from service.speeches.owing import calendar
from service.speeches.purposes import SHORT
from service.speeches.register import frames

Values = Mapping[str, Any]
_FEWEST, _MOST = 2, 6
"""A single task needs no list; more than six a listener does not keep."""
_LONGEST = 24
"""Characters of a title beyond which a list of titles is no list any more."""
_BY_OWNERS, _BY_DAYS = ("责任", "协同"), ("督导", "考核")
"""Topics of how to go about it under which one speaks of who leads, and of what is due first."""
_GUEST = "上级部门"


def ahead(values: Values, choose: Chooser) -> list[Passage]:
    """Return the tasks by their titles, before they are told; nothing where they are few, many or long."""
    titles = [bare(item["title"]) for item in values["tasks"]]
    listed = _FEWEST <= len(titles) <= _MOST and max(map(len, titles)) <= _LONGEST
    if not listed or values["duration_min"] <= SHORT:
        return []
    between = "；" if any("，" in title for title in titles) else "，"
    return [_told("tasks-ahead", values, choose, tasks=between.join(titles))]


def take_up(parts: Sequence[Part], values: Values, choose: Chooser) -> None:
    """Take up the tasks where it is told how: who leads them, and which is due first.

    Nothing of a guest, who leads nobody here, nor in haste; no day where all days are told in their order.
    """
    host = next((part for part in parts if part.purpose == "how"), None)
    if host is None or values["rank"] == _GUEST or values["duration_min"] <= SHORT:
        return
    days = [] if calendar(values, choose) else _first_due(values, choose)
    for said, topics in ((_owners(values, choose), _BY_OWNERS), (days, _BY_DAYS)):
        point = next((point for point in host.headed if point.topic in topics), None)
        if point is not None:
            point.said += said


def _owners(values: Values, choose: Chooser) -> list[Passage]:
    owners = [bare(item["owner"]) for item in values["tasks"] if item["owner"]]
    told = list(dict.fromkeys(owners))
    if not _FEWEST <= len(told) <= _MOST or len(owners) < len(values["tasks"]):
        return []
    return [_told("tasks-owners", values, choose, owners="、".join(told))]


def _first_due(values: Values, choose: Chooser) -> list[Passage]:
    dated = sorted((item for item in values["tasks"] if item["due"]), key=lambda item: item["due"])
    if len(dated) < _FEWEST or dated[0]["due"] == dated[1]["due"]:
        return []
    day, title = day_of(dated[0], values), bare(dated[0]["title"])
    return [_told("tasks-first", values, choose, first=title, day=day)]


def _told(key: str, values: Values, choose: Chooser, **words: str) -> Passage:
    number = len(values["tasks"])
    words["n"] = "两" if number == _FEWEST else chinese(number)
    text = choose.one(frames(values, key), key)
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    return Passage(text, "tasks", FACT - 1, spare=1)
