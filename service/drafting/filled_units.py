"""The units of a filled-in workbook with their lists: on disk as they are read, put together one by one."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

from service.directory import Directory
from service.drafting.filled_tables import FilledRow, Place
from service.spooling import Plain

_LOW = (1 << 32) - 1


@dataclass(frozen=True, slots=True)
class UnitRow:
    """What belongs to one unit: its row, its data by field, and where its lists were read."""

    place: Place
    data: Mapping[str, Any]
    places: Mapping[tuple[str, int], Place]


class _Lists:
    """The items of one list: whose they are and where they lie, brought together by unit."""

    def __init__(self) -> None:
        self._links = array("Q")
        self._sorted = True

    def add(self, unit: int, number: int) -> None:
        link = unit << 32 | number
        self._sorted = self._sorted and (not self._links or self._links[-1] < link)
        self._links.append(link)

    def of(self, unit: int) -> Iterator[int]:
        """Yield the numbers of the items of a unit, in the order they were read."""
        if not self._sorted:
            self._links, self._sorted = array("Q", sorted(self._links)), True
        for place in range(bisect_left(self._links, unit << 32), len(self._links)):
            if self._links[place] >> 32 != unit:
                return
            yield self._links[place] & _LOW


class UnitRows(Sequence[UnitRow]):
    """The units of which nothing is wrong, in the order of their sheet; none is held.

    Units are known by 64 bits of a digest of their name (`service.directory`).
    """

    def __init__(self) -> None:
        self._values = Plain()
        self._known = Directory()
        # Of each unit: the row of its sheet, and the number of what that says.
        self._rows, self._numbers = array("I"), array("I")
        self._sheet = ""
        self._lists: dict[str, _Lists] = {}
        self._sheets: dict[str, str] = {}
        self._wrong: dict[int, list[str]] = {}
        self._sound: array[int] | None = None

    def add(self, name: str, row: FilledRow) -> int:
        """Take the row of a unit, and return 0; if one of that name has been taken, only return its row."""
        unit = len(self._rows)
        if (before := self._known.taken(name, unit)) != unit:
            return self._rows[before]
        self._sheet = row.place.sheet
        self._rows.append(row.place.row)
        self._numbers.append(self._values.put([row.place.row, row.data]))
        self._blame(unit, row.wrong)
        return 0

    def add_item(self, name: str, field: str, row: FilledRow, wrong: Sequence[str]) -> bool:
        """Take an item of a list of a unit, with what is wrong in it; returns whether the unit is known."""
        unit = self._known.first(name)
        if unit is None:
            return False
        self._sheets[field] = row.place.sheet
        number = self._values.put([row.place.row, row.data])
        self._lists.setdefault(field, _Lists()).add(unit, number)
        self._blame(unit, wrong)
        return True

    def _blame(self, unit: int, wrong: Sequence[str]) -> None:
        if wrong:
            self._wrong.setdefault(unit, []).extend(wrong)

    def wrong(self) -> Iterator[tuple[Place, str]]:
        """Yield the units in which something is wrong, with all of it, in the order of their sheet."""
        for unit, told in sorted(self._wrong.items()):
            yield Place(self._sheet, self._rows[unit]), "".join(told)

    def own(self) -> Iterator[Mapping[str, Any]]:
        """Yield the data of the row of each unit, without its lists."""
        for unit in self._units():
            yield self._values[self._numbers[unit]][1]

    def _units(self) -> array[int]:
        if self._sound is None:
            every = range(len(self._rows))
            self._sound = array("I", (unit for unit in every if unit not in self._wrong))
        return self._sound

    def __len__(self) -> int:
        return len(self._units())

    @overload
    def __getitem__(self, place: int) -> UnitRow: ...
    @overload
    def __getitem__(self, place: slice) -> list[UnitRow]: ...
    def __getitem__(self, place: int | slice) -> UnitRow | list[UnitRow]:
        if isinstance(place, slice):
            return [self._unit(unit) for unit in self._units()[place]]
        return self._unit(self._units()[place])

    def _unit(self, unit: int) -> UnitRow:
        row, data = self._values[self._numbers[unit]]
        places: dict[tuple[str, int], Place] = {}
        for field, items in self._lists.items():
            for number in items.of(unit):
                at, said = self._values[number]
                of_list = data.setdefault(field, [])
                places[field, len(of_list)] = Place(self._sheets[field], at)
                of_list.append(said)
        return UnitRow(Place(self._sheet, row), data, places)
