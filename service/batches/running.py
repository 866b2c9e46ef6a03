"""Running a batch to its end: workers, progress, what died on the way, the registers."""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing as mp
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path

from service.batches.kinds import find_kind
from service.batches.lock import only_runner
from service.batches.model import Done, MadeItem, Rejected, Status
from service.batches.reporting import error_report, index_file
from service.batches.starting import prepare_folder
from service.batches.worker import STORAGE_EXIT, owner_name, work, work_in_process
from service.batches.writing import changed_files, sweep, write_files
from service.errors import NotFound, StorageUnavailable
from service.storage import Registry, batches

MOST_ATTEMPTS = 3
"""How often an item that kills its worker is tried (faults: a poison item must not stop the rest)."""
_FEW = 64
_POLL = 0.2
_POISON = "生成这一行时程序三次意外中断，请检查这一行的内容后重试。"

Progress = Callable[[Status], None]


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
        waiting=counts.get("waiting", 0) + counts.get("leased", 0),
        done=counts.get("done", 0),
        failed=counts.get("failed", 0),
        rejected=len(found["rejected"]),
        with_problems=counts["problems"],
        finished=bool(found["finished"]),
    )


def run(
    registry: Registry,
    url: str,
    batch: str,
    *,
    now: dt.datetime,
    workers: int = 2,
    progress: Progress | None = None,
) -> Status:
    """Make what is not made yet, and the registers; returns how far it came.

    Files removed by hand are made again, files edited by hand are left alone. A second run of a finished
    batch writes nothing.

    Args:
        registry: where the table of items is.
        url: the same for worker processes.
        batch: its id.
        now: the moment, for the record.
        workers: processes; few items are made in this one.
        progress: called now and then.

    Raises:
        Conflict: another process is at it.
        StorageUnavailable: disk or table cannot be written; nothing made is lost.
    """
    before = status(registry, batch)
    folder = Path(before.folder)
    with only_runner(prepare_folder(folder)):
        sweep(folder)
        # Nobody else is at work here: leases that are left belong to the dead.
        batches.release(registry.database, batch)
        batches.give_up(registry.database, batch, attempts=MOST_ATTEMPTS, told=_POISON)
        again = _missing(registry, batch, folder)
        batches.put_back(registry.database, batch, again)
        state = status(registry, batch)
        if state.waiting:
            _work_all(registry, url, batch, workers, progress)
        elif state.finished:
            return state
        _finish(registry, batch, folder, now)
    return status(registry, batch)


def items(registry: Registry, batch: str) -> list[MadeItem]:
    """Return all items of a batch in order."""
    return [
        MadeItem(
            position=int(row[0]),
            key=str(row[1]),
            label=str(row[2]),
            row=int(row[3]),
            state=str(row[4]),
            files=tuple((str(name), str(digest)) for name, digest in json.loads(row[5])),
            facts=json.loads(row[6]),
            problems=tuple(json.loads(row[7])),
            token=int(row[8]),
            attempts=int(row[9]),
        )
        for row in batches.stream_items(registry.database, batch)
    ]


def _missing(registry: Registry, batch: str, folder: Path) -> list[int]:
    return [
        one.position
        for one in items(registry, batch)
        if one.state == "done" and changed_files(folder, one.files)[0]
    ]


def _work_all(
    registry: Registry, url: str, batch: str, workers: int, progress: Progress | None
) -> None:
    def told() -> None:
        if progress:
            progress(status(registry, batch))

    told()
    if workers < 2 or status(registry, batch).waiting <= _FEW:
        work(registry, batch, owner_name(), told)
    else:
        _processes(registry, url, batch, workers, told)


def _processes(
    registry: Registry, url: str, batch: str, workers: int, told: Callable[[], None]
) -> None:
    # Spawned, not forked: no lock, connection or thread of this process comes along.
    context = mp.get_context("spawn")
    running: list[BaseProcess] = []
    try:
        while True:
            running = [one for one in running if not _ended(registry, batch, one)]
            open_ = status(registry, batch).waiting
            if not open_ and not running:
                return
            while open_ and len(running) < workers:
                running.append(
                    context.Process(target=work_in_process, args=(url, batch), daemon=True)
                )
                running[-1].start()
            time.sleep(_POLL)
            told()
    finally:
        for process in running:
            process.terminate()
            process.join()
            batches.release(registry.database, batch, owner_name(process.pid))


def _ended(registry: Registry, batch: str, process: BaseProcess) -> bool:
    """Return whether a worker is no more; what it held is given back."""
    if process.is_alive():
        return False
    process.join()
    if process.exitcode:
        batches.release(registry.database, batch, owner_name(process.pid))
        batches.give_up(registry.database, batch, attempts=MOST_ATTEMPTS, told=_POISON)
    if process.exitcode == STORAGE_EXIT:
        raise StorageUnavailable(
            "文件写不进去，请检查磁盘是否已满、文件夹是否可写，处理后用 pinwen batch resume 继续。"
        )
    return True


def _finish(registry: Registry, batch: str, folder: Path, now: dt.datetime) -> None:
    found = batches.find_batch(registry.database, batch)
    assert found is not None  # noqa: S101 - `run` asked
    done = Done(
        found["shared"],
        items(registry, batch),
        tuple(Rejected(**one) for one in found["rejected"]),
        folder,
    )
    files = [
        *find_kind(found["kind"]).finish(done),
        index_file(done),
        *error_report(done, found["source_name"], folder),
    ]
    write_files(folder, files, {name: _any(folder / name) for name, _ in files})
    batches.mark_finished(registry.database, batch, now.isoformat())


def _any(path: Path) -> str:
    """Return the digest of a register as it is: registers are ours and are written anew."""
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""
