"""The indicator tree of a letter: aspects → items, with scores that are counted, never typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from service.letters.aspects import with_aspects
from service.letters.outline import Placed, UnclearNumber, placed, spelled

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator with those below it.

    Attributes:
        id: its key in the tree, see `service.letters.outline`.
        given: the row as it was typed.
        score: its own score, or the sum of those below it; None where neither is given.
        place: 0-based place in the list it was typed in, for messages.
    """

    id: str
    given: Mapping[str, Any]
    place: int
    children: tuple[Indicator, ...]

    @property
    def number(self) -> str:
        """Its number as typed."""
        return str(self.given["id"])

    @property
    def title(self) -> str:
        """Its name."""
        return str(self.given["title"])

    @property
    def own_score(self) -> Decimal | None:
        """The score typed for it, if any."""
        score = self.given["score"]
        return score if isinstance(score, Decimal) else None

    @property
    def score(self) -> Decimal:
        """Its score: that of its children together where it has any."""
        if self.children:
            return sum((child.score for child in self.children), ZERO)
        return self.own_score or ZERO

    def branch(self) -> Iterator[Indicator]:
        """Yield it and all below it."""
        yield self
        for child in self.children:
            yield from child.branch()

    def leaves(self) -> Iterator[Indicator]:
        """Yield the items at the end of its branches: what is scored."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()


def counts(values: Mapping[str, Any], tree: Sequence[Indicator]) -> dict[str, int]:
    """Return how many aspects, items, occasions of bonus and of veto a letter lists."""
    return {
        "aspects": len(tree),
        "items": sum(len(list(one.leaves())) for one in tree),
        "bonus": len(values["bonus"]),
        "veto": len(values["veto"]),
    }


_last: tuple[Sequence[Indicator], dict[str, str]] = ((), {})


def titles(tree: Sequence[Indicator]) -> Mapping[str, str]:
    """Return the titles of all indicators by id, and by the number typed for it where only one has it.

    Remembered for the tree before: letters share theirs.
    """
    global _last
    before, found = _last
    if before is not tree:
        every = [one for top in tree for one in top.branch()]
        typed = Counter(spelled(one.number) for one in every)
        found = {
            number: one.title for one in every if typed[number := spelled(one.number)] == 1
        } | {one.id: one.title for one in every}
        _last = (tree, found)
    return found


class BrokenTree(ValueError):
    """Indicators that make no tree; the text is Chinese, `place` the 0-based row, `part` its field."""

    def __init__(self, message: str, place: int, part: str = "parent_id") -> None:
        super().__init__(message)
        self.place = place
        self.part = part


def indicator_tree(rows: Sequence[Mapping[str, Any]]) -> tuple[Indicator, ...]:
    """Return the aspects (indicators without a parent) in order, each with its branches.

    Linear in the number of rows.

    Raises:
        BrokenTree: numbers that cannot be placed, a circle, or more than three levels.
    """
    try:
        rows, places = with_aspects(rows)
    except UnclearNumber as trouble:
        raise BrokenTree(str(trouble), trouble.place, trouble.part) from trouble
    try:
        numbers = placed(rows)
    except UnclearNumber as trouble:
        raise BrokenTree(str(trouble), places[trouble.place], trouble.part) from trouble
    below: dict[str, list[int]] = {}
    for place, one in enumerate(numbers):
        below.setdefault(one.parent, []).append(place)
    listed = _Listed(rows, places, numbers, below)
    made = tuple(_made(listed, place, 1) for place in below.get("", []))
    within = {one.id for top in made for one in top.branch()}
    if len(within) < len(rows):
        lost = next(place for place, one in enumerate(numbers) if one.key not in within)
        told = f"指标“{rows[lost]['id']}”的上级编号互相指来指去，请核对。"
        raise BrokenTree(told, places[lost])
    return made


class _Listed(NamedTuple):
    """Rows with the places they had, their keys, and which are below a key."""

    rows: Sequence[Mapping[str, Any]]
    places: Sequence[int]
    numbers: Sequence[Placed]
    below: Mapping[str, list[int]]


def _made(listed: _Listed, place: int, level: int) -> Indicator:
    row, key = listed.rows[place], listed.numbers[place].key
    if level > 3:
        raise BrokenTree(f"指标“{row['id']}”是第四级，最多三级，请合并。", listed.places[place])
    under = listed.below.get(key, [])
    children = tuple(_made(listed, child, level + 1) for child in under)
    return Indicator(key, row, listed.places[place], children)
