"""Processes that all register the same names at one moment: exactly one must win each.

Run `.ci/with-postgresql .venv/bin/python -m benchmarks.registration_race [PROCESSES] [NAMES]`, by default
64 processes and 1,000 names, on SQLite and on PostgreSQL. Beside it, in the same run, the peer that many
programs are: a look whether the name is there and then an insert, with no constraint.
"""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import sys
import tempfile
import time
import uuid
from collections import Counter
from datetime import UTC, datetime
from itertools import islice, product
from multiprocessing.pool import Pool
from multiprocessing.synchronize import Barrier
from pathlib import Path

from service.errors import DuplicateBrand, ServiceError
from service.model import BrandDraft
from service.registry import add_brand, name_rows, verify_audit_log
from service.storage import open_registry

MARKS = "红帆灯塔星火奔流知行春雨山海林田"


def race_names(count: int) -> list[str]:
    """Return distinct names of three characters, at most 4,096."""
    return ["".join(three) for three in islice(product(MARKS, repeat=3), count)]


_FORK = multiprocessing.get_context("fork")
_gates: list[Barrier] = []


def _pool(processes: int) -> Pool:
    gate = _FORK.Barrier(processes)
    return _FORK.Pool(processes, initializer=_gates.append, initargs=(gate,))


def _wait_for_all() -> None:
    _gates[-1].wait()


def contend(url: str, names: list[str], worker: int) -> Counter[str]:
    """Register all names for one unit; returns how many were `won`, `lost` or met another `error`."""
    outcome: Counter[str] = Counter()
    with open_registry(url) as registry:
        _wait_for_all()
        for name in names:
            draft = BrandDraft(name, f"第{worker}党支部")
            try:
                add_brand(registry, draft, who=str(worker), now=datetime.now(UTC))
                outcome["won"] += 1
            except DuplicateBrand:
                outcome["lost"] += 1
            except ServiceError as error:
                outcome[f"error {error.code}"] += 1
    return outcome


def run(url: str, *, processes: int, names: int) -> Counter[str]:
    """Let `processes` contend for the same names and return what they met, summed."""
    work = [(url, race_names(names), worker) for worker in range(processes)]
    with _pool(processes) as pool:
        return sum(pool.starmap(contend, work, chunksize=1), Counter())


def naive(path: str, names: list[str], worker: int) -> int:
    """Look first, insert after, as the peer does; returns how many rows were written."""
    with sqlite3.connect(path, timeout=60, isolation_level=None) as connection:
        written = 0
        _wait_for_all()
        for name in names:
            taken = connection.execute("SELECT 1 FROM brands WHERE name = ?", (name,)).fetchone()
            if not taken:
                connection.execute("INSERT INTO brands VALUES (?, ?)", (name, worker))
                written += 1
        return written


def run_naive(path: str, *, processes: int, names: int) -> int:
    """Return how many names the peer registered more than once."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE brands (name TEXT, worker INTEGER)")
    work = [(path, race_names(names), worker) for worker in range(processes)]
    with _pool(processes) as pool:
        written = sum(pool.starmap(naive, work, chunksize=1))
    return written - names


def main(arguments: list[str]) -> int:
    """Print one line for each engine; 1 if any name was not won exactly once."""
    processes, names = (int(a) for a in [*arguments, "64", "1000"][:2]) if arguments else (64, 1000)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        places = [str(Path(folder) / "race.sqlite")]
        server = os.environ.get("PINWEN_TEST_POSTGRESQL")
        places += [_schema(server)] if server else []
        for url in places:
            start = time.perf_counter()
            outcome = run(url, processes=processes, names=names)
            seconds = time.perf_counter() - start
            with open_registry(url) as registry:
                stored = Counter(row.key for row in name_rows(registry))
                chain = verify_audit_log(registry).intact
                good = chain and len(stored) == names and set(stored.values()) == {1}
                good = good and set(outcome) <= {"won", "lost"} and outcome["won"] == names
                print(
                    f"{registry.engine}: {processes} × {names} in {seconds:.1f} s, {dict(outcome)},"
                    f" log {'intact' if chain else 'BROKEN'}: {'ok' if good else 'FAILED'}"
                )
            failed += not good
        twice = run_naive(str(Path(folder) / "naive.sqlite"), processes=processes, names=names)
        print(f"look, then insert (peer): {twice} registered once too often")
    return int(failed > 0)


def _schema(server: str) -> str:
    import psycopg

    name = f"race_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
    return f"{server}?options=-csearch_path%3D{name}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
