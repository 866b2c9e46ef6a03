"""Joining what a point says: ways counted 一要、二要 or headed on their own, a word before warnings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from nlp.alternatives import words_of
from nlp.chinese_numbers import chinese
from service.speeches.choosing import Chooser
from service.speeches.library import listed, sentences
from service.speeches.model import BOUND, CASE, ITEM, Passage, Point, Speech
from service.speeches.purposes import LONG
from service.speeches.register import frames

_WORDS = "speech/words.tsv"
_MOST_WARNINGS, _MOST_CASE_LEADS = 3, 4
_GUEST = "上级部门"
_HEAD = re.compile(r"要([^。：“；]{4,22})。(.{20,})", re.DOTALL)
"""A way whose first sentence is short enough for a heading."""
_RESULTS, _SHORT_RESULT = "achievements/", 50
"""What results come from, and characters up to which some of them are told in one sentence."""
_SECOND, _FEWEST = 2, 3
_PLAIN = 3
_ON = ("要", "还要", "同时要", "也要", "再往下，要", "最后，要")
_ON_MILDLY = ("希望", "也希望", "还希望", "同时希望")
"""How ways go on that are not numbered, since the data number theirs beside them."""


def join(speech: Speech, values: Mapping[str, Any], choose: Chooser) -> None:
    """Count the ways of each point, and lead over to warnings in a few; words of our own only."""
    long, guest = values["duration_min"] > LONG, values["rank"] == _GUEST
    leads = choose.ordered(sentences("frames", "bound-lead"), "bound-lead")
    leads = leads if long else leads[:_MOST_WARNINGS]
    _lead_to_cases(speech, values, choose)
    for part in speech.parts:
        if long:
            part.points = [one for point in part.points for one in _deepened(point)]
        for place, point in enumerate(part.headed):
            # Each third point goes on without numbers: all counted alike, they sound like a list read out.
            point.said = _counted(point, guest=guest, plain=place % _PLAIN == 1 and not guest)
        for point in part.points:
            if not point.heading:
                point.said = _counted(point, guest=guest)
            if leads and _to_lead(point):
                point.said.append(Passage(leads.pop(), "frame", BOUND - 1))
            point.said = _run_on(point)


def _run_on(point: Point) -> list[Passage]:
    """Return what a point says, short results in one sentence: each by itself sounds like a list read out."""
    said = point.passages
    return [
        replace(one, text=f"{one.text[:-1]}；") if _is_result(one) and _is_result(after) else one
        for one, after in zip_longest(said, said[1:])
    ]


def _is_result(passage: Passage | None) -> bool:
    if passage is None or not passage.source.startswith(_RESULTS):
        return False
    return len(passage.text) <= _SHORT_RESULT and passage.text.count("。") == 1


def _lead_to_cases(speech: Speech, values: Mapping[str, Any], choose: Chooser) -> None:
    """Lead over from the reason to how it goes in one place, in a few points spread over the speech."""
    points = [point for part in speech.parts for point in part.points if _holds_case(point)]
    leads = choose.ordered(frames(values, "case-lead"), "case-lead")[:_MOST_CASE_LEADS]
    apart = max(1, -(-len(points) // len(leads)))
    for point, lead in zip(points[::apart], leads, strict=False):
        point.said.append(Passage(lead, "frame", CASE - 1))


def _holds_case(point: Point) -> bool:
    orders = {passage.order for passage in point.said}
    return point.purpose == "work" and CASE in orders and CASE - 1 not in orders


def _deepened(point: Point) -> list[Point]:
    """Return a point of a long speech, its ways under heads of the third level where all allow it.

    A reason is one argument and stays whole. What to guard against and who leads come after the ways, in a
    paragraph of their own.
    """
    items = [passage for passage in point.said if passage.order == ITEM]
    found = [(passage, _HEAD.match(passage.text)) for passage in items]
    ways = [(passage, head[1], head[2]) for passage, head in found if head]
    whole = point.purpose == "why" or point.level != _SECOND
    if whole or len(ways) < max(_FEWEST, len(items)):
        return [point]
    last = [passage for passage in point.said if passage.order >= BOUND]
    point.said = [passage for passage in point.said if passage not in [*items, *last]]
    below = []
    for passage, head, rest in ways:
        way = Point(head, point.purpose, point.topic, level=3, heading_source=passage.source)
        way.said.append(replace(passage, text=rest))
        below.append(way)
    after = Point("", point.purpose, point.topic, level=0, most=0, said=last)
    return [point, *below, *([after] if last else [])]


def _counted(point: Point, *, guest: bool, plain: bool = False) -> list[Passage]:
    """Return what a point says with its items numbered, or plain; a guest suggests where others demand."""
    if point.level > _SECOND:
        return point.said  # a way with a heading of its own
    items = [passage for passage in point.said if passage.order == ITEM]
    others = [passage for passage in point.said if passage.order != ITEM]
    counting = plain or any(listed(passage.text) for passage in point.said)
    if len(items) > 1 and not counting:
        begun = [f"{chinese(place + 1)}{'是' if guest else '要'}" for place in range(len(items))]
    else:
        # A single way goes on from the case before it; a wish is no wish more after it.
        after_case = not guest and any(passage.order == CASE for passage in others)
        ahead = int(len(items) == 1 and after_case)
        places = range(ahead, ahead + len(items))
        begun = [_begun(place, len(items), guest=guest) for place in places]
    shown = [replace(p, text=begin + p.text[1:]) for begin, p in zip(begun, items, strict=True)]
    return [*others, *shown]


def _begun(place: int, number: int, *, guest: bool) -> str:
    """Return how a way begins that is not numbered: the last of many says so, no two the same."""
    if guest:
        return _ON_MILDLY[place % len(_ON_MILDLY)]
    if place == number - 1 >= _FEWEST:
        return _ON[-1]
    return _ON[place] if place < len(_ON) - 1 else _ON[place % 4]


def _to_lead(point: Point) -> bool:
    """Return whether a point ends in a warning that stands apart from what comes before."""
    warning = next((passage for passage in point.said if passage.order == BOUND), None)
    apart = sum(passage.order == ITEM for passage in point.said) > 1 or warning in point.said[:1]
    return (
        warning is not None and apart and not warning.text.startswith(words_of(_WORDS, "warning"))
    )
