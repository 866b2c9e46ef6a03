"""The two parties of a letter against the tree of organisations: who stands below whom (validation 8).

An error is only what the tree says otherwise; what it does not know is a warning, since trees of offices
are seldom whole.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from service.drafting.fields import Problem

Values = Mapping[str, Any]
_MOST_NEAR = 3
_LEAST_ALIKE = 0.45
# What a post says of the organisation that its holder leads; longer ones first.
_KINDS = ("党总支", "党支部", "党委")
_TYPES = ("国企", "机关", "学校", "医院", "乡镇社区")


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation of the tree; `kind` is 党委, 党总支, 党支部 or empty, `above` its superior's name."""

    name: str
    kind: str = ""
    above: str = ""
    unit_type: str = ""


class Tree:
    """The organisations of a scope, by name."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = {one.name: one for one in places}

    def __bool__(self) -> bool:
        """Return whether anything is said of who stands below whom."""
        return any(one.above for one in self._places.values())

    def digest(self) -> str:
        """Return a digest of all that is known, empty if that says nothing of who stands below whom."""
        told = "\n".join(sorted(map(repr, self._places.values()))) if self else ""
        return hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest() if told else ""

    def get(self, name: str) -> Place | None:
        """Return an organisation, None if the tree does not know it by this name."""
        return self._places.get(name)

    def superiors(self, name: str) -> list[str]:
        """Return the names of all that an organisation stands below, the nearest first."""
        found: list[str] = []
        step = self._places.get(name)
        while step and step.above and step.above not in found:
            found.append(step.above)
            step = self._places.get(step.above)
        return found

    def absent(self, issuer: str, given: Collection[str]) -> list[str]:
        """Return who stands below `issuer` and has no letter.

        Those on the levels that letters are given for: of organisations whose subordinates have letters
        themselves, nothing is asked but of these subordinates.
        """
        opened = {issuer}
        for name in given:
            above = self.superiors(name)
            if issuer in above:
                opened.update(above[: above.index(issuer)])
        found = []
        for superior, below in self._below.items():
            if superior in opened:
                found += [x for x in below if x not in given and x not in opened]
        return found

    def near(self, name: str) -> list[str]:
        """Return the names most like one that the tree does not know, the nearest first."""
        pairs = _pairs(name)
        shared = Counter(other for pair in pairs for other in self._by_pair.get(pair, ()))
        alike = {other: 2 * n / (len(pairs) + len(_pairs(other))) for other, n in shared.items()}
        best = sorted(alike, key=lambda other: (-alike[other], other))[:_MOST_NEAR]
        return [other for other in best if alike[other] >= _LEAST_ALIKE]

    @cached_property
    def _below(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for one in self._places.values():
            if one.above:
                found.setdefault(one.above, []).append(one.name)
        return found

    @cached_property
    def _by_pair(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._places:
            for pair in _pairs(name):
                found.setdefault(pair, []).append(name)
        return found


def _pairs(name: str) -> set[str]:
    """Return the pairs of neighbouring characters of a name; 中共 and the long word for 党委 say nothing."""
    short = name.removeprefix("中共").replace("支部委员会", "支部").replace("委员会", "党委")
    return {a + b for a, b in pairwise(short)} or {short}


def party_problems(values: Values, tree: Tree) -> Iterator[Problem]:
    """Yield what the tree says against the parties of a letter; nothing where it says nothing."""
    if not tree:
        return
    yield from issuer_problems(values, tree)
    yield from unit_problems(values, tree)


def issuer_problems(values: Values, tree: Tree) -> Iterator[Problem]:
    """Yield what the tree says of the first party alone, the same for all letters of a batch."""
    if tree and tree.get(values["issuer_name"]) is None:
        yield _unknown("issuer_name", "上级党组织", values["issuer_name"], tree)


def unit_problems(values: Values, tree: Tree) -> Iterator[Problem]:
    """Yield what the tree says of the second party: not known, not below the first, another role."""
    name, issuer = values["unit_name"], values["issuer_name"]
    place = tree.get(name)
    if not tree or name == issuer:
        return
    if place is None:
        yield _unknown("unit_name", "签订单位", name, tree)
        return
    yield from _order(name, issuer, tree)
    yield from _role(values, place)


def _order(name: str, issuer: str, tree: Tree) -> Iterator[Problem]:
    """Yield what is wrong in who stands above whom; an issuer that is not known is told already."""
    above = tree.superiors(name)
    if issuer in above or tree.get(issuer) is None:
        return
    if name in tree.superiors(issuer):
        told = f"台账里“{name}”是“{issuer}”的上级，双方填反了，请改正。"
        yield Problem("/unit_name", "单位名称", "order", told)
    elif above:
        told = (
            f"台账里“{name}”的上级是“{above[0]}”，不隶属于“{issuer}”，"
            "请改正单位或上级党组织，或先更正台账。"
        )
        yield Problem("/unit_name", "单位名称", "not-below", told)
    else:
        told = f"台账里没有登记“{name}”的上级，无法核对它是否隶属于“{issuer}”，请在台账中补上。"
        yield Problem("/unit_name", "单位名称", "no-superior", told, "warning")


def _role(values: Values, place: Place) -> Iterator[Problem]:
    """Yield where type of organisation, post of who signs, or type of unit are others in the tree."""
    asked = values["party_org_type"]
    if place.kind and asked in _KINDS and asked != place.kind:
        told = f"台账里“{place.name}”是{place.kind}，填的是{asked}，请核对。"
        yield Problem("/party_org_type", "党组织类型", "kind", told, "warning")
    post = str(values["unit_signatory_post"])
    held = next((one for one in _KINDS if one in post), "")
    if place.kind and held and held != place.kind:
        told = f"台账里“{place.name}”是{place.kind}，签字人职务填的是“{post}”，请核对。"
        yield Problem("/unit_signatory_post", "单位签字人职务", "post", told, "warning")
    known, given = place.unit_type, values["unit_type"]
    if known in _TYPES and given in _TYPES and known != given:
        told = f"台账里“{place.name}”的单位类型是{known}，填的是{given}，请核对。"
        yield Problem("/unit_type", "单位类型", "unit-type", told, "warning")


def _unknown(key: str, called: str, name: str, tree: Tree) -> Problem:
    near = "、".join(f"“{one}”" for one in tree.near(name))
    ask = f"相近的有{near}，请核对是否写错" if near else "请核对名称，或先在台账中登记"
    told = f"台账里没有{called}“{name}”，{ask}；未能核对上下级。"
    return Problem(f"/{key}", called, "unknown-unit", told, "warning")
