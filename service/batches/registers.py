"""The end of a batch: registers and index, written so that what a person filled in stays."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from service.batches.kinds import find_kind
from service.batches.model import Done, MadeItem, Rejected
from service.batches.reporting import error_report, index_file
from service.batches.starting import source_path
from service.batches.stopping import Stop, never
from service.batches.worker import kept
from service.batches.writing import Placed, Stage, remove_if_ours
from service.storage import Registry, batches

_REGISTER = -1
"""Stands for the batch itself as the owner of a file."""


def finish(
    registry: Registry,
    batch: str,
    items: Sequence[MadeItem],
    *,
    now: dt.datetime,
    notes: Sequence[str] = (),
    stop: Stop = never,
) -> None:
    """Write the registers of a batch whose items are made, and mark it finished.

    A register that a person has edited stays, and the new one stands beside it. Registers of earlier
    batches that are not wanted any more go, unless edited.

    Args:
        registry: where the table is.
        batch: id.
        items: all of them.
        now: the moment, for the record.
        notes: sentences to be kept with the batch.
        stop: called between files; may raise KeyboardInterrupt.

    Raises:
        StorageUnavailable: the folder cannot be written.
    """
    found = batches.find_batch(registry.database, batch)
    assert found is not None  # noqa: S101 - `run` asked
    folder = Path(found["folder"])
    rejected = tuple(Rejected(**one) for one in found["rejected"])
    told: list[str] = []
    done = Done(found["shared"], items, rejected, folder, told.append)
    left = _left_over(registry, found, items)
    placed = []
    for name, data in _registers(found, done, left):
        stop()
        placed.append(_published(registry, folder, name, data))
    files = [(one.name, one.digest) for one in placed]
    _remove_old(registry, folder, {one.name for one in placed})
    told = [*notes, *kept(placed), *told]
    if left:
        told.append(
            f"文件夹里有 {len(left)} 份以前生成、现在名单里没有的文件，"
            "未删除，见“索引.xlsx”的“旧文件”。"
        )
    batches.mark_finished(registry.database, batch, now.isoformat(), files=files, notes=told)


def _registers(
    found: dict[str, Any], done: Done, left: Sequence[str]
) -> Iterator[tuple[str, bytes]]:
    """Yield the further files of a batch, one held at a time."""
    yield from find_kind(found["kind"]).finish(done)
    yield index_file(done, left)
    source = source_path(done.folder, found["id"], found["source_name"])
    if source.is_file():
        yield from error_report(
            done.rejected, done.items, found["source_name"], source.read_bytes()
        )


def _published(registry: Registry, folder: Path, name: str, data: bytes) -> Placed:
    database, place = registry.database, str(folder)
    stage = Stage(folder, lambda n, digest: batches.is_known_file(database, place, n, digest))
    try:
        stage.add(_REGISTER, name, data)
        stage.settle()
        batches.announce_files(database, place, [(one.name, one.digest) for one in stage.placed])
        [placed] = stage.publish()
    finally:
        stage.discard()
    return placed


def _left_over(registry: Registry, found: dict[str, Any], items: Sequence[MadeItem]) -> list[str]:
    """Return the names of files of earlier batches that belong to no item any more."""
    folder = Path(found["folder"])
    wanted = {name for one in items for name, _ in one.files}
    wanted |= batches.earlier_registers(registry.database, str(folder))
    wanted |= {name for name, _ in found["files"]}
    known = batches.known_names(registry.database, str(folder))
    return [name for name in known if name not in wanted and os.path.lexists(folder / name)]


def _remove_old(registry: Registry, folder: Path, wanted: set[str]) -> None:
    database, place = registry.database, str(folder)
    for name in batches.earlier_registers(database, place) - wanted:
        remove_if_ours(folder, name, lambda n, d: batches.is_known_file(database, place, n, d))
