"""Work done a little ahead of whoever takes it: both cores at once, few results held."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

_THREADS = 2
"""For work that mostly deflates, reads and writes: threads then stand in each other's way little."""


def ahead(work: Callable[[Given], Made], given: Iterable[Given]) -> Iterator[Made]:
    """Yield what becomes of each, in order; no more than two are under way or wait to be taken."""
    with ThreadPoolExecutor(_THREADS) as pool:
        begun: deque[Future[Made]] = deque()
        for one in given:
            begun.append(pool.submit(work, one))
            if len(begun) == _THREADS:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
