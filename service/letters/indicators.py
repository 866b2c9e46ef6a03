"""The indicator tree of a letter: aspects → items, with scores that are counted, never typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator with those below it.

    Attributes:
        given: the row as it was typed.
        score: its own score, or the sum of those below it; None where neither is given.
        place: 0-based place in the list it was typed in, for messages.
    """

    id: str
    given: Mapping[str, Any]
    place: int
    children: tuple[Indicator, ...]

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


_last: tuple[Sequence[Indicator], dict[str, str]] = ((), {})


def titles(tree: Sequence[Indicator]) -> Mapping[str, str]:
    """Return the titles of all indicators by id; remembered for the tree before: letters share theirs."""
    global _last
    before, found = _last
    if before is not tree:
        found = {one.id: one.title for top in tree for one in top.branch()}
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
        BrokenTree: an id twice, a parent that is not there, a circle, or more than three levels.
    """
    below: dict[str, list[int]] = {}
    ids: dict[str, int] = {}
    for place, row in enumerate(rows):
        if row["id"] in ids:
            raise BrokenTree(f"指标编号“{row['id']}”重复，请改成不同的编号。", place, "id")
        ids[row["id"]] = place
        below.setdefault(row["parent_id"] or "", []).append(place)
    for place, row in enumerate(rows):
        if row["parent_id"] and row["parent_id"] not in ids:
            raise BrokenTree(
                f"指标“{row['id']}”的上级编号“{row['parent_id']}”不存在，请核对。", place
            )
    made = tuple(_made(rows, below, place, 1) for place in below.get("", []))
    within = {one.place for top in made for one in top.branch()}
    if len(within) < len(rows):
        lost = next(place for place in range(len(rows)) if place not in within)
        raise BrokenTree(f"指标“{rows[lost]['id']}”的上级编号互相指来指去，请核对。", lost)
    return made


def _made(
    rows: Sequence[Mapping[str, Any]], below: Mapping[str, list[int]], place: int, level: int
) -> Indicator:
    row = rows[place]
    if level > 3:
        raise BrokenTree(f"指标“{row['id']}”是第四级，最多三级，请合并。", place)
    children = tuple(_made(rows, below, child, level + 1) for child in below.get(row["id"], []))
    return Indicator(str(row["id"]), row, place, children)
