"""Whole registries: import, export, pages, audit and undo, each beside what one would write for it else.

    python -m benchmarks.national [--sizes 50000 200000] [--full] [--output national.json]
                                  [--jobs import pages …] [--databases sqlite postgresql]

The jobs are those of `benchmarks.registries`, each in a process of its own, whose memory is sampled with that
of all its children (`benchmarks.memory`; a PostgreSQL server is none of them). Each database is filled by
the import and dropped at the end of its size. PostgreSQL is measured when PINWEN_TEST_POSTGRESQL names a
server; the workbook once, at the largest size up to what a sheet holds. Times are of the clock; beside each
stands how much of it this job had a processor, which says how far others disturbed it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.goals import SHEET
from benchmarks.keeping import keep
from benchmarks.memory import watched
from benchmarks.options import NATION, PROVINCE, sized
from benchmarks.registries import JOBS, table, write_sheet
from service.collecting import collect_rarely

SIZES = (50_000, 200_000)
DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
# Jobs by what they need, in the order in which they run; an undo leaves nothing to ask.
_OF_TABLE, _OF_REGISTRY = ("executemany", "cdist"), ("pages", "export", "audit", "undo")
CHOICES = ("import", *_OF_TABLE, *_OF_REGISTRY, "sheet")
_LABELS = {
    "import": "import csv, {}, index",
    "executemany": "csv to executemany, SQLite",
    "pages": "pages, {}",
    "export": "export csv, {}",
    "audit": "audit, {}",
    "undo": "undo the import, {}",
    "cdist": "rapidfuzz cdist, sample",
    "sheet": "import xlsx, {}, index",
    "sheet export": "export xlsx, {}",
    "sheet again": "import the exported xlsx again, {}",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """What a job took.

    Attributes:
        job: what was done, and by what.
        size: names in the registry.
        seconds: by the clock.
        processor: seconds of processor time of the process and its children.
        memory_mb: most memory of the process and its children at once, what they share counted once (PSS).
        detail: what else there is to tell.
        rss_mb: the same, what they share counted in each (RSS).
        processes: most at a time.
    """

    job: str
    size: int
    seconds: float
    processor: float
    memory_mb: float
    detail: dict[str, float]
    rss_mb: float = 0.0
    processes: int = 1


def measured(job: str, size: int, database: str, *arguments: str) -> Figure:
    """Return what a job takes in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.national", "--job", job, *arguments]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        with watched(process.pid) as peak:
            said, _ = process.communicate()
        took = time.perf_counter() - start
    if process.returncode:
        raise RuntimeError(f"{job} failed")
    found = json.loads(said.splitlines()[-1])
    figure = Figure(
        _LABELS[job].format(DATABASES.get(database, "")),
        size,
        took,
        found["processor"],
        peak.pss,
        found["detail"],
        peak.rss,
        peak.processes,
    )
    shown(figure)
    return figure


def shown(figure: Figure) -> None:
    """Print a figure on a line."""
    told = "  ".join(f"{name} {value:,.1f}" for name, value in figure.detail.items())
    print(
        f"{figure.size:>9,} {figure.job:32} {figure.seconds:8.1f} s  processor {figure.processor:7.1f} s"
        f"  {figure.memory_mb:6.0f} MB (RSS {figure.rss_mb:.0f}, {figure.processes} processes)  {told}",
        flush=True,
    )


def of_size(
    size: int, folder: Path, jobs: Collection[str], databases: Collection[str]
) -> Iterator[Figure]:
    """Yield the figures of the chosen jobs at one size, each as soon as it is known."""
    source = folder / "brands.csv"
    table(size, source)
    for job in _OF_TABLE:
        if job in jobs:
            yield measured(job, size, "", str(source), str(folder / "plain.sqlite"))
    (folder / "plain.sqlite").unlink(missing_ok=True)
    asked = [job for job in _OF_REGISTRY if job in jobs]
    for database in databases if asked or "import" in jobs else ():
        with registry(database, folder) as url:
            yield measured("import", size, database, str(source), url)
            for job in asked:
                target = folder / ("out.csv" if job == "export" else f"{database}-{job}")
                yield measured(job, size, database, url, str(target))


def of_sheet(size: int, folder: Path, databases: Collection[str]) -> Iterator[Figure]:
    """Yield what it takes to import a workbook of so many rows, to export it, and to import that again."""
    source, book = folder / "brands.csv", folder / "brands.xlsx"
    table(size, source)
    write_sheet(str(source), str(book))
    for database in databases:
        with registry(database, folder) as url:
            yield measured("sheet", size, database, str(book), url)
            made = folder / f"{database}.xlsx"
            yield measured("sheet export", size, database, url, str(made))
            yield measured("sheet again", size, database, str(made), url)
            made.unlink()


@contextmanager
def place() -> Iterator[Path]:
    """Give a folder for everything, the index of a registry on a server too; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="pinwen-national-") as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        yield Path(folder)


@contextmanager
def registry(database: str, folder: Path) -> Iterator[str]:
    """Give a path or URL where an import may make a registry; what it made is gone afterwards."""
    if database == "sqlite":
        with tempfile.TemporaryDirectory(dir=folder) as place:
            yield f"{place}/brands.sqlite"
        return
    import psycopg

    server = os.environ["PINWEN_TEST_POSTGRESQL"]
    name = f"national_{os.getpid()}"
    with closing(psycopg.connect(server, autocommit=True)) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
        try:
            yield f"{server}?options=-csearch_path%3D{name}"
        finally:
            connection.execute(f"DROP SCHEMA {name} CASCADE".encode())


def main(arguments: list[str] | None = None) -> None:
    """Measure, print, and write JSON if asked, after each size."""
    given = _parser().parse_args(arguments)
    if given.job:
        _alone(*given.job)
        return
    databases = [one for one in given.databases if one != "postgresql" or _server()]
    sizes = (*given.sizes, *given.further)
    found: list[Figure] = []
    for size in sizes:
        with place() as folder:
            for figure in of_size(size, folder, given.jobs, databases):
                found.append(figure)
                keep([asdict(one) for one in found], given.output)
    if "sheet" in given.jobs:
        with place() as folder:
            found += of_sheet(min(max(sizes), SHEET), folder, databases)
    keep([asdict(one) for one in found], given.output)


def _server() -> str:
    return os.environ.get("PINWEN_TEST_POSTGRESQL", "")


def _parser() -> argparse.ArgumentParser:
    parser = sized(__doc__, SIZES, further=(PROVINCE, NATION))
    parser.add_argument("--jobs", nargs="+", choices=CHOICES, default=CHOICES)
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=tuple(DATABASES))
    parser.add_argument("--job", nargs=3, help=argparse.SUPPRESS)
    return parser


def _alone(job: str, one: str, other: str) -> None:
    collect_rarely()  # as the command does
    detail = JOBS[job](one, other)
    own, below = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    used = own.ru_utime + own.ru_stime + below.ru_utime + below.ru_stime
    print(json.dumps({"processor": used, "detail": detail}))


if __name__ == "__main__":
    main()
