"""Killed by the system at any step, a batch is finished by the next run: nothing lost, partial or doubled."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service.batches import starting, writing
from service.batches.lock import only_runner
from service.batches.processes import MOST_ATTEMPTS
from service.batches.running import run
from service.errors import Conflict
from service.storage import Registry, batches, leasing
from tests.running import is_running
from tests.service.batches import tiny
from tests.service.batches.conftest import COUNT, Begun, deadly, ending, in_child, killed

# The calls a run makes, in order, to bring files to disk and mark items made; the number is which of them.
STEPS: list[tuple[Any, str, int]] = [
    (leasing, "lease", 1),
    (leasing, "lease", 2),
    (writing.Stage, "add", 1),
    (writing.Stage, "add", 40),
    (os, "fsync", 2),
    (os, "fsync", 45),
    (writing.Stage, "begin_to_settle", 1),
    (writing.Stage, "begin_to_settle", 2),
    (writing.Stage, "settle", 1),
    (writing.Stage, "publish", 2),
    (batches, "announce_files", 2),
    (leasing, "renew", 2),
    (Path, "replace", 1),
    (Path, "replace", 50),
    (writing, "_sync_folder", 2),
    (leasing, "complete", 1),
    (leasing, "complete", 3),
    (batches, "mark_finished", 1),
]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("owner", "name", "number"), STEPS, ids=[f"{name}-{number}" for _, name, number in STEPS]
)
def test_a_killed_run_is_finished_by_the_next(
    begun: Begun, owner: Any, name: str, number: int, after: bool
) -> None:
    killed(begun, owner, name, number, after=after)
    expected = begun.expected()
    # Whatever is there under its name is whole already.
    there = {name: data for name, data in begun.files().items() if name in expected}
    assert there.items() <= expected.items()
    state = begun.run()
    assert (state.done, state.failed, state.waiting, state.finished) == (COUNT, 0, 0, True)
    assert begun.files() == expected
    assert [one.files[0][0] for one in begun.items()] == list(expected)
    assert not list(begun.folder.rglob(f"{writing.PREFIX}*"))


def test_a_run_killed_again_and_again_condemns_no_item(begin: Callable[[bytes], Begun]) -> None:
    """Only workers that die while their run lives tell that an item is to blame."""
    begun = begin(tiny.source(1))
    for _ in range(MOST_ATTEMPTS + 1):
        killed(begun, writing.Stage, "publish", 1)
    state = begun.run(workers=2)
    assert (state.done, state.failed) == (1, 0)


@pytest.mark.parametrize("name", ["insert_batch", "add_items"])
def test_a_start_that_was_killed_left_nothing_behind(
    begun: Begun, begin: Callable[[bytes], Begun], name: str
) -> None:
    data = tiny.source(COUNT, k1={"text": "改"})

    def die(registry: Registry) -> None:
        deadly(batches, name, 1, after=True)
        starting.start(registry, "tiny", ("a.json", data), begun.folder, options={}, now=begun.now)

    assert ending(in_child(begun, die)) == -signal.SIGKILL
    assert begin(data).run().done == COUNT


def test_a_source_changed_after_a_kill_leaves_no_doubles(
    begun: Begun, begin: Callable[[bytes], Begun]
) -> None:
    """Files shown but not marked are known as ours: another source may write over them."""
    killed(begun, leasing, "complete", 1)
    changed = begin(tiny.source(COUNT, k5={"text": "改"}))
    assert changed.run().done == COUNT
    assert changed.files() == begun.expected() | {tiny.name_of(5): tiny.content_of(5, "改")}


def test_killed_with_its_workers_at_work_a_run_is_alone_again(
    begin: Callable[[bytes], Begun],
) -> None:
    slow = {f"k{n}": {"sleep": 0.08} for n in range(COUNT)}
    begun = begin(tiny.source(COUNT, **slow))
    process = in_child(
        begun, lambda registry: run(registry, begun.url, begun.id, now=begun.now, workers=2)
    )
    owners = _wait_for_owners(begun)
    with pytest.raises(Conflict, match="正在处理"):
        begun.run()
    os.kill(process, signal.SIGKILL)
    assert ending(process) == -signal.SIGKILL
    assert begun.run(workers=2).done == COUNT
    assert begun.files() == begun.expected()
    assert _end_of(owners)


def _wait_for_owners(begun: Begun) -> list[int]:
    """Return the ids of two worker processes once both have taken items."""
    deadline = time.monotonic() + 30
    found: list[Any] = []
    while len(found) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
        found = begun.registry.database.rows(
            "SELECT DISTINCT owner FROM batch_items WHERE state = 'leased'"
        )
    return [int(str(owner).removeprefix("worker-")) for (owner,) in found]


def _end_of(processes: list[int]) -> bool:
    """Return whether processes come to their end within some seconds."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if not any(is_running(process) for process in processes):
            return len(processes) == 2
        time.sleep(0.05)
    return False


def test_a_second_run_writes_nothing(begun: Begun) -> None:
    begun.run()
    before = {path: path.stat().st_mtime_ns for path in begun.folder.glob("*.*")}
    assert begun.run().finished
    assert {path: path.stat().st_mtime_ns for path in begun.folder.glob("*.*")} == before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
@pytest.mark.parametrize("workers", [1, 2])
def test_asked_to_end_a_run_gives_back_what_it_holds(
    begin: Callable[[bytes], Begun], number: signal.Signals, workers: int
) -> None:
    from service.batches.stopping import stoppable

    slow = {f"k{n}": {"sleep": 0.02} for n in range(COUNT)}
    begun = begin(tiny.source(COUNT, **slow))

    def running(registry: Registry) -> None:
        with stoppable() as stop:
            run(registry, begun.url, begun.id, now=begun.now, workers=workers, stop=stop)

    for _ in range(4 if workers == 1 and number is signal.SIGTERM else 1):
        process = in_child(begun, running)
        _wait_for_lease(begun)
        os.kill(process, number)
        assert ending(process) == 130
        assert batches.counts(begun.registry.database, begun.id)["leased"] == 0
        assert not list(begun.folder.rglob(f"{writing.PREFIX}*"))
    # Being stopped, however often, is no fault of the items.
    assert {one.attempts for one in begun.items() if one.state == "waiting"} <= {0}
    assert {one.state for one in begun.items()} <= {"waiting", "done"}


def _wait_for_lease(begun: Begun) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if batches.counts(begun.registry.database, begun.id)["leased"]:
            return
        time.sleep(0.02)
    raise AssertionError("no item was taken")


def test_a_run_waits_a_moment_for_a_folder_that_is_let_go(begun: Begun) -> None:
    """Processes that a killed run was just beginning hold its lock until they are begun."""
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with only_runner(begun.folder / ".pinwen"):
            held.set()
            done.wait(0.2)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait()
    assert begun.run(workers=1).done == COUNT
    holder.join()
