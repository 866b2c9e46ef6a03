"""Whole batches by `pinwen batch` as a user runs it; part of `python -m benchmarks.documents`.

Letters and sets of applications, each by one worker that has one processor for all it begins, by one that
may use more, by two, and by two batches of half of them at once that have a processor each and know nothing
of each other, which is what two processors can do at most; letters beside a docxtpl loop that only makes the
bytes. The ways take turns, and the middle one of several rounds is told. Memory is the greatest resident set
of a process.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.generator import names
from benchmarks.memory import below, figure
from service.drafting.package import find_template
from service.drafting.workbook import form_workbook

Data = Callable[[int], dict[str, Any]]
"""Gives the data of the letter of a unit, by its number."""
Letter = Callable[[int], bytes]
"""Makes the letter of a unit, by its number."""
Records = Sequence[dict[str, Any]]
ONE_PROCESSOR = "one processor"
WAYS = {ONE_PROCESSOR: 1, "workers 1": 1, "workers 2": 2}
"""Ways to run a batch, with the workers of each."""
_HALVES = "halves"


def many_applications(count: int) -> list[dict[str, Any]]:
    """Return so many applications, each of another unit and brand, with sentences of its own."""
    sample, found = find_template("application").sample("full"), []
    for number, brand in enumerate(names(count, seed=7), 1):
        data = sample | {"app_id": str(number), "brand_name": brand}
        data["unit_name"] = f"星河市第{number}示范机械公司党支部"
        for field, text in sample.items():
            if isinstance(text, str) and len(text) > _LONG:
                data[field] = _own(text, sample["brand_name"], brand, number)
        data["measures"] = [
            one | {"text": _own(one["text"], sample["brand_name"], brand, number)}
            for one in sample["measures"]
        ]
        found.append(data)
    return found


_LONG = 30


def _own(text: str, before: str, brand: str, number: int) -> str:
    """Return a text as another unit would write it: other figures, its own brand, sentences turned about."""
    text = re.sub(r"\d+", lambda match: str(1 + (int(match[0]) * 7 + number) % 97), text)
    sentences = text.replace(before, brand).split("。")[:-1]
    start = number % max(1, len(sentences))
    return "".join(f"{one}。" for one in (*sentences[start:], *sentences[:start]))


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command: seconds that passed, seconds of the processor, MB of the largest process."""

    seconds: float
    processor: float
    memory_mb: float


def run(kind: str, source: Path, out: Path, workers: int, processor: int | None = None) -> Run:
    """Run `pinwen batch` as a process and wait for it; on one processor, by its number, if it is given."""
    command = [sys.executable, "cli.py", "batch", kind, "--data", str(source), "--out", str(out)]
    bound = [] if processor is None else ["taskset", "--cpu-list", str(processor)]
    start = time.perf_counter()
    process = subprocess.Popen(
        [*bound, *command, "--quiet", "--workers", str(workers)], stdout=subprocess.DEVNULL
    )
    ended, memory = 0, 0.0
    while not ended:
        # What `wait4` tells begins with the parent's.
        held = (figure(one, "status", "VmHWM:") for one in (process.pid, *below(process.pid)))
        memory = max(memory, *(kilobytes / 1024 for kilobytes in held))
        time.sleep(0.1)
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) > 1:
        raise SystemExit(f"pinwen batch ended with {status}")
    return Run(seconds, used.ru_utime + used.ru_stime, memory)


def _loop(by_peer: Letter) -> float:
    """Return how many letters a loop of a peer makes in a second that passes; writes no file."""
    start = time.perf_counter()
    for number in range(_LOOP):
        by_peer(number)
    return _LOOP / (time.perf_counter() - start)


_LOOP = 150


def letters(count: int, data_of: Data, by_docxtpl: Letter, rounds: int = 1) -> dict[str, Any]:
    """Print and return the figures of a whole batch of letters, beside a loop of docxtpl.

    Args:
        count: how many.
        data_of: gives the data of one.
        by_docxtpl: makes one, as the loop beside does.
        rounds: how often each way has its turn.
    """
    rates: list[float] = []
    records = [data_of(number) for number in range(count)]
    found = _batch("letter", records, rounds, lambda: rates.append(_loop(by_docxtpl)))
    loop = count / statistics.median(rates)
    print(f"letters: a docxtpl loop takes {loop:.0f} s")
    for way in WAYS:
        found[way]["docxtpl_loop"] = loop
    return found


def applications(count: int, rounds: int = 1) -> dict[str, Any]:
    """Print and return the figures of a whole batch of application sets; arguments as of `letters`."""
    return _batch("application", many_applications(count), rounds)


def _batch(
    kind: str, records: Records, rounds: int, between: Callable[[], None] = lambda: None
) -> dict[str, Any]:
    """Print and return the figures of a batch by each way, and by two batches of half of it at once."""
    taken: dict[str, list[Run]] = {way: [] for way in (*WAYS, _HALVES)}
    for number in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            for way, took in _by_turns(kind, records, Path(folder)):
                # Between all of them: the machine has other work, more of it at one time than at another.
                between()
                taken[way].append(took)
                print(f"{len(records)} {kind}s, {way}, round {number + 1}: {_told(took)}")
    middle = {way: _middle(runs) for way, runs in taken.items()}
    one, two, halves = (middle[way].seconds for way in (ONE_PROCESSOR, "workers 2", _HALVES))
    print(f"two processors are {one / two:.2f} x as fast as one, ", end="")
    print(f"two batches of half on one each, at once: {one / halves:.2f} x")
    runs = {way: asdict(middle[way]) for way in WAYS}
    return {"count": len(records), **runs, "halves_s": halves}


def _middle(runs: Sequence[Run]) -> Run:
    return sorted(runs, key=lambda one: one.seconds)[len(runs) // 2]


def _by_turns(kind: str, records: Records, folder: Path) -> Iterator[tuple[str, Run]]:
    """Yield each way and what it took."""
    middle = len(records) // 2
    whole, *both = (
        _workbook(kind, some, folder / f"source{number}.xlsx")
        for number, some in enumerate((records, records[:middle], records[middle:]))
    )
    for number, (way, workers) in enumerate(WAYS.items()):
        bound = 0 if way == ONE_PROCESSOR else None
        yield way, run(kind, whole, folder / f"out{number}", workers, bound)
    yield _HALVES, _at_once(kind, both)


def _workbook(kind: str, records: Records, path: Path) -> Path:
    """Write the workbook of some units, and return where it is."""
    path.write_bytes(form_workbook(find_template(kind), records))
    return path


def _at_once(kind: str, sources: Sequence[Path]) -> Run:
    """Return what batches take, on a processor each, that know nothing of each other.

    Nothing is handed from one to the other, nobody waits.
    """

    def alone(processor: int, source: Path) -> Run:
        return run(kind, source, source.with_suffix(""), 1, processor)

    start = time.perf_counter()
    with ThreadPoolExecutor(len(sources)) as pool:
        runs = list(pool.map(alone, range(len(sources)), sources))
    seconds = time.perf_counter() - start
    return Run(seconds, sum(one.processor for one in runs), max(one.memory_mb for one in runs))


def _told(took: Run) -> str:
    return f"{took.seconds:.1f} s, {took.processor:.1f} s of processors, {took.memory_mb:.0f} MB at most"
