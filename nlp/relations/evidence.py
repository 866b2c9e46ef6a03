"""What a relation says when it fires."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Evidence(NamedTuple):
    """One relation that holds between two names.

    Attributes:
        level: `same` or `confusable`, or `fine` where the relation holds but does no harm.
        relation: word of the contract, e.g. `homophone`.
        rules: ids of the name rules it stands on (A1 … B16).
        score: 0–100, how strong.
        told: what makes `reason`, where that takes longer than to find that the relation holds; or it.
    """

    level: str
    relation: str
    rules: tuple[str, ...]
    score: int
    told: str | Callable[[], str]

    @property
    def reason(self) -> str:
        """Chinese clause without full stop, names as 前者 and 后者 in the order given."""
        return self.told if isinstance(self.told, str) else self.told()
