"""How much memory a process and all its children hold at once, sampled from `/proc` while they run.

The operating system keeps the most of single processes, not of several at a time; and what they share (a
mapped index, pages since a fork) it counts once for each. So both sums are sampled: of resident pages (RSS),
and of the proportional share of each (PSS), in which what is shared counts once. PSS takes the kernel some
milliseconds a gigabyte and is asked more rarely; a peak between two samples is missed.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_EVERY, _PSS_EVERY = 0.05, 0.5
_KB, _MB = 1024, 1e6


@dataclass(slots=True)
class Peak:
    """The most that was seen, in MB of 10⁶ bytes; zeros where there is no `/proc`.

    Attributes:
        pss: sum of the proportional shares: what the machine needs.
        rss: sum of the resident pages, shared ones counted in each process.
        processes: most at a time.
    """

    pss: float = 0.0
    rss: float = 0.0
    processes: int = 0

    def take(self, root: int, *, shares: bool) -> None:
        """Look once at a process and its children."""
        family = [root, *below(root)]
        held = [figure(pid, "status", "VmRSS:") for pid in family]
        self.rss = max(self.rss, sum(held) * _KB / _MB)
        self.processes = max(self.processes, sum(one > 0 for one in held))
        if shares:
            told = sum(figure(pid, "smaps_rollup", "Pss:") for pid in family)
            self.pss = max(self.pss, told * _KB / _MB)


@contextmanager
def watched(root: int) -> Iterator[Peak]:
    """Sample a process and its children, in a thread, until the block ends."""
    peak, ended = Peak(), threading.Event()

    def sample() -> None:
        due = 0.0
        while not ended.wait(_EVERY):
            now = time.monotonic()
            peak.take(root, shares=now >= due)
            due = now + _PSS_EVERY if now >= due else due

    thread = threading.Thread(target=sample, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        ended.set()
        thread.join()


def below(root: int) -> Iterator[int]:
    """Yield the children of a process, and theirs."""
    children: dict[int, list[int]] = defaultdict(list)
    for stat in _PROC.glob("[0-9]*/stat"):
        try:
            text = stat.read_text(encoding="utf-8", errors="replace")
        except OSError:  # it has just ended
            continue
        # The name of the program may hold anything, so the fields behind it are counted from its end.
        children[int(text.rpartition(")")[2].split()[1])].append(int(stat.parent.name))
    left = [*children[root]]
    while left:
        yield (one := left.pop())
        left += children[one]


def figure(pid: int, file: str, name: str) -> int:
    """Return a figure of a process in kB, 0 once it has ended."""
    try:
        lines = (_PROC / str(pid) / file).read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)
