"""Whole registries: import, export, pages and audit, each beside what one would write for it else.

    python -m benchmarks.national [--sizes 50000 200000] [--output national.json]

Names are made up (`benchmarks.generator`), each key once, with a unit of its own. Each job runs in a process
of its own, so that its memory is its own. PostgreSQL is measured when PINWEN_TEST_POSTGRESQL names a server.
Times are of the clock; beside each stands how much of it this job had a processor, which says how far
others disturbed it.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.generator import rows
from benchmarks.keeping import keep

SIZES = (50_000, 200_000)
FULL = (1_000_000, 5_200_000)
_SEED = 7
_HEADINGS = ("品牌名称", "单位名称", "状态", "传播语", "登记日期")
# Names whose pairs cdist judges; all pairs of n names are reckoned from it.
_SAMPLE = 4_000


@dataclass(frozen=True, slots=True)
class Figure:
    """What a job took.

    Attributes:
        job: what was done, and by what.
        size: names in the registry.
        seconds: by the clock.
        processor: seconds of processor time of the process and its children.
        memory_mb: most resident memory of the process.
        detail: what else there is to tell.
    """

    job: str
    size: int
    seconds: float
    processor: float
    memory_mb: float
    detail: dict[str, float]


def table(size: int, path: Path) -> None:
    """Write a table of so many brands, no two of one key."""
    from nlp.index.plain import parts_and_key

    seen: set[str] = set()
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADINGS)
        for row in rows(4 * size, seed=_SEED):
            _, key = parts_and_key(row.name)
            if key and key not in seen:
                seen.add(key)
                slogan = f"{row.name}，红在{row.region}"
                writer.writerow((row.name, row.unit, "已登记", slogan, "2026-03-01"))
                if len(seen) == size:
                    return


def import_table(source: str, url: str) -> dict[str, float]:
    """Import with the index, as the command does; tells what is left to do before the first check."""
    from service.importing.files import import_file
    from service.limits import Limits
    from service.name_book import cache_of, open_book
    from service.storage import open_registry

    start = time.perf_counter()
    with open_registry(url) as registry:
        done = import_file(
            registry,
            Path(source),
            who="-",
            now=datetime.now(UTC),
            limits=Limits(rows=10**8),
            index=cache_of(url),
        )
        assert done.result is not None, done.problems[:3]
        file_only = time.perf_counter() - start
        open_book(registry, cache=cache_of(url))
    return {"rows": done.rows, "before_first_check_s": time.perf_counter() - start - file_only}


def plain_import(source: str, url: str) -> dict[str, float]:
    """Do what one would write else: the rows as they are, one table, one index, no check of anything."""
    import sqlite3

    with Path(source).open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        with sqlite3.connect(url) as database:
            database.execute("CREATE TABLE brands (name, unit, status, slogan, day)")
            database.executemany("INSERT INTO brands VALUES (?, ?, ?, ?, ?)", reader)
            database.execute("CREATE INDEX brands_name ON brands (name)")
    database.close()
    return {}


def export_table(url: str, target: str) -> dict[str, float]:
    """Export to CSV."""
    from service.exporting import export
    from service.storage import open_registry

    with open_registry(url) as registry:
        return {"rows": export(registry, Path(target))}


def audit_registry(url: str, folder: str) -> dict[str, float]:
    """Audit, with all files of it."""
    from service.auditing import audit, write_audit
    from service.name_book import cache_of
    from service.storage import open_registry

    with open_registry(url) as registry:
        today, index = datetime.now(UTC).date(), cache_of(url)
        report = audit(registry, today=today, folder=Path(folder), index=index)
        write_audit(report, Path(folder))
    return {"groups": len(report.groups), "crowds": len(report.crowded), **report.beyond}


def cdist_sample(source: str, _: str) -> dict[str, float]:
    """Judge the pairs of some names by their likeness; tells seconds for all pairs of the table."""
    import numpy
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    with Path(source).open(encoding="utf-8-sig", newline="") as file:
        names = [row[0] for row in csv.reader(file)][1:]
    some = names[:_SAMPLE]
    start = time.perf_counter()
    likeness = process.cdist(
        some, some, scorer=Indel.normalized_similarity, score_cutoff=0.75, workers=-1
    )
    found = int(numpy.count_nonzero(likeness)) - len(some)
    took = time.perf_counter() - start
    return {"pairs": found / 2, "all_pairs_s": took * (len(names) / len(some)) ** 2}


def pages(url: str, _: str) -> dict[str, float]:
    """Ask for pages, filters and counts; tells the slowest of five of each, in ms."""
    from service import registry as use
    from service.model import BrandFilter, Status
    from service.storage import open_registry

    with open_registry(url) as registry:
        first = use.list_brands(registry)
        one = first.brands[-1]
        asked: dict[str, Callable[[], object]] = {
            "first_ms": lambda: use.list_brands(registry),
            "next_ms": lambda: use.list_brands(registry, cursor=first.next_cursor),
            "unit_ms": lambda: use.list_brands(registry, BrandFilter(unit=one.unit)),
            "status_ms": lambda: use.list_brands(registry, BrandFilter(status=Status.RETIRED)),
            "choices_ms": lambda: use.list_brands(
                registry, BrandFilter(status=Status.REGISTERED, level="flagship")
            ),
            "text_ms": lambda: use.list_brands(registry, BrandFilter(text="无此文字")),
            "name_ms": lambda: use.find_brand(registry, one.name),
            "counts_ms": lambda: use.counts(registry),
        }
        return {name: 1000 * max(_timed(ask) for _ in range(5)) for name, ask in asked.items()}


def _timed(ask: Callable[[], object]) -> float:
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start


JOBS: dict[str, Callable[[str, str], dict[str, float]]] = {
    "import": import_table,
    "executemany": plain_import,
    "export": export_table,
    "pages": pages,
    "audit": audit_registry,
    "cdist": cdist_sample,
}


def measured(label: str, job: str, size: int, *arguments: str) -> Figure:
    """Return what a job takes in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.national", "--job", job, *arguments]
    start = time.perf_counter()
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    took = time.perf_counter() - start
    found = json.loads(said.splitlines()[-1])
    figure = Figure(label, size, took, found["processor"], found["memory_mb"], found["detail"])
    shown(figure)
    return figure


def shown(figure: Figure) -> None:
    """Print a figure on a line."""
    told = "  ".join(f"{name} {value:,.1f}" for name, value in figure.detail.items())
    print(
        f"{figure.size:>9,} {figure.job:28} {figure.seconds:8.1f} s  processor {figure.processor:7.1f} s"
        f"  {figure.memory_mb:6.0f} MB  {told}",
        flush=True,
    )


def of_size(size: int, folder: Path) -> list[Figure]:
    """Return the figures of all jobs at one size."""
    source, url = str(folder / "brands.csv"), str(folder / "brands.sqlite")
    table(size, Path(source))
    found = [
        measured("import csv, SQLite, index", "import", size, source, url),
        measured("csv to executemany, SQLite", "executemany", size, source, f"{url}.plain"),
        measured("pages", "pages", size, url, ""),
        measured("export csv", "export", size, url, str(folder / "out.csv")),
        measured("audit", "audit", size, url, str(folder / "audit")),
        measured("rapidfuzz cdist, sample", "cdist", size, source, ""),
    ]
    if server := os.environ.get("PINWEN_TEST_POSTGRESQL"):
        found.append(_in_postgresql(size, source, server))
    return found


def _in_postgresql(size: int, source: str, server: str) -> Figure:
    import psycopg

    schema = f"national_{size}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE".encode())
        connection.execute(f"CREATE SCHEMA {schema}".encode())
        url = f"{server}?options=-csearch_path%3D{schema}"
        figure = measured("import csv, PostgreSQL, index", "import", size, source, url)
        connection.execute(f"DROP SCHEMA {schema} CASCADE".encode())
    return figure


def main(arguments: list[str] | None = None) -> None:
    """Measure, print, and write JSON if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--full", action="store_true", help=f"also {FULL}")
    parser.add_argument("--output", type=Path)
    parser.add_argument("--job", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.job:
        _alone(*given.job)
        return
    found: list[Figure] = []
    for size in (*given.sizes, *(FULL if given.full else ())):
        with tempfile.TemporaryDirectory(prefix="pinwen-national-") as folder:
            found += of_size(size, Path(folder))
    keep([asdict(one) for one in found], given.output)


def _alone(job: str, one: str, other: str) -> None:
    detail = JOBS[job](one, other)
    own, below = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    used = own.ru_utime + own.ru_stime + below.ru_utime + below.ru_stime
    print(json.dumps({"processor": used, "memory_mb": own.ru_maxrss / 1024, "detail": detail}))


if __name__ == "__main__":
    main()
