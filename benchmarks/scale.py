"""One name against many, from a town's registry to the nation's: ours beside what one would use else.

    python -m benchmarks.scale [--full] [--peers] [--sizes 50000 100000 1000000] [--output scale.json]

For each size a registry is filled as an import does. Then: how long its index takes to make, how large it
is, how long it takes to open; candidates (every same and confusable name, judged) and whole checks (rules,
holders, dossiers) warm; the command `pinwen check` as a process of its own, beside one of Python that does
nothing; and what is found (`benchmarks.finding`). With `--keep` a registry that is in that folder already is
not filled again. Peers are asked the same names in the same run, from 100,000 names up, one after another;
they are judged by the planted twins alone, among their twenty likest. A slow one is asked fewer names, as
many as a minute allows, and another minute for twins. Absolute figures depend on the machine; quote ratios.
"""

from __future__ import annotations

import gc
import os
import platform
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence, Sized
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.asking import Names, Questions, made, questions
from benchmarks.finding import alike, recall, twins_found
from benchmarks.keeping import keep
from benchmarks.options import NATION, PROVINCE, SMALL, TOWN, beside_peers, sized
from benchmarks.searches import PEERS, Peer
from benchmarks.timing import CHECK, as_process, p95, timed, timed_once
from nlp.profile import profile
from service.book.names import NameBook, cache_of, open_book
from service.checking import check_name, surroundings
from service.model import BrandDraft
from service.registry.imports import import_rows
from service.storage import Registry, open_registry

_COLD = 60
SIZES = (SMALL, TOWN, PROVINCE)
# Of smaller registries anything is quick.
_PEERS_FROM = TOWN
# Seconds that a peer is asked for, and as many for twins.
_PATIENCE = 60.0
_DAY = "2026-11-21"


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one way to search at one size; times in the unit their name ends in.

    Attributes:
        import_s: to fill the registry, the index not counted.
        build_s: to make the index, or what a peer has for one.
        p50_ms, p99_ms: to find candidates, judged; the names of a crowd that holds a name are counted, to be
            read as far as they are shown; of peers the twenty likest.
        check_p50_ms, check_p99_ms: of a whole check, in process.
        cpu_p99_ms, check_cpu_p99_ms: of both the time of the processor alone: where a machine is shared, a
            hundredth of all questions waits for others.
        cold_ms, cold_p95_ms, cold_worst_ms: of the command as a process; bare_ms: of bare Python.
        cold_cpu_ms, cold_cpu_p95_ms: of the command the time of the processor alone.
        twins: share of the planted twins that were found, of those that are same or confusable.
        recall: share of what judging a sample one by one finds; None where it was not asked.
        alike, alike_near, alike_recall: see `benchmarks.finding.alike`.
        found: how many names are found on average.
        asked: names that the times are of; 0 where it was not kept.
        memory_mb: largest resident set while a registry of this size was filled, indexed and asked.
    """

    way: str
    size: int
    build_s: float
    p50_ms: float
    p99_ms: float
    twins: float
    found: float
    recall: float | None = None
    import_s: float = 0.0
    file_mb: float = 0.0
    open_ms: float = 0.0
    check_p50_ms: float = 0.0
    check_p99_ms: float = 0.0
    cpu_p99_ms: float = 0.0
    check_cpu_p99_ms: float = 0.0
    cold_ms: float = 0.0
    cold_p95_ms: float = 0.0
    cold_worst_ms: float = 0.0
    bare_ms: float = 0.0
    cold_cpu_ms: float = 0.0
    cold_cpu_p95_ms: float = 0.0
    memory_mb: float = 0.0
    alike: int = 0
    alike_near: int = 0
    alike_recall: float | None = None
    asked: int = 0


def ours(names: Names, asked: Questions, folder: Path) -> Figures:
    """Return the figures of a registry of ours, filled, indexed and asked."""
    path = folder / f"{len(names.registered)}.db"
    there = path.exists()
    with open_registry(str(path)) as registry:
        filling = 0.0 if there else timed_once(lambda: fill(registry, names))
        build = timed_once(lambda: open_book(registry, cache=cache_of(str(path))))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with open_registry(str(path)) as registry:
        opened = timed_once(lambda: open_book(registry, cache=cache_of(str(path))))
        book = open_book(registry, cache=cache_of(str(path)))
        find = timed(nearby(book), asked.names)
        check = timed(checks(book), asked.names)
        twins = twins_found(candidates(book), asked.twins)
        exact = recall(candidates(book), names, asked)
        fuzzy = alike(candidates(book), names, asked)
    runs = [as_process(CHECK, name, str(path)) for name in asked.names[:_COLD]]
    cold, cold_cpu = sorted(ms for ms, _ in runs), sorted(cpu for _, cpu in runs)
    bare = statistics.median(as_process("pass")[0] for _ in range(_COLD))
    return Figures(
        "pinwen", len(names.registered), build, find.p50, find.p99, twins, find.found, exact, filling,
        Path(f"{path}.index").stat().st_size / 1e6, 1000 * opened,
        check.p50, check.p99, find.cpu_p99, check.cpu_p99,
        statistics.median(cold), p95(cold), cold[-1], bare,
        statistics.median(cold_cpu), p95(cold_cpu), memory, *fuzzy, find.asked,
    )  # fmt: skip


def fill(registry: Registry, names: Names) -> None:
    """Fill a registry as an import does."""
    drafts = (BrandDraft(name, unit) for name, unit in names.registered)
    now = datetime.fromisoformat(f"{_DAY}T09:00:00+08:00")
    import_rows(registry, drafts, seal=lambda _: "made-up", who="bench", now=now, skip=True)


def candidates(book: NameBook) -> Callable[[str], list[str]]:
    """Return the search for every same and confusable name, judged."""
    return lambda name: [near.name for near in book.neighbours(profile(name))]


def nearby(book: NameBook) -> Callable[[str], Sized]:
    """Return the same search as a check makes it: a crowd that holds the name is found, its names unread."""
    return lambda name: book.searched(lambda index: index.near(profile(name)))


def checks(book: NameBook) -> Callable[[str], list[str]]:
    """Return the whole check: rules, candidates, their holders, dossiers of those that are shown."""
    against = surroundings(book)

    def check(name: str) -> list[str]:
        report = check_name(name, against, today=_DAY)
        return [near.name for near in report.neighbours]

    return check


def beside(peer: Peer, names: Names, asked: Questions) -> Figures:
    """Return the figures of a peer, which is gone afterwards."""
    plain = [name for name, _ in names.registered]
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, peer.made(plain, Path(folder)) as find:
        build = time.perf_counter() - start
        some, warm_up = asked.names[: peer.queries], min(3, peer.queries)
        times = timed(find, some, warm_up=warm_up, seconds=_PATIENCE)
        twins = twins_found(find, asked.twins[: peer.queries], seconds=_PATIENCE)
    return Figures(
        peer.name, len(plain), build, times.p50, times.p99, twins, times.found, asked=times.asked
    )


def measured(size: int, peers: Sequence[Peer], keep: Path | None) -> Iterator[Figures]:
    """Yield the figures of all ways at one size, each as soon as it is known."""
    names = made(size)
    gc.freeze()  # or the collector goes through all of them again and again, whoever is measured
    asked = questions(names)
    with tempfile.TemporaryDirectory() as folder:
        yield ours(names, asked, keep or Path(folder))
    for peer in peers if size >= _PEERS_FROM else ():
        yield beside(peer, names, asked)


def shown(f: Figures) -> None:
    """Print figures on a line."""
    print(f"{f.size:>9,} {f.way:26} build {f.build_s:7.1f} s  p50 {f.p50_ms:8.2f}", end="")
    print(f"  p99 {f.p99_ms:8.2f} ms  of {f.asked:3}  found {f.found:6.1f}", end="")
    print(f"  twins {f.twins:.3f}", end="")
    if f.recall is not None:
        print(
            f"  recall {f.recall:.4f}  import {f.import_s:.0f} s  file {f.file_mb:.0f} MB"
            f"  open {f.open_ms:.1f} ms  check {f.check_p50_ms:.2f}/{f.check_p99_ms:.2f} ms  (processor"
            f" {f.cpu_p99_ms:.2f}, {f.check_cpu_p99_ms:.2f})  cold"
            f" {f.cold_ms:.0f}/{f.cold_p95_ms:.0f}/{f.cold_worst_ms:.0f} ms (bare {f.bare_ms:.0f},"
            f" processor {f.cold_cpu_ms:.0f}/{f.cold_cpu_p95_ms:.0f})"
            f"  {f.memory_mb:.0f} MB"
            f"  Indel 0.75: {f.alike} pairs, {f.alike_near} near, recall {f.alike_recall or 0:.4f}",
            end="",
        )
    print(flush=True)


def machine() -> str:
    """Return what it is measured on."""
    cpus = Path("/proc/cpuinfo")
    lines = cpus.read_text(encoding="utf-8").splitlines() if cpus.is_file() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} processors ({next(models, platform.machine())}), {memory:.0f} GiB,"
        f" Python {platform.python_version()}, rapidfuzz {version('rapidfuzz')},"
        f" SQLite {sqlite3.sqlite_version}; {os.getloadavg()[2]:.0f} processes at work at a time"
    )


def today() -> str:
    """Return the day of the run."""
    return datetime.now(UTC).date().isoformat()


def main() -> None:
    """Measure, print, and write the figures."""
    parser = sized(__doc__, SIZES, further=(NATION,))
    beside_peers(parser)
    chosen = parser.parse_args()
    if chosen.keep:
        chosen.keep.mkdir(parents=True, exist_ok=True)
    found: list[Figures] = []
    for size in (*chosen.sizes, *chosen.further):
        for figures in measured(size, PEERS if chosen.peers else (), chosen.keep):
            shown(figures)
            found.append(figures)
            # At once, so that a long run that is ended has said what it knew.
            told = {"day": today(), "machine": machine(), "figures": [asdict(one) for one in found]}
            keep(told, chosen.output)


if __name__ == "__main__":
    main()
