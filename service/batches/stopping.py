"""A request to end (Ctrl-C, SIGTERM, SIGHUP) waits until nothing is half-done; a second one does not."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker

Stop = Callable[[], None]
"""Called where it is safe to stop; raises KeyboardInterrupt when that was asked for."""

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


def never() -> None:
    """Do not stop."""


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Give a `Stop` that minds the signals of this process; in another thread than the main one, `never`."""
    if threading.current_thread() is not threading.main_thread():
        yield never
        return
    asked: list[int] = []

    def ask(number: int, _frame: object) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)

    def stop() -> None:
        if asked:
            raise KeyboardInterrupt

    numbers = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    before = [(number, signal.signal(number, ask)) for number in numbers]
    try:
        yield stop
    finally:
        for number, handler in before:
            signal.signal(number, handler)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Let interrupts wait while a process is begun: it holds them back too, until it can ignore them.

    It would end with a traceback otherwise, for Ctrl-C goes to all processes of a terminal.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # Begun with the first process, it would let interrupts through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
