"""Whole batches by `pinwen batch` as a user runs it; part of `python -m benchmarks.documents`.

Letters by one worker, by two, and by two batches of half of them at once, beside a docxtpl loop that only
makes the bytes; sets of applications by two workers. Memory is the greatest resident set of a process.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
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


def run(kind: str, source: Path, out: Path, workers: int) -> Run:
    """Run `pinwen batch` as a process and wait for it."""
    command = [sys.executable, "cli.py", "batch", kind, "--data", str(source), "--out", str(out)]
    start = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--quiet", "--workers", str(workers)], stdout=subprocess.DEVNULL
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


def letters(count: int, data_of: Data, by_docxtpl: Letter) -> dict[str, Any]:
    """Print and return the figures of a whole batch of letters, with one worker and with two.

    Args:
        count: how many.
        data_of: gives the data of one.
        by_docxtpl: makes one, as the loop beside does.
    """
    found: dict[str, Any] = {"count": count}
    with tempfile.TemporaryDirectory() as folder:
        source = _workbook(range(count), data_of, Path(folder) / "units.xlsx")
        for workers in (1, 2):
            before = _loop(by_docxtpl)
            took = run("letter", source, Path(folder) / f"out{workers}", workers)
            # Before and after: the machine has other work, more of it at one time than at another.
            loop = count / ((before + _loop(by_docxtpl)) / 2)
            found[f"workers {workers}"] = asdict(took) | {"docxtpl_loop": loop}
            print(f"{count} letters, workers {workers}: {_told(took)}, docxtpl loop ", end="")
            print(f"{loop:.0f} s, {loop / took.seconds:.1f} x as long")
        found["halves_s"] = _halves(count, data_of, Path(folder))
    first, second = found["workers 1"], found["workers 2"]
    print(
        f"two workers are {first['seconds'] / second['seconds']:.2f} x as fast as one; two batches ",
        end="",
    )
    print(f"of half the letters by one each, at once: {first['seconds'] / found['halves_s']:.2f} x")
    return found


def _workbook(numbers: range, data_of: Data, path: Path) -> Path:
    """Write the workbook of some units, and return where it is."""
    path.write_bytes(
        form_workbook(find_template("letter"), [data_of(number) for number in numbers])
    )
    return path


def _halves(count: int, data_of: Data, folder: Path) -> float:
    """Return the seconds in which two batches that know nothing of each other make half the letters each.

    What two processors can do at most: nothing is handed from one to the other, nobody waits.
    """
    middle = count // 2
    sources = [
        _workbook(some, data_of, folder / f"units{some.start}.xlsx")
        for some in (range(middle), range(middle, count))
    ]
    start = time.perf_counter()
    with ThreadPoolExecutor(2) as both:
        list(both.map(lambda source: run("letter", source, source.with_suffix(""), 1), sources))
    return time.perf_counter() - start


def applications(count: int) -> dict[str, Any]:
    """Print and return the figures of a whole batch of applications, with two workers."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "applications.xlsx"
        source.write_bytes(form_workbook(find_template("application"), many_applications(count)))
        took = run("application", source, Path(folder) / "out", 2)
    print(f"{count} application sets, workers 2: {_told(took)}")
    return {"count": count, "workers 2": asdict(took)}


def _told(took: Run) -> str:
    return f"{took.seconds:.1f} s, {took.processor:.1f} s of processors, {took.memory_mb:.0f} MB at most"
