"""Killed by the system at any step, a batch is finished by the next run: nothing lost, partial or doubled."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import docx
import pytest

from service.batches.model import Status
from service.batches.running import items, run, status
from service.storage import batches, open_registry
from tests.service.batches.conftest import COUNT, Begun
from tests.service.batches.victim import STEPS

ROOT = Path(__file__).parents[3]
KILLS = [
    *[(step, number) for step in STEPS if step != "finish" for number in (1, 2)],
    *[(f"after-{step}", 1) for step in STEPS],
    ("fsync", 40),
    ("rename", 33),
    ("finish", 1),
]


def victim(begun: Begun, step: str, number: int) -> int:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.service.batches.victim",
            begun.url,
            begun.id,
            step,
            str(number),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=60,
    )
    return done.returncode


@pytest.mark.parametrize(("step", "number"), KILLS, ids=lambda value: str(value))
def test_a_killed_run_is_finished_by_the_next(
    begun: Begun, now: datetime, step: str, number: int
) -> None:
    assert victim(begun, step, number) == -signal.SIGKILL
    for path in begun.folder.glob("2026*.docx"):
        docx.Document(str(path))  # whatever is there under its name is whole
    state = run(begun.registry, begun.url, begun.id, now=now, workers=1)
    assert (state.done, state.failed, state.waiting, state.finished) == (COUNT, 0, 0, True)
    made = begun.letters()
    assert sorted(made) == sorted(
        name for one in items(begun.registry, begun.id) for name, _ in one.files
    )
    assert len(made) == COUNT
    assert not list(begun.folder.rglob(".pinwen-*"))


def test_a_second_run_writes_nothing(begun: Begun, now: datetime) -> None:
    run(begun.registry, begun.url, begun.id, now=now, workers=1)
    before = {path: path.stat().st_mtime_ns for path in begun.folder.glob("*.*")}
    run(begun.registry, begun.url, begun.id, now=now, workers=1)
    assert {path: path.stat().st_mtime_ns for path in begun.folder.glob("*.*")} == before


def test_worker_processes_share_the_items(begun: Begun, now: datetime) -> None:
    seen: list[Status] = []
    state = run(begun.registry, begun.url, begun.id, now=now, workers=2, progress=seen.append)
    assert (state.done, state.waiting) == (COUNT, 0)
    assert all(one.attempts == 1 for one in items(begun.registry, begun.id))
    assert [s.done for s in seen] == sorted(s.done for s in seen)


def test_a_late_worker_is_refused(begun: Begun) -> None:
    """A worker that slept past its lease may not mark what another has taken over."""
    database = begun.registry.database
    [(position, old, _)] = batches.lease(database, begun.id, "late", count=1, seconds=-5)
    [(again, new, _)] = batches.lease(database, begun.id, "next", count=1, seconds=60)
    assert (again, new) == (position, old + 1)
    row = {"position": position, "state": "done", "files": "[]", "facts": "{}", "problems": "[]"}
    assert batches.complete(database, begun.id, [{**row, "token": old}]) == [position]
    assert batches.complete(database, begun.id, [{**row, "token": new}]) == []


def test_a_stopped_worker_that_wakes_late_does_no_harm(begun: Begun, now: datetime) -> None:
    """SIGSTOP in the middle of a run, another run finishes, SIGCONT: the files stay as they are."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.service.batches.victim", begun.url, begun.id, "finish", "1"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
    )
    try:
        with open_registry(begun.url) as watching:
            deadline = time.monotonic() + 30
            while status(watching, begun.id).done == 0 and time.monotonic() < deadline:
                time.sleep(0.01)
        process.send_signal(signal.SIGSTOP)
        batches.release(begun.registry.database, begun.id)
        from service.batches.worker import work

        work(begun.registry, begun.id, "other")
        made = begun.letters()
    finally:
        process.send_signal(signal.SIGCONT)
        process.wait(timeout=60)
    assert begun.letters() == made
    assert run(begun.registry, begun.url, begun.id, now=now, workers=1).done == COUNT
