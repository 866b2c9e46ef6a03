"""Which unit of the library a point may take next: whom it suits, what was said, what wears thin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from service.speeches.acts import ANY_TASK, beside, is_act, is_broad
from service.speeches.choosing import Chooser
from service.speeches.devices import Devices
from service.speeches.fitting import words_for
from service.speeches.foreign import ForeignCases
from service.speeches.library import UNIT, Unit, listed
from service.speeches.likeness import WORD, are_alike, asked_words, grams, words_of
from service.speeches.matter import is_on, matters_of, strays_into_research
from service.speeches.model import BOUND, CASE, CLAIM, ITEM, METHOD, Passage, Point
from service.speeches.pools import Pools
from service.speeches.purposes import LONG, SHORT, about_brands
from service.speeches.thoughts import Thoughts

Values = Mapping[str, Any]
_ONE_CLAIM = ("why", "review", "learn", "doubt", "steps")
"""Where the units that claim are so many ways to begin, or to say one thing."""
_MOST_OF = {"claim": 1, "case": 1, "method": 3, "bound": 1}
_MOST_OF_REASONS = {"claim": 1, "case": 1, "method": 1, "bound": 1}
"""How many of a role a point takes before another is better; of reasons, one of each."""
_NEVER_MORE = {"claim": 2, "case": 1, "method": 99, "bound": 1}
"""No point holds more of a role, however long the speech: a third claim, a second warning say it again."""
ROLES = frozenset(_NEVER_MORE)
"""All roles."""
_MOST_NAMED = 2
"""How many units of a point name the thing of its task: a third time it sounds like a form filled in."""
_FEW_NEAR = 6
"""The same of units that speak in the words of a task: a point takes several of them at a time."""
_BUSINESS = "融合"
"""The topic whose ways, too, must be on the matter of a task: punctual flights are no matter of spanners."""
_FIRST = "claim"
"""Which role a point begins with."""


class Candidates:
    """The units that the points of one speech may take; none twice."""

    def __init__(self, values: Values, choose: Chooser) -> None:
        self._values = values
        self._choose = choose
        self._words = words_for(values)
        self._foreign = ForeignCases(values, choose)
        self._brand = about_brands(values)
        self._long = bool(values["duration_min"] > LONG)
        self._short = bool(values["duration_min"] <= SHORT)
        self._in_turn: dict[str, bool] = {}
        self._used: set[str] = set()
        self._grams: list[set[str]] = []
        self._pools = Pools(values, choose, self._foreign)
        self._devices = Devices(values)
        self._thoughts = Thoughts()
        self._tasks = {word for item in values["tasks"] for word in words_of(item["title"])}

    def of(self, point: Point) -> list[Unit]:
        """Return the units that a point may take next: a claim to begin with, then no role too often.

        Two items are wanted before anything else follows the claim: they can be counted then. Of equal ones
        that which names the office's own task or speaks in its words comes first, what wears thin last.
        """
        have = dict.fromkeys((CLAIM, CASE, METHOD, BOUND), 0)
        for passage in point.units:
            have[METHOD if passage.order == ITEM else passage.order] += 1
        items = sum(passage.order == ITEM for passage in point.said)
        pool = self._allowed(point, have)
        most = _MOST_OF_REASONS if point.purpose == "why" else _MOST_OF
        if not point.units and sum(unit.role == _FIRST for unit in pool) > 1:
            return sorted(
                pool,
                key=lambda u: (
                    u.role != _FIRST,
                    self._pools.was_said(u),
                    self._devices.late(u, point),
                    *_strange(u, point),
                    self._worn(u, point),
                ),
            )

        shown = self._shows(point)
        asked = asked_words(point)
        matters = matters_of(point)
        broad = is_broad(point.heading)
        near = self._near(pool, asked, matters)
        ways = ("method",) if point.topic in self._in_turn and not shown else ("method", "case")

        def late(unit: Unit) -> tuple[bool | int, ...]:
            wanted = unit.is_item if items == 1 else unit.role in ways
            # A further way tells more than a further claim.
            over = int(have[unit.order] >= most[unit.role]) * (1 + (unit.role == _FIRST))
            told = self._pools.was_said(unit)
            words = grams(unit.text, WORD)
            # How it goes in one place tells of one matter: under a task on another it misleads.
            narrow = is_act(unit.topic) or unit.topic == _BUSINESS
            tells = unit.role == "case" or (unit.role == "method" and narrow)
            told_at_large = broad and unit.topic == point.topic
            far_off = unit not in near and not told_at_large
            narrowly = tells and unit.unit_types and far_off
            strays = bool(matters) and bool(narrowly or strays_into_research(unit.text, matters))
            kin = unit in near
            # What speaks in the words of another task waits for that one.
            awaited = not asked & words and bool((self._tasks - asked) & words)
            # Of the kinds of unit that listen each is shown in its turn.
            turn = self._foreign.left(unit) if shown else 0
            unshown = shown and unit.role != "case"
            # A speech on brands comes back to them where it tells of ways, at most points.
            off = self._off_theme(unit, point)
            early = items < 2 and not wanted
            far = _strange(unit, point)
            worn = self._worn(unit, point)
            return (
                told,
                over,
                unshown,
                early,
                self._devices.late(unit, point),
                off,
                awaited,
                strays,
                not (kin and unit.role == "case"),
                *far,
                not kin,
                -turn,
                worn,
            )

        return sorted(pool, key=late)

    def _near(
        self, pool: Sequence[Unit], asked: AbstractSet[str], matters: Sequence[str]
    ) -> list[Unit]:
        """Return the units on what a point's task is about, some of them where they are few.

        A case must be on the matter itself: one that shares a word by the way misleads. Of others one word of
        the office's is enough; to count them would bring the same one each time.
        """
        cases = [unit for unit in pool if unit.role == "case" and is_on(unit.text, matters)]
        others = [
            unit
            for unit in pool
            if unit.role != "case"
            and (asked & grams(unit.text, WORD) or (unit.unit_types and is_on(unit.text, matters)))
        ]
        few = len(others) <= _FEW_NEAR
        return [*cases, *(unit for unit in others if not few or self._pools.has_turn(unit))]

    def _worn(self, unit: Unit, point: Point) -> int:
        """Return how worn the thoughts of a general unit are; what is kept for few is news to them."""
        if unit.unit_types or unit.ranks:
            return 0
        return self._thoughts.worn(unit.text, (said.text for said in point.units))

    def _off_theme(self, unit: Unit, point: Point) -> bool:
        """Return whether a unit leaves a point on ways, in a speech on brands, without a word on them.

        What is kept for the office's setting may.
        """
        ways = self._brand and point.purpose == "work" and point.heading_source == "frame"
        if not ways or "品牌" in unit.text or self._pools.is_home(unit):
            return False
        told = any("品牌" in said.text for said in point.units)
        return not told and self._choose.one((True, True, False), f"theme-{point.topic}")

    def _shows(self, point: Point) -> bool:
        """Return whether a point shows how it goes in one place before it tells ways: in a long speech each.

        In others each task of the office, and every second of the rest: all alike, they would tire.
        """
        if self._long or point.purpose != "work" or self._short:
            return self._long
        if any(said.is_given for said in point.said):
            return True
        return self._in_turn.setdefault(point.topic, len(self._in_turn) % 2 == 0)

    def _allowed(self, point: Point, have: Mapping[int, int]) -> list[Unit]:
        """Return the units not used yet that fit beside what a point says already."""
        counting = any(listed(said.text) or said.order == ITEM for said in point.said)
        # What the data say must not wait behind many general words.
        given = any(said.is_given for said in point.said)
        most = dict(_NEVER_MORE)
        if given or point.purpose in _ONE_CLAIM:
            most["claim"] = 1
        if given and self._short:
            most["case"] = 0
        # How somebody might go about it tires where each point tells it: what is kept for the setting stays.
        elsewhere = point.heading_source == "frame" and not (given or self._shows(point))
        return [
            unit
            for unit in self._pools.of(point)
            if unit.id not in self._used
            and not (counting and unit.lists)
            and not (elsewhere and unit.role == "case" and not self._pools.is_home(unit))
            and have[unit.order] < most[unit.role]
            and self._devices.allows(unit, point)
            and (point.units or unit.role not in ("case", "bound"))
            and _can_name(unit, point)
            and not self._foreign.spent(unit)
            and (unit.topic != beside(point.topic) or is_on(unit.text, (point.heading,)))
        ]

    def worded(self, unit: Unit, point: Point) -> str:
        """Return the text of a unit with the words for the office and for the task in their places."""
        text = unit.text
        for name, word in (*self._words.items(), *point.words.items()):
            text = text.replace(f"{{{name}}}", word)
        return text

    def take(self, unit: Unit, text: str, point: Point) -> None:
        """Add a unit to a point, with what leads over to it."""
        self._used.add(unit.id)
        self._devices.take(unit)
        self._grams.append(grams(text))
        self._thoughts.tell(text)
        if lead := self._foreign.lead(unit):
            point.said.append(Passage(lead, "frame", CASE - 1))
        order = ITEM if unit.is_item else unit.order
        point.said.append(Passage(text, f"{UNIT}{unit.id}", order))

    def loosen(self) -> bool:
        """Hold to no register any more, as nothing else fills the time; returns whether that helps."""
        return self._devices.loosen()

    def said_alike(self, text: str) -> bool:
        """Return whether something in like words has been said."""
        own = grams(text)
        return any(are_alike(own, said) for said in self._grams)


def _strange(unit: Unit, point: Point) -> tuple[bool, bool]:
    """Return whether a unit is on any task rather than this kind of act, and names nothing of the task.

    The day by which it is to be done is told of any task alike.
    """
    near = unit.topic != ANY_TASK or point.topic == ANY_TASK
    return not near and "until" not in unit.named, not unit.named


def _can_name(unit: Unit, point: Point) -> bool:
    """Return whether a point's task gives what a unit names, and it has not been named too often."""
    wanted = unit.named
    thing = point.words.get("thing", "")
    named = sum(thing in said.text for said in point.units) if "thing" in wanted else 0
    return all(point.words.get(word) for word in wanted) and named < _MOST_NAMED
