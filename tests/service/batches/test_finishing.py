"""The end of a batch: registers by one process or several, killed at any step, finished by the next run."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service.batches import finishing, registers, writing
from service.batches.running import run
from service.batches.stopping import stoppable
from service.errors import ServiceError
from service.storage import Registry, batches
from tests.running import children, is_running
from tests.service.batches import tiny
from tests.service.batches.conftest import COUNT, Begun, ending, in_child, killed

# What comes after the items, in order: the calls that make the register and the index, show and keep them.
# Seventy items are taken three times, and each lease brings its files to disk before.
STEPS: list[tuple[Any, str, int]] = [
    (finishing, "done_batch", 1),
    (registers, "begin_to_show", 1),
    (writing.Stage, "add", COUNT + 1),
    (writing.Stage, "settle", 4),
    (os, "fsync", COUNT + 3 + 1),
    (batches, "announce_files", 4),
    (writing.Stage, "publish", 4),
    (Path, "replace", COUNT + 1),
    (os, "fsync", COUNT + 3 + 2),
    (registers, "begin_to_show", 2),
    (Path, "replace", COUNT + 2),
    (finishing, "_remove_old", 1),
    (batches, "mark_finished", 1),
]


def ends(folder: Path) -> dict[str, bytes]:
    """Return the files of the end of a batch that stand in its folder."""
    names = (tiny.REGISTER, "登记册二.txt", "索引.xlsx")
    return {name: (folder / name).read_bytes() for name in names if (folder / name).exists()}


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("owner", "name", "number"), STEPS, ids=[f"{name}-{number}" for _, name, number in STEPS]
)
def test_killed_at_its_end_a_batch_is_finished_by_the_next_run(
    begun: Begun, owner: Any, name: str, number: int, after: bool
) -> None:
    killed(begun, owner, name, number, after=after)
    there = ends(begun.folder)
    assert all(one.state == "done" for one in begun.items())
    state = begun.run(workers=1)
    assert (state.finished, state.notes) == (True, ())
    assert there.items() <= ends(begun.folder).items()
    assert ends(begun.folder).keys() == {tiny.REGISTER, "索引.xlsx"}
    assert not list(begun.folder.rglob(f"{writing.PREFIX}*"))


def test_any_number_of_processes_makes_the_same_end(begin: Callable[[bytes], Begun]) -> None:
    begun = begin(tiny.source(COUNT, k1={"text": "两册"}))
    alone = begun.run(workers=1)
    one = ends(begun.folder)
    assert len(one) == 3
    for name in one:
        (begun.folder / name).unlink()
    together = begun.run(workers=2)
    assert ends(begun.folder) == one
    assert alone.notes == together.notes == (f"登记 {COUNT} 份。",)


def test_a_register_whose_process_is_killed_is_made_by_the_next_run(begun: Begun) -> None:
    (begun.folder / tiny.DEADLY).touch()
    with pytest.raises(ServiceError, match="意外中断"):
        begun.run(workers=2)
    assert {one.state for one in begun.items()} == {"done"}
    state = begun.run(workers=2)
    assert state.finished
    assert ends(begun.folder).keys() == {tiny.REGISTER, "索引.xlsx"}


def test_killed_while_processes_make_registers_a_run_is_alone_again(
    begin: Callable[[bytes], Begun],
) -> None:
    begun = begin(tiny.source(COUNT, k1={"text": "慢册"}))
    begun.run(workers=1)
    for name in ends(begun.folder):
        (begun.folder / name).unlink()
    process = in_child(
        begun, lambda registry: run(registry, begun.url, begun.id, now=begun.now, workers=2)
    )
    helpers = _children(process)
    os.kill(process, signal.SIGKILL)
    assert ending(process) == -signal.SIGKILL
    assert begun.run(workers=2).finished
    assert ends(begun.folder).keys() == {tiny.REGISTER, "索引.xlsx"}
    deadline = time.monotonic() + 20
    while any(map(is_running, helpers)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(map(is_running, helpers))


def test_asked_to_end_while_registers_are_made_a_run_ends_in_order(
    begin: Callable[[bytes], Begun],
) -> None:
    begun = begin(tiny.source(COUNT, k1={"text": "慢册"}))
    begun.run(workers=1)
    (begun.folder / tiny.REGISTER).unlink()

    def running(registry: Registry) -> None:
        with stoppable() as stop:
            run(registry, begun.url, begun.id, now=begun.now, workers=2, stop=stop)

    process = in_child(begun, running)
    _children(process)
    os.kill(process, signal.SIGTERM)
    assert ending(process) == 130
    assert begun.run(workers=2).finished
    assert ends(begun.folder).keys() == {tiny.REGISTER, "索引.xlsx"}
    assert not list(begun.folder.rglob(f"{writing.PREFIX}*"))


def _children(process: int) -> list[int]:
    """Return the ids of the processes that a process began, once there are some."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if found := children(process):
            return found
        time.sleep(0.01)
    raise AssertionError("no process was begun")
