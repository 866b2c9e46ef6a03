"""The names of a registry, ready to be searched: an index kept level with the change sequence.

A check first brings its book up to the registry (`refresh`): it never answers from a state older than
the last registration. For SQLite files the big part is kept in a file beside the registry, so that a
command starts without rebuilding it.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from pathlib import Path

from nlp.genericness import ENOUGH_NAMES, Frequencies, learn
from nlp.index import IndexFileError, NameIndex, build, open_index, save
from service import registry as use
from service.model import NameRow
from service.storage import Registry

# The tables that keys depend on: raise when `nlp.profile` or its data change the keys.
_TABLES_VERSION = "1"
# From this many pending changes on the file is written anew.
_MANY_CHANGES = 500


@dataclass(slots=True)
class NameBook:
    """Names, their holders, accepted pairs and the organisation tree at one change sequence.

    Attributes:
        index: candidates among the names.
        rows: who holds a name, by brand id.
        accepted: pairs of brand ids the office has accepted side by side.
        frequencies: of words in the names, None while they are too few to speak for themselves.
        parents: parent organisation id by organisation id; `organizations` ids by name.
    """

    sequence: int
    index: NameIndex
    rows: dict[str, NameRow]
    accepted: frozenset[frozenset[str]] = frozenset()
    organizations: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str | None] = field(default_factory=dict)
    frequencies: Frequencies | None = None


def open_book(registry: Registry, *, cache: Path | None = None) -> NameBook:
    """Return the book of a registry.

    Args:
        registry: an open registry.
        cache: file to keep the index in; missing, torn or outdated files are rebuilt.
    """
    sequence = use.change_sequence(registry)
    rows = {row.id: row for row in use.name_rows(registry)}
    book = NameBook(sequence, _index(rows, sequence, cache), rows)
    _surroundings(book, registry)
    return book


def cache_of(url: str) -> Path | None:
    """Return where the index of an SQLite registry is kept: beside it; None for a server."""
    return None if "://" in url else Path(url + ".index")


def refresh(book: NameBook, registry: Registry) -> None:
    """Bring a book up to the registry; costs one query when nothing has changed."""
    if use.change_sequence(registry) == book.sequence:
        return
    changes = use.changes_since(registry, book.sequence)
    for row in changes.rows:
        book.rows[row.id] = row
        book.index.add(row.id, row.name)
    for identifier in changes.removed:
        book.rows.pop(identifier, None)
        book.index.remove(identifier)
    book.sequence = changes.sequence
    if len(book.index.added) > _MANY_CHANGES:
        book.index = build((row.id, row.name) for row in book.rows.values())
    _surroundings(book, registry)


def _surroundings(book: NameBook, registry: Registry) -> None:
    book.accepted = use.accepted_pairs(registry)
    organizations = use.list_organizations(registry)
    book.organizations = {organization.name: organization.id for organization in organizations}
    keys = [row.key for row in book.rows.values()]
    book.frequencies = learn(keys) if len(keys) >= ENOUGH_NAMES else None
    book.parents = {organization.id: organization.parent_id for organization in organizations}


def _index(rows: dict[str, NameRow], sequence: int, cache: Path | None) -> NameIndex:
    """Return the index of the rows, from the file where it is of this state."""
    stamp = f"{_TABLES_VERSION}:{sequence}:{len(rows)}"
    if cache is not None:
        with contextlib.suppress(IndexFileError):
            return open_index(cache, stamp)
    index = build((row.id, row.name) for row in rows.values())
    if cache is not None:
        with contextlib.suppress(OSError):  # a read-only folder only costs time
            save(index, cache, stamp)
    return index
