"""All names of a registry against each other, and each by itself."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.genericness import worn_words
from nlp.index.arrays import DEPTH
from service import registry as use
from service.auditing.model import AuditReport, Crowd, Gap, Generic
from service.auditing.names import names_of
from service.auditing.running import Crew, Progress, crew_of
from service.model import STATUS_NAMES, Status
from service.results import Coverage
from service.storage import Registry

if TYPE_CHECKING:
    from nlp.joining.texts import Texts
    from service.auditing.findings import Pairs
    from service.auditing.lists import Lists
    from service.auditing.words import Words

_MOST_CROWDS = 30


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
        index: where the index of the registry is kept (`service.book.names.cache_of`): it need not be made
            again if it holds the live names and no other.

    Raises:
        StorageUnavailable: the folder cannot be written.
    """
    # Here, since most commands do without their library.
    from service.auditing.lists import MOST_LISTED, Lists
    from service.auditing.pair_list import write_pairs
    from service.auditing.settling import Settler

    work = folder / ".audit-work" if folder else None
    with (
        names_of(registry, work, index) as names,
        crew_of(*names) as crew,
        ThreadPoolExecutor(1) as reader,
    ):
        # Read while the crew looks for what may be alike.
        gaps = reader.submit(use.gaps, registry, limit=MOST_LISTED)
        coverage = reader.submit(_coverage, registry)
        found = crew.found(progress)
        words, lists = found.words(), Lists(Settler(registry, crew))
        generic, pairs = _judged(crew, words, lists, progress)
        settled = lists.settler.settled(pairs.told())
        groups, told_apart = lists.groups(settled), lists.settled(settled)
        if folder:
            write_pairs(folder, settled)
        total = len(found.texts.live())
        report = AuditReport(
            day=today.isoformat(),
            total=total,
            statuses={
                STATUS_NAMES[Status(s)]: n for s, n in use.counts(registry).by_status.items()
            },
            crowded=tuple(lists.crowded(pairs.crowded)),
            crowds=tuple(_words(found.texts)),
            frames=tuple(_frames(Counter(words.frames), total)),
            gaps=tuple(Gap(b.name, b.unit, b.missing_elements) for b in gaps.result().listed),
            lengths={int(size): count for size, count in words.lengths.items()},
            coverage=coverage.result(),
            missing=gaps.result().missing,
            groups=tuple(groups),
            settled=tuple(told_apart),
            generic=tuple(generic),
        )
    lists.beyond["pairs"] += pairs.untold
    lists.beyond["gaps"] = gaps.result().brands - len(report.gaps)
    beyond = {kind: number for kind, number in sorted(lists.beyond.items()) if number}
    return replace(report, beyond=beyond)


def _judged(
    crew: Crew, words: Words, lists: Lists, progress: Progress | None
) -> tuple[Iterator[Generic], Pairs]:
    """Return the names with nothing of their own, and all pairs, once they are judged.

    Who holds what is read while it is found which names hold others, and pairs are judged: either takes
    long. What is said of names follows, and goes on while the pairs are brought together.
    """
    owned = lists.settler.said("owned", words.unsure)
    lists.settler.read(crew.tasks.paired())
    lists.settler.read(crew.held(progress).told())
    generic = lists.generic(words.generic, owned)
    return generic, crew.judged(progress).pairs()


def _coverage(registry: Registry) -> tuple[Coverage, ...]:
    """Return the coverage over all, then by area and by type of unit as far as they are known."""
    found = use.coverages(registry, ("", "area", "unit_type"))
    groups = (one for some in (found["area"], found["unit_type"]) for one in some if one.group)
    return (*found[""], *groups)


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
