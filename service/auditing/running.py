"""Looking through all names: in stretches, in all processors, and from where it was interrupted.

Many names are put into an index file of their own in a work folder, with what is found of each stretch
beside it. An audit that was stopped goes on there if the registry has not changed since; else it begins anew.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import Any

from nlp.index import IndexFileError, Segment, open_segment, save, segment_of
from service import registry as use
from service.auditing.slices import known_words, looked_through
from service.auditing.worker import Worker
from service.storage import Registry
from service.tables import write_whole

# Up to so many names are looked through in this process; a stretch of more takes seconds.
_FEW, _STRETCH = 4_000, 2_000
_NAMES, _FINDINGS = "names.index", "findings-{}.json"

Progress = Callable[[int, int], None]
Stretch = dict[str, Any]
"""The findings of a stretch, `service.auditing.slices.Findings` as JSON values."""


@contextmanager
def names_of(registry: Registry, folder: Path | None) -> Iterator[tuple[Segment, Path]]:
    """Give the live names of a registry as an index, and the folder where findings are kept.

    Args:
        registry: an open registry.
        folder: where an interrupted audit left its work, and this one leaves it; None to leave nothing.
    """
    with ExitStack() as stack:
        place = folder or Path(stack.enter_context(TemporaryDirectory(prefix="pinwen-audit-")))
        yield _names(registry, place), place
    if folder:
        shutil.rmtree(folder, ignore_errors=True)


def _names(registry: Registry, folder: Path) -> Segment:
    stamp = _stamp(registry)
    with suppress(IndexFileError):
        segment, made_of = open_segment(folder / _NAMES)
        if made_of == stamp:
            return segment
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with registry.database.reading():
        segment = segment_of(use.live_names(registry))
    if segment.size > _FEW:
        save(segment, folder / _NAMES, stamp)
        segment, _ = open_segment(folder / _NAMES)
    return segment


def _stamp(registry: Registry) -> dict[str, Any]:
    """Return what tells this moment of this registry from all others."""
    number = use.last_audit_number(registry)
    entries = use.audit_entries(registry, after=number - 1, limit=1) if number else []
    return {"scope": registry.scope, "entry": entries[0].hash if entries else ""}


def stretches(segment: Segment, folder: Path, progress: Progress | None) -> Iterator[Stretch]:
    """Yield the findings of all stretches, in order.

    Raises:
        StorageUnavailable: the folder cannot be written.
    """
    if segment.size <= _FEW:
        if segment.size:
            yield looked_through(segment, 0, segment.size, known_words(segment)).as_json()
        return
    starts = range(0, segment.size, _STRETCH)
    files = {start: folder / _FINDINGS.format(start) for start in starts}
    waiting = [start for start in starts if not files[start].exists()]
    _look_through(segment, folder / _NAMES, waiting, files, progress)
    for start in starts:
        yield json.loads(files[start].read_bytes())


def _look_through(
    segment: Segment,
    names: Path,
    waiting: list[int],
    files: dict[int, Path],
    progress: Progress | None,
) -> None:
    """Have the stretches that are waiting looked through, each written when it is done."""
    idle: SimpleQueue[Worker] = SimpleQueue()
    count = min(os.cpu_count() or 1, len(waiting))

    def done(start: int) -> None:
        stop, worker = min(start + _STRETCH, segment.size), idle.get()
        try:
            found = worker.ask(start, stop)
        except (OSError, ValueError):  # a worker that was killed: its stretch is done here
            found = looked_through(segment, start, stop, known_words(segment)).as_json()
        finally:
            idle.put(worker)
        write_whole(files[start], json.dumps(found, ensure_ascii=False).encode())

    with ExitStack() as stack:
        for _ in range(count):
            idle.put(stack.enter_context(closing(Worker(names))))
        pool = ThreadPoolExecutor(max(1, count))
        stack.callback(pool.shutdown, cancel_futures=True)
        left = {pool.submit(done, start) for start in waiting}
        while left:
            finished, left = wait(left, return_when=FIRST_COMPLETED)
            for one in finished:
                one.result()
            if progress:
                progress(min(segment.size, (len(files) - len(left)) * _STRETCH), segment.size)
