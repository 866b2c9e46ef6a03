"""Processes begun by this one: quiet at an interrupt, gone when the one that began them is."""

from __future__ import annotations

import multiprocessing as mp
import os
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from multiprocessing.process import parent_process

from service.interrupts import interrupts_held, leave_interrupts

# Spawned, not forked: no lock, connection or thread of this process comes along.
_CONTEXT = mp.get_context("spawn")


def begun(target: Callable[..., None], *given: object) -> tuple[SpawnProcess, Connection]:
    """Begin a process, and return it with the way to it.

    Args:
        target: what it does, first of all `mind_the_parent`; called with `given` and its end of the way.
        given: to be pickled.
    """
    ours, theirs = _CONTEXT.Pipe()
    process = _CONTEXT.Process(target=target, args=(*given, theirs), daemon=True)
    with interrupts_held():
        process.start()
    # Ours must be the only copies, or the end of the process would not end the pipe.
    theirs.close()
    return process, ours


def mind_the_parent() -> None:
    """Let this process leave interrupts to its parent, and end when that is no more."""
    leave_interrupts()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process at once when its parent was killed: the next run must be alone in the folder."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
