"""The index of a registry that is being filled, made beside the import instead of after it.

Rows are read some chunks ahead; other processes take their names apart while the rows before them are
written. So match keys are known when a row is looked at, and once all rows are written the index has only to
be sorted, which goes on while the database makes its own. It is kept when the import stays, under the moment
of its commit, and trusted like any other. Whatever is unusual gives it up: it is made from the registry then,
by whoever needs it.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Self

from nlp.index import Segment
from nlp.index.builder import Builder, Columns
from service import registry as use
from service.book.files import keep_filled
from service.book.layers import Stamp
from service.book.stamps import stamp_of
from service.importing.model import TableRow
from service.model import Brand
from service.registry.beside import Beside
from service.registry.drafting import foretell
from service.storage import Registry

# Rows that go to another process at a time; up to two such chunks are not worth one.
CHUNK = 10_000


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Names taken apart whose rows are not all written yet, by the numbers of their rows."""

    rows: list[TableRow]
    columns: Columns


class Filling(Beside):
    """The making of an index beside an import of many rows; see `service.registry.beside`."""

    def __init__(self, registry: Registry, cache: Path) -> None:
        self._registry, self._cache = registry, cache
        self._stack = ExitStack()
        self._waiting: deque[_Chunk] = deque()
        self._came: dict[int, Brand] = {}
        self._builder: Builder | None = None
        self._made: Future[Segment] | None = None
        self._stamp: Stamp | None = None
        self._total = 0

    def rows(self, rows: Iterable[TableRow]) -> Iterator[TableRow]:
        """Yield rows; if there are many, their names are taken apart before."""
        source = iter(rows)
        chunks = iter(lambda: list(islice(source, CHUNK)), [])
        first = list(islice(chunks, 3))
        if len(first) < 3 or (os.cpu_count() or 1) < 2:
            yield from chain.from_iterable(chain(first, chunks))
            return
        # Here, since small files need no other processes.
        from nlp.index.gang import Gang

        self._builder = Builder()
        gang = self._stack.enter_context(Gang(os.cpu_count() or 1))
        for chunk, part in gang.each(chain(first, chunks), _names):
            named = [
                (row, key) for row, key in zip(chunk, part.keys, strict=True) if key is not None
            ]
            foretell({row.cells.get("name", ""): key for row, key in named})
            if self._builder:
                self._waiting.append(_Chunk([row for row, _ in named], part.columns))
            yield from chunk
        self._stack.close()

    def added(self, numbers: Sequence[int], brands: Sequence[Brand]) -> None:
        """Hear that rows with some numbers have become brands."""
        if self._builder is None:
            return
        self._came.update(zip(numbers, brands, strict=True))
        last = numbers[-1] if numbers else 0
        while self._waiting and (not (rows := self._waiting[0].rows) or rows[-1].number <= last):
            self._file(self._waiting.popleft())

    def _file(self, chunk: _Chunk) -> None:
        ids, places = [], []
        for place, row in enumerate(chunk.rows):
            if brand := self._came.pop(row.number, None):
                if brand.name != row.cells.get("name", ""):
                    self.give_up()
                    return
                ids.append(brand.id)
                places.append(place)
        whole = len(ids) == len(chunk.rows)
        if self._builder:
            self._builder.extend(ids, chunk.columns if whole else chunk.columns.only(places))

    def all_added(self) -> None:
        """Hear that no more rows come: sort the index, in a thread of its own."""
        while self._builder and self._waiting:
            self._file(self._waiting.popleft())
        if builder := self._builder:
            self._made = self._stack.enter_context(ThreadPoolExecutor(1)).submit(builder.made)
            self._builder = None

    def give_up(self) -> None:
        """Make no index."""
        self._builder = self._made = None
        self._waiting.clear()
        self._came.clear()

    def about_to_stay(self) -> None:
        """Note the moment and what the registry holds then: it may not have been empty after all."""
        if self._made:
            self._stamp = stamp_of(self._registry)
            self._total = use.counts(self._registry).total

    def keep(self) -> None:
        """Write the index if there is one; the import stays."""
        if self._made and self._stamp and (segment := self._made.result()).size == self._total:
            keep_filled(self._registry, self._cache, segment, self._stamp)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()


def _names(chunk: Sequence[TableRow]) -> list[str]:
    return [row.cells.get("name", "") for row in chunk]
