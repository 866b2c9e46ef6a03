"""Looking through all names: task by task, in all processors, and from where it was interrupted.

Many names are put into an index file of their own in a work folder, with what each task found
beside it. An audit that was stopped goes on there if the registry has not changed since; else it begins anew.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from nlp.genericness import ENOUGH_NAMES, Frequencies
from nlp.index import IndexFileError, Layer, NameIndex, Segment, open_segment, save, segment_of
from nlp.index.frequencies import frequencies
from service import registry as use
from service.storage import Registry

if TYPE_CHECKING:
    from service.auditing.tasks import Task, Tasks
    from service.auditing.worker import Worker

# Up to so many names are looked through in this process.
_FEW = 4_000
# Share of the time that the tasks take which need no other.
_FIRST_SHARE = 0.4
NAMES = "names.index"
"""The file of the names in the work folder."""

Progress = Callable[[int, int], None]
"""Called with (names done, names in all)."""


@contextmanager
def names_of(registry: Registry, folder: Path | None) -> Iterator[tuple[Segment, Path]]:
    """Give the live names of a registry as an index, and the folder where findings are kept.

    Args:
        registry: an open registry.
        folder: where an interrupted audit left its work, and this one leaves it; None to leave nothing.
    """
    with ExitStack() as stack:
        place = folder or Path(stack.enter_context(TemporaryDirectory(prefix="pinwen-audit-")))
        yield _names(registry, place), place
    if folder:
        shutil.rmtree(folder, ignore_errors=True)


def _names(registry: Registry, folder: Path) -> Segment:
    stamp = _stamp(registry)
    with suppress(IndexFileError):
        segment, made_of = open_segment(folder / NAMES)
        if made_of == stamp:
            return segment
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with registry.database.reading():
        segment = segment_of(use.live_names(registry))
    if segment.size > _FEW:
        save(segment, folder / NAMES, stamp)
        segment, _ = open_segment(folder / NAMES)
    return segment


def known_words(segment: Segment) -> Frequencies | None:
    """Return the frequencies of words in the names, None while they are too few to speak."""
    return frequencies(NameIndex([Layer(segment)])) if segment.size >= ENOUGH_NAMES else None


def _stamp(registry: Registry) -> dict[str, Any]:
    """Return what tells this moment of this registry from all others."""
    number = use.last_audit_number(registry)
    entries = use.audit_entries(registry, after=number - 1, limit=1) if number else []
    return {"scope": registry.scope, "entry": entries[0].hash if entries else ""}


def looked_through(segment: Segment, folder: Path, progress: Progress | None) -> Tasks:
    """Return the tasks of an audit, all of them done.

    Raises:
        StorageUnavailable: the folder cannot be written.
    """
    # Here, since most commands do without its library.
    from service.auditing.tasks import Tasks
    from service.auditing.worker import Worker

    tasks = Tasks(segment, folder)
    tasks.join  # noqa: B018 - before others ask for it
    few = segment.size <= _FEW
    with ExitStack() as stack:
        workers: list[Worker] = []
        if not few:
            names = folder / NAMES
            new = (closing(Worker(names)) for _ in range(os.cpu_count() or 1))
            workers += map(stack.enter_context, new)
        told = 0.0
        for share, some in ((_FIRST_SHARE, tasks.first), (1 - _FIRST_SHARE, tasks.second)):
            every = some()
            left = [task for task in every if not tasks.file(task).exists()]
            for number in _done(tasks, left, workers):
                if progress:
                    done = told + share * (len(every) - len(left) + number) / len(every)
                    progress(min(segment.size, int(done * segment.size)), segment.size)
            told += share
    if progress:
        progress(segment.size, segment.size)
    return tasks


def _done(tasks: Tasks, left: list[Task], workers: list[Worker]) -> Iterator[int]:
    """Have tasks done, and yield how many are."""
    if not workers:
        for number, task in enumerate(left, 1):
            tasks.do(task)
            yield number
        return
    idle: SimpleQueue[Worker] = SimpleQueue()
    for worker in workers:
        idle.put(worker)

    def do(task: Task) -> None:
        worker = idle.get()
        try:
            worker.do(task)
        except (OSError, ValueError):  # a worker that was killed: its task is done here
            tasks.do(task)
        finally:
            idle.put(worker)

    pool = ThreadPoolExecutor(len(workers))
    try:
        for number, one in enumerate(as_completed([pool.submit(do, task) for task in left]), 1):
            one.result()
            yield number
    finally:
        pool.shutdown(cancel_futures=True)
