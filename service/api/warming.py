"""What a server reads when it starts, so that no check waits for what nobody has read yet.

Word lists are read by the first check. The system is asked for the files of the index and of the registry:
until they are in its memory every page is a wait. And of an index in a file each block is verified when it
is first read: after a start that would be every other block of every check, for minutes. It is done a
megabyte at a time between the checks that come meanwhile; at 5.2 million names some half a second.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress

from nlp.index import NameIndex
from service.api.checker import Checker
from service.checking import Surroundings, check_name
from service.errors import ServiceError

# Any name: what is said of it is said to nobody.
_NAME = "先锋"


async def warm_up(checker: Checker, read_ahead: Callable[[], None]) -> None:
    """Make one check, read ahead, then read through the index.

    Whoever checks later is told what is wrong with either.
    """
    reading = _Reading()
    with suppress(ServiceError):
        await checker.ask(lambda against: check_name(_NAME, against))
        await asyncio.to_thread(read_ahead)
        while await checker.ask(reading.step):
            pass


class _Reading:
    """An index that is read through step by step; one that takes its place is read from its beginning."""

    def __init__(self) -> None:
        self._index: NameIndex | None = None
        self._steps: Iterator[None] = iter(())

    def step(self, against: Surroundings) -> bool:
        """Read on; returns whether something may be left."""
        return bool(against.book and against.book.searched(self._some))

    def _some(self, index: NameIndex) -> bool:
        if index is not self._index:
            self._index, self._steps = index, index.read_through()
        return next(self._steps, self) is None
