"""Check one proposed name, or a file of them, against the rules, a registry and each other.

Flow: rules on the name alone → what is its own and what is worn → candidates of the registry, judged one
by one → collisions become findings (BN101 duplicate, BN102 confusable, BN103 cooling off) → verdict.
Neighbours of the unit's own family, of other registries, or accepted by a decision are shown apart and
cost nothing; they never take the place of a collision in the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from corpora import SEVERITIES
from nlp.breadth import Breadth, breadth
from nlp.genericness import Frequencies
from nlp.normalize import visible_length
from nlp.rules import CheckContext, Finding, Rule, check_text
from nlp.score import Score, no_score, score
from service.book.names import NameBook
from service.collisions import Neighbour, collisions, rule_of
from service.errors import BadData
from service.limits import DEFAULT, Limits
from service.naming import require_readable
from service.neighbours import neighbours
from service.proposals import Batch, Proposal, batch_of, profile_of

__all__ = [
    "CheckReport",
    "Neighbour",
    "Proposal",
    "Surroundings",
    "check_name",
    "check_names",
    "surroundings",
]


class CheckReport(NamedTuple):
    """All that is said of one proposed name.

    Attributes:
        verdict: `reject` (an error), `reconsider` (a warning) or `pass`.
        neighbours: collisions first, then by level and score; at most `neighbours.MOST_NEIGHBOURS`.
        neighbours_total: how many there are.
    """

    name: str
    unit: str | None
    key: str
    length: int
    verdict: str
    breadth: Breadth
    score: Score
    findings: tuple[Finding, ...]
    neighbours: tuple[Neighbour, ...]
    neighbours_total: int


class Surroundings(NamedTuple):
    """What a check is made against.

    Attributes:
        book: the registry's names, or None.
        others: names of other registries, which only inform (A7).
        rules: the rules to run, or None for all as shipped.
        facts: fields of `CheckContext` that hold for every name, e.g. the office's word lists.
        frequencies: of the registry at hand, None for the published names.
        limits: longest name, most rows.
    """

    book: NameBook | None = None
    rules: tuple[Rule, ...] | None = None
    facts: Mapping[str, Any] | None = None
    frequencies: Frequencies | None = None
    limits: Limits = DEFAULT
    others: tuple[NameBook, ...] = ()

    def with_facts(self, facts: Mapping[str, Any]) -> Surroundings:
        """Return the same with more facts."""
        return self._replace(facts={**(self.facts or {}), **facts})


def surroundings(
    book: NameBook | None = None,
    *,
    rules: tuple[Rule, ...] | None = None,
    facts: Mapping[str, Any] | None = None,
    limits: Limits = DEFAULT,
) -> Surroundings:
    """Return what to check against; a registry of 200 names or more brings its own frequencies."""
    return Surroundings(book, rules, facts, book.frequencies if book else None, limits)


def check_name(
    proposal: Proposal | str,
    against: Surroundings | None = None,
    *,
    batch: Batch | None = None,
    today: str = "",
) -> CheckReport:
    """Return the report on one proposed name.

    Args:
        proposal: the name, or the name with its unit.
        against: registry, rules and facts; by default no registry and the shipped rules.
        batch: the file it stands in, as its place sees it, for the earlier rows.
        today: ISO date, by which reservations and cooling-off periods end; empty means they hold.

    Raises:
        UnacceptableName: the name is empty, too long, or holds characters no name may hold.
        BadData: the unit or a word of its work holds such characters, or the file had no name to read.
    """
    wanted = Proposal(proposal) if isinstance(proposal, str) else proposal
    around = against or Surroundings()
    facts = dict(around.facts or {})
    if wanted.trouble:
        raise BadData(wanted.trouble, row=wanted.row)
    around.limits.require_name(wanted.name, row=wanted.row)
    require_readable(wanted.unit, "所属单位", row=wanted.row)
    for word in facts.get("work", ()):
        require_readable(word, "本职工作", row=wanted.row)
    one = profile_of(wanted)
    found, total = neighbours(one, wanted, around.book, around.others, batch, today)
    own = breadth(wanted.name, around.frequencies, wanted.unit)
    context = CheckContext(
        unit=wanted.unit,
        meaning=wanted.meaning,
        frequencies=around.frequencies,
        breadth=own,
        **facts,
    )
    findings = (
        *collisions(wanted.name, found, around.rules),
        *check_text(wanted.name, context, rules=around.rules),
    )
    findings = tuple(sorted(findings, key=lambda f: SEVERITIES.index(f.severity)))
    return CheckReport(
        name=wanted.name,
        unit=wanted.unit or None,
        key=one.key,
        length=visible_length(wanted.name),
        verdict=_verdict(findings),
        breadth=own,
        score=score(findings, own, context),
        findings=findings,
        neighbours=found,
        neighbours_total=total,
    )


def check_names(
    proposals: Iterable[Proposal], against: Surroundings | None = None, *, today: str = ""
) -> Iterator[CheckReport]:
    """Yield the report on each proposal of a file, in order, also against the rows before it.

    A row that cannot be taken gets a report that says so (BN104); it keeps no other row back. A sequence is
    gone through more than once and not held: it may make its rows when they are asked for.

    Raises:
        TooManyRows: more than the office allows.
    """
    limits = against.limits if against else DEFAULT
    rows = proposals if isinstance(proposals, Sequence) else list(limits.within(proposals))
    limits.require_rows(len(rows))
    batch = batch_of(rows, longest=limits.name_length)
    for place, row in enumerate(rows):
        try:
            yield check_name(row, against, batch=batch.before(place), today=today)
        except BadData as trouble:
            yield _unusable(row, trouble, against.rules if against else None)


def _unusable(proposal: Proposal, trouble: BadData, rules: tuple[Rule, ...] | None) -> CheckReport:
    """Return the report on a row that cannot be looked at at all; a name of any length is shown short."""
    text = rule_of("BN104", rules)
    finding = Finding(
        rule=text.id,
        name=text.name,
        severity=text.severity,
        message=text.message.format(reason=trouble.message),
        suggestion=text.suggestion,
        basis=text.sources,
        span=(0, len(proposal.name)),
    )
    return CheckReport(
        name=proposal.name,
        unit=proposal.unit or None,
        key="",
        length=0,
        verdict="reject",
        breadth=Breadth((), "", over_generic=False, reason=trouble.message),
        score=no_score(trouble.message),
        findings=(finding,),
        neighbours=(),
        neighbours_total=0,
    )


def _verdict(findings: tuple[Finding, ...]) -> str:
    severities = {finding.severity for finding in findings}
    return (
        "reject" if "error" in severities else "reconsider" if "warning" in severities else "pass"
    )
