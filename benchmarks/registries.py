"""The jobs of a whole registry, each a function of two texts, so that it can run in a process of its own.

Beside ours stands what one would write for it else. Names are made up (`benchmarks.generator`), each key
once, with a unit of its own.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.generator import rows

_SEED = 7
_HEADINGS = ("品牌名称", "单位名称", "状态", "传播语", "登记日期")
# Names whose pairs cdist judges; all pairs of n names are reckoned from it.
_SAMPLE = 4_000

Told = dict[str, float]
"""What else there is to tell of a job, by name."""


def table(size: int, path: Path) -> None:
    """Write a table of so many brands, no two of one key."""
    from nlp.plain import parts_and_key

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


def import_table(source: str, url: str) -> Told:
    """Import with the index, as the command does; tells what is left to do before the first check."""
    from service.book.names import cache_of, open_book
    from service.importing.files import import_file
    from service.limits import Limits
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
        left = time.perf_counter() - start - file_only
    altered = done.result.added + done.result.updated
    return {"rows": done.rows, "altered": altered, "before_first_check_s": left}


def write_sheet(source: str, target: str) -> Told:
    """Write the workbook of a table, its one sheet as an office would save it."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("品牌")
    with Path(source).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            sheet.append(row)
    book.save(target)
    return {}


def undo(url: str, _: str) -> Told:
    """Take the last import back."""
    from service import registry as use
    from service.storage import open_registry

    with open_registry(url) as registry:
        one = use.list_imports(registry)[0]
        done = use.undo_import(registry, one.id, who="-", now=datetime.now(UTC))
        return {"rows": done.added, "left": use.counts(registry).total}


def plain_import(source: str, url: str) -> Told:
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


def export_table(url: str, target: str) -> Told:
    """Export to a file of the kind that its name says."""
    from service.exporting import export
    from service.storage import open_registry

    with open_registry(url) as registry:
        return {"rows": export(registry, Path(target))}


def audit_registry(url: str, folder: str) -> Told:
    """Audit, with all files of it."""
    from service.auditing import audit, write_audit
    from service.book.names import cache_of
    from service.storage import open_registry

    with open_registry(url) as registry:
        today, index = datetime.now(UTC).date(), cache_of(url)
        report = audit(registry, today=today, folder=Path(folder), index=index)
        write_audit(report, Path(folder))
    return {"groups": len(report.groups), "crowds": len(report.crowded), **report.beyond}


def cdist_sample(source: str, _: str) -> Told:
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


def pages(url: str, _: str) -> Told:
    """Ask for pages, filters and counts; tells the slowest of five of each, in ms."""
    from service import registry as use
    from service.model import Status
    from service.results import BrandFilter
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


JOBS: dict[str, Callable[[str, str], Told]] = {
    "import": import_table,
    "executemany": plain_import,
    "export": export_table,
    "pages": pages,
    "audit": audit_registry,
    "cdist": cdist_sample,
    "undo": undo,
    "sheet": import_table,
    "sheet export": export_table,
    "sheet again": import_table,
}
