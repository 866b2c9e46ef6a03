"""Processes begun while the source is read: only for much work, none left over, whatever comes of it."""

from __future__ import annotations

import multiprocessing as mp
import os
import re
import signal
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from service.batches.processes import Workers
from service.batches.running import run
from service.batches.starting import start
from service.errors import BadData
from service.storage import Registry
from tests.service.batches import tiny
from tests.service.batches.conftest import COUNT

_LONG = "落实责任" * 10_000
LARGE = tiny.source(COUNT, k1={"text": _LONG})


@pytest.fixture
def workers(registry_url: str) -> Iterator[Workers]:
    """Two processes that may be begun; none is there any more when they are let go."""
    with Workers(registry_url, tiny.__name__, 2) as found:
        yield found
    assert not found.begun
    assert not mp.active_children()


def test_processes_begun_early_make_the_whole_batch(
    workers: Workers, registry: Registry, registry_url: str, tmp_path: Path, now: datetime
) -> None:
    source, folder = ("a.json", LARGE), tmp_path / "out"
    batch = start(registry, "tiny", source, folder, options={}, now=now, workers=workers)
    begun = {one.pid for one in mp.active_children()}
    assert len(begun) == 2
    seen: set[int | None] = set()

    def progress(_: object) -> None:
        seen.update(one.pid for one in mp.active_children())

    state = run(registry, registry_url, batch, now=now, workers=workers, progress=progress)
    assert (state.done, state.finished) == (COUNT, True)
    assert seen == begun
    assert (folder / tiny.name_of(1)).read_bytes() == tiny.content_of(1, _LONG)
    assert (folder / tiny.REGISTER).exists()
    again = start(registry, "tiny", source, folder, options={}, now=now, workers=workers)
    assert (again, workers.begun) == (batch, False)


def test_for_a_small_source_none_is_begun(
    workers: Workers, registry: Registry, tmp_path: Path, now: datetime
) -> None:
    source = ("a.json", tiny.source(3))
    start(registry, "tiny", source, tmp_path / "out", options={}, now=now, workers=workers)
    assert not workers.begun


def test_one_worker_is_this_process(
    registry: Registry, registry_url: str, tmp_path: Path, now: datetime
) -> None:
    with Workers(registry_url, tiny.__name__, 1) as alone:
        source = ("a.json", LARGE)
        start(registry, "tiny", source, tmp_path / "out", options={}, now=now, workers=alone)
        assert not alone.begun


def test_a_source_of_which_nothing_can_be_made_leaves_no_process(
    workers: Workers, registry: Registry, tmp_path: Path, now: datetime
) -> None:
    wrong = {"reject": "缺少内容，请填写。", "text": _LONG}
    source = ("a.json", tiny.source(1, k0=wrong))
    with pytest.raises(BadData, match="没有可以生成的内容"):
        start(registry, "tiny", source, tmp_path / "out", options={}, now=now, workers=workers)


def test_processes_that_died_before_their_first_order_are_begun_anew(
    workers: Workers, registry: Registry, registry_url: str, tmp_path: Path, now: datetime
) -> None:
    source = ("a.json", LARGE)
    batch = start(registry, "tiny", source, tmp_path / "out", options={}, now=now, workers=workers)
    for one in mp.active_children():
        assert one.pid is not None
        os.kill(one.pid, signal.SIGKILL)
        one.join()
    state = run(registry, registry_url, batch, now=now, workers=workers)
    assert (state.done, state.failed, state.finished) == (COUNT, 0, True)


def test_an_interrupt_never_reaches_a_process_that_begins(workers: Workers) -> None:
    """Ctrl-C goes to all processes of a terminal; one that is not yet ready would print a traceback."""
    workers.begin()
    for one in mp.active_children():
        told = Path(f"/proc/{one.pid}/status").read_text()
        blocked, ignored = (re.search(rf"{name}:\s*(\w+)", told) for name in ("SigBlk", "SigIgn"))
        assert blocked
        assert ignored
        assert (int(blocked[1], 16) | int(ignored[1], 16)) >> (signal.SIGINT - 1) & 1
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
