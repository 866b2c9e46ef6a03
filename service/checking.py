"""Check one proposed name, or a file of them, against the rules, a registry and each other.

Flow: rules on the name alone → what is its own and what is worn → candidates of the registry, judged one
by one → collisions become findings (BN101 duplicate, BN102 confusable, BN103 cooling off) → verdict.
Neighbours of the unit's own family, of other registries, or accepted by a decision are shown apart and
cost nothing; they never take the place of a collision in the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

from nlp.breadth import Breadth, breadth
from nlp.compare import ADVICE, Verdict, compare, judge
from nlp.genericness import Frequencies
from nlp.index import Near
from nlp.index import Neighbour as Found
from nlp.normalize import visible_length
from nlp.profile import Profile, profile
from nlp.relations import WAYS
from nlp.rules import CheckContext, Finding, Rule, check_text
from nlp.score import Score, no_score, score
from service.collisions import Neighbour, collisions, rule_of
from service.errors import BadData
from service.family import is_family
from service.limits import DEFAULT, Limits
from service.model import HeldName, NameRow, Status
from service.name_book import NameBook
from service.name_rows import FEW
from service.naming import require_readable
from service.proposals import Batch, Earlier, Proposal, batch_of, earlier, profile_of

__all__ = [
    "CheckReport",
    "Neighbour",
    "Proposal",
    "Surroundings",
    "check_name",
    "check_names",
    "surroundings",
]

# Most neighbours that a report lists (DECISION); collisions come first, the true number is told.
MOST_NEIGHBOURS = 20
# Holders that are read at a time: as many as are missing, but no fewer than these.
_PORTION = 8
_LEVELS = {"same": 0, "confusable": 1, "fine": 2}
_SETTLED = {
    "family": "属于同一单位或同一品牌家族，不算重复",
    "accepted": "主管部门已决定可以并存",
    "elsewhere": "在别的台账里，不妨碍登记，供参考",
}
_STANDINGS = {"collision": 0, "family": 1, "accepted": 2, "elsewhere": 3}


class CheckReport(NamedTuple):
    """All that is said of one proposed name.

    Attributes:
        verdict: `reject` (an error), `reconsider` (a warning) or `pass`.
        neighbours: collisions first, then by level and score; at most `MOST_NEIGHBOURS`.
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
    before = earlier(one, batch, most=MOST_NEIGHBOURS) if batch else Earlier()
    registered, more = _registered(one, wanted, around.book, today)
    near = [*registered, *_former(one, wanted, around.book, today)]
    near += [_Near(r.name, r.unit, verdict, "collision", row=r.row) for r, verdict in before.shown]
    near += _elsewhere(one, around.others, today)
    total = len(near) + before.more + more
    near.sort(key=lambda n: (_STANDINGS[n.standing], *_likeness(n.verdict)))
    found = [_neighbour(one, n) for n in near[:MOST_NEIGHBOURS]]
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
    findings = tuple(
        sorted(findings, key=lambda f: ("error", "warning", "advice").index(f.severity))
    )
    return CheckReport(
        name=wanted.name,
        unit=wanted.unit or None,
        key=one.key,
        length=visible_length(wanted.name),
        verdict=_verdict(findings),
        breadth=own,
        score=score(findings, own, context),
        findings=findings,
        neighbours=tuple(found),
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
        breadth=Breadth((), "", None, over_generic=False, reason=trouble.message),
        score=no_score(trouble.message),
        findings=(finding,),
        neighbours=(),
        neighbours_total=0,
    )


class _Near(NamedTuple):
    """A name that is not fine beside the proposed one; its dossier is made only if it is shown."""

    name: str
    unit: str
    verdict: Verdict
    standing: str
    holder: NameRow | None = None
    row: int = 0
    former: HeldName | None = None
    found: Found | None = None


def _registered(
    one: Profile, proposal: Proposal, book: NameBook | None, today: str
) -> tuple[list[_Near], int]:
    """Return what is near among the registered names, and how many more there are.

    Of a crowd the likest come, as many as it takes to fill a report with collisions.
    """
    if book is None:
        return [], 0
    return book.searched(lambda index: _likest(one, proposal, book, index.near(one), today))


def _likest(
    one: Profile, proposal: Proposal, book: NameBook, near: Near, today: str
) -> tuple[list[_Near], int]:
    """Return the likest of what is near, and how many more there are; no more of a crowd is read."""
    if not len(near):
        return [], 0
    groups: list[tuple[Verdict, Iterable[Found], Iterable[str]]] = [
        *((n.verdict, (n,), (n.id,)) for n in near.judged),
        *((c.verdict, c, c.identifiers()) for c in near.crowds),
    ]
    groups.sort(key=lambda group: _likeness(group[0]))
    left, rest = len(near), chain.from_iterable(found for _, found, _ in groups)
    mine = _own(one, proposal, book, near)
    shown: list[_Near] = []
    # Some are of a family, or hold their names no longer, and are no collisions.
    while left and (missing := MOST_NEIGHBOURS - sum(map(_is_collision, shown))) > 0:
        portion = {found.id: found for found in islice(rest, max(missing, _PORTION))}
        left -= len(portion)
        shown += [
            _registered_near(portion[row.id], row, _standing(row, one, proposal, book, mine))
            for row in book.rows.all_of(list(portion))
            if _holds(row, today)
        ]
    ids = islice(chain.from_iterable(ids for *_, ids in groups), len(near) - left, None)
    return shown, book.rows.count(ids, left, lambda row: _holds(row, today))


def _is_collision(near: _Near) -> bool:
    return near.standing == "collision"


def _registered_near(found: Found, row: NameRow, standing: str) -> _Near:
    return _Near(row.name, row.unit, found.verdict, standing, row, found=found)


def _own(one: Profile, proposal: Proposal, book: NameBook, near: Near) -> list[NameRow]:
    """Return the brands of the proposal's own unit that are near."""
    own = book.rows.of_unit(proposal.unit)
    if len(own) <= FEW:
        return [
            row for row in book.rows.all_of(own) if judge(one, profile(row.name)).level != "fine"
        ]
    among = set(own)
    return book.rows.all_of([one for one in near.identifiers() if one in among])


def _likeness(verdict: Verdict) -> tuple[int, int]:
    """Return by what the likest come first."""
    return _LEVELS[verdict.level], -verdict.score


def _standing(
    row: NameRow, one: Profile, proposal: Proposal, book: NameBook, mine: list[NameRow]
) -> str:
    """Return how a registered brand stands to a proposed name, given the brands near it of its own unit."""
    own = (brand for brand in mine if brand.key == one.key)
    if any(frozenset((row.id, brand.id)) in book.accepted for brand in own):
        return "accepted"
    other = row.key != one.key and is_family(proposal.unit, row, book, own=mine)
    return "family" if other or row in mine else "collision"


def _elsewhere(one: Profile, others: Iterable[NameBook], today: str) -> Iterator[_Near]:
    """Yield what is near in other registries."""
    for book in others:
        near = {found.id: found for found in book.neighbours(one)}
        book.rows.read(near)
        for identifier, found in near.items():
            row = book.rows.get(identifier)
            if row and _holds(row, today):
                yield _registered_near(found, row, "elsewhere")


def _former(one: Profile, proposal: Proposal, book: NameBook | None, today: str) -> Iterator[_Near]:
    """Yield what is near among the former names that are still kept; a unit's own are its family."""
    if book is None:
        return
    for held, verdict in book.former.near(one):
        if not today or today <= held.until:
            standing = "family" if proposal.unit == held.unit else "collision"
            yield _Near(held.name, held.unit, verdict, standing, former=held)


def _holds(row: NameRow, today: str) -> bool:
    """Whether a brand still holds its name on a day."""
    if row.status is Status.DRAFTED:
        return False
    until = {Status.RETIRED: row.retired_until, Status.RESERVED: row.reserved_until}
    end = until.get(row.status, "")
    return not (end and today and end < today)


def _neighbour(one: Profile, near: _Near) -> Neighbour:
    """Return what is shown of a near name, with its dossier."""
    holder, former, found = near.holder, near.former, near.found
    if found and found.name == near.name:
        dossier = found.dossier(one)
    else:  # of a former name, another row of a file, a brand renamed since it was found
        dossier = compare(one.name, near.name, ways=WAYS)
    kept = former.until if former else holder.retired_until if holder else ""
    # What is settled has no consequence: a sentence that asks for another name would contradict that.
    follows = _SETTLED.get(near.standing, ADVICE[dossier.level])
    return Neighbour(
        id=holder.id if holder else former.brand_id if former else "",
        name=near.name,
        unit=near.unit,
        status=holder.status.value if holder else "retired" if former else "batch",
        level=dossier.level,
        relation=dossier.relation,
        rules=dossier.rules,
        score=dossier.score,
        explanation=dossier.explanation.replace(ADVICE[dossier.level], follows),
        standing=near.standing,
        row=near.row,
        until=kept if former or (holder and holder.status is Status.RETIRED) else "",
        now_called=former.now_called if former else "",
    )


def _verdict(findings: tuple[Finding, ...]) -> str:
    severities = {finding.severity for finding in findings}
    return (
        "reject" if "error" in severities else "reconsider" if "warning" in severities else "pass"
    )
