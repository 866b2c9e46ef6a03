"""Making a segment of many names: taken apart in all processors, sorted in one."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from itertools import chain, islice
from typing import TYPE_CHECKING

from nlp.index.segment import Builder, Segment

if TYPE_CHECKING:
    from concurrent.futures import Future

    from nlp.index.worker import Filed

# Names that are taken apart in one go; up to two such chunks are not worth another process.
_CHUNK = 20_000

Entry = tuple[str, str]


def segment_of(entries: Iterable[Entry], *, processes: int | None = None) -> Segment:
    """Return the segment of (id, name) pairs; about 50 µs a name, shared by the processors.

    Args:
        entries: the names; read once, a chunk at a time.
        processes: how many to work in beside this one; by default one for each processor, if the names
            are many and there is more than one.

    Raises:
        UnacceptableText: a name holds characters no name may hold.
    """
    builder = Builder()
    chunks = _chunks(iter(entries))
    for chunk in islice(chunks, 2):
        for identifier, name in chunk:
            builder.add(identifier, name)
    if third := next(chunks, None):
        workers = os.cpu_count() or 1 if processes is None else processes
        rest = chain([third], chunks)
        if workers > 1:
            _add_shared(builder, rest, workers)
        else:
            for identifier, name in chain.from_iterable(rest):
                builder.add(identifier, name)
    return builder.made()


def _add_shared(builder: Builder, chunks: Iterator[list[Entry]], count: int) -> None:
    """Add chunks that are taken apart by some processes, in order, few of them waiting at a time."""
    # Here, since a command that looks up in a segment need not load them.
    from concurrent.futures import ThreadPoolExecutor
    from queue import SimpleQueue

    from nlp.index.worker import Worker, taken_apart

    idle: SimpleQueue[Worker] = SimpleQueue()

    def asked(names: list[str]) -> Filed:
        worker = idle.get()
        try:
            return worker.taken_apart(names)
        except (OSError, ValueError):  # a worker that was killed: its chunk is done here
            return taken_apart(names)
        finally:
            idle.put(worker)

    def put(chunk: list[Entry], found: Filed) -> None:
        texts, counts, hashes, worn = found
        at = code = 0
        for (identifier, name), text, size in zip(chunk, texts, counts, strict=True):
            codes, code = worn[code : code + 2 * len(text)], code + 2 * len(text)
            builder.put(identifier, name, text, codes, hashes[at : at + size])
            at += size

    waiting: deque[tuple[list[Entry], Future[Filed]]] = deque()
    with ExitStack() as stack:
        for _ in range(count):
            idle.put(stack.enter_context(closing(Worker())))
        pool = stack.enter_context(ThreadPoolExecutor(count))
        for chunk in chunks:
            waiting.append((chunk, pool.submit(asked, [name for _, name in chunk])))
            if len(waiting) > 2 * count:
                done, found = waiting.popleft()
                put(done, found.result())
        for chunk, found in waiting:
            put(chunk, found.result())


def _chunks(entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    while chunk := list(islice(entries, _CHUNK)):
        yield chunk
