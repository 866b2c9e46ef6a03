"""Files at the end of a batch, registers and what is printed: each made and shown whole by one process.

A file that a person has filled in stays, and the new one stands beside it. Making one twice does no harm:
equal items give equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from service.batches.items import Items
from service.batches.model import Done, Make, Rejected
from service.batches.stopping import Stop
from service.batches.worker import kept
from service.batches.writing import Placed, Stage
from service.storage import Registry, batches

File = tuple[str, bytes | Make]
"""Name of a file and its content, or what makes that of the batch."""
_REGISTER = -1
"""Stands for the batch itself as the owner of a file."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of one file: where it stands, nothing if there was none to make, and what is to be told."""

    placed: tuple[Placed, ...]
    told: tuple[str, ...]


def done_batch(registry: Registry, batch: str) -> tuple[Done, list[str]]:
    """Return a batch whose items are made, and the list that takes what its kind tells."""
    found = batches.find_batch(registry.database, batch)
    assert found is not None  # noqa: S101 - `run` asked
    rejected = tuple(Rejected(**one) for one in found["rejected"])
    told: list[str] = []
    items = Items(registry.database, batch)
    folder, headings = Path(found["folder"]), found["headings"]
    return Done(found["shared"], items, rejected, folder, told.append, headings), told


def show(registry: Registry, batch: str, file: File) -> Shown:
    """Make a file, bring it to disk, and show it under its name.

    Raises:
        StorageUnavailable: the folder cannot be written.
    """
    name, content = file
    done, told = done_batch(registry, batch)
    data = content if isinstance(content, bytes) else content(done)
    placed = (_published(registry, done.folder, name, data),) if data else ()
    return Shown(placed, (*kept(placed), *told))


def _published(registry: Registry, folder: Path, name: str, data: bytes) -> Placed:
    database, place = registry.database, str(folder)
    stage = Stage(folder, lambda n, digest: batches.is_known_file(database, place, n, digest))
    try:
        stage.add(_REGISTER, name, data)
        stage.begin_to_settle()
        batches.announce_files(database, place, [(one.name, one.digest) for one in stage.placed])
        stage.settle()
        [placed] = stage.publish()
    finally:
        stage.discard()
    return placed


def show_all(registry: Registry, batch: str, files: Iterable[File], stop: Stop) -> Iterator[Shown]:
    """Show files one after another in this process."""
    for one in files:
        stop()
        yield show(registry, batch, one)
