"""What an audit finds."""

from __future__ import annotations

from dataclasses import dataclass, field

from service.model import NameRow
from service.results import Coverage

STANDINGS = {"collision": "", "family": "同一品牌家族", "accepted": "已决定可并存"}
"""How a pair stands, as in a check's neighbour: what is said of it beside its level."""
Tie = tuple[int, int, str, str, int]
"""Two rows of the audited names, level, relation, score."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two registered names that are the same or confusable; `standing` as in a check's neighbour."""

    one: NameRow
    other: NameRow
    level: str
    relation: str
    score: int
    explanation: str
    standing: str


@dataclass(frozen=True, slots=True)
class Group:
    """Names tied to one another by pairs, strongest pair first."""

    members: tuple[NameRow, ...]
    pairs: tuple[Pair, ...]

    @property
    def level(self) -> str:
        """`same` if any pair is, else `confusable`."""
        return "same" if any(pair.level == "same" for pair in self.pairs) else "confusable"


@dataclass(frozen=True, slots=True)
class Generic:
    """A name with nothing of its own, and why."""

    row: NameRow
    reason: str


@dataclass(frozen=True, slots=True)
class Crowd:
    """A worn word: in how many names it stands, and which share of all, 0–1."""

    word: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Crowded:
    """A name that very many others hold: by how many, and some of them."""

    row: NameRow
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A brand with the elements of S4-12 that nothing was entered for, in Chinese."""

    name: str
    unit: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The review of a registry on a day.

    Attributes:
        day: ISO date.
        total: live names looked at.
        groups: collisions, largest and strongest first.
        settled: pairs of one family or accepted by a decision, told apart.
        lengths: number of names by number of characters.
        coverage: over all, then by area and by unit type where the registry knows them.
        crowded: names held by so many others that a pair of each says nothing, most first.
        missing: number of brands that lack an element, by its Chinese name.
        beyond: how many more there are than the report lists: of groups, members, pairs, generic, crowded,
            gaps, settled; what is listed whole is left out.
    """

    day: str
    total: int
    statuses: dict[str, int]
    groups: tuple[Group, ...]
    settled: tuple[Pair, ...]
    generic: tuple[Generic, ...]
    crowds: tuple[Crowd, ...]
    frames: tuple[Crowd, ...]
    gaps: tuple[Gap, ...]
    lengths: dict[int, int]
    coverage: tuple[Coverage, ...]
    crowded: tuple[Crowded, ...] = ()
    missing: dict[str, int] = field(default_factory=dict)
    beyond: dict[str, int] = field(default_factory=dict)

    def number(self, kind: str) -> int:
        """Return how many there are of a kind, listed or not.

        The kinds: `groups`, `members` (names in groups), `generic`, `gaps`, `crowded`, `settled`.
        """
        listed = sum(len(g.members) for g in self.groups) if kind == "members" else 0
        return (listed or len(getattr(self, kind, ()))) + self.beyond.get(kind, 0)
