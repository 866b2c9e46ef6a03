"""Running a batch to its end: what died on the way, the workers, the registers."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from service.batches.finishing import finish
from service.batches.items import Items
from service.batches.kinds import few, module_of
from service.batches.model import MadeItem, Status
from service.batches.processes import MOST_ATTEMPTS, POISON, Workers
from service.batches.registers import File, Shown, show_all
from service.batches.stopping import Stop, never
from service.batches.storing import store_anew
from service.batches.worker import Worker, owner_name
from service.batches.writing import digest_of
from service.errors import NotFound
from service.storage import Registry, batches, leasing

Progress = Callable[[Status], None]


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a run is done: by whom, who is told, who may stop it."""

    workers: Workers
    progress: Progress | None
    stop: Stop


def status(registry: Registry, batch: str) -> Status:
    """Return how far a batch is.

    Raises:
        NotFound: there is no such batch.
    """
    found = batches.find_batch(registry.database, batch)
    if found is None:
        raise NotFound(f"没有编号为“{batch}”的批次。", batch=batch)
    counts = batches.counts(registry.database, batch)
    return Status(
        id=batch,
        kind=found["kind"],
        folder=found["folder"],
        source_name=found["source_name"],
        waiting=counts["waiting"] + counts["leased"],
        done=counts["done"],
        failed=counts["failed"],
        rejected=len(found["rejected"]),
        with_problems=counts["problems"],
        stored=bool(found["stored"]),
        finished=bool(found["finished"]),
        notes=(*found["source_notes"], *found["notes"]),
    )


def run(
    registry: Registry,
    url: str,
    batch: str,
    *,
    now: dt.datetime,
    workers: int | Workers = 2,
    progress: Progress | None = None,
    stop: Stop = never,
) -> Status:
    """Make what is not made yet, and the registers; returns how far it came.

    Files removed by hand are made again, files edited by hand are left alone, and left out of what was made
    of them. A second run of a finished batch writes nothing.

    Args:
        registry: where the table of items is.
        url: the same for worker processes.
        batch: its id.
        now: the moment, for the record.
        workers: processes, how many or those begun already, ended here; few items are made in this one.
        progress: called now and then.
        stop: called where it is safe to stop; may raise KeyboardInterrupt.

    Raises:
        Conflict: another process is at it.
        NotFound: there is no such batch.
        StorageUnavailable: disk or table cannot be written; nothing made is lost.
    """
    state = status(registry, batch)
    if isinstance(workers, int):
        workers = Workers(url, module_of(state.kind), workers)
    folder = Path(state.folder)
    with workers:
        if workers.take(folder):
            _take_over(registry, batch)
        _run(registry, batch, now, _Manner(workers, progress, stop))
    return status(registry, batch)


def _take_over(registry: Registry, batch: str) -> None:
    """Put right what an earlier run has left; nobody else is at work here."""
    database = registry.database
    found = batches.find_batch(database, batch)
    if found and not found["stored"]:
        store_anew(database, batch)
    # Leases that are left belong to the dead. Whatever ended their run may not have been the items, which
    # only workers that die with their run alive can tell.
    leasing.release(database, batch, most=MOST_ATTEMPTS - 1)
    leasing.give_up(database, batch, attempts=MOST_ATTEMPTS, told=POISON)


def _run(registry: Registry, batch: str, now: dt.datetime, manner: _Manner) -> None:
    database = registry.database
    gone = _gone(Items(database, batch, "done"), Path(status(registry, batch).folder))
    leasing.put_back(database, batch, gone)
    state = status(registry, batch)
    if state.waiting or manner.workers.busy:
        _work_all(registry, state, manner)
    elif state.finished and _registers_stand(registry, batch):
        return
    notes = [f"被删除的 {len(gone)} 份文件已重新生成。"] if gone else []

    def shown(files: Iterable[File]) -> Iterable[Shown]:
        if _are_worth(manner.workers, state.total, state.kind):
            return manner.workers.show(batch, files, manner.stop)
        return show_all(registry, batch, files, manner.stop)

    finish(registry, batch, shown, now=now, notes=notes)


def _are_worth(workers: Workers, count: int, kind: str) -> bool:
    """Return whether processes beside this one are done sooner: they are there, or there is much to do."""
    return workers.begun or (workers.most > 1 and count > few(kind))


def _gone(made: Iterable[MadeItem], folder: Path) -> list[int]:
    """Return the positions of items made whose files have been removed."""
    return [
        one.position
        for one in made
        if not all(os.path.lexists(folder / name) for name, _ in one.files)
    ]


def _registers_stand(registry: Registry, batch: str) -> bool:
    """Return whether the registers are there, and no file that they hold was edited since they were made."""
    found = batches.find_batch(registry.database, batch)
    if found is None:
        return True
    folder = Path(found["folder"])
    made = dt.datetime.fromisoformat(found["finished"]).timestamp()
    return all(os.path.lexists(folder / name) for name, _ in found["files"]) and not any(
        _edited_since(folder / name, digest, made)
        for one in Items(registry.database, batch, "done")
        for name, digest in one.files
    )


def _edited_since(path: Path, digest: str, moment: float) -> bool:
    """Return whether a file was changed after a moment; only then is it read."""
    try:
        later = path.stat().st_mtime > moment
    except OSError:
        return False
    return later and digest_of(path) not in ("", digest)


def _work_all(registry: Registry, state: Status, manner: _Manner) -> None:
    def told() -> None:
        manner.stop()
        if manner.progress:
            manner.progress(status(registry, state.id))

    told()
    # An item that may have killed its worker is made where it cannot take this process along.
    apart = manner.workers.most > 1 and leasing.tried(registry.database, state.id)
    if apart or _are_worth(manner.workers, state.waiting, state.kind):
        manner.workers.make(registry, state.id, told)
    else:
        Worker(registry, state.id, owner_name()).work(told, manner.stop)
