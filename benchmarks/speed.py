"""How fast names are judged, checked and imported, each beside a peer in the same run.

    python -m benchmarks.speed [--count 50000]

Absolute figures depend on the machine; quote ratios.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from rapidfuzz import fuzz, process

from benchmarks.generator import names as generated
from benchmarks.twins import TWINS
from nlp.compare import compare, judge
from nlp.index import NameIndex, build
from nlp.normalize import match_key
from nlp.profile import profile
from service.importing.files import import_file
from service.storage import open_registry

Row = tuple[str, str, str]


def per_second(work: Callable[[], int]) -> float:
    """Return how many things a second some work does; it says how many it did."""
    start = time.perf_counter()
    done = work()
    return done / (time.perf_counter() - start)


def pairs(names: list[str]) -> list[Row]:
    """Return the speed of judging pairs with profiles ready, and of whole dossiers."""
    known = [profile(name) for name in names[:1500]]

    def unlike() -> int:
        for one in known[:200]:
            for other in known:
                judge(one, other)
        return 200 * len(known)

    def ratios() -> int:
        for one in names[:200]:
            for other in names[:1500]:
                fuzz.ratio(one, other)
        return 200 * 1500

    def dossiers() -> int:
        for one, other in pairwise(names[:2001]):
            compare(one, other)
        return 2000

    fast, peer = per_second(unlike), per_second(ratios)
    return [
        ("pairs judged, profiles ready", f"{fast:,.0f}/s", f"rapidfuzz ratio {peer:,.0f}/s"),
        ("full dossiers", f"{per_second(dossiers):,.0f}/s", "—"),
    ]


def checks(names: list[str], index: NameIndex) -> list[Row]:
    """Return the speed of finding and judging all neighbours, and whether any was missed."""
    rng, makers = random.Random(11), tuple(TWINS.values())
    twins = (rng.choice(makers)(name, rng) or name for name in rng.sample(names, 300))
    asked = list(twins)
    times, peer_times, missed, wanted = [], [], 0, 0
    for place, name in enumerate(asked):
        one = profile(name)
        start = time.perf_counter()
        found = {near.name for near in index.neighbours(one)}
        times.append(1000 * (time.perf_counter() - start))
        if place < 10:
            start = time.perf_counter()
            process.extract(name, names, scorer=fuzz.ratio, score_cutoff=75, limit=20)
            peer_times.append(1000 * (time.perf_counter() - start))
            truth = {o for o in names if judge(one, profile(o)).level != "fine"}
            wanted += len(truth)
            missed += len(truth - found)
    times.sort()
    p50, p99 = statistics.median(times), times[int(len(times) * 0.99)]
    peer = statistics.median(peer_times)
    return [
        (f"check against {len(names):,}, p50", f"{p50:.2f} ms", f"extract {peer:.1f} ms"),
        (f"check against {len(names):,}, p99", f"{p99:.2f} ms", "—"),
        ("missed of what judging every name finds", f"{missed} of {wanted}", "—"),
    ]


def imports(names: list[str], folder: Path) -> list[Row]:
    """Return the speed of importing a CSV into SQLite, and of a cold check against it."""
    source = folder / "names.csv"
    lines = [f"第{i}党支部,{name}" for i, name in enumerate(names)]
    source.write_text("单位名称,品牌名称\n" + "\n".join(lines), encoding="utf-8")
    store = folder / "brands.db"
    now = dt.datetime.now(dt.UTC)
    with open_registry(str(store)) as registry:

        def run() -> int:
            report = import_file(registry, source, who="甲", now=now, skip_invalid=True)
            return report.rows

        rate = per_second(run)
    check = [str(Path(sys.executable).parent / "pinwen"), "check", "铁流红"]
    rows = [("import of a CSV into SQLite", f"{rate:,.0f} rows/s", "—")]
    first = cold([*check, "--registry", str(store)])
    rows.append(("first cold check (makes the index)", f"{first:,.0f} ms", "—"))
    for what, command in (
        ("cold: bare Python", [sys.executable, "-c", "pass"]),
        (
            "cold: what a check loads",
            [sys.executable, "-c", "import service.wire, service.book.names"],
        ),
        ("cold: a check by the rules alone", check),
        (f"cold: a check against {len(names):,}", [*check, "--registry", str(store)]),
    ):
        rows.append((what, f"{statistics.median(cold(command) for _ in range(7)):,.0f} ms", "—"))
    return rows


def cold(command: list[str]) -> float:
    """Return how long a whole process takes, in ms; compiled modules are kept as in an installation."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=False, env=environment)
    return 1000 * (time.perf_counter() - start)


def main(count: int) -> None:
    """Print the table."""
    held = {match_key(name): name for name in generated(2 * count)}
    names = list(held.values())[:count]
    start = time.perf_counter()
    index = build((str(i), name) for i, name in enumerate(names))
    built = time.perf_counter() - start
    rows = [("index of all names", f"{built:.1f} s", "—"), *pairs(names), *checks(names, index)]
    with tempfile.TemporaryDirectory() as folder:
        rows += imports(names, Path(folder))
    for what, ours, peer in rows:
        print(f"{what:44}{ours:>18}   {peer}")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=50_000)
    main(arguments.parse_args().count)
