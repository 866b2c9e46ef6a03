"""Making a segment of many names: taken apart in all processors, sorted in one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from nlp.index.segment import Segment

if TYPE_CHECKING:
    from nlp.index.builder import Builder

# Names that are taken apart in one go; up to two such chunks are not worth another process.
_CHUNK = 20_000

Entry = tuple[str, str]


def segment_of(entries: Iterable[Entry], *, processes: int | None = None) -> Segment:
    """Return the segment of (id, name) pairs; about 40 µs a name, shared by the processors.

    Args:
        entries: the names; read once, a chunk at a time.
        processes: how many to work in beside this one; by default one for each processor, if the names
            are many and there is more than one.

    Raises:
        UnacceptableText: a name holds characters no name may hold.
    """
    # Here, since a command that looks up in a segment need not load it; so below.
    from nlp.index.builder import Builder

    builder = Builder()
    chunks = _chunks(iter(entries))
    for chunk in islice(chunks, 2):
        builder.add(chunk)
    if third := next(chunks, None):
        workers = os.cpu_count() or 1 if processes is None else processes
        rest = chain([third], chunks)
        if workers > 1:
            _add_shared(builder, rest, workers)
        else:
            for chunk in rest:
                builder.add(chunk)
    return builder.made()


def _add_shared(builder: Builder, chunks: Iterable[list[Entry]], count: int) -> None:
    """Add chunks that are taken apart by some processes, in order."""
    from nlp.index.gang import Gang

    with Gang(count) as gang:
        for chunk, part in gang.each(chunks, lambda chunk: [name for _, name in chunk]):
            if None in part.keys:
                builder.add([chunk[part.keys.index(None)]])  # it raises
            builder.extend([identifier for identifier, _ in chunk], part.columns)


def _chunks(entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    while chunk := list(islice(entries, _CHUNK)):
        yield chunk
