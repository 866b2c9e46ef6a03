"""The units of the library that suit whoever speaks, those kept for them first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from service.speeches.acts import ANY_TASK, beside, is_act
from service.speeches.choosing import Chooser
from service.speeches.fitting import fits, settings_of
from service.speeches.foreign import ForeignCases
from service.speeches.library import Unit, said_before, units_of
from service.speeches.matter import cases_on
from service.speeches.model import Point
from service.speeches.purposes import LONG, about_brands
from service.speeches.register import is_formal

Values = Mapping[str, Any]
_OWN_MANY = 2
"""How many units for the kind of unit a point of a long or formal speech takes first; else one."""
_FEW = 2
"""Units of a role, for a setting or a rank, up to which each goes first in every other speech only."""
_GUEST = "上级部门"
"""The rank whose own words always go first: those of the house would sound like orders."""


class Pools:
    """The units that suit whoever speaks, by what a point is for and on."""

    def __init__(self, values: Values, choose: Chooser, foreign: ForeignCases) -> None:
        self._values = values
        self._choose = choose
        self._foreign = foreign
        self._settings = frozenset(settings_of(values))
        self._brand = about_brands(values)
        self._long = bool(values["duration_min"] > LONG)
        # Formal speeches hold few cases, which else tell most of the kind.
        self._most_own = (
            _OWN_MANY if self._long or (is_formal(values) and not values["tasks"]) else 1
        )
        self._before = set(said_before(values))
        self._made: dict[tuple[str, str], list[Unit]] = {}

    def of(self, point: Point) -> list[Unit]:
        """Return the units for a point; after those on its kind of act others near it, and on any task."""
        key = (point.purpose, point.topic)
        if key not in self._made:
            also = (beside(point.topic), ANY_TASK) if is_act(point.topic) else ()
            self._made[key] = [
                unit
                for topic in (point.topic, *also)
                for unit in self._ordered(point.purpose, topic)
                if topic != beside(point.topic) or self.is_home(unit)
            ]
        return [*self._made[key], *self._elsewhere(point)]

    def _elsewhere(self, point: Point) -> list[Unit]:
        """Return the cases of the office's own kind on a point's task that are told under other topics."""
        if point.heading_source == "frame":
            return []
        own = {*self._settings, self._values["unit_type"]}
        return [
            unit
            for unit in self._choose.ordered(cases_on(point.heading), point.heading)
            if unit.topic not in (point.topic, beside(point.topic))
            and own & {*unit.unit_types}
            and self._may_say(unit)
        ]

    def _ordered(self, purpose: str, topic: str) -> list[Unit]:
        """Return units in an order of this request: for the office's setting first, some for its kind.

        What earlier speeches said comes last, so that speeches of one season differ; of few ways for the
        setting a long speech would take all: those whose turn it is not wait behind general ones.
        """
        fitting = [unit for unit in units_of(purpose, topic) if self._may_say(unit)]
        ordered = self._choose.ordered(fitting, f"{purpose}-{topic}")
        own = [unit for unit in ordered if unit.unit_types]
        home = [unit for unit in own if self.is_home(unit)]
        here = self._in_turns(home)
        waits = [u for u in home if u.role == "method" and u not in here] if self._long else []
        one_a_role = {unit.role: unit for unit in here}
        cases = [unit for unit in ordered if unit.role == "case"]
        near = self._in_turns([unit for unit in cases if unit.unit_types])[:1]
        first = [*one_a_role.values(), *near, *cases, *(home or own)[: self._most_own]]
        ranked = [unit for unit in ordered if unit.ranks]
        ahead = ranked if self._values["rank"] == _GUEST else self._in_turns(ranked)
        return sorted(
            ordered,
            key=lambda unit: (
                self.was_said(unit),
                unit not in ahead,
                unit in waits,
                _place(unit, first),
            ),
        )

    def _in_turns(self, few: Sequence[Unit]) -> list[Unit]:
        """Return units that go before others, without some of those that are few in their role.

        What has hardly another in its place would be heard in each speech of a season.
        """
        number = Counter(unit.role for unit in few)
        return [unit for unit in few if number[unit.role] > _FEW or self.has_turn(unit)]

    def was_said(self, unit: Unit) -> bool:
        """Return whether an earlier speech of the season said a unit."""
        return unit.id in self._before

    def has_turn(self, unit: Unit) -> bool:
        """Return whether a unit that is few in its place goes first in this speech: in every other."""
        return self._choose.one((True, False), f"turn-{unit.id}")

    def _may_say(self, unit: Unit) -> bool:
        kind, rank = self._values["unit_type"], self._values["rank"]
        if other := self._foreign.kind_of(unit):
            return unit.suits(other, rank, brand=self._brand)
        # What is written for one setting alone needs no look at the words that its kind does not know.
        home = len(unit.unit_types) == 1 and self.is_home(unit)
        own = home or fits(self._values, unit.text)
        return own and unit.suits(kind, rank, brand=self._brand, settings=self._settings)

    def is_home(self, unit: Unit) -> bool:
        """Return whether a unit is kept for a setting of the office's."""
        return not self._settings.isdisjoint(unit.unit_types)


def _place(unit: Unit, first: Sequence[Unit]) -> int:
    return first.index(unit) if unit in first else len(first)
