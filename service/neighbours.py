"""What is near a proposed name, the likest first: registered, kept, proposed before, or in other registries.

Neighbours of the unit's own family, of other registries, or accepted by a decision never take the place of a
collision in the list. Of a crowd of near names only as many are read as are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from nlp.compare import ADVICE, Verdict, compare, judge
from nlp.index import Near
from nlp.index import Neighbour as Found
from nlp.profile import Profile, profile
from nlp.relations import WAYS
from service.book.names import NameBook
from service.book.rows import FEW
from service.collisions import Neighbour
from service.family import is_family
from service.model import HeldName, NameRow, Status
from service.proposals import Batch, Earlier, Proposal, earlier

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


def neighbours(
    one: Profile,
    proposal: Proposal,
    book: NameBook | None,
    others: Sequence[NameBook],
    batch: Batch | None,
    today: str,
) -> tuple[tuple[Neighbour, ...], int]:
    """Return the neighbours that a report shows, collisions and the likest first, and how many there are.

    Args:
        one: the profile of the proposed name.
        proposal: the name with its unit.
        book: the registry's names, or None.
        others: names of other registries.
        batch: the file the name stands in, as its place sees it, or None.
        today: ISO date, by which reservations and cooling-off periods end; empty means they hold.
    """
    before = earlier(one, batch, most=MOST_NEIGHBOURS) if batch else Earlier()
    registered, more = _registered(one, proposal, book, today)
    near = [*registered, *_former(one, proposal, book, today)]
    near += [_Near(r.name, r.unit, verdict, "collision", place=r) for r, verdict in before.shown]
    near += _elsewhere(one, others, today)
    near.sort(key=lambda n: (_STANDINGS[n.standing], *_likeness(n.verdict)))
    shown = tuple(_neighbour(one, n) for n in near[:MOST_NEIGHBOURS])
    return shown, len(near) + before.more + more


class _Near(NamedTuple):
    """A name that is not fine beside the proposed one; its dossier is made only if it is shown."""

    name: str
    unit: str
    verdict: Verdict
    standing: str
    holder: NameRow | None = None
    place: Proposal | None = None
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
        row=near.place.row if near.place else 0,
        sheet=near.place.sheet if near.place else "",
        until=kept if former or (holder and holder.status is Status.RETIRED) else "",
        now_called=former.now_called if former else "",
    )
