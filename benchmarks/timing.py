"""How long things take: once, many questions, a whole process."""

from __future__ import annotations

import math
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence, Sized
from dataclasses import dataclass

WARM_UP = 200
"""Questions that are not counted."""


def timed_once(do: Callable[[], object]) -> float:
    """Return how long something takes, in seconds."""
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


@dataclass(frozen=True, slots=True)
class Times:
    """Of many questions: p50 and p99 in ms, those of the processor's time, how many names are found each."""

    p50: float
    p99: float
    cpu_p50: float
    cpu_p99: float
    found: float
    asked: int


def timed(
    find: Callable[[str], Sized],
    asked: Sequence[str],
    *,
    warm_up: int = WARM_UP,
    seconds: float = math.inf,
) -> Times:
    """Return how long the questions take that are asked before the time is up; no name is asked twice."""
    end = time.monotonic() + seconds
    for name in asked[:warm_up]:
        find(name)
    times, spent, found = [], [], 0
    for name in asked[warm_up:] or asked:
        start, used = time.perf_counter(), time.thread_time()
        found += len(find(name))
        spent.append(1000 * (time.thread_time() - used))
        times.append(1000 * (time.perf_counter() - start))
        if time.monotonic() > end:
            break
    times.sort()
    spent.sort()
    many = len(times)
    last = int(many * 0.99)
    p50, cpu_p50 = statistics.median(times), statistics.median(spent)
    return Times(p50, times[last], cpu_p50, spent[last], found / many, many)


# What the installed command does; `-m cli` would compile that file each time.
CHECK = """
import sys
from cli import main
sys.exit(main(["check", sys.argv[1], "--registry", sys.argv[2]]))
"""


def as_process(code: str, *arguments: str) -> tuple[float, float]:
    """Return how long a process of Python takes in all, and how much of the processor's time, in ms."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    # An installed program has its bytecode.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", code, *arguments]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    spent = 1000 * (time.perf_counter() - start)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode > 1:  # 1: there is something to reconsider
        raise RuntimeError(done.stderr.decode())
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, 1000 * used


def p95(ordered: Sequence[float]) -> float:
    """Return what 95 of 100 of some ordered times do not exceed."""
    return ordered[int(len(ordered) * 0.95)]
