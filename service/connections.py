"""Registries kept open from request to request, since to open one takes longer than most of what it is asked.

A connection is looked at before it is given: whether the file is still the one that was opened, whether the
server still answers, whether the schema is still ours. One that fails is closed and another made in its
place, so neither a restarted server nor a file put back from a backup costs a request.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from service.errors import ServiceError, StorageUnavailable
from service.storage import POSTGRESQL, Registry, open_registry
from service.storage.reading_ahead import read_ahead
from service.storage.schema import SCHEMA, applied

# Most connections kept while nobody uses them; as many as threads use at once are opened.
_MOST_IDLE = 8

Identity = tuple[int, int]


class _Kept(NamedTuple):
    """An open registry, and which file it was."""

    registry: Registry
    identity: Identity | None

    def usable(self, identity: Identity | None) -> bool:
        """Return whether it can be used as if it had just been opened."""
        if self.identity != identity:
            return False
        try:
            return [number for number, *_ in applied(self.registry.database)][-1:] == [SCHEMA]
        except StorageUnavailable:
            return False

    def close(self) -> None:
        """Close it; one that is broken need not close well."""
        with suppress(StorageUnavailable):
            self.registry.close()


class Connections:
    """The open connections of this process to one registry.

    Args:
        url: path or URL of the registry.
        scope: body within which names must differ.
        create: make an SQLite file that is not there.

    Attributes:
        replaced: how often a file was no longer the one that was open. A new file may get the very number
            that a deleted one gave up when it was closed, so `identity` alone does not tell them apart.
    """

    def __init__(self, url: str, *, scope: str = "", create: bool = True) -> None:
        self._url, self._scope, self._create = url, scope, create
        self._path = None if url.startswith(POSTGRESQL) else url.removeprefix("sqlite:///")
        self._lock = threading.Lock()
        self._idle: list[_Kept] = []
        self.replaced = 0

    def identity(self) -> Identity | None:
        """Return what tells the file from another in its place; None for a server or where none is."""
        if self._path is None:
            return None
        try:
            found = os.stat(self._path)  # noqa: PTH116 - this stands in every request's way
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def read_ahead(self) -> None:
        """Ask the system to have the file in its memory, if it is one."""
        if self._path is not None:
            read_ahead(Path(self._path))

    @contextmanager
    def one(self) -> Iterator[Registry]:
        """Give a connection that nobody else uses.

        Raises:
            NotFound, StorageUnavailable: the registry is not there or cannot be read.
        """
        kept = self._taken()
        try:
            yield kept.registry
        except BaseException as trouble:
            # What a request was told leaves a connection as it was; after anything else nobody knows.
            if isinstance(trouble, ServiceError) and not isinstance(trouble, StorageUnavailable):
                self._give_back(kept)
            else:
                kept.close()
            raise
        self._give_back(kept)

    def close(self) -> None:
        """Close what is not in use."""
        with self._lock:
            idle, self._idle = self._idle, []
        for kept in idle:
            kept.close()

    def _taken(self) -> _Kept:
        identity = self.identity()
        while (kept := self._pop()) is not None:
            if kept.usable(identity):
                return kept
            if kept.identity != identity:
                self.replaced += 1
            kept.close()
        registry = open_registry(self._url, scope=self._scope, create=self._create)
        return _Kept(registry, self.identity())

    def _pop(self) -> _Kept | None:
        with self._lock:
            return self._idle.pop() if self._idle else None

    def _give_back(self, kept: _Kept) -> None:
        with self._lock:
            if len(self._idle) < _MOST_IDLE:
                self._idle.append(kept)
                return
        kept.close()
