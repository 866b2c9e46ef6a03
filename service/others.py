"""Registries beside the office's own, whose names inform and block nothing (A7).

A place is a path or URL; `#市直` after it names a scope within it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from service.book.held import HeldBook
from service.book.names import NameBook
from service.connections import Connections


class Others:
    """The names of other registries, each opened when it is needed and kept level with its registry.

    Args:
        places: paths or URLs between semicolons of either width.
        keep_open: keep the connections from one use to the next, until they are closed.
    """

    def __init__(self, places: str, *, keep_open: bool = False) -> None:
        listed = [one.strip() for one in places.replace("；", ";").split(";") if one.strip()]
        self._keep_open = keep_open
        self._connections: list[Connections] = []
        self._books: list[HeldBook] = []
        for place in listed:
            url, _, scope = place.partition("#")
            self._connections.append(Connections(url, scope=scope, create=False))
            self._books.append(HeldBook(url, self._connections[-1]))

    @contextmanager
    def opened(self) -> Iterator[tuple[NameBook, ...]]:
        """Give the books, brought up to their registries.

        Raises:
            NotFound, StorageUnavailable: a registry is not there or cannot be read.
        """
        try:
            with ExitStack() as stack:
                yield tuple(stack.enter_context(book.brought_up()) for book in self._books)
        finally:
            if not self._keep_open:
                self.close()

    def close(self) -> None:
        """Close the connections."""
        for connections in self._connections:
            connections.close()
