"""Items stored in portions while others are made already: a kill at any moment loses and doubles nothing."""

from __future__ import annotations

import itertools
import signal
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from service.batches import starting, storing
from service.batches.model import Item, Rejected, Work
from service.batches.places import HIDDEN, source_path
from service.batches.processes import Workers
from service.batches.running import run, status
from service.errors import BadData, Conflict
from service.storage import Registry, batches, open_registry
from tests.service.batches import tiny
from tests.service.batches.conftest import Begun, deadly, ending, in_child

COUNT = 12
# Long enough that processes are begun for it.
LARGE = tiny.source(COUNT, k1={"text": "落实责任" * 10_000})


class Idle(Workers):
    """Workers that are there and make nothing."""

    @property
    def begun(self) -> bool:
        """Whether they are there."""
        return True

    def begin(self) -> None:
        """Begin none."""


@pytest.fixture(autouse=True)
def _in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Store each item by itself."""
    monkeypatch.setattr(storing, "_PORTION", 1)


@pytest.fixture
def broken_off(
    registry: Registry, registry_url: str, tmp_path: Path, now: Any
) -> Callable[..., Begun]:
    """Return what begins a batch in a process that is killed at a call, or when that returns."""

    def beginning(
        owner: Any, name: str, number: int, *, after: bool = False, most: int = 0
    ) -> Begun:
        begun = Begun(registry, registry_url, "", tmp_path / "out", now)

        def die(other: Registry) -> None:
            deadly(owner, name, number, after=after)
            workers = (Workers if most else Idle)(registry_url, tiny.__name__, most)
            start(replace(begun, registry=other), workers)

        assert ending(in_child(begun, die)) == -signal.SIGKILL
        found, _ = batches.newest_batch(registry.database, str(begun.folder.resolve()))
        return replace(begun, id=found)

    return beginning


def start(begun: Begun, workers: Workers | None = None, data: bytes = LARGE) -> str:
    """Begin a batch, or go on with it."""
    source = ("a.json", data)
    return starting.start(
        *(begun.registry, "tiny", source, begun.folder),
        options={},
        now=begun.now,
        workers=workers,
    )


def expected() -> dict[str, bytes]:
    """Return the files of all items."""
    return {tiny.name_of(n): tiny.content_of(n) for n in range(COUNT)} | {
        tiny.name_of(1): tiny.content_of(1, "落实责任" * 10_000)
    }


@pytest.fixture
def patient(registry_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the fifth item be stored only when one has been made."""
    real, calls = Workers.feed, itertools.count(1)

    def feed(self: Workers, batch: str) -> None:
        real(self, batch)
        if next(calls) == 4:
            _wait_for_one_made(registry_url, batch)

    monkeypatch.setattr(Workers, "feed", feed)


def _wait_for_one_made(url: str, batch: str) -> None:
    deadline = time.monotonic() + 60
    with open_registry(url) as registry:
        while not batches.counts(registry.database, batch)["done"]:
            assert time.monotonic() < deadline, "nothing was made before all was stored"
            time.sleep(0.02)


STEPS: list[tuple[Any, str, int]] = [
    (batches, "insert_batch", 1),
    (batches, "add_items", 1),
    (batches, "add_items", 5),
    (Workers, "feed", 2),
    (batches, "mark_stored", 1),
]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("owner", "name", "number"), STEPS, ids=[f"{name}-{number}" for _, name, number in STEPS]
)
@pytest.mark.parametrize("by", ["run", "start"])
def test_what_was_killed_while_it_stored_is_stored_by_the_next_run(
    broken_off: Callable[..., Begun], owner: Any, name: str, number: int, after: bool, by: str
) -> None:
    begun = broken_off(owner, name, number, after=after)
    if by == "start" or not begun.id:
        again = start(begun)
        assert begun.id in ("", again)
        begun = replace(begun, id=again)
    state = begun.run()
    assert (state.stored, state.done, state.failed, state.waiting) == (True, COUNT, 0, 0)
    assert begun.files() == expected()
    assert [one.key for one in begun.items()] == [f"k{n}" for n in range(COUNT)]


@pytest.mark.usefixtures("patient")
def test_items_are_made_while_others_are_stored(
    registry: Registry, registry_url: str, tmp_path: Path, now: Any
) -> None:
    begun = Begun(registry, registry_url, "", tmp_path / "out", now)
    with Workers(registry_url, tiny.__name__, 2) as workers:
        begun = replace(begun, id=start(begun, workers))
        with pytest.raises(Conflict, match="正在处理"):
            run(registry, registry_url, begun.id, now=now, workers=1)
        state = run(registry, registry_url, begun.id, now=now, workers=workers)
    assert (state.done, state.finished) == (COUNT, True)
    assert begun.files() == expected()
    assert {(one.token, one.attempts) for one in begun.items()} == {(1, 1)}


@pytest.mark.usefixtures("patient")
def test_what_helpers_made_before_a_kill_is_not_made_again(
    broken_off: Callable[..., Begun],
) -> None:
    begun = broken_off(batches, "add_items", 5, most=2)
    assert not status(begun.registry, begun.id).stored
    marked = {one.key for one in begun.items() if one.state == "done"}
    assert marked
    assert begun.run(workers=2).done == COUNT
    assert begun.files() == expected()
    assert {one.key for one in begun.items() if not one.attempts} == marked


def test_a_source_that_reads_otherwise_by_now_is_stored_as_it_reads(
    broken_off: Callable[..., Begun], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, real = broken_off(batches, "add_items", 5), tiny.read

    def read(*given: Any) -> Any:
        work = real(*given)
        return replace(work, items=[one for one in work.items if one.key != "k2"])

    monkeypatch.setattr(tiny, "read", read)
    assert begun.run().done == COUNT - 1
    assert [one.key for one in begun.items()] == [f"k{n}" for n in range(COUNT) if n != 2]


def test_what_an_earlier_batch_made_is_not_made_again(broken_off: Callable[..., Begun]) -> None:
    """A file edited by hand stays alone, as it does where nothing is killed."""
    first = broken_off(batches, "mark_stored", 1, after=True)
    first.run()
    (first.folder / tiny.name_of(3)).write_bytes(b"by hand")
    changed = tiny.source(COUNT, k1={"text": "落实责任" * 10_001})

    def die(registry: Registry) -> None:
        deadly(batches, "add_items", 2)
        start(replace(first, registry=registry), Idle(first.url, tiny.__name__, 0), changed)

    assert ending(in_child(first, die)) == -signal.SIGKILL
    begun = replace(first, id=start(first, data=changed))
    assert begun.id != first.id
    assert begun.run().done == COUNT
    assert begun.files() == expected() | {
        tiny.name_of(1): tiny.content_of(1, "落实责任" * 10_001),
        tiny.name_of(3): b"by hand",
    }


def test_without_its_source_it_cannot_go_on_until_that_is_given_again(
    broken_off: Callable[..., Begun],
) -> None:
    begun = broken_off(batches, "add_items", 5)
    source_path(begun.folder, begun.id, "a.json").unlink()
    with pytest.raises(BadData, match=r"a\.json.*重新生成"):
        begun.run()
    assert start(begun) == begun.id
    assert begun.run().done == COUNT


def test_what_turns_out_to_be_rejected_while_items_are_stored_is_told(
    registry: Registry, registry_url: str, tmp_path: Path, now: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tiny.read

    def read(*given: Any) -> Work:
        work, rejected = real(*given), list[Rejected]()

        def items() -> Iterator[Item]:
            for one in work.items:
                if one.key == "k9":
                    rejected.append(Rejected("", one.row, "缺少内容，请填写。"))
                else:
                    yield one

        return replace(work, items=items(), rejected=rejected)

    monkeypatch.setattr(tiny, "read", read)
    begun = Begun(registry, registry_url, "", tmp_path / "out", now)
    with Idle(registry_url, tiny.__name__, 0) as workers:
        begun = replace(begun, id=start(begun, workers))
    state = begun.run()
    assert (state.done, state.rejected) == (COUNT - 1, 1)


def test_a_source_is_not_held_while_its_items_are_stored(
    registry: Registry, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = []
    monkeypatch.setattr(
        starting, "_store", lambda *_: held.append(tracemalloc.get_traced_memory()[0])
    )
    tracemalloc.start()
    try:
        sources = [("a.json", tiny.source(COUNT).ljust(_HEAVY))]
        assert tracemalloc.get_traced_memory()[0] > _HEAVY
        starting.start(registry, "tiny", sources.pop(), tmp_path / "out", options={}, now=now)
    finally:
        tracemalloc.stop()
    assert len(held) == 1
    assert held[0] < _HEAVY / 2


_HEAVY = 10_000_000


def test_a_source_that_cannot_be_read_is_not_kept(
    registry: Registry, tmp_path: Path, now: datetime
) -> None:
    source = ("a.json", tiny.source(2, k0={"reject": "缺少名称"}, k1={"reject": "缺少名称"}))
    with pytest.raises(BadData, match="没有可以生成的内容"):
        starting.start(registry, "tiny", source, tmp_path / "out", options={}, now=now)
    assert not list((tmp_path / "out" / HIDDEN).glob("*.json"))
