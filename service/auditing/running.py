"""Looking through all names: task by task, in all processors, and from where it was interrupted."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from contextlib import ExitStack, closing, contextmanager
from functools import cached_property, partial
from itertools import chain, islice
from operator import methodcaller
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from service.auditing.names import FEW, known_words
from service.auditing.sentences import Item, say

if TYPE_CHECKING:
    from nlp.genericness import Frequencies
    from nlp.joining.roll import Roll
    from service.auditing.tasks import Task, Tasks
    from service.auditing.worker import Worker

# Shares of the time that the stages of the tasks take.
_SHARES = (0.1, 0.2, 0.3, 0.1, 0.3)
# So many of them are over when it is known which names may be alike; the others need nothing of each other.
_FINDING = 3
# So many sentences are asked for in one go.
_PORTION = 500
Progress = Callable[[int, int], None]
"""Called with (names done, names in all)."""
_Found = TypeVar("_Found")


class _Stage(NamedTuple):
    """Tasks that have begun: how many of how many were left to do, and what yields after each of these."""

    tasks: int
    left: int
    done: Iterator[None]


class Crew:
    """Does what an audit consists of: in processes of its own, or here where there are few names."""

    def __init__(self, tasks: Tasks, workers: list[Worker], pool: Executor | None = None) -> None:
        self.tasks = tasks
        self._workers = workers
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in workers:
            self._idle.put(worker)
        self._pool = pool
        self._stages = tasks.stages()
        self._begun: deque[_Stage] = deque()
        self._told = 0.0
        self._begin()

    @cached_property
    def _known(self) -> Frequencies | None:
        return known_words(self.tasks.texts)

    def _begin(self) -> None:
        """Have the next tasks begun by those who do not work here; nobody waits for them."""
        every = next(self._stages)
        left = [task for task in every if not self.tasks.file(task).exists()]
        self._begun.append(_Stage(len(every), len(left), self._done(left)))

    def found(self, progress: Progress | None) -> Tasks:
        """Return the tasks once it is known which names may be alike; all that needs this has begun.

        Raises:
            StorageUnavailable: the folder cannot be written.
        """
        for share in _SHARES[:_FINDING]:
            self._finish(share, progress)
            self._begin()
        self._begin()
        return self.tasks

    def held(self, progress: Progress | None) -> Tasks:
        """Return the tasks, after those that were `found`, once it is known which names hold others.

        Raises:
            StorageUnavailable: the folder cannot be written.
        """
        self._finish(_SHARES[_FINDING], progress)
        return self.tasks

    def judged(self, progress: Progress | None) -> Tasks:
        """Return the tasks, all of them done, after those that were `held`.

        Raises:
            StorageUnavailable: the folder cannot be written.
        """
        self._finish(_SHARES[-1], progress)
        if progress:
            self._tell(progress, 1)
        return self.tasks

    def _finish(self, share: float, progress: Progress | None) -> None:
        """Wait until the tasks that have begun are done, telling the share of all that this is."""
        stage, told = self._begun.popleft(), self._told
        for number, _ in enumerate(stage.done, 1):
            if progress:
                self._tell(progress, told + share * (1 - (stage.left - number) / stage.tasks))
        self._told += share

    def _tell(self, progress: Progress, share: float) -> None:
        size = len(self.tasks.texts.live())
        progress(min(size, int(share * size)), size)

    def said(self, what: str, items: Iterable[Item]) -> Iterator[str]:
        """Return what of `SAYING` is said of some things, in order; work on it begins at once."""
        items = iter(items)
        portions = iter(lambda: list(islice(items, _PORTION)), [])
        here = partial(say, what, known=self._known)
        if self._pool is None:
            return chain.from_iterable(map(here, portions))
        found = [
            self._given(self._pool, methodcaller("say", what, portion), partial(here, portion))
            for portion in portions
        ]
        return chain.from_iterable(one.result() for one in found)

    def _done(self, tasks: list[Task]) -> Iterator[None]:
        """Have tasks done, and return what yields after each; work on them begins at once."""
        if self._pool is None:
            return map(self.tasks.do, tasks)
        given = [
            self._given(self._pool, methodcaller("do", task), partial(self.tasks.do, task))
            for task in tasks
        ]
        return (one.result() for one in as_completed(given))

    def _given(
        self, pool: Executor, ask: Callable[[Worker], _Found], here: Callable[[], _Found]
    ) -> Future[_Found]:
        """Have something done by the next worker that is idle; here if that was killed."""

        def do() -> _Found:
            worker = self._idle.get()
            try:
                return ask(worker)
            except (OSError, ValueError):
                return here()
            finally:
                self._idle.put(worker)

        return pool.submit(do)


@contextmanager
def crew_of(roll: Roll, folder: Path, left_out: Sequence[int] = ()) -> Iterator[Crew]:
    """Give who does the work on the names of a roll, with what is found in a folder.

    Args:
        roll: the names.
        folder: where findings are kept.
        left_out: rows that do not count.
    """
    # Here, since most commands do without its library.
    from service.auditing.tasks import Tasks
    from service.auditing.worker import Worker

    tasks = Tasks(roll, folder)
    tasks.leave_out(left_out)
    with ExitStack() as stack:
        if roll.size <= FEW:
            yield Crew(tasks, [])
            return
        new = (closing(Worker(folder)) for _ in range(os.cpu_count() or 1))
        workers = [stack.enter_context(worker) for worker in new]
        pool = ThreadPoolExecutor(len(workers))
        stack.callback(pool.shutdown, cancel_futures=True)
        yield Crew(tasks, workers, pool)
