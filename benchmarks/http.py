"""Checks over HTTP: the real service with its workers, beside the endpoint one would write else.

    python -m benchmarks.http [--sizes 100000] [--full] [--workers 2] [--output http.json]

A registry of made-up names (`benchmarks.generator`) is served by `pinwen serve`; 32 connections that are kept
open ask one name after another, every second one registered, for some seconds (`benchmarks.load`); what is
asked while the servers warm up is not asked again. The peer has as many workers and the same names
(`benchmarks.http_peer`). Servers and load share the processors of the machine.
"""

from __future__ import annotations

import csv
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import load
from benchmarks.generator import rows
from benchmarks.keeping import keep
from benchmarks.options import NATION, PROVINCE, TOWN, sized
from benchmarks.registries import import_table, table

# More names than are asked in the time, so that none is asked twice; one in so many is to warm up.
_SEED, _ASKED, _WARMING = 8, 30_000, 4
_WARM = 3.0


@dataclass(frozen=True, slots=True)
class Figure:
    """What one way answered under one load.

    Attributes:
        way: `pinwen serve`, or the peer.
        size: names in the registry.
        workers, connections: processes that serve, callers at a time.
        per_s: answers a second.
        p50_ms, p99_ms, worst_ms: how long one took.
        errors: answers other than 200, and connections that broke.
    """

    way: str
    size: int
    workers: int
    connections: int
    per_s: float
    p50_ms: float
    p99_ms: float
    worst_ms: float
    errors: int


@dataclass(frozen=True, slots=True)
class Manner:
    """How is asked."""

    workers: int
    connections: int
    seconds: float


def of_size(size: int, folder: Path, manner: Manner) -> Iterator[Figure]:
    """Yield the figures of both ways at one size."""
    source, url = folder / "brands.csv", str(folder / "brands.sqlite")
    table(size, source)
    import_table(str(source), url)
    with source.open(encoding="utf-8-sig", newline="") as file:
        names = [row[0] for row in csv.reader(file)][1:]
    every, asked, warming = (folder / f"{name}.json" for name in ("names", "asked", "warming"))
    every.write_text(json.dumps(names), encoding="utf-8")
    new = [row.name for row in rows(_ASKED // 2, seed=_SEED)]
    known = names[:: max(1, len(names) // len(new))]
    mixed = [name for pair in zip(new, known, strict=False) for name in pair]
    warming.write_text(json.dumps(mixed[: len(mixed) // _WARMING]), encoding="utf-8")
    asked.write_text(json.dumps(mixed[len(mixed) // _WARMING :]), encoding="utf-8")
    workers = str(manner.workers)
    ours = [sys.executable, "-m", "cli", "serve", "--registry", url, "--workers", workers]
    with serving(ours, {}) as port:
        yield figure("pinwen serve", size, manner, port, "/api/v1/names:check", warming, asked)
    peer = [sys.executable, "-m", "uvicorn", "benchmarks.http_peer:app", "--workers", workers]
    quiet = ["--log-level", "warning", "--no-access-log"]
    with serving([*peer, *quiet], {"PEER_NAMES": str(every)}) as port:
        yield figure("FastAPI with rapidfuzz", size, manner, port, "/check", warming, asked)


def figure(
    way: str, size: int, manner: Manner, port: int, path: str, warming: Path, asked: Path
) -> Figure:
    """Return what one way answers, after a while that is not counted."""
    load.run(port, path, warming, connections=manner.connections, seconds=_WARM)
    seen = load.run(port, path, asked, connections=manner.connections, seconds=manner.seconds)
    found = Figure(
        way,
        size,
        manner.workers,
        manner.connections,
        seen.per_second,
        seen.p50_ms,
        seen.p99_ms,
        seen.worst_ms,
        seen.errors,
    )
    print(
        f"{size:>9,} {way:24} {found.per_s:8,.0f} /s  p50 {found.p50_ms:8.1f} ms"
        f"  p99 {found.p99_ms:8.1f} ms  errors {found.errors}",
        flush=True,
    )
    return found


@contextmanager
def serving(command: list[str], environment: dict[str, str]) -> Iterator[int]:
    """Run a service on a free port and give the port once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [*command, "--port", str(port)],
        stdout=subprocess.DEVNULL,
        env={**os.environ, **environment},
    )
    try:
        _until_up(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(60)


def _until_up(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if server.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the service does not come up")


def main(arguments: list[str] | None = None) -> None:
    """Measure, print, and write JSON if asked."""
    parser = sized(__doc__, (TOWN,), further=(PROVINCE, NATION))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=10.0)
    given = parser.parse_args(arguments)
    manner = Manner(given.workers, given.connections, given.seconds)
    found: list[Figure] = []
    for size in (*given.sizes, *given.further):
        with tempfile.TemporaryDirectory(prefix="pinwen-http-") as folder:
            found += of_size(size, Path(folder), manner)
    keep([asdict(one) for one in found], given.output)


if __name__ == "__main__":
    main()
