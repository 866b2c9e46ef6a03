"""A registry's book that is held from one use to the next, over connections that are held as well."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from service.book.names import NameBook, cache_of, open_book, refresh
from service.connections import Connections, Identity
from service.storage.reading_ahead import read_ahead


class HeldBook:
    """The names of one registry, for one thread.

    Args:
        url: path or URL of the registry; its index is kept where `cache_of` says.
        connections: to that registry.
    """

    def __init__(self, url: str, connections: Connections) -> None:
        self._cache, self._connections = cache_of(url), connections
        self._book: NameBook | None = None
        self._of: tuple[Identity | None, int] = None, 0

    def read_ahead(self) -> None:
        """Ask the system to have the files of the index and of the registry in its memory."""
        if self._cache:
            read_ahead(self._cache)
        self._connections.read_ahead()

    @contextmanager
    def brought_up(self) -> Iterator[NameBook]:
        """Give the book, brought up to the registry; a file in the place of another has a book of its own.

        Raises:
            NotFound, StorageUnavailable: the registry is not there or cannot be read.
        """
        with self._connections.one() as registry:
            file = self._connections.identity(), self._connections.replaced
            if self._book is None or file != self._of:
                self._book, self._of = open_book(registry, cache=self._cache), file
            refresh(self._book, registry)
            yield self._book
