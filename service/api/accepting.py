"""Connections shared by several workers: whoever holds more than another leaves the next one to it.

Left to chance one of two workers took up to 29 of 32 connections that were kept open, and their callers
waited ten times as long as the others. The workers see in shared memory how many each of them holds.
"""

from __future__ import annotations

import asyncio
import select
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from multiprocessing.context import SpawnContext
from typing import Any

# Seconds between two looks at a connection that was left to others, and until nobody else is waited for: a
# worker that holds fewer may be busy.
_LOOK, _PATIENCE = 0.002, 0.02
# Seconds without taking any where the system has no more files to give.
_PAUSE = 1.0
_ABSENT = 2**31 - 1

Take = Callable[[socket.socket], Awaitable[object]]
"""Serves a connection; returns once it is counted among those that are held."""


class Shares:
    """How many connections each worker holds, in memory that all of them see."""

    def __init__(self, context: SpawnContext, workers: int) -> None:
        self._held: Any = context.RawArray("i", [_ABSENT] * workers)

    def tell(self, worker: int, held: int) -> None:
        """Tell how many a worker holds."""
        self._held[worker] = held

    def forget(self, worker: int) -> None:
        """Tell that a worker has ended."""
        self._held[worker] = _ABSENT

    def is_least(self, worker: int) -> bool:
        """Return whether no other holds fewer than a worker."""
        held: Sequence[int] = self._held
        return held[worker] <= min(held)


class Accepting:
    """Takes connections in the event loop of one worker.

    Args:
        listening: the socket that all workers share.
        shares, worker: see above, and which of them this is.
        take: serves one.
        held: how many are served.
    """

    def __init__(
        self,
        listening: socket.socket,
        shares: Shares,
        worker: int,
        take: Take,
        held: Callable[[], int],
    ) -> None:
        self._listening, self._shares, self._worker = listening, shares, worker
        self._take, self._held = take, held
        self._loop = asyncio.get_running_loop()
        self._coming: set[asyncio.Future[object]] = set()
        self._left_at: float | None = None
        self._again: asyncio.TimerHandle | None = None
        listening.setblocking(False)
        self._tell()
        self._begin()

    def close(self) -> None:
        """Take no more."""
        self._loop.remove_reader(self._listening)
        if self._again:
            self._again.cancel()

    def _tell(self) -> None:
        self._shares.tell(self._worker, self._held() + len(self._coming))

    def _begin(self) -> None:
        self._again = None
        if not _waits(self._listening):  # somebody else has taken it
            self._left_at = None
        self._loop.add_reader(self._listening, self._come)

    def _leave(self, seconds: float) -> None:
        """Take none for a while."""
        self._loop.remove_reader(self._listening)
        self._again = self._loop.call_later(seconds, self._begin)

    def _come(self) -> None:
        """Take the connection that waits, or leave it to a worker that holds fewer."""
        self._tell()
        now = self._loop.time()
        if not self._shares.is_least(self._worker):
            if self._left_at is None:
                self._left_at = now
            if now - self._left_at < _PATIENCE:
                self._leave(_LOOK)
                return
        self._left_at = None
        try:
            connection, _ = self._listening.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            return
        except OSError:
            self._leave(_PAUSE)
            return
        connection.setblocking(False)
        coming = asyncio.ensure_future(self._taken(connection))
        self._coming.add(coming)
        coming.add_done_callback(self._coming.discard)
        self._tell()

    async def _taken(self, connection: socket.socket) -> object:
        with suppress(OSError):  # it broke meanwhile
            return await self._take(connection)
        connection.close()
        return None


def _waits(listening: socket.socket) -> bool:
    """Return whether a connection waits to be taken."""
    looking = select.poll()
    looking.register(listening, select.POLLIN)
    return bool(looking.poll(0))
