"""Work done a little ahead of whoever takes it: all processors at once, few results held."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


def ahead(
    pool: Executor, work: Callable[[Given], Made], given: Iterable[Given], *, most: int
) -> Iterator[Made]:
    """Yield what becomes of each, in order; no more than `most` are under way or wait to be taken."""
    begun: deque[Future[Made]] = deque()
    for one in given:
        begun.append(pool.submit(work, one))
        if len(begun) == most:
            yield begun.popleft().result()
    while begun:
        yield begun.popleft().result()
