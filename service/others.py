"""Registries beside the office's own, whose names inform and block nothing (A7).

A place is a path or URL; `#市直` after it names a scope within it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from service.name_book import NameBook, cache_of, open_book, refresh
from service.storage import open_registry


class Others:
    """The names of other registries, each opened when it is needed and kept level with its registry."""

    def __init__(self, places: str) -> None:
        """Take places apart at semicolons of either width."""
        self._places = [one.strip() for one in places.replace("；", ";").split(";") if one.strip()]
        self._books: dict[str, NameBook] = {}

    @contextmanager
    def opened(self) -> Iterator[tuple[NameBook, ...]]:
        """Give the books, brought up to their registries, which are closed at the end.

        Raises:
            NotFound, StorageUnavailable: a registry is not there or cannot be read.
        """
        with ExitStack() as stack:
            yield tuple(self._book(place, stack) for place in self._places)

    def _book(self, place: str, stack: ExitStack) -> NameBook:
        url, _, scope = place.partition("#")
        registry = stack.enter_context(open_registry(url, scope=scope, create=False))
        book = self._books.get(place)
        if book is None:
            book = self._books[place] = open_book(registry, cache=cache_of(url))
        else:
            refresh(book, registry)
        return book
