"""What only one unit of a batch may have: its number; its name, which no other's texts should hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from service.directory import Directory

if TYPE_CHECKING:
    from service.drafting.filled_units import UnitRow

SHORTEST = 6
"""Names of fewer characters may stand in any text by chance."""
_REMEMBERED = 4096
_NAMES = ("unit_name", "unit_short", "issuer_name")


class Taken:
    """What only one unit may have, and the names of all units, to find one in another's text.

    Args:
        names: of all units.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._numbers, self._rows, self._names = Directory(), Directory(), Directory()
        self._starts, lengths = set[str](), set[int]()
        for name in names:
            if len(name) >= SHORTEST:
                self._names.put(name, 0)
                self._starts.add(name[:SHORTEST])
                lengths.add(len(name))
        # Ten thousand names may begin alike, but are of few lengths.
        self._lengths = sorted(lengths)
        # Units say much in the words of others: such a text is gone through once.
        self._found: dict[str, tuple[str, ...]] = {}

    def trouble(self, unit: UnitRow) -> str:
        """Return what keeps a unit's row out, empty if nothing."""
        number = str(unit.data.get("doc_no", ""))
        if number:
            before = self._numbers.taken(number, unit.place.row)
            if before != unit.place.row:
                return f"编号“{number}”与第 {before} 行重复，请改正。"
        own = str(unit.data.get("unit_name", ""))
        for text in texts(unit.data):
            for name in self._named(text):
                if name != own and name not in own:
                    return f"内容里出现了另一个单位“{name}”，请核对是否填错行。"
        return ""

    def twice(self, unit: UnitRow) -> list[str]:
        """Return what is to be looked at where two rows have the same unit."""
        own = str(unit.data.get("unit_name", ""))
        first = self._rows.taken(own, unit.place.row)
        same = own and first != unit.place.row
        return [f"单位名称与第 {first} 行相同，两份都已生成，请核对是否重复。"] if same else []

    def _named(self, text: str) -> tuple[str, ...]:
        found = self._found.get(text)
        if found is None:
            found = tuple(self._names_in(text))
            if len(self._found) < _REMEMBERED:
                self._found[text] = found
        return found

    def _names_in(self, text: str) -> Iterator[str]:
        for start in range(len(text) - SHORTEST + 1):
            if text[start : start + SHORTEST] in self._starts:
                named = (text[start : start + length] for length in self._lengths)
                yield from (name for name in named if self._names.first(name) is not None)


def texts(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts that are long enough to hold the name of a unit, but for those that are one."""
    for key, value in data.items():
        if isinstance(value, str):
            if len(value) >= SHORTEST and key not in _NAMES:
                yield value
        elif isinstance(value, list):
            for item in value:
                yield from texts(item)
