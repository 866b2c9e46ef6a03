"""Joining what a point says: its ways counted 一要、二要, a word before what it warns of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from service.drafting.numbers import chinese
from service.speeches.choosing import Chooser
from service.speeches.library import listed, sentences
from service.speeches.model import BOUND, ITEM, Passage, Point, Speech

_MOST_WARNINGS = 3
_WARNS = re.compile(r"^(?:要|不|切忌|防止|也|还|同时|需要|最|避免|这|有了|凡)")
_GUEST = "上级部门"


def join(speech: Speech, values: Mapping[str, Any], choose: Chooser) -> None:
    """Count the ways of each point, and lead over to warnings in a few; words of our own only."""
    leads = choose.ordered(sentences("frames", "bound-lead"), "bound-lead")[:_MOST_WARNINGS]
    for part in speech.parts:
        for point in part.points:
            point.said = _counted(point, guest=values["rank"] == _GUEST)
            if leads and _to_lead(point):
                point.said.append(Passage(leads.pop(), "frame", BOUND - 1))


def _counted(point: Point, *, guest: bool) -> list[Passage]:
    """Return what a point says with its items numbered; a guest suggests where others demand."""
    items = [passage for passage in point.said if passage.order == ITEM]
    others = [passage for passage in point.said if passage.order != ITEM]
    counting = any(listed(passage.text) for passage in point.said)
    shown = []
    for place, passage in enumerate(items, 1):
        text = passage.text
        if len(items) > 1 and not counting:
            text = f"{chinese(place)}{'是' if guest else '要'}{text[1:]}"
        elif guest:
            text = f"希望{text[1:]}"
        shown.append(replace(passage, text=text))
    return [*others, *shown]


def _to_lead(point: Point) -> bool:
    """Return whether a point ends in a warning that stands apart from what comes before."""
    warning = next((passage for passage in point.said if passage.order == BOUND), None)
    items = sum(passage.order == ITEM for passage in point.said)
    return warning is not None and items > 1 and not _WARNS.match(warning.text)
