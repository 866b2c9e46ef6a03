"""Workers beside each other: each item once, late ones refused, those that kill their worker given up."""

from __future__ import annotations

import os
import resource
import signal
import threading
from collections.abc import Callable
from typing import Any

import pytest

from service.batches import worker
from service.batches.model import Rendered, Status
from service.batches.processes import MOST_ATTEMPTS
from service.batches.worker import Worker
from service.errors import StorageUnavailable
from service.storage import Registry, batches, leasing, open_registry
from tests.service.batches import tiny
from tests.service.batches.conftest import COUNT, Begun, ending, in_child


def test_worker_processes_share_the_items(begun: Begun) -> None:
    seen: list[Status] = []
    state = begun.run(workers=2, progress=seen.append)
    assert (state.done, state.waiting) == (COUNT, 0)
    assert begun.files() == begun.expected()
    assert all(one.attempts == 1 for one in begun.items())
    assert [s.done for s in seen] == sorted(s.done for s in seen)


def test_runners_at_once_make_each_item_once(begun: Begun) -> None:
    def work(registry: Registry) -> None:
        Worker(registry, begun.id, f"other-{os.getpid()}").work()

    processes = [in_child(begun, work) for _ in range(3)]
    assert [ending(process) for process in processes] == [0, 0, 0]
    assert begun.files() == begun.expected()
    assert {(one.state, one.token, one.attempts) for one in begun.items()} == {("done", 1, 1)}


def test_a_late_worker_is_refused(begun: Begun) -> None:
    """A worker that slept past its lease may not mark what another has taken over."""
    database = begun.registry.database
    [(position, old, _)] = leasing.lease(database, begun.id, "late", count=1, seconds=-5)
    leasing.lease(database, begun.id, "other", count=COUNT, seconds=60)
    [(again, new, _)] = leasing.lease(database, begun.id, "next", count=1, seconds=60)
    assert (again, new) == (position, old + 1)
    assert leasing.renew(database, begun.id, {position: old}, seconds=60) == {position}
    assert leasing.renew(database, begun.id, {position: new}, seconds=60) == set()
    made = worker.row(position, old, Rendered(()), ())
    assert leasing.complete(database, begun.id, [made]) == [position]
    assert leasing.complete(database, begun.id, [{**made, "token": new}]) == []
    assert leasing.complete(database, begun.id, [{**made, "token": new}]) == [position]


def test_a_stopped_worker_that_wakes_late_writes_nothing(begun: Begun) -> None:
    """SIGSTOP with files on disk but not shown; another finishes; a person edits; SIGCONT: all stays."""

    def sleepy(registry: Registry) -> None:
        worker.LEASE_SECONDS = -5
        real = leasing.renew

        def stopping(*args: object, **kwargs: object) -> object:
            leasing.renew = real
            # To this thread: it would run on, into a transaction, until another has taken the signal.
            signal.pthread_kill(threading.get_ident(), signal.SIGSTOP)
            return real(*args, **kwargs)  # type: ignore[arg-type]

        leasing.renew = stopping  # type: ignore[assignment]
        Worker(registry, begun.id, "sleepy").work()

    # The stop comes inside a transaction: SQLite keeps others out until then, so it is asked for outside.
    process = in_child(begun, lambda registry: _outside(registry, sleepy))
    assert os.WIFSTOPPED(os.waitpid(process, os.WUNTRACED)[1])
    Worker(begun.registry, begun.id, "other").work()
    assert batches.counts(begun.registry.database, begun.id)["done"] == COUNT
    edited = begun.folder / tiny.name_of(3)
    edited.write_bytes(b"by hand")
    os.kill(process, signal.SIGCONT)
    assert ending(process) == 0
    assert begun.files() == begun.expected() | {edited.name: b"by hand"}
    assert {one.token for one in begun.items()} == {1, 2}


def _outside(registry: Registry, act: Callable[[Registry], None]) -> None:
    """Let `renew` be called outside a transaction, so that a stop there holds no lock."""
    real = Worker._confirm

    def confirm(self: Worker, share: Any) -> set[int]:
        return self._renew(share.tokens) or real(self, share)

    Worker._confirm = confirm  # type: ignore[method-assign]
    act(registry)


@pytest.mark.parametrize("behave", ["die", "crash", "exit", "refuse"])
def test_an_item_that_fails_stops_no_other(begin: Callable[[bytes], Begun], behave: str) -> None:
    begun = begin(tiny.source(COUNT, k7={"behave": behave}))
    state = begun.run(workers=2)
    assert (state.done, state.failed, state.finished) == (COUNT - 1, 1, True)
    bad = begun.items()[7]
    told = {"die": "三次意外中断", "refuse": "缺少内容"}.get(behave, "程序内部错误")
    assert told in bad.problems[0]
    assert bad.attempts == (MOST_ATTEMPTS if behave == "die" else 1)
    expected = begun.expected()
    del expected[tiny.name_of(7)]
    assert begun.files() == expected


def test_what_was_made_before_is_not_held_against_an_item_that_kills(
    begin: Callable[[bytes], Begun],
) -> None:
    """Items of the lease before are on their way to disk when one of the next ends the worker."""
    begun = begin(tiny.source(COUNT, k50={"behave": "die"}))
    state = begun.run(workers=2)
    assert (state.done, state.failed, state.finished) == (COUNT - 1, 1, True)
    assert {one.attempts for one in begun.items() if one.position != 50} <= {1, 2, 3}
    assert begun.items()[50].attempts == MOST_ATTEMPTS


def test_what_is_given_up_is_never_to_be_taken(
    begin: Callable[[bytes], Begun], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between giving back what a dead worker held and giving it up, no other worker may see it wait."""
    begun = begin(tiny.source(COUNT, k7={"behave": "die"}))
    real, seen = leasing.give_up, []

    def looking(*args: object, **kwargs: object) -> int:
        with open_registry(begun.url) as other:
            seen.append(other.database.rows(_SPENT, batch=begun.id, most=MOST_ATTEMPTS))
        return real(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(leasing, "give_up", looking)
    assert begun.run(workers=2).failed == 1
    assert len(seen) > MOST_ATTEMPTS
    assert not any(seen)


_SPENT = "SELECT position FROM batch_items WHERE batch = :batch AND state = 'waiting' AND attempts >= :most"


def test_an_item_that_kills_a_small_run_is_made_apart_by_the_next(
    begin: Callable[[bytes], Begun],
) -> None:
    begun = begin(tiny.source(5, k2={"behave": "die"}))
    process = in_child(begun, lambda registry: Begun.run(_with(begun, registry), workers=2))
    assert ending(process) == -signal.SIGKILL
    state = begun.run(workers=2)
    assert (state.done, state.failed) == (4, 1)


def _with(begun: Begun, registry: Registry) -> Begun:
    return Begun(registry, begun.url, begun.id, begun.folder, begun.now)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_full_disk_stops_without_loss(begin: Callable[[bytes], Begun], workers: int) -> None:
    """One file is larger than the system allows: the run stops in words, and goes on when there is room."""
    begun = begin(tiny.source(COUNT, k50={"text": "大" * 5000}))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000_000, before[1]))
    try:
        for _ in range(MOST_ATTEMPTS + 1):
            with pytest.raises(StorageUnavailable, match="写不进去"):
                begun.run(workers=workers)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert set(begun.files()) < set(begun.expected())
    state = begun.run()
    assert (state.done, state.failed) == (COUNT, 0)


def test_a_folder_that_cannot_be_written_is_told(begun: Begun) -> None:
    begun.folder.joinpath(".pinwen").rename(begun.folder / "away")
    begun.folder.joinpath(".pinwen").write_text("a file in the way")
    with pytest.raises(StorageUnavailable, match="请检查路径和权限"):
        begun.run()
