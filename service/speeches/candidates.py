"""Which unit of the library a point may take next: whom it suits, what was said, what wears thin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from service.speeches.acts import ANY_TASK, beside, is_act, is_broad
from service.speeches.choosing import Chooser
from service.speeches.fitting import fits, settings_of, words_for
from service.speeches.foreign import ForeignCases
from service.speeches.library import UNIT, Unit, listed, said_before, units_of
from service.speeches.likeness import WORD, are_alike, asked_words, grams, words_of
from service.speeches.matter import cases_on, is_of_research, is_on, matters_of
from service.speeches.model import BOUND, CASE, CLAIM, ITEM, METHOD, Passage, Point
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
_OWN_LONG = 2
"""How many units for the kind of unit a point of a long speech takes before general ones; else one."""
_MOST_NAMED = 2
"""How many units of a point name the thing of its task: a third time it sounds like a form filled in."""
_FEW = 2
"""Units of a role, for a setting or a rank, up to which each goes first in every other speech only."""
_FEW_NEAR = 6
"""The same of units that speak in the words of a task: a point takes several of them at a time."""
_GUEST = "上级部门"
"""The rank whose own words always go first: those of the house would sound like orders."""
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
        self._settings = frozenset(settings_of(values))
        self._foreign = ForeignCases(values, choose)
        self._brand = about_brands(values)
        self._long = bool(values["duration_min"] > LONG)
        self._short = bool(values["duration_min"] <= SHORT)
        self._in_turn: dict[str, bool] = {}
        self._used: set[str] = set()
        self._grams: list[set[str]] = []
        self._before = set(said_before(values))
        self._pools: dict[tuple[str, str], list[Unit]] = {}
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
                    u.id in self._before,
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
            told = unit.id in self._before
            words = grams(unit.text, WORD)
            # How it goes in one place tells of one matter: under a task on another it misleads.
            narrow = is_act(unit.topic) or unit.topic == _BUSINESS
            tells = unit.role == "case" or (unit.role == "method" and narrow)
            told_at_large = broad and unit.topic == point.topic
            far_off = unit not in near and not told_at_large
            strays = bool(matters and tells and unit.unit_types and far_off) or (
                bool(matters)
                and is_of_research(unit.text)
                and not any(map(is_of_research, matters))
            )
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
        return [*cases, *(unit for unit in others if not few or self._has_turn(unit))]

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
        if not ways or "品牌" in unit.text or self._is_home(unit):
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
            for unit in self._pool(point)
            if unit.id not in self._used
            and not (counting and unit.lists)
            and not (elsewhere and unit.role == "case" and not self._is_home(unit))
            and have[unit.order] < most[unit.role]
            and (point.units or unit.role not in ("case", "bound"))
            and _can_name(unit, point)
            and not self._foreign.spent(unit)
            and (unit.topic != beside(point.topic) or is_on(unit.text, (point.heading,)))
        ]

    def _pool(self, point: Point) -> list[Unit]:
        """Return the units for a point; after those on its kind of act others near it, and on any task."""
        key = (point.purpose, point.topic)
        if key not in self._pools:
            also = (beside(point.topic), ANY_TASK) if is_act(point.topic) else ()
            self._pools[key] = [
                unit
                for topic in (point.topic, *also)
                for unit in self._ordered(point.purpose, topic)
                if topic != beside(point.topic) or self._is_home(unit)
            ]
        return [*self._pools[key], *self._elsewhere(point)]

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
        home = [unit for unit in own if self._is_home(unit)]
        here = self._in_turns(home)
        waits = [u for u in home if u.role == "method" and u not in here] if self._long else []
        one_a_role = {unit.role: unit for unit in here}
        cases = [unit for unit in ordered if unit.role == "case"]
        near = self._in_turns([unit for unit in cases if unit.unit_types])[:1]
        first = [*one_a_role.values(), *near, *cases, *own[: _OWN_LONG if self._long else 1]]
        ranked = [unit for unit in ordered if unit.ranks]
        ahead = ranked if self._values["rank"] == _GUEST else self._in_turns(ranked)
        return sorted(
            ordered,
            key=lambda unit: (
                unit.id in self._before,
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
        return [unit for unit in few if number[unit.role] > _FEW or self._has_turn(unit)]

    def _has_turn(self, unit: Unit) -> bool:
        """Return whether a unit that is few in its place goes first in this speech: in every other."""
        return self._choose.one((True, False), f"turn-{unit.id}")

    def worded(self, unit: Unit, point: Point) -> str:
        """Return the text of a unit with the words for the office and for the task in their places."""
        text = unit.text
        for name, word in (*self._words.items(), *point.words.items()):
            text = text.replace(f"{{{name}}}", word)
        return text

    def take(self, unit: Unit, text: str, point: Point) -> None:
        """Add a unit to a point, with what leads over to it."""
        self._used.add(unit.id)
        self._grams.append(grams(text))
        self._thoughts.tell(text)
        if lead := self._foreign.lead(unit):
            point.said.append(Passage(lead, "frame", CASE - 1))
        order = ITEM if unit.is_item else unit.order
        point.said.append(Passage(text, f"{UNIT}{unit.id}", order))

    def _may_say(self, unit: Unit) -> bool:
        kind, rank = self._values["unit_type"], self._values["rank"]
        if other := self._foreign.kind_of(unit):
            return unit.suits(other, rank, brand=self._brand)
        # What is written for one setting alone needs no look at the words that its kind does not know.
        home = len(unit.unit_types) == 1 and self._is_home(unit)
        own = home or fits(self._values, unit.text)
        return own and unit.suits(kind, rank, brand=self._brand, settings=self._settings)

    def _is_home(self, unit: Unit) -> bool:
        """Return whether a unit is kept for a setting of the office's."""
        return not self._settings.isdisjoint(unit.unit_types)

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


def _place(unit: Unit, first: Sequence[Unit]) -> int:
    return first.index(unit) if unit in first else len(first)
