"""Several processes that take names apart for this one, each on a processor of its own."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from queue import SimpleQueue
from typing import Self, TypeVar

from nlp.index.worker import Part, Worker, taken_apart

_Chunk = TypeVar("_Chunk")
# Chunks that wait or are worked at, for each process.
_AHEAD = 3


class Gang:
    """A context in which some processes run."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._stack = ExitStack()
        self._idle: SimpleQueue[Worker] = SimpleQueue()

    def __enter__(self) -> Self:
        for _ in range(self.count):
            self._idle.put(self._stack.enter_context(closing(Worker())))
        self._pool = self._stack.enter_context(ThreadPoolExecutor(self.count))
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)
        self._stack.close()

    def each(
        self, chunks: Iterable[_Chunk], names: Callable[[_Chunk], list[str]]
    ) -> Iterator[tuple[_Chunk, Part]]:
        """Yield chunks in order, each with its names taken apart; some chunks are read ahead."""
        waiting: deque[tuple[_Chunk, Future[Part]]] = deque()
        for chunk in chunks:
            waiting.append((chunk, self._pool.submit(self._asked, names(chunk))))
            if len(waiting) > _AHEAD * self.count:
                done, part = waiting.popleft()
                yield done, part.result()
        while waiting:
            done, part = waiting.popleft()
            yield done, part.result()

    def _asked(self, names: list[str]) -> Part:
        worker = self._idle.get()
        try:
            return worker.taken_apart(names)
        except (OSError, ValueError):  # a worker that was killed: its chunk is done here
            return taken_apart(names)
        finally:
            self._idle.put(worker)
