"""What all items together tell: found while they are made, stored last, told of each in its place."""

from __future__ import annotations

import multiprocessing as mp
import os
import signal
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from service.batches import starting, storing
from service.batches.model import Status
from service.batches.processes import Workers
from service.batches.running import status
from service.storage import Registry, batches
from tests.service.batches import tiny
from tests.service.batches.conftest import Begun, deadly, ending, in_child

COUNT = 12
# Long enough that processes are begun for it.
_LONG = {"text": "落实责任" * 10_000}
_TOLD = {"k3": {"told": "与 5 号相近"}, "k5": {"told": "与 3 号相近"}}


def source(**changes: Any) -> bytes:
    return tiny.source(COUNT, k1=_LONG, **{**_TOLD, **changes})


@pytest.fixture(autouse=True)
def _one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "_PORTION", 1)
    monkeypatch.setattr(storing, "_TOLD", 1)


@pytest.fixture
def begun(registry: Registry, registry_url: str, tmp_path: Path, now: datetime) -> Begun:
    """A folder in which no batch has been begun yet."""
    return Begun(registry, registry_url, "", tmp_path / "out", now)


def start(begun: Begun, data: bytes, workers: Workers | None = None) -> Begun:
    """Begin a batch, or go on with it."""
    batch = starting.start(
        *(begun.registry, "tiny", ("a.json", data), begun.folder),
        options={},
        now=begun.now,
        workers=workers,
    )
    return replace(begun, id=batch)


def register(begun: Begun) -> list[str]:
    return (begun.folder / tiny.REGISTER).read_text().splitlines()


def told_rightly(begun: Begun, state: Status) -> bool:
    """Return whether what is told stands with its items, in number, register and index."""
    index = load_workbook(begun.folder / "索引.xlsx")["索引"]
    said = [row[4] or "" for row in index.iter_rows(min_row=2, values_only=True)]
    found = batches.find_batch(begun.registry.database, begun.id)
    return (
        (state.done, state.finished, state.with_problems) == (COUNT, True, 2)
        and register(begun)[3:6] == ["第3份，与 5 号相近", "第4份", "第5份，与 3 号相近"]
        and [said[3], said[4], said[5]] == ["与 5 号相近", "", "与 3 号相近"]
        and found is not None
        and found["shared"]["told"] == 2
    )


def test_it_stands_with_each_item_by_one_process_or_several(begun: Begun) -> None:
    alone = start(begun, source())
    assert told_rightly(alone, alone.run())
    before = {path.name: path.read_bytes() for path in begun.folder.iterdir() if path.is_file()}
    others = replace(begun, folder=begun.folder.with_name("others"))
    with Workers(begun.url, tiny.__name__, 2) as workers:
        others = start(others, source(), workers)
        assert told_rightly(others, others.run(workers=workers))
    after = {path.name: path.read_bytes() for path in others.folder.iterdir() if path.is_file()}
    assert after == before


def test_items_are_made_while_it_is_found(begun: Begun, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    real = storing._together

    def together(work: Any) -> Any:
        batch, _ = batches.newest_batch(begun.registry.database, str(begun.folder.resolve()))
        deadline = time.monotonic() + 60
        while not made or made[-1] < COUNT:
            assert time.monotonic() < deadline, "nobody made an item meanwhile"
            made.append(batches.counts(begun.registry.database, batch)["done"])
            time.sleep(0.02)
        assert not status(begun.registry, batch).stored
        return real(work)

    monkeypatch.setattr(storing, "_together", together)
    with Workers(begun.url, tiny.__name__, 2) as workers:
        whole = start(begun, source(), workers)
        assert told_rightly(whole, whole.run(workers=workers))


STEPS: list[tuple[Any, str, int]] = [
    (storing, "_together", 1),
    (batches, "add_told", 1),
    (batches, "add_told", 2),
    (batches, "mark_stored", 1),
]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("owner", "name", "number"), STEPS, ids=[f"{name}-{number}" for _, name, number in STEPS]
)
@pytest.mark.parametrize("workers", [1, 2])
def test_killed_before_all_of_it_is_stored_it_is_found_anew(
    begun: Begun, owner: Any, name: str, number: int, after: bool, workers: int
) -> None:
    def die(registry: Registry) -> None:
        deadly(owner, name, number, after=after)
        with Workers(begun.url, tiny.__name__, workers) as helpers:
            start(replace(begun, registry=registry), source(), helpers)

    assert ending(in_child(begun, die)) == -signal.SIGKILL
    again = start(begun, source())
    assert told_rightly(again, again.run(workers=workers))


def test_an_item_is_not_made_again_for_what_is_told_of_it(begun: Begun) -> None:
    first = start(begun, source())
    first.run()
    made = {path: path.stat().st_mtime_ns for path in begun.folder.glob("单位*.txt")}
    second = start(begun, source(k3={"told": "与 7 号相近"}, k5={}))
    assert second.id != first.id
    assert second.run().with_problems == 1
    assert register(begun)[3:6] == ["第3份，与 7 号相近", "第4份", "第5份"]
    assert {path: path.stat().st_mtime_ns for path in made} == made


def test_what_could_not_be_made_is_told_alone(begun: Begun) -> None:
    whole = start(begun, source(k3={"told": "与 5 号相近", "behave": "refuse"}))
    state = whole.run()
    assert (state.failed, state.with_problems) == (1, 1)
    index = load_workbook(begun.folder / "索引.xlsx")["索引"]
    assert index.cell(5, 5).value == "缺少内容，请填写。"


def test_what_cannot_be_held_against_each_other_leaves_no_process(
    begun: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        monkeypatch.context() as full,
        Workers(begun.url, tiny.__name__, 2) as workers,
        pytest.raises(OSError, match="No space left"),
    ):
        full.setattr(storing, "_together", _full)
        start(begun, source(), workers)
    assert not mp.active_children()
    again = start(begun, source())
    assert told_rightly(again, again.run())


def _full(_: Any) -> Any:
    raise OSError(28, os.strerror(28))
