"""The names of a registry, ready to be searched: an index kept level with the change sequence.

A check first brings its book up to the registry (`refresh`): it never answers from a state older than
the last registration, of whatever process or machine, for what changed since the index was made is read
from the registry itself. The index lies in files (`service.book.files`), so that a command starts
without making it; what else a check needs is read when it is asked for (`service.book.rows`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from nlp.genericness import ENOUGH_NAMES, Frequencies
from nlp.index import IndexFileError, NameIndex, Neighbour
from nlp.index.frequencies import frequencies
from nlp.profile import Profile
from service import registry as use
from service.book.files import IndexFiles, cache_of, open_files
from service.book.former import FormerNames
from service.book.rows import Bodies, NameRows
from service.storage import Registry

__all__ = ["NameBook", "cache_of", "open_book", "refresh"]

_Answer = TypeVar("_Answer")


@dataclass(slots=True)
class NameBook:
    """Names, their holders, accepted pairs and the organisation tree at one change sequence.

    Attributes:
        files: where the index comes from and is kept.
        index: the names, to be searched.
        rows: who holds a name, by brand id.
        bodies: the tree of organisations.
        accepted: pairs of brand ids the office has accepted side by side.
        former: names that brands had and still keep.
        frequencies: of words in the names, None while they are too few to speak for themselves.
    """

    sequence: int
    files: IndexFiles
    index: NameIndex
    rows: NameRows
    bodies: Bodies
    accepted: frozenset[frozenset[str]] = frozenset()
    former: FormerNames = field(default_factory=FormerNames)
    frequencies: Frequencies | None = None

    def neighbours(self, one: Profile) -> list[Neighbour]:
        """Return every name that is same as or confusable with a name, each once."""
        return self.searched(lambda index: list(index.neighbours(one)))

    def searched(self, ask: Callable[[NameIndex], _Answer]) -> _Answer:
        """Return what the index answers to a question.

        A file that turns out to be damaged is made anew, by one process for all, and asked once more.
        """
        try:
            return ask(self.index)
        except IndexFileError:
            self.mend()
            return ask(self.index)

    def mend(self) -> None:
        """Take a sound index; it may tell a later moment than what was read from the registry so far."""
        registry = self.rows.registry
        self.index, self.sequence = self.files.mended(registry)
        self.rows.forget()
        self.bodies.changed()
        self.read_around()

    def read_around(self) -> None:
        """Read what was decided and which former names are kept; words are counted when they are met."""
        self.accepted = use.accepted_pairs(self.rows.registry)
        self.former = FormerNames(use.held_names(self.rows.registry))
        enough = self.index.filed >= ENOUGH_NAMES
        self.frequencies = frequencies(self.index, count=self._count) if enough else None

    def _count(self, text: str) -> int:
        return self.searched(lambda index: index.count(text))


def open_book(registry: Registry, *, cache: Path | None = None) -> NameBook:
    """Return the book of a registry.

    Args:
        registry: an open registry; the book reads from it until it is refreshed from another.
        cache: file to keep the index in; missing, torn or foreign files are made anew.
    """
    files, index, sequence = open_files(registry, cache)
    book = NameBook(sequence, files, index, NameRows(registry), Bodies(registry))
    book.read_around()
    return book


def refresh(book: NameBook, registry: Registry) -> None:
    """Bring a book up to the registry; costs one query when nothing has changed."""
    book.rows.registry = book.bodies.registry = registry
    if use.change_sequence(registry) == book.sequence:
        return
    if book.files.replaced():  # after a large import, say: better than to read all of it once more
        with contextlib.suppress(IndexFileError):
            book.index, book.sequence = book.files.opened(registry)
            book.rows.forget()
    changes = use.changes_since(registry, book.sequence)
    book.rows.changed(changes.rows, changes.removed)
    book.bodies.changed()
    try:
        book.index, book.sequence = book.files.brought_up(registry, book.index, changes)
    except IndexFileError:
        book.mend()
    else:
        book.read_around()
