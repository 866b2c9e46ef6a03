"""How urgent a process is beside others of this machine."""

from __future__ import annotations

import os


def give_way(by: int) -> None:
    """Let other processes go first from now on, by so many steps of 1 to 19; Windows has none.

    Of two processes on one processor, one that gives way by 5 gets a quarter of it.
    """
    if hasattr(os, "nice"):
        os.nice(by)
