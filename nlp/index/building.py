"""Making a segment of many names: taken apart in all processors, sorted in one."""

from __future__ import annotations

import os
from array import array
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from nlp.index.keys import filed
from nlp.index.segment import Builder, Segment

# Names that are taken apart in one go; up to two such chunks are not worth another process.
_CHUNK = 20_000

Entry = tuple[str, str]
# The texts of some names, how many hashes each has, and the hashes one after another.
Filed = tuple[list[str], "array[int]", "array[int]"]


def segment_of(entries: Iterable[Entry], *, processes: int | None = None) -> Segment:
    """Return the segment of (id, name) pairs; about 60 µs a name, shared by the processors.

    Args:
        entries: the names; read once, a chunk at a time.
        processes: how many to work in besides this one; by default one for each processor, if the names
            are many and there is more than one.

    Raises:
        UnacceptableText: a name holds characters no name may hold.
    """
    builder = Builder()
    chunks = _chunks(iter(entries))
    for chunk in islice(chunks, 2):
        for identifier, name in chunk:
            builder.add(identifier, name)
    third = next(chunks, None)
    if third is not None:
        workers = os.cpu_count() or 1 if processes is None else processes
        _add_shared(builder, _before(third, chunks), workers if workers > 1 else 0)
    return builder.made()


def _add_shared(builder: Builder, chunks: Iterator[list[Entry]], workers: int) -> None:
    """Add chunks that are taken apart by some processes, in order, few of them waiting at a time."""
    if not workers:
        for chunk in chunks:
            _put(builder, chunk, _taken_apart([name for _, name in chunk]))
        return
    # Here, since a command that looks up in a segment need not load it.
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    waiting: deque[tuple[list[Entry], Future[Filed]]] = deque()
    # Not by fork, which would copy the locks of other threads of a server.
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        for chunk in chunks:
            waiting.append((chunk, pool.submit(_taken_apart, [name for _, name in chunk])))
            if len(waiting) > 2 * workers:
                done, found = waiting.popleft()
                _put(builder, done, found.result())
        for chunk, found in waiting:
            _put(builder, chunk, found.result())


def _taken_apart(names: list[str]) -> Filed:
    """Return what some names are filed under."""
    texts, counts, hashes = [], array("I"), array("I")
    for name in names:
        text, keys = filed(name)
        texts.append(text)
        counts.append(len(keys))
        hashes.extend(keys)
    return texts, counts, hashes


def _put(builder: Builder, chunk: list[Entry], found: Filed) -> None:
    texts, counts, hashes = found
    at = 0
    for (identifier, name), text, count in zip(chunk, texts, counts, strict=True):
        builder.put(identifier, name, text, hashes[at : at + count])
        at += count


def _chunks(entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    while chunk := list(islice(entries, _CHUNK)):
        yield chunk


def _before(first: list[Entry], rest: Iterator[list[Entry]]) -> Iterator[list[Entry]]:
    yield first
    yield from rest
