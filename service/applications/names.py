"""The names of a batch of applications: each against the rules, a registry, and all the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import Any, Self

from nlp.forgetting import forget, forgetting
from nlp.genericness import worn_words
from nlp.normalize import normalize
from service.checking import CheckReport, Proposal, Surroundings, check_names
from service.console import RELATIONS
from service.errors import BadData
from service.limits import DEFAULT
from service.naming import normalize_name
from service.spooling import Spooled
from service.texts import in_a_row


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Applications whose names are alike, and why.

    Attributes:
        level: `same`, `confusable`, or `counted-same`: not written alike, but not to be used side by side.
        reason: whole sentences.
        relations: what they are to each other, in a word each.
    """

    numbers: tuple[int, ...]
    level: str
    reason: str
    relations: tuple[str, ...] = ()

    @property
    def how(self) -> str:
        """How alike they are, in Chinese; what only sounds the same is not the same to who reads it."""
        return {"same": "相同", "confusable": "相近"}.get(self.level, "视为相同")


@dataclass(frozen=True, slots=True)
class Collision:
    """A name that another collides with: whose it is, how alike they are and why.

    Attributes:
        row: number of the application that has it, 0 if it is registered.
        level: `same` or `confusable`.
        relation: in a word.
    """

    name: str
    unit: str
    row: int
    level: str
    explanation: str
    relation: str


@dataclass(frozen=True, slots=True)
class NameReport:
    """What is kept of the report on a name.

    Attributes:
        key: of the name.
        findings: rule, severity and message of each problem with it alone.
        collisions: names that it collides with.
        trouble: why it cannot be compared at all, else empty.
    """

    key: str = ""
    findings: Sequence[tuple[str, str, str]] = ()
    collisions: Sequence[Collision] = ()
    trouble: str = ""


def proposals_on_disk() -> Spooled[Proposal]:
    """Return a list of proposals, still empty, that holds none of them."""
    return Spooled(tuple, lambda said: Proposal(*said))


def reports_on_disk() -> Spooled[NameReport]:
    """Return a list of reports, still empty, that holds none of them."""
    return Spooled(_packed, _unpacked)


def check_all(
    proposals: Sequence[Proposal], around: Surroundings | None = None, day: str = ""
) -> Sequence[NameReport]:
    """Return the reports on names, in their order, on disk: ten thousand are not held."""
    found = reports_on_disk()
    reports = check_names(proposals, around, today=day)
    for proposal, report in zip(forgetting(proposals), reports, strict=True):
        trouble = trouble_of(proposal.name)
        found.put(NameReport(trouble=trouble) if trouble else _kept(report))
    forget()
    return found


class NameCheck:
    """The check of the names of a batch: they are taken one by one, and checked when all are there.

    Args:
        around: what they are checked against; the shipped rules if None.
        day: ISO date, by which reservations end; empty means they hold.

    Attributes:
        proposals: the names that were taken, with their units, on disk.
    """

    def __init__(self, around: Surroundings | None = None, day: str = "") -> None:
        self.proposals = proposals_on_disk()
        self._around, self._day = around, day

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing behind that works for this."""

    def put(self, proposal: Proposal) -> None:
        """Take a name, after those before it."""
        self.proposals.put(proposal)

    def all_put(self) -> None:
        """Say that all names were taken."""

    def reports(self) -> Sequence[NameReport]:
        """Return the reports on the names, in their order, on disk."""
        return check_all(self.proposals, self._around, self._day)


def _kept(report: CheckReport) -> NameReport:
    """Return a report without what is not told of applications."""
    findings = [
        (one.rule, one.severity, one.message)
        for one in report.findings
        if one.severity != "advice" and one.rule not in _COLLISIONS
    ]
    collisions = [
        Collision(one.name, one.unit, one.row, one.level, one.explanation, RELATIONS[one.relation])
        for one in report.neighbours
        if one.standing == "collision"
    ]
    return NameReport(report.key, findings, collisions)


def _packed(one: NameReport) -> object:
    return one.key, one.findings, [astuple(c) for c in one.collisions], one.trouble


def _unpacked(value: Any) -> NameReport:
    key, findings, collisions, trouble = value
    return NameReport(key, findings, [Collision(*one) for one in collisions], trouble)


_COLLISIONS = ("BN101", "BN102", "BN103")


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


def registered(report: NameReport) -> list[Collision]:
    """Return the names of the registry that a name collides with, strongest first."""
    return [one for one in report.collisions if not one.row]


def groups(reports: Sequence[NameReport]) -> list[NameGroup]:
    """Return the groups of like names within the batch, in the order of their first members.

    Args:
        reports: on the names of applications 1, 2, 3 …
    """
    parent: dict[int, int] = {}

    def root(number: int) -> int:
        while parent.setdefault(number, number) != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    reasons: dict[int, list[str]] = defaultdict(list)
    relations: dict[int, list[str]] = defaultdict(list)
    same: set[int] = set()
    for number, other in _pairs(reports):
        first, second = sorted((root(number), root(other.row)))
        parent[second] = first
    for number, other in _pairs(reports):
        reasons[root(number)].append(other.explanation)
        relations[root(number)].append(other.relation)
        same |= {root(number)} if other.level == "same" else set()
    members: dict[int, list[int]] = defaultdict(list)
    for number in sorted(parent):
        members[root(number)].append(number)
    return [
        NameGroup(
            tuple(members[first]),
            _level(first in same, (reports[number - 1] for number in members[first])),
            _in_a_row(list(dict.fromkeys(reasons[first]))),
            tuple(dict.fromkeys(relations[first])),
        )
        for first in sorted(members)
    ]


def _level(same: bool, reports: Iterable[NameReport]) -> str:
    if not same:
        return "confusable"
    return "same" if len({report.key for report in reports}) == 1 else "counted-same"


def _in_a_row(reasons: Sequence[str]) -> str:
    """Return reasons in one sentence; of a crowd's the first."""
    more = [f"等 {len(reasons)} 处。"] if len(reasons) > _MOST_REASONS else []
    return in_a_row([*reasons[:_MOST_REASONS], *more])


_MOST_REASONS = 10


def _pairs(reports: Iterable[NameReport]) -> Iterator[tuple[int, Collision]]:
    for number, report in enumerate(reports, 1):
        for one in report.collisions:
            if one.row:
                yield number, one


def frequent_words(brands: Iterable[str]) -> list[tuple[str, int]]:
    """Return the worn words that stand in more than one name, most frequent first.

    A word that stands nowhere but in a longer one of them (心向 in 心向党) is not told beside that.
    """
    texts = "\n".join(normalize(one).folded for one in forgetting(brands) if acceptable(one))
    counts = {word: _lines_with(word, texts) for word in worn_words() if len(word) > 1}
    told = {word: count for word, count in counts.items() if count > 1}
    parts = {part for word in told for part in _within(word) if told.get(part) == told[word]}
    found = [(word, count) for word, count in told.items() if word not in parts]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _within(word: str) -> Iterator[str]:
    """Yield the shorter words that a word may hold."""
    places = range(len(word) + 1)
    return (word[a:b] for a in places for b in places if 1 < b - a < len(word))


def _lines_with(word: str, text: str) -> int:
    """Return how many lines of a text hold a word; costs its places, not the lines."""
    count, place = 0, text.find(word)
    while place >= 0:
        count += 1
        end = text.find("\n", place)
        place = text.find(word, end) if end >= 0 else -1
    return count
