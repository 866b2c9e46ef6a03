"""The applications of a batch as items of it: checked one by one as they are taken, then kept on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from typing import Any

from service.applications.records import Application, Origin
from service.applications.storing import stored
from service.batches.model import Item
from service.batches.names import safe_name
from service.drafting.fields import Problem
from service.spooling import Plain


class Entries:
    """The applications of a batch, each an item; on disk once they have been gone through.

    Args:
        applications: taken one by one, so that the first are made while the others are checked.
        most: how many there may be.
    """

    def __init__(self, applications: Iterable[Application], most: int) -> None:
        self._left = iter(applications)
        self._width = max(2, len(str(most)))
        self._entries = Plain()

    def applications(self) -> Iterator[Application]:
        """Yield them as they were, but values as they are stored: absent ones are not there."""
        place = 0
        while place < len(self._entries) or self._has_taken_one():
            number, origin, values, problems = self._entries[place]
            told = tuple(Problem(*one) for one in problems)
            yield Application(number, Origin(*origin), values, told)
            place += 1

    def _has_taken_one(self) -> bool:
        """Take one more application; returns whether there was one."""
        if one := next(self._left, None):
            problems = [astuple(problem) for problem in one.problems]
            self._entries.put((one.number, astuple(one.origin), stored(one.values), problems))
        return one is not None

    def __iter__(self) -> Iterator[Item]:
        for one in self.applications():
            payload = {
                # The number in front makes every name another.
                "file": safe_name(f"{one.number:0{self._width}}_{one.unit}_{one.brand}", ".docx"),
                "number": one.number,
                "origin": str(one.origin),
                "values": one.values,
                "problems": wired(one.problems),
            }
            key, label = f"{one.unit}|{one.brand}", f"{one.unit}“{one.brand}”"
            yield Item(key, label, one.origin.row, payload, one.origin.sheet)


def wired(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Return problems as JSON values."""
    return [
        {"field": p.label, "code": p.code, "severity": p.severity, "message": p.message}
        for p in problems
    ]
