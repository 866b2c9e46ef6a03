"""Several processes that serve on one socket, watched by the one that began them.

A worker ends when the pipe from its parent closes, so it ends with the parent however that ends, on every
system alike: signals to single processes do not exist on all of them. One that dies is begun again, and the
socket stays with the parent, so callers who come meanwhile wait and are not turned away.
"""

from __future__ import annotations

import logging
import multiprocessing as mp
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import FrameType

from service.api.accepting import Shares
from service.errors import StorageUnavailable
from service.interrupts import interrupts_held, leave_interrupts

# Seconds that workers have to end their requests; a little more than each gives its own.
_PATIENCE = 25.0
# A worker that dies sooner than this after its start has not served; so many in a row and no more are begun.
_TOO_SOON, _MOST_FAILURES = 10.0, 5
_LOOK = 0.5
_SIGNALS = [signal.SIGINT, signal.SIGTERM]
if sys.platform == "win32":
    _SIGNALS.append(signal.SIGBREAK)

_log = logging.getLogger("pinwen.api")

Serve = Callable[[socket.socket, Connection, Shares, int], None]
"""What a worker does: serve its share on a socket until the pipe closes, given which of the workers it is.

Must be importable, or a partial of such.
"""


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    begun: float
    number: int


class Workers:
    """The workers of one service.

    Args:
        serve: what each of them runs.
        listening: socket that listens; it stays open here.
        count: how many, at least 1.
    """

    def __init__(self, serve: Serve, listening: socket.socket, count: int) -> None:
        self._serve, self._listening, self._count = serve, listening, count
        self._context = mp.get_context("spawn")
        self._shares = Shares(self._context, count)
        self._workers: list[_Worker] = []
        self._failures = 0
        self._asked = 0
        self._signal: int | None = None

    def run(self) -> None:
        """Keep the workers going until a signal asks to end; it is raised again once all have ended.

        A second one ends them at once.

        Raises:
            StorageUnavailable: workers die as soon as they begin.
        """
        before = {one: signal.signal(one, self._on_signal) for one in _SIGNALS}
        try:
            while self._signal is None:
                self._fill()
                wait([one.process.sentinel for one in self._workers], timeout=_LOOK)
                self._bury()
        finally:
            self._end()
            for one, handler in before.items():
                signal.signal(one, handler)
        signal.raise_signal(self._signal)

    def _on_signal(self, number: int, _: FrameType | None) -> None:
        self._asked += 1
        self._signal = number

    def _fill(self) -> None:
        """Begin as many as are missing."""
        while len(self._workers) < self._count and self._signal is None:
            theirs, ours = self._context.Pipe(duplex=False)
            number = min(set(range(self._count)) - {one.number for one in self._workers})
            process = self._context.Process(
                target=_work,
                args=(self._serve, self._listening, theirs, self._shares, number),
                name="pinwen-worker",
            )
            with interrupts_held():
                process.start()
            theirs.close()
            self._workers.append(_Worker(process, ours, time.monotonic(), number))

    def _bury(self) -> None:
        """Forget the dead; too many that never served mean that none will."""
        for one in [one for one in self._workers if not one.process.is_alive()]:
            self._workers.remove(one)
            self._shares.forget(one.number)
            told = "worker %s (process %s) ended with status %s and is begun again"
            _log.error(told, one.number, one.process.pid, one.process.exitcode)
            _close(one)
            soon = time.monotonic() - one.begun < _TOO_SOON
            self._failures = self._failures + 1 if soon else 0
        if self._failures >= _MOST_FAILURES and self._signal is None:
            raise StorageUnavailable("服务进程一启动就退出，请用 pinwen doctor 检查后重试。")

    def _end(self) -> None:
        """Let the workers end what they are at; end those that do not."""
        for one in self._workers:
            one.pipe.close()
        deadline, asked = time.monotonic() + _PATIENCE, self._asked
        while self._left() and time.monotonic() < deadline and self._asked == asked:
            wait([one.process.sentinel for one in self._left()], timeout=_LOOK)
        for one in self._workers:
            if one.process.is_alive():
                one.process.kill()
            _close(one)

    def _left(self) -> list[_Worker]:
        return [one for one in self._workers if one.process.is_alive()]


def _close(one: _Worker) -> None:
    one.process.join()
    one.process.close()
    with suppress(OSError):
        one.pipe.close()


def _work(
    serve: Serve, listening: socket.socket, pipe: Connection, shares: Shares, number: int
) -> None:
    """Serve in a worker."""
    leave_interrupts()
    serve(listening, pipe, shares, number)
