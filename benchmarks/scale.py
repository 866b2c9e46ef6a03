"""One name against many, from a town's registry to the nation's: ours beside what one would use else.

    python -m benchmarks.scale [--full] [--peers] [--sizes 100000 1000000] [--output scale.json]

For each size: how long the index takes to make, how large its file is, how long it takes to open, a check
(every same and confusable name, judged) warm and as a process of its own, and what is found: of the planted
twins, and of all that judging a sample of the names one by one finds. Peers are asked the same names in the
same run; they are judged by the planted twins alone, among their twenty likest. Absolute figures depend on
the machine; quote ratios.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.generator import Row, rows
from benchmarks.searches import PEERS, Peer
from nlp.compare import judge
from nlp.index import Layer, NameIndex, open_segment, save
from nlp.index.building import segment_of
from nlp.profile import profile

_SEED, _OTHER_SEED = 7, 8
_ASKED, _WARM_UP, _COLD = 400, 150, 9
_SAMPLE, _JUDGED = 4000, 25
SIZES, FULL = (100_000, 1_000_000), 5_200_000


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one way to search at one size; times in the unit their name ends in.

    Attributes:
        twins: share of the planted twins that were found, of those that are same or confusable.
        recall: share of what judging a sample one by one finds; None where it was not asked.
    """

    way: str
    size: int
    build_s: float
    file_mb: float
    open_ms: float
    p50_ms: float
    p99_ms: float
    cold_ms: float
    twins: float
    recall: float | None = None
    found: float = 0.0
    memory_mb: float = 0.0


@dataclass(frozen=True, slots=True)
class Questions:
    """What every way is asked: names, and twins with the earlier name each must find."""

    names: tuple[str, ...]
    twins: tuple[tuple[str, str], ...]


def questions(made: Sequence[Row]) -> Questions:
    """Return new names, names registered already, and planted twins, in one order for all."""
    rng = random.Random(_SEED)
    fresh = [row.name for row in rows(_ASKED // 2, seed=_OTHER_SEED)]
    held = [row.name for row in rng.sample(made, _ASKED // 2)]
    asked = [*fresh, *held]
    rng.shuffle(asked)
    planted = rng.sample([row for row in made if row.planted], _ASKED)
    pairs = ((row.name, made[row.of].name) for row in planted)
    collide = (pair for pair in pairs if judge(profile(pair[0]), profile(pair[1])).level != "fine")
    return Questions(tuple(asked), tuple(collide))


def ours(made: Sequence[Row], asked: Questions, folder: Path) -> Figures:
    """Return the figures of our index, made, written, opened and asked."""
    path = folder / "names.index"
    start = time.perf_counter()
    segment = segment_of((f"018f0000-0000-7000-8000-{i:012x}", r.name) for i, r in enumerate(made))
    save(segment, path, {})
    build = time.perf_counter() - start
    del segment
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.perf_counter()
    index = NameIndex([Layer(open_segment(path)[0])])
    opened = 1000 * (time.perf_counter() - start)

    def find(name: str) -> list[str]:
        return [near.name for near in index.neighbours(profile(name))]

    p50, p99, found = timed(find, asked.names)
    cold = statistics.median(as_process(path, name) for name in asked.names[:_COLD])
    return Figures(
        "pinwen", len(made), build, path.stat().st_size / 1e6, opened, p50, p99, cold,
        twins_found(find, asked.twins), recall(find, made, asked), found, memory,
    )  # fmt: skip


def beside(peer: Peer, made: Sequence[Row], asked: Questions, folder: Path) -> Figures:
    """Return the figures of a peer."""
    names = [row.name for row in made]
    start = time.perf_counter()
    find = peer.made(names, folder)
    build = time.perf_counter() - start
    p50, p99, found = timed(find, asked.names[: peer.queries], warm_up=min(3, peer.queries))
    twins = twins_found(find, asked.twins[: peer.queries])
    return Figures(peer.name, len(made), build, 0.0, 0.0, p50, p99, 0.0, twins, None, found)


def timed(
    find: Callable[[str], list[str]], asked: Sequence[str], *, warm_up: int = _WARM_UP
) -> tuple[float, float, float]:
    """Return p50 and p99 in ms, and how many names are found on average; no name is asked twice."""
    for name in asked[:warm_up]:
        find(name)
    times, found = [], 0
    for name in asked[warm_up:] or asked:
        start = time.perf_counter()
        found += len(find(name))
        times.append(1000 * (time.perf_counter() - start))
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.99)], found / len(times)


def twins_found(find: Callable[[str], list[str]], twins: Sequence[tuple[str, str]]) -> float:
    """Return the share of twins whose other name is found."""
    return sum(other in find(name) for name, other in twins) / len(twins)


def recall(find: Callable[[str], list[str]], made: Sequence[Row], asked: Questions) -> float:
    """Return the share found of what judging finds in a sample, for names that all have their twin in it."""
    rng = random.Random(_SEED)
    sample = {row.name for row in rng.sample(made, min(_SAMPLE, len(made)))}
    some = asked.twins[:_JUDGED]
    sample |= {other for _, other in some}
    others = [profile(name) for name in sample]
    wanted = missed = 0
    for name, _ in some:
        one = profile(name)
        truth = {other.name for other in others if judge(one, other).level != "fine"}
        found = set(find(name))
        wanted += len(truth)
        missed += len(truth - found)
    return 1 - missed / wanted


_LOOK_UP = """
import sys
from pathlib import Path
from nlp.index import Layer, NameIndex, open_segment
from nlp.profile import profile
index = NameIndex([Layer(open_segment(Path(sys.argv[1]))[0])])
print(sum(1 for _ in index.neighbours(profile(sys.argv[2]))))
"""


def as_process(path: Path, name: str) -> float:
    """Return how long a process takes that opens the index and checks one name, in ms."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", _LOOK_UP, path, name], check=True, capture_output=True)
    return 1000 * (time.perf_counter() - start)


def measured(size: int, peers: Sequence[Peer]) -> list[Figures]:
    """Return the figures of all ways at one size."""
    made = list(rows(size, seed=_SEED))
    gc.freeze()  # or the collector goes through all of them again and again, whoever is measured
    asked = questions(made)
    with tempfile.TemporaryDirectory() as folder:
        found = [ours(made, asked, Path(folder))]
        for peer in peers:
            found.append(beside(peer, made, asked, Path(folder)))
            shown(found[-1:])
    return found


def shown(all_figures: Sequence[Figures]) -> None:
    """Print figures, a line each."""
    for f in all_figures:
        exact = "" if f.recall is None else f"  recall {f.recall:.4f}"
        print(
            f"{f.size:>9,} {f.way:26} build {f.build_s:7.1f} s  file {f.file_mb:6.0f} MB"
            f"  open {f.open_ms:4.1f} ms  p50 {f.p50_ms:8.2f}  p99 {f.p99_ms:8.2f} ms"
            f"  cold {f.cold_ms:4.0f} ms  found {f.found:6.1f}  twins {f.twins:.3f}{exact}",
            flush=True,
        )


def machine() -> str:
    """Return what it is measured on."""
    cpus = Path("/proc/cpuinfo")
    lines = cpus.read_text(encoding="utf-8").splitlines() if cpus.is_file() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} processors ({next(models, platform.machine())}), {memory:.0f} GiB,"
        f" Python {platform.python_version()}, rapidfuzz {version('rapidfuzz')},"
        f" SQLite {sqlite3.sqlite_version}"
    )


def today() -> str:
    """Return the day of the run."""
    return datetime.now(UTC).date().isoformat()


def main() -> None:
    """Measure, print, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--full", action="store_true", help="the nation's 5.2 million too")
    parser.add_argument("--peers", action="store_true", help="beside the peers (needs PostgreSQL)")
    parser.add_argument("--output", type=Path)
    chosen = parser.parse_args()
    found: list[Figures] = []
    for size in (*chosen.sizes, *((FULL,) if chosen.full else ())):
        found += measured(size, PEERS if chosen.peers else ())
        shown([one for one in found if (one.size, one.way) == (size, "pinwen")])
        if chosen.output:  # after each size, so that a long run that is ended has said what it knew
            kept = {"day": today(), "machine": machine(), "figures": [asdict(one) for one in found]}
            chosen.output.parent.mkdir(parents=True, exist_ok=True)
            chosen.output.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
