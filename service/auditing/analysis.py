"""All names of a registry against each other, and each by itself."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.compare import LEVELS
from nlp.genericness import worn_words
from nlp.index.arrays import DEPTH
from service import registry as use
from service.auditing.model import AuditReport, Crowd, Crowded, Gap, Generic, Group, Pair
from service.auditing.names import names_of
from service.auditing.running import Progress, crew_of
from service.model import STATUS_NAMES, Coverage, NameRow, Status
from service.storage import Registry

if TYPE_CHECKING:
    from nlp.joining.texts import Texts
    from service.auditing.settling import Settled, Settler

_MOST_CROWDS = 30
# Most of a kind that a report holds; how many more there are it says (DECISION).
MOST_GROUPS, MOST_PAIRS, MOST_LISTED = 2_000, 200, 20_000


def audit(
    registry: Registry,
    *,
    today: dt.date,
    progress: Progress | None = None,
    folder: Path | None = None,
    index: Path | None = None,
) -> AuditReport:
    """Return the review of every live name.

    Args:
        registry: an open registry.
        today: the day of the review.
        progress: called with (names done, names in all) now and then.
        folder: where the list of all pairs is written as they are found, and where an audit that was
            interrupted goes on; None for neither.
        index: where the index of the registry is kept (`service.name_book.cache_of`): it need not be made
            again if it holds the live names and no other.

    Raises:
        StorageUnavailable: the folder cannot be written.
    """
    # Here, since most commands do without their library.
    from service.auditing.pair_list import write_pairs
    from service.auditing.settling import Settler

    work = folder / ".audit-work" if folder else None
    beyond: Counter[str] = Counter()
    with names_of(registry, work, index) as names, crew_of(*names) as crew:
        # Read while the crew begins.
        gaps, coverage = use.gaps(registry, limit=MOST_LISTED), tuple(_coverage(registry))
        found = crew.looked_through(progress)
        pairs, words = found.pairs(), found.words()
        # What the crew is given it does while what follows is done here.
        settler = Settler(registry, crew)
        owned = settler.said("owned", words.unsure)
        told_pairs = pairs.told()
        # Reading who holds what takes long: the reasons are given meanwhile.
        generic = _generic(words.generic, owned, settler, beyond)
        settled = settler.settled(told_pairs)
        explained = _explained(settled, settler, beyond)
        told_apart = _told_apart(settled, settler, beyond)
        if folder:
            write_pairs(folder, settled)
        beyond["pairs"] += pairs.untold
        crowded = _crowded(pairs.crowded, settler, beyond)
        crowds = tuple(_words(crew.tasks.texts))
        groups = _groups(*explained, beyond)
        told = tuple(Generic(row, reason) for _, row, reason in generic)
        apart = tuple(filter(None, told_apart))
        total = len(crew.tasks.texts.live())
    beyond["gaps"] = gaps.brands - len(gaps.listed)
    return AuditReport(
        day=today.isoformat(),
        total=total,
        statuses={STATUS_NAMES[Status(s)]: n for s, n in use.counts(registry).by_status.items()},
        groups=groups,
        settled=apart,
        generic=told,
        crowds=crowds,
        frames=tuple(_frames(Counter(words.frames), total)),
        gaps=tuple(Gap(b.name, b.unit, b.missing_elements) for b in gaps.listed),
        lengths={int(size): count for size, count in words.lengths.items()},
        coverage=coverage,
        crowded=crowded,
        missing=gaps.missing,
        beyond={kind: number for kind, number in sorted(beyond.items()) if number},
    )


def _told_apart(settled: Settled, settler: Settler, beyond: Counter[str]) -> Iterator[Pair | None]:
    """Return the pairs that are no collisions, the first of them."""
    places = settled.standings.nonzero()[0]
    beyond["settled"] = max(0, len(places) - MOST_LISTED)
    first = places[:MOST_LISTED]
    return settler.pairs(settled.pairs.some(first), settled.standings[first].tolist())


def _explained(
    settled: Settled, settler: Settler, beyond: Counter[str]
) -> tuple[list[int], Iterator[Pair | None]]:
    """Return how many pairs the groups have that are listed, and these pairs, group by group."""
    from service.auditing.groups import tied
    from service.auditing.settling import COLLISION

    pairs = settled.pairs.some(settled.standings == COLLISION)
    ties = tied(pairs, MOST_GROUPS, MOST_PAIRS)
    listed = pairs.some(ties.places)
    beyond["groups"] = ties.number - len(ties.sizes)
    beyond["members"] = ties.members
    beyond["pairs"] += len(pairs) - len(listed)
    return ties.sizes, settler.pairs(listed, repeat(COLLISION, len(listed)))


def _groups(
    sizes: list[int], pairs: Iterator[Pair | None], beyond: Counter[str]
) -> tuple[Group, ...]:
    """Return the groups of colliding names: strongest level first, then largest."""
    groups = [_group([*filter(None, islice(pairs, size))]) for size in sizes]
    groups = [group for group in groups if group.pairs]
    beyond["members"] -= sum(len(group.members) for group in groups)
    groups.sort(key=lambda g: (LEVELS.index(g.level), -len(g.members), g.members[0].name))
    return tuple(groups)


def _group(pairs: list[Pair]) -> Group:
    members = {row.id: row for pair in pairs for row in (pair.one, pair.other)}
    return Group(tuple(members.values()), tuple(pairs))


def _generic(
    generic: list[int],
    owned: Iterator[tuple[int, NameRow, str]],
    settler: Settler,
    beyond: Counter[str],
) -> Iterator[tuple[int, NameRow, str]]:
    """Return the names with nothing of their own, and nothing of their unit's, with the reason."""
    of_unit = {row for row, _, name in owned if name}
    left = [row for row in generic if row not in of_unit]
    beyond["generic"] = max(0, len(left) - MOST_LISTED)
    return settler.said("reason", left[:MOST_LISTED])


def _crowded(
    found: list[tuple[int, int, list[int]]], settler: Settler, beyond: Counter[str]
) -> tuple[Crowded, ...]:
    """Return the names that very many others hold, most first."""
    ranked = sorted(found, key=lambda one: (-one[1], one[0]))
    beyond["crowded"] = max(0, len(ranked) - MOST_LISTED)
    ranked = ranked[:MOST_LISTED]
    rows = settler.rows({row for one, _, examples in ranked for row in (one, *examples)})
    return tuple(
        Crowded(rows[one], count, tuple(rows[row].name for row in examples if row in rows))
        for one, count, examples in ranked
        if one in rows
    )


def _coverage(registry: Registry) -> Iterator[Coverage]:
    """Yield the coverage over all, then by area and by type of unit as far as they are known."""
    found = use.coverages(registry, ("", "area", "unit_type"))
    yield from found.pop("")
    for groups in found.values():
        yield from (one for one in groups if one.group)


def _words(texts: Texts) -> Iterator[Crowd]:
    """Yield the worn words that stand in most names; a word inside a longer one counts there."""
    roll, live = texts.roll, texts.node >= 0
    # How often a word occurs is at least in how many names.
    often = sorted(
        ((roll.count(word), word) for word in worn_words() if len(word) > 1), reverse=True
    )
    counts: Counter[str] = Counter()
    for most, word in often:
        if len(counts) >= _MOST_CROWDS and most < counts.most_common(_MOST_CROWDS)[-1][1]:
            break
        rows = roll.holding(word)
        rows = rows[live[rows]]
        counts[word] = len(rows)
        if len(word) > DEPTH:
            counts[word] = sum(word in roll.entry(row).text for row in rows.tolist())
    for word, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:_MOST_CROWDS]:
        if count > 1:
            yield Crowd(word, count, count / len(texts.live()))


def _frames(found: Counter[str], total: int) -> Iterator[Crowd]:
    """Yield the patterns that most names follow: first and last two characters that recur."""
    longer = {(frame[-1], count) for frame, count in found.items() if len(frame) == len("…先锋")}
    for frame, count in found.most_common(_MOST_CROWDS):
        # “…锋” says nothing where all of its names end in “…先锋”.
        told = len(frame) == len("…锋") and (frame[-1], count) in longer
        if count > 2 and not told:
            yield Crowd(frame, count, count / total)
