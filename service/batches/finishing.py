"""The end of a batch: its registers and index, and what is told of its folder."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from service.batches.kinds import find_kind
from service.batches.model import Done
from service.batches.places import source_path
from service.batches.registers import File, Shown, done_batch
from service.batches.reporting import INDEX, error_report, index_file, report_name
from service.batches.writing import Placed, asked_name, remove_if_ours
from service.storage import Registry, batches

ShowAll = Callable[[Iterable[File]], Iterable[Shown]]
"""Makes and shows files, by one process or several; gives what came of them, in their order."""
# Files that are made while the names of the others are found out; the index must know all.
_AT_ONCE = 2


def finish(
    registry: Registry, batch: str, show_all: ShowAll, *, now: dt.datetime, notes: list[str]
) -> None:
    """Write the registers of a batch whose items are made, and mark it finished.

    Registers of earlier batches of the folder that are not wanted any more go, unless edited.

    Args:
        registry: where the table is.
        batch: id.
        show_all: makes its further files.
        now: the moment, for the record.
        notes: sentences to be kept with the batch; those of the end are put behind them.

    Raises:
        ServiceError: a process that made registers was ended from outside.
        StorageUnavailable: the folder cannot be written.
    """
    done, told = done_batch(registry, batch)
    left: list[str] = []
    edited: list[str] = []
    placed: list[Placed] = []
    for one in show_all(_files(registry, batch, done, left, edited)):
        placed += one.placed
        told += one.told
    _remove_old(registry, done.folder, {one.name for one in placed})
    if edited:
        told.append(
            f"有 {len(edited)} 份人工改过的文件没有覆盖，新的在旁边，文件名后加“（新）”，"
            "见“索引.xlsx”的“旧文件”。"
        )
    if left:
        told.append(
            f"文件夹里有 {len(left)} 份以前生成、现在名单里没有的文件，"
            "未删除，见“索引.xlsx”的“旧文件”。"
        )
    stand = [(one.name, one.digest) for one in placed]
    batches.mark_finished(
        registry.database, batch, now.isoformat(), files=stand, notes=[*notes, *told]
    )


def _files(
    registry: Registry, batch: str, done: Done, left: list[str], edited: list[str]
) -> Iterator[File]:
    """Yield the further files of a batch: those of its kind, the index among them, the report on its source.

    Args:
        registry: where the table is.
        batch: id.
        done: the batch.
        left: takes the names of files in the folder that nothing belongs to any more.
        edited: takes the names of files that somebody has edited, beside which new ones stand.
    """
    found = batches.find_batch(registry.database, batch)
    assert found is not None  # noqa: S101 - `run` asked
    report = report_name(found["source_name"])
    names = {INDEX, report}
    own = iter(find_kind(found["kind"]).finish(done))
    for name, content in islice(own, _AT_ONCE):
        names.add(name)
        yield name, content
    others = list(own)
    names.update(name for name, _ in others)
    for name, beside in _left_over(registry, batch, done.folder, names):
        (edited if beside else left).append(name)
    yield INDEX, partial(_index, left=left, edited=edited)
    yield from others
    yield report, partial(_report, batch, found["source_name"])


def _index(done: Done, left: list[str], edited: list[str]) -> bytes:
    return index_file(done, left, edited)[1]


def _report(batch: str, name: str, done: Done) -> bytes:
    """Return the source with what is wrong in it; nothing if there is nothing to tell or no source."""
    kept = source_path(done.folder, batch, name)
    reports = error_report(done.rejected, done.items, name, kept, done.headings)
    return next((report for _, report in reports), b"")


def _left_over(
    registry: Registry, batch: str, folder: Path, registers: set[str]
) -> list[tuple[str, bool]]:
    """Return the names of files of earlier batches that belong to no item any more.

    With each goes whether a new one of its name stands beside it, since somebody has edited it.

    Args:
        registry: where the table is.
        batch: id.
        folder: of the batch.
        registers: names of its further files: a run that was killed may have left some.
    """
    database, place = registry.database, str(folder)
    earlier = batches.earlier_registers(database, place)
    # By their hashes: the names of thirty thousand files take megabytes.
    wanted, beside = set[int](), set[int]()
    for name in batches.item_files(database, batch):
        wanted.add(hash(name))
        if (asked := asked_name(name)) != name:
            beside.add(hash(asked))
    known = (n for n in batches.known_names(database, place) if hash(n) not in wanted)
    left = (n for n in known if n not in earlier and asked_name(n) not in registers)
    there = sorted(name for name in left if os.path.lexists(folder / name))
    return [(name, hash(name) in beside) for name in there]


def _remove_old(registry: Registry, folder: Path, wanted: set[str]) -> None:
    database, place = registry.database, str(folder)
    for name in batches.earlier_registers(database, place) - wanted:
        remove_if_ours(folder, name, lambda n, d: batches.is_known_file(database, place, n, d))
