"""The order of the points of a part: what is political first, what takes long last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import corpora
from service.speeches.model import Part, Point


def arranged(part: Part) -> list[Point]:
    """Return the points of a part, those on topics of the library in their order.

    What leads in, results, problems and the office's own tasks keep their places; among the others a point
    with facts of the office comes first.
    """
    order = _order().get(part.purpose, ())
    places = [place for place, point in enumerate(part.points) if _movable(point, order)]
    moved = sorted(
        (part.points[place] for place in places),
        key=lambda point: (not any(p.is_given for p in point.said), order.index(point.topic)),
    )
    points = list(part.points)
    for place, point in zip(places, moved, strict=True):
        points[place] = point
    return points


def _movable(point: Point, order: Sequence[str]) -> bool:
    return bool(point.heading) and point.heading_source == "frame" and point.topic in order


@cache
def _order() -> Mapping[str, Sequence[str]]:
    return corpora.table("speech/order.toml")
