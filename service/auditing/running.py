"""Looking through all names: task by task, in all processors, and from where it was interrupted."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from contextlib import ExitStack, closing, contextmanager
from functools import cached_property, partial
from itertools import chain, islice
from operator import methodcaller
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, TypeVar

from service.auditing.names import FEW, known_words
from service.auditing.sentences import Two, say

if TYPE_CHECKING:
    from nlp.genericness import Frequencies
    from nlp.joining.roll import Roll
    from service.auditing.tasks import Task, Tasks
    from service.auditing.worker import Worker

# Shares of the time that the stages of the tasks take.
_SHARES = (0.1, 0.2, 0.25, 0.45)
# So many sentences are asked for in one go.
_PORTION = 500
Progress = Callable[[int, int], None]
"""Called with (names done, names in all)."""
_Found = TypeVar("_Found")


class Crew:
    """Does what an audit consists of: in processes of its own, or here where there are few names."""

    def __init__(self, tasks: Tasks, workers: list[Worker], pool: Executor | None = None) -> None:
        self.tasks = tasks
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in workers:
            self._idle.put(worker)
        self._pool = pool
        self._begun: dict[Task, Future[None]] = {}

    @cached_property
    def _known(self) -> Frequencies | None:
        return known_words(self.tasks.texts)

    def begin(self) -> None:
        """Have the first tasks begun by those who do not work here; until they are asked for nobody waits."""
        if self._pool:
            self._begun = {
                task: self._doing(self._pool, task)
                for task in self._left(next(self.tasks.stages()))
            }

    def looked_through(self, progress: Progress | None) -> Tasks:
        """Return the tasks of an audit, all of them done.

        Raises:
            StorageUnavailable: the folder cannot be written.
        """
        told = 0.0
        for share, every in zip(_SHARES, self.tasks.stages(), strict=True):
            left = self._left(every)
            for number, _ in enumerate(self._done(left), 1):
                if progress:
                    self._tell(progress, told + share * (1 - (len(left) - number) / len(every)))
            told += share
        if progress:
            self._tell(progress, 1)
        return self.tasks

    def _tell(self, progress: Progress, share: float) -> None:
        size = len(self.tasks.texts.live())
        progress(min(size, int(share * size)), size)

    def _left(self, tasks: Iterable[Task]) -> list[Task]:
        return [task for task in tasks if not self.tasks.file(task).exists()]

    def said(self, what: str, items: Iterable[Two]) -> Iterator[str]:
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

    def _done(self, left: list[Task]) -> Iterator[None]:
        """Have tasks done, and yield after each."""
        if self._pool is None:
            yield from map(self.tasks.do, left)
            return
        for one in as_completed([self._doing(self._pool, task) for task in left]):
            one.result()
            yield

    def _doing(self, pool: Executor, task: Task) -> Future[None]:
        """Have a task done, if that has not begun yet."""
        begun = self._begun.pop(task, None)
        return begun or self._given(pool, methodcaller("do", task), partial(self.tasks.do, task))

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
        crew = Crew(tasks, workers, pool)
        crew.begin()
        yield crew
