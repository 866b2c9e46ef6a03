"""What the system tells of processes, for tests (Linux)."""

from __future__ import annotations

from pathlib import Path


def children(process: int) -> list[int]:
    """Return the ids of the processes that a process has begun and not yet waited for."""
    told = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(one) for one in told.split()]


def is_running(process: int) -> bool:
    """Return whether a process is there and more than the memory of one that ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
