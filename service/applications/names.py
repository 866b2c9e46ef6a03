"""The names of a batch of applications: each against the rules, a registry, and all the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import corpora
from nlp.genericness import worn_words
from nlp.normalize import normalize
from service.applications.records import Application
from service.checking import CheckReport, Neighbour, Proposal, Surroundings, check_names
from service.errors import BadData
from service.limits import DEFAULT
from service.naming import normalize_name


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Applications whose names are the same or confusable, and why."""

    numbers: tuple[int, ...]
    level: str
    reason: str

    @property
    def how(self) -> str:
        """How alike they are, in Chinese."""
        return "相同" if self.level == "same" else "相近"


def check_all(
    applications: Sequence[Application], around: Surroundings | None = None, today: str = ""
) -> dict[int, CheckReport]:
    """Return the reports on names by number of application, of their neighbours those that collide.

    Names with impossible characters are left out.
    """
    proposals = [
        Proposal(one.brand, one.unit, one.number, str(one.values["name_meaning"] or ""))
        for one in applications
        if acceptable(one.brand)
    ]
    reports = check_names(proposals, around, today=today)
    return {p.row: _colliding(report) for p, report in zip(proposals, reports, strict=True)}


def _colliding(report: CheckReport) -> CheckReport:
    """Return a report without what is told of other names; ten thousand are held at once."""
    kept = tuple(one for one in report.neighbours if one.standing == "collision")
    return replace(report, neighbours=kept)


def acceptable(name: str) -> bool:
    """Return whether a name can be compared at all."""
    return not trouble_of(name)


def trouble_of(name: str) -> str:
    """Return why a name cannot be compared, a Chinese sentence; empty if it can."""
    try:
        DEFAULT.require_name(name)
        normalize_name(name)
    except BadData as trouble:
        return trouble.message
    return ""


def registered(report: CheckReport) -> list[Neighbour]:
    """Return the names of the registry that a name collides with, strongest first."""
    return [one for one in report.neighbours if one.standing == "collision" and not one.row]


@cache
def heading_of(rule: str) -> str:
    """Return what the report calls the finding of a rule."""
    known: dict[str, str] = dict(corpora.rows("applications/findings.tsv"))  # type: ignore[arg-type]
    return known.get(rule, rule)


def groups(reports: dict[int, CheckReport]) -> list[NameGroup]:
    """Return the groups of like names within the batch, in the order of their first members."""
    parent: dict[int, int] = {}

    def root(number: int) -> int:
        while parent.setdefault(number, number) != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    reasons: dict[int, list[str]] = defaultdict(list)
    same: set[int] = set()
    pairs = list(_pairs(reports))
    for number, other in pairs:
        first, second = sorted((root(number), root(other.row)))
        parent[second] = first
    for number, other in pairs:
        reasons[root(number)].append(other.explanation)
        same |= {root(number)} if other.level == "same" else set()
    members: dict[int, list[int]] = defaultdict(list)
    for number in sorted(parent):
        members[root(number)].append(number)
    return [
        NameGroup(
            tuple(members[first]),
            "same" if first in same else "confusable",
            _in_a_row(list(dict.fromkeys(reasons[first]))),
        )
        for first in sorted(members)
    ]


def _in_a_row(reasons: Sequence[str]) -> str:
    """Return reasons in one sentence; of a crowd's the first."""
    more = f"；等 {len(reasons)} 处" if len(reasons) > _MOST_REASONS else ""
    return "；".join(text.rstrip("。") for text in reasons[:_MOST_REASONS]) + f"{more}。"


_MOST_REASONS = 10


def _pairs(reports: dict[int, CheckReport]) -> Iterator[tuple[int, Neighbour]]:
    for number, report in reports.items():
        for one in report.neighbours:
            if one.row and one.standing == "collision":
                yield number, one


def frequent_words(brands: Iterable[str]) -> list[tuple[str, int]]:
    """Return the worn words that stand in more than one name, most frequent first."""
    texts = [normalize(brand).folded for brand in brands if acceptable(brand)]
    words = [word for word in worn_words() if len(word) > 1]
    counts = Counter({word: sum(word in text for text in texts) for word in words})
    found = [(word, count) for word, count in counts.items() if count > 1]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))
