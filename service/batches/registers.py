"""Files at the end of a batch, registers and what is printed: each made and shown whole by one process.

A file that a person has filled in stays, and the new one stands beside it. Making one twice does no harm:
equal items give equal bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from service.batches.items import Items
from service.batches.kinds import join_of, module_of
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


def done_batch(registry: Registry, batch: str, module: str = "") -> tuple[Done, list[str]]:
    """Return a batch whose items are made, and the list that takes what its kind tells.

    Args:
        registry: where the table of items is.
        batch: id.
        module: import path of its kind; found by that if empty.
    """
    found = batches.find_batch(registry.database, batch)
    assert found is not None  # noqa: S101 - `run` asked
    rejected = tuple(Rejected(**one) for one in found["rejected"])
    told: list[str] = []
    join = join_of(module or module_of(found["kind"]))
    items = Items(registry.database, batch, join=join)
    folder, headings = Path(found["folder"]), found["headings"]
    options = found["options"]
    return Done(found["shared"], items, rejected, folder, told.append, headings, options), told


def begin_to_show(
    registry: Registry, batch: str, file: File, module: str = ""
) -> Callable[[], Shown]:
    """Make a file and let it go to disk; returns what waits for that and shows it under its name.

    Arguments as of `done_batch`, and the file.

    Raises:
        StorageUnavailable: the folder cannot be written; so may the end.
    """
    name, content = file
    done, told = done_batch(registry, batch, module)
    data = content if isinstance(content, bytes) else content(done)
    if not data:
        return lambda: Shown((), tuple(told))
    database, place = registry.database, str(done.folder)
    stage = Stage(done.folder, lambda n, digest: batches.is_known_file(database, place, n, digest))
    stage.add(_REGISTER, name, data)
    stage.begin_to_settle()

    def end() -> Shown:
        try:
            announced = [(one.name, one.digest) for one in stage.placed]
            batches.announce_files(database, place, announced)
            stage.settle()
            placed = tuple(stage.publish())
        finally:
            stage.discard()
        return Shown(placed, (*kept(placed), *told))

    return end


def show_all(registry: Registry, batch: str, files: Iterable[File], stop: Stop) -> Iterator[Shown]:
    """Show files in this process, one going to disk while the next is made."""
    end: Callable[[], Shown] | None = None
    for one in files:
        stop()
        following = begin_to_show(registry, batch, one)
        if end:
            yield end()
        end = following
    if end:
        yield end()
