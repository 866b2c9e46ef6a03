"""All names of a registry against each other, and each by itself."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from nlp.breadth import breadth
from nlp.compare import compare
from nlp.genericness import ENOUGH_NAMES, learn, worn_words
from nlp.normalize import normalize, visible_length
from nlp.profile import profile
from service import registry as use
from service.auditing.model import AuditReport, Crowd, Gap, Generic, Group, Pair
from service.family import is_family
from service.model import STATUS_NAMES, Coverage, NameRow, Status
from service.name_book import NameBook, open_book
from service.storage import Registry

_MOST_CROWDS = 30
_LIVE = (Status.APPLIED, Status.RESERVED, Status.REGISTERED, Status.TRANSFERRED)
_ORDER = {"same": 0, "confusable": 1}


def audit(
    registry: Registry, *, today: dt.date, progress: Callable[[int, int], None] | None = None
) -> AuditReport:
    """Return the review of every live name.

    Args:
        registry: an open registry.
        today: the day of the review.
        progress: called with (names done, names in all) now and then.
    """
    book = open_book(registry)
    live = [row for row in book.rows.values() if row.status in _LIVE]
    pairs = list(_pairs(book, live, progress))
    collisions = [pair for pair in pairs if pair.standing == "collision"]
    known = learn(row.key for row in live) if len(live) >= ENOUGH_NAMES else None
    judged = [(row, breadth(row.name, known)) for row in live]
    gaps = [
        Gap(brand.name, brand.unit, brand.missing_elements)
        for brand in use.all_brands(registry)
        if brand.status in _LIVE and brand.missing_elements
    ]
    counts = use.counts(registry)
    return AuditReport(
        day=today.isoformat(),
        total=len(live),
        statuses={STATUS_NAMES[Status(s)]: n for s, n in counts.by_status.items() if n},
        groups=tuple(_groups(collisions)),
        settled=tuple(pair for pair in pairs if pair.standing != "collision"),
        generic=tuple(Generic(row, own.reason) for row, own in judged if own.over_generic),
        crowds=tuple(_crowds(live)),
        frames=tuple(_frames(live)),
        gaps=tuple(gaps),
        lengths=dict(sorted(Counter(visible_length(row.name) for row in live).items())),
        coverage=tuple(_coverage(registry)),
    )


def _coverage(registry: Registry) -> Iterator[Coverage]:
    """Yield the coverage over all, then by area and by type of unit as far as they are known."""
    yield from use.coverage(registry)
    for by in ("area", "unit_type"):
        yield from (one for one in use.coverage(registry, by=by) if one.group)


def _pairs(
    book: NameBook, live: list[NameRow], progress: Callable[[int, int], None] | None
) -> Iterator[Pair]:
    """Yield every pair that is not fine, each once; candidates from the index, then judged."""
    place = {row.id: i for i, row in enumerate(live)}
    for done, row in enumerate(live):
        if progress and done % 200 == 0:
            progress(done, len(live))
        one = profile(row.name)
        for found in book.neighbours(one):
            if place.get(found.id, -1) > done:
                yield _pair(row, book.rows[found.id], book)


def _pair(row: NameRow, other: NameRow, book: NameBook) -> Pair:
    dossier = compare(row.name, other.name)
    if frozenset((row.id, other.id)) in book.accepted:
        standing = "accepted"
    else:
        standing = "family" if is_family(row.unit, other, book, own=(row,)) else "collision"
    return Pair(
        row, other, dossier.level, dossier.relation, dossier.score, dossier.explanation, standing
    )


def _groups(pairs: list[Pair]) -> Iterator[Group]:
    """Yield the connected groups of some pairs: strongest level first, then largest."""
    parent: dict[str, str] = {}

    def root(identifier: str) -> str:
        while parent.setdefault(identifier, identifier) != identifier:
            parent[identifier] = parent[parent[identifier]]
            identifier = parent[identifier]
        return identifier

    for pair in pairs:
        parent[root(pair.one.id)] = root(pair.other.id)
    grouped: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        grouped[root(pair.one.id)].append(pair)
    groups = [_group(members) for members in grouped.values()]
    groups.sort(key=lambda g: (_ORDER[g.level], -len(g.members), g.members[0].name))
    yield from groups


def _group(pairs: list[Pair]) -> Group:
    ordered = sorted(pairs, key=lambda pair: (_ORDER[pair.level], -pair.score))
    members = {row.id: row for pair in ordered for row in (pair.one, pair.other)}
    return Group(tuple(members.values()), tuple(ordered))


def _crowds(live: list[NameRow]) -> Iterator[Crowd]:
    """Yield the worn words that stand in most names; a word inside a longer one counts there."""
    texts = [normalize(row.name).folded for row in live]
    words = [word for word in worn_words() if len(word) > 1]
    counts = Counter({word: sum(word in text for text in texts) for word in words})
    for word, count in counts.most_common(_MOST_CROWDS):
        if count > 1:
            yield Crowd(word, count, count / len(live))


def _frames(live: list[NameRow]) -> Iterator[Crowd]:
    """Yield the patterns that most names follow: first and last two characters that recur."""
    found: Counter[str] = Counter()
    for row in live:
        text = "".join(normalize(row.name).parts)
        if len(text) > 2:
            found.update((f"{text[:2]}…", f"…{text[-2:]}", f"…{text[-1]}"))
    for frame, count in found.most_common(_MOST_CROWDS):
        longer = (other for other in found if other != frame and other.endswith(frame[1:]))
        # “…锋” says nothing where all of its names end in “…先锋”.
        told = len(frame) == len("…锋") and any(found[other] == count for other in longer)
        if count > 2 and not told:
            yield Crowd(frame, count, count / len(live))
