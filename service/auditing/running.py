"""Looking through all names: task by task, in all processors, and from where it was interrupted."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, closing
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from nlp.index import Segment
from service.auditing.names import FEW, NAMES

if TYPE_CHECKING:
    from service.auditing.tasks import Task, Tasks
    from service.auditing.worker import Worker

# Share of the time that the tasks take which need no other.
_FIRST_SHARE = 0.4
Progress = Callable[[int, int], None]
"""Called with (names done, names in all)."""


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
    few = segment.size <= FEW
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
