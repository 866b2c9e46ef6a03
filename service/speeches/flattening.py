"""Short speeches: parts without subheads, one stretch or a paragraph for each task."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nlp.chinese_numbers import chinese
from service.speeches import facts
from service.speeches.choosing import Chooser
from service.speeches.model import CLAIM, DUTY, FACT, Part, Passage, Point

_LED = {"成效": "results-why", "典型": "examples-lead", "不足": "problems-lead"}
"""What leads over to results, examples and problems where there are no subheads."""


def flattened(part: Part, values: Mapping[str, Any], choose: Chooser) -> Part:
    """Return a part without subheads, for short speeches: one stretch, or a paragraph for each task."""
    points = [point for point in part.points if point.heading]
    before = [point for point in part.points if not point.heading]
    if part.purpose == "what" and len(points) > 1:
        tasks = [_counted_task(point, place) for place, point in enumerate(points, 1)]
        return Part(part.heading, part.purpose, [*before, *tasks])
    # What leads in begins the stretch, unless it has words of its own, or a paragraph of facts follows.
    leads = before.pop().said if before and _leads(before[-1]) and not before[-1].topic else []
    one = Point("", points[0].purpose, points[0].topic, level=0, share=1.5, said=leads)
    for point in points:
        led = _LED.get(point.topic, "")
        if led and point.said and part.purpose in ("why", "review"):
            one.said.append(facts.framed(led, values, choose))
        one.said += [_after(passage) for passage in point.said]
    return Part(part.heading, part.purpose, [*before, one])


def _counted_task(point: Point, place: int) -> Point:
    """Return a task as a paragraph that begins 第一，."""
    title = Passage(f"第{chinese(place)}，{point.heading}。", point.heading_source, order=CLAIM - 1)
    said = [title, *point.said]
    counted = Point("", point.purpose, point.topic, level=0, share=0.5, most=3, said=said)
    counted.words = point.words
    return counted


def _leads(point: Point) -> bool:
    return bool(point.said) and point.said[0].order < CLAIM


def _after(passage: Passage) -> Passage:
    """Return a fact as it stands among others: what may be left out is left out sooner."""
    order = FACT if passage.order == DUTY else passage.order
    return Passage(passage.text, passage.source, order, passage.spare + 1 if passage.spare else 0)
