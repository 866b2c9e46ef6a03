"""A request to end (Ctrl-C, SIGTERM, SIGHUP) waits until nothing is half-done; a second one does not."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

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
