"""What units of a trade work with: `corpora/naming/trades.toml`, found by a unit's name or its own words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import corpora

# An office is part of any unit: 税务局办公室 is of the tax trade.
_OFFICE = "机关综合"


class Trade(NamedTuple):
    """One trade and its words by role; the file tells what each role means."""

    title: str
    markers: tuple[str, ...]
    sounds: tuple[str, ...]
    scenes: tuple[str, ...]
    tools: tuple[str, ...]
    works: tuple[str, ...]
    crews: tuple[str, ...]
    halves: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Words and characters by which a name shows that it is of this trade."""
        return (*self.sounds, *self.scenes, *self.tools, *self.works)


def trade_of(unit: str, words: Iterable[str] = ()) -> Trade | None:
    """Return a unit's trade: that of the longest marker in its name, else that of its words, or None.

    What only says that it is an office (机关, 办公室) counts where nothing else does.

    Args:
        unit: folded name of the unit (`nlp.normalize`), or empty.
        words: words of its own work, in any order.
    """
    marked = [
        (trade.title != _OFFICE, len(marker), trade)
        for trade in trades()
        for marker in trade.markers
        if marker in unit
    ]
    if marked:
        return max(marked, key=lambda one: one[:2])[2]
    given = tuple(words)
    for trade in trades():
        if any(word in trade.words or word in trade.markers for word in given):
            return trade
    return None


@cache
def trades() -> tuple[Trade, ...]:
    """Return all trades, in the order of the file."""
    return tuple(
        Trade(
            title=raw["title"],
            **{
                role: tuple(raw[role])
                for role in ("markers", "sounds", "scenes", "tools", "works", "crews", "halves")
            },
        )
        for raw in corpora.table("naming/trades.toml").values()
    )
