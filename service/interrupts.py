"""Ctrl-C goes to all processes of a terminal; one that another has begun leaves it to that one."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker


def leave_interrupts() -> None:
    """Let this process leave interrupts to the one that began it, also those it held back while it began."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


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
