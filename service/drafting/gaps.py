"""A fact that is not there: printed as 【待补充：…】 for all to see, never filled in by us."""

from __future__ import annotations

import re
from collections.abc import Iterator

GAP = re.compile(r"【待补充：([^】]*)】")
"""Finds gaps in a finished text; the group is the label."""


class Gap:
    """Stands for a missing fact: false in a condition, empty in a loop, visible when printed."""

    __slots__ = ("label",)

    def __init__(self, label: str) -> None:
        self.label = label

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def __str__(self) -> str:
        return f"【待补充：{self.label}】"

    def __repr__(self) -> str:
        return f"Gap({self.label!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Gap) and other.label == self.label

    def __hash__(self) -> int:
        return hash(self.label)


def gaps_in(text: str) -> tuple[str, ...]:
    """Return the labels of the gaps in a text, each once, in order."""
    return tuple(dict.fromkeys(GAP.findall(text)))
