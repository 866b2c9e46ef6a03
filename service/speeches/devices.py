"""At a formal meeting a leader says what must be done, and tells few devices: how somebody might go about it.

A device is a way thought of for one place («draw a table of four fields …»). Told now and then, under the
office's own task, it is what a listener keeps; told in each point, a speech no longer sounds like one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from service.speeches.acts import is_act
from service.speeches.fitting import settings_of
from service.speeches.library import Unit, official_sources
from service.speeches.matter import is_on, matters_of, strays_into_research
from service.speeches.model import Point
from service.speeches.register import homely_turns, is_formal, register_table, turns

Values = Mapping[str, Any]
_ENOUGH = 2
"""Units in the official register that a point takes before all others are as good."""
_WITHOUT = 3
"""Each so many tasks one does without a device."""
_TOLD_FOR = ("work", "doubt", "steps")
"""What devices are told for: not for reasons, results or problems."""


class Devices:
    """What of the library one speech may tell as devices, and what it tells late for its words."""

    def __init__(self, values: Values) -> None:
        self._formal = is_formal(values)
        self._left = most_devices(values)
        self._own_tasks = bool(values["tasks"])
        self._own = frozenset(settings_of(values) or (values["unit_type"],))

    def allows(self, unit: Unit, point: Point) -> bool:
        """Return whether a point may tell a unit: at a formal meeting few devices, under the office's tasks.

        Where it has given none, those that are told of its own kind of unit.
        """
        if not (self._formal and is_device(unit)):
            return True
        if self._left <= 0 or point.purpose not in _TOLD_FOR:
            return False
        if point.purpose != "work":
            return True
        if not self._own_tasks:
            return bool(unit.unit_types)
        under_task = point.heading_source != "frame"
        matters = matters_of(point)
        strays = strays_into_research(unit.text, matters)
        return under_task and not strays and (not unit.unit_types or is_on(unit.text, matters))

    def late(self, unit: Unit, point: Point) -> int:
        """Return how late a unit is told for its words, 0 to 2; always 0 where all words will do.

        What is kept for the office's setting or kind goes with what is written for such meetings; of reasons
        and results only where it is not homely. A task of another kind of act is told in its own words first,
        and of the few devices those come first that are on the matter.
        """
        if not self._formal or unit.is_official or is_act(point.topic) or is_device(unit):
            return 0
        if sum(said.source in official_sources() for said in point.units) >= _ENOUGH:
            return 0
        homely = homely_turns(unit.text) > register_table()["most_homely"]
        own = not self._own.isdisjoint(unit.unit_types)
        if point.purpose not in _TOLD_FOR:
            return 2 * homely or int(not own)
        own_way = own and point.heading_source == "frame"
        return int(homely and not (own_way and not (self._own_tasks and unit.role == "claim")))

    def take(self, unit: Unit) -> None:
        """Count a unit that is told."""
        self._left -= is_device(unit)

    def loosen(self) -> bool:
        """Let all units be told, as nothing else fills the time; returns whether any were held back."""
        held, self._formal = self._formal, False
        return held


def most_devices(values: Values) -> int:
    """Return how many devices a formal speech may tell: by its length, and not under each of many tasks."""
    most = max(1, int(values["duration_min"]) // int(register_table()["minutes_per_device"]))
    tasks = len(values["tasks"])
    return min(most, tasks - tasks // _WITHOUT) if tasks else most


@cache
def is_device(unit: Unit) -> bool:
    """Return whether a unit tells how somebody might go about it, rather than what is to be done."""
    return unit.role == "case" or (
        unit.role == "method" and bool(turns("suggests").search(unit.text))
    )
