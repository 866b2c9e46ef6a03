"""The collector of cycles, kept from what it would only slow down."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Objects made between two rounds of the collector; 700 else.
_RARELY = 100_000


def collect_rarely() -> None:
    """Have cycles looked for rarely from now on: what a process keeps is large, stays, and holds none.

    Else a tenth of a cold check goes into it, a fifth of judging many names.
    """
    gc.set_threshold(_RARELY)


@contextmanager
def no_collection() -> Iterator[None]:
    """Give a context in which no cycles are looked for: among millions of values there are none."""
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()
