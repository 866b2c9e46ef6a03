"""Batches of a kind made for the tests, in a registry on each engine, and processes that die on demand."""

from __future__ import annotations

import itertools
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from service.batches import kinds
from service.batches.items import Items
from service.batches.model import MadeItem, Status
from service.batches.processes import Workers
from service.batches.running import run
from service.batches.starting import start
from service.storage import Registry, open_registry
from tests.service.batches import tiny

COUNT = 70


@pytest.fixture(autouse=True)
def _tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kinds.KINDS, "tiny", tiny.__name__)


@dataclass(frozen=True)
class Begun:
    """A batch that has been begun, with what is needed to run it."""

    registry: Registry
    url: str
    id: str
    folder: Path
    now: datetime

    def run(self, workers: int | Workers = 1, **options: Any) -> Status:
        """Run it in this process or in worker processes."""
        return run(self.registry, self.url, self.id, now=self.now, workers=workers, **options)

    def items(self) -> list[MadeItem]:
        """Return its items."""
        return list(Items(self.registry.database, self.id))

    def files(self) -> dict[str, bytes]:
        """Return the files of items in the folder by name, temporary ones included."""
        found = [p for p in self.folder.glob("*") if p.is_file() and p.suffix in (".txt", ".tmp")]
        return {p.name: p.read_bytes() for p in found if p.name != tiny.REGISTER}

    def expected(self, count: int = COUNT) -> dict[str, bytes]:
        """Return what the folder holds when all is made."""
        return {tiny.name_of(n): tiny.content_of(n) for n in range(count)}


@pytest.fixture
def begin(
    registry: Registry, registry_url: str, tmp_path: Path, now: datetime
) -> Callable[[bytes], Begun]:
    """Begin a batch for a source, always in the same folder."""

    def beginning(data: bytes) -> Begun:
        folder = tmp_path / "out"
        batch = start(registry, "tiny", ("a.json", data), folder, options={}, now=now)
        return Begun(registry, registry_url, batch, folder, now)

    return beginning


@pytest.fixture
def begun(begin: Callable[[bytes], Begun]) -> Begun:
    """A batch that nobody has run yet."""
    return begin(tiny.source(COUNT))


def in_child(begun: Begun, act: Callable[[Registry], object]) -> int:
    """Run something in a forked process with a connection of its own; returns the process id."""
    process = os.fork()
    if process:
        return process
    code = 1
    try:
        with open_registry(begun.url) as registry:
            act(registry)
        code = 0
    except KeyboardInterrupt:
        code = 130
    finally:
        os._exit(code)


def ending(process: int) -> int:
    """Wait for a process; returns its exit status, or minus the number of the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def deadly(owner: Any, name: str, number: int, *, after: bool = False) -> None:
    """Plant a fault in this process: the call of that number is the last thing it does, or its return is."""
    # Counted in one step: files are brought to disk by several threads.
    real, calls = getattr(owner, name), itertools.count(1)

    def planted(*args: Any, **kwargs: Any) -> Any:
        fatal = next(calls) == number
        if fatal and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*args, **kwargs)
        if fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, planted)


def killed(begun: Begun, owner: Any, name: str, number: int, *, after: bool = False) -> None:
    """Run a batch in a process that is killed at a call, or when it returns; see `deadly`."""

    def die(registry: Registry) -> None:
        deadly(owner, name, number, after=after)
        run(registry, begun.url, begun.id, now=begun.now, workers=1)

    assert ending(in_child(begun, die)) == -signal.SIGKILL
