"""One application: its data checked by the fields of the template, whatever is wrong told and never fatal.

`pinwen draft application` refuses data it cannot read, for a person can put them right at once. In a
batch of hundreds nothing stops for one cell: what cannot be read is told, left out, and shows as a gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from functools import cache
from typing import Any

from service.drafting.fields import Field, Problem, validate
from service.drafting.package import Template, find_template
from service.spooling import Spooled

TEMPLATE = "application"
KEYS = ("unit_name", "brand_name")
"""Fields by which an application is known."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an application was read: file, sheet (of a form empty, or which of several), 1-based row or 0."""

    file: str
    sheet: str = ""
    row: int = 0

    def __str__(self) -> str:
        sheet = f"“{self.sheet}”" if self.sheet else ""
        return f"{self.file}{sheet}第 {self.row} 行" if self.row else f"{self.file}{sheet}"


@dataclass(frozen=True, slots=True)
class Reading:
    """An application as read: data by field, and what was not understood."""

    origin: Origin
    data: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()


class Readings(Spooled[Reading]):
    """Applications as read, kept on disk: ten thousand are as much text as a shelf of books."""

    def __init__(self, readings: Iterable[Reading] = ()) -> None:
        super().__init__(_packed, _unpacked)
        for one in readings:
            self.put(one)


def _packed(one: Reading) -> object:
    return astuple(one.origin), one.data, [astuple(p) for p in one.problems]


def _unpacked(value: Any) -> Reading:
    origin, data, problems = value
    return Reading(Origin(*origin), data, tuple(Problem(*one) for one in problems))


@dataclass(frozen=True, slots=True)
class Application:
    """An application ready for use.

    Attributes:
        number: 1-based, the same in every list and file name of the batch.
        values: what was read, less what cannot be used, by type; absent facts are gaps or empty lists.
        problems: everything that is to be told of it, errors first.
    """

    number: int
    origin: Origin
    values: Mapping[str, Any]
    problems: tuple[Problem, ...] = field(default=())

    @property
    def unit(self) -> str:
        """Name of the applying unit."""
        return str(self.values["unit_name"])

    @property
    def brand(self) -> str:
        """Name of the brand."""
        return str(self.values["brand_name"])


@cache
def template() -> Template:
    """Return the template whose fields an application has."""
    return find_template(TEMPLATE)


@cache
def fields() -> Mapping[str, Field]:
    """Return these fields by id."""
    return {one.id: one for one in template().fields}


def label(name: str) -> str:
    """Return what a clerk calls a field."""
    return fields()[name].label


def settle(data: Mapping[str, Any]) -> tuple[Mapping[str, Any], tuple[Problem, ...]]:
    """Return the values of data without what cannot be used, and the problems told.

    Values that cannot be read are left out one by one; a missing name of unit or brand stays an error.
    """
    kept: dict[str, Any] = dict(data)
    told: list[Problem] = []
    for _ in range(_MOST_FAULTS):
        checked = validate(template().fields, kept)
        wrong = [p for p in checked.problems if p.code != "missing" or p.path.count("/") > 1]
        if not wrong:
            return checked.values, (*told, *checked.problems)
        told += wrong
        kept = _without(kept, wrong)
    return checked.values, tuple(told)


def keeps_out(problem: Problem) -> bool:
    """Return whether an application with this problem is none: unit or brand is not told."""
    return problem.code == "missing" and problem.path.count("/") == 1


_MOST_FAULTS = 20


def _without(data: Mapping[str, Any], problems: Sequence[Problem]) -> dict[str, Any]:
    """Return data without the values that problems point at; an item of a list goes by its wrong part."""
    left = {name: _copy(value) for name, value in data.items()}
    emptied = []
    for problem in problems:
        _, name, *rest = problem.path.split("/")
        name = name if name in left else _named(left, name)
        items = left.get(name)
        if rest and isinstance(items, list) and rest[0].isdigit():
            item = items[int(rest[0])]
            if len(rest) > 1 and isinstance(item, dict) and problem.code != "missing":
                _drop(item, name, rest[1])
            else:
                emptied.append((name, int(rest[0])))
        else:
            left.pop(name, None)
    for name, place in sorted(set(emptied), reverse=True):
        left[name].pop(place)
    return left


def _copy(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [dict(item) if isinstance(item, Mapping) else item for item in value]
    return value


def _named(data: Mapping[str, Any], name: str) -> str:
    """Return the key of the data that stands for a field: the data may use labels."""
    known = fields().get(name)
    names = known.names if known else ()
    return next((key for key in data if key in names), name)


def _drop(item: dict[str, Any], name: str, part: str) -> None:
    if item.pop(part, None) is None:
        known = fields().get(name)
        names = next((p.names for p in known.item if p.id == part), ()) if known else ()
        for key in names:
            item.pop(key, None)
