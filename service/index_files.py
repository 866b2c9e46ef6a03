"""The files that keep the index of a registry's names, and how they follow the registry.

The big file holds the names of one moment, a small one beside it (`.recent`) what changed since, and what
changed after that is read from the registry by its change sequence. Each file names the moment it was made:
the last entry of the audit log, whose hash no other registry and no other past of this one shares. A file
that is missing, torn, foreign or made by other tables is made anew; it holds nothing that the registry
does not.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import corpora
import nlp
from nlp.index import IndexFileError, Layer, NameIndex, Segment, build, open_segment, save
from service import registry as use
from service.model import Changes
from service.storage import Registry

# From this many pending changes on the small file is written anew; each costs a cold check some 0.1 ms.
_MANY_CHANGES = 64
# The big file is made anew when the small one holds more than this, or than a share of the big one.
_MANY_RECENT, _SHARE_RECENT = 2_000, 0.1


def cache_of(url: str) -> Path | None:
    """Return where the index of a registry is kept: beside an SQLite file, else with the user's caches.

    None for a user without a home, such as a service may be: its index is kept in memory.
    """
    path = url.removeprefix("sqlite:///")
    if "://" not in path:
        return Path(path + ".index")
    place = urlsplit(path)
    known = f"{place.username}@{place.hostname}:{place.port}{place.path}?{place.query}"
    try:
        caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:
        return None
    return caches / "pinwen" / f"{hashlib.sha256(known.encode()).hexdigest()[:24]}.index"


@dataclass(frozen=True, slots=True)
class IndexFiles:
    """Where an index is kept; without a path it is kept in memory alone."""

    path: Path | None
    _opened: list[tuple[int, int]] = field(default_factory=list)

    def replaced(self) -> bool:
        """Return whether another process has written a file since this one opened or wrote them."""
        return self.path is not None and self._states() != self._opened

    def opened(self, registry: Registry) -> tuple[NameIndex, int]:
        """Return the index of a registry and the change sequence it stands at.

        Raises:
            IndexFileError: there are no files, or not of this registry.
        """
        if self.path is None:
            raise IndexFileError("kept in memory")
        self._opened[:] = self._states()
        big, stamp = _of(registry, self.path)
        index, sequence = NameIndex([Layer(big)]), int(stamp["sequence"])
        with contextlib.suppress(IndexFileError):
            small, later = _of(registry, _recent(self.path))
            if later["big"] == stamp["hash"]:
                _lay(index, small, later["removed"])
                sequence = int(later["sequence"])
        return index, sequence

    def made_anew(self, registry: Registry) -> tuple[NameIndex, int]:
        """Return the index made from the registry, and kept if it can be."""
        with registry.database.reading():
            stamp = _stamp(registry)
            index = build(use.names(registry))
        self._keep(index.layers[0].segment, stamp)
        return index, int(stamp["sequence"])

    def brought_up(
        self, registry: Registry, index: NameIndex, changes: Changes
    ) -> tuple[NameIndex, int]:
        """Return the index with changes in it, and the change sequence reached."""
        for row in changes.rows:
            index.add(row.id, row.name)
        for identifier in changes.removed:
            index.remove(identifier)
        pending = len(index.added) + len(changes.removed)
        if pending <= _MANY_CHANGES or not index.layers:
            return index, changes.sequence
        recent = len(index.layers[0].hidden) + len(index.added)
        if recent > max(_MANY_RECENT, _SHARE_RECENT * index.layers[0].segment.size):
            return self.made_anew(registry)
        return self._merged(registry, index, changes.sequence)

    def _merged(self, registry: Registry, index: NameIndex, sequence: int) -> tuple[NameIndex, int]:
        """Return the index with all that is not in the big segment in one small one."""
        big, *rest = index.layers
        names = dict(NameIndex(rest, index.added).entries())
        small = build(names.items()).layers[0].segment
        removed = sorted(big.hidden - names.keys())
        merged = NameIndex([Layer(big.segment)])
        _lay(merged, small, removed)
        stamp = _stamp(registry)
        if self.path and stamp["sequence"] == sequence:
            with contextlib.suppress(IndexFileError):
                stamp |= {"big": open_segment(self.path)[1]["hash"], "removed": removed}
                self._keep(small, stamp, recent=True)
        return merged, sequence

    def _keep(self, segment: Segment, stamp: dict[str, Any], *, recent: bool = False) -> None:
        """Write a file if the place can be written; a folder that cannot only costs time."""
        if self.path:
            with contextlib.suppress(OSError):
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                save(segment, _recent(self.path) if recent else self.path, stamp)
            self._opened[:] = self._states()

    def _states(self) -> list[tuple[int, int]]:
        """Return what changes when a file is replaced."""
        states = []
        for path in (self.path, _recent(self.path)) if self.path else ():
            with contextlib.suppress(OSError):
                state = path.stat()
                states.append((state.st_ino, state.st_mtime_ns))
        return states


def open_files(registry: Registry, cache: Path | None) -> tuple[IndexFiles, NameIndex, int]:
    """Return the files, the index of a registry and the change sequence it stands at."""
    scope = f".{hashlib.sha256(registry.scope.encode()).hexdigest()[:12]}" if registry.scope else ""
    files = IndexFiles(cache.with_name(cache.name + scope) if cache else None)
    try:
        index, sequence = files.opened(registry)
    except IndexFileError:
        return files, *files.made_anew(registry)
    if use.change_sequence(registry) == sequence:
        return files, index, sequence
    return files, *files.brought_up(registry, index, use.changes_since(registry, sequence))


def _lay(index: NameIndex, small: Segment, removed: Iterable[str]) -> None:
    """Lay a small segment over the big one of an index."""
    index.layers[0].hidden.update(removed, map(small.identifier, range(small.size)))
    index.layers.append(Layer(small))


def _recent(path: Path) -> Path:
    return path.with_name(path.name + ".recent")


def _of(registry: Registry, path: Path) -> tuple[Segment, dict[str, Any]]:
    """Return the segment in a file and its stamp, if it was made of this registry's past."""
    segment, stamp = open_segment(path)
    same = stamp["tables"] == _tables() and stamp["scope"] == registry.scope
    if not same or stamp["hash"] != _hash(registry, stamp["entry"]):
        raise IndexFileError("index of another registry or of other tables")
    return segment, stamp


def _stamp(registry: Registry) -> dict[str, Any]:
    """Return what tells this moment of this registry from all others."""
    with registry.database.reading():
        entry = use.last_audit_number(registry)
        return {
            "tables": _tables(),
            "scope": registry.scope,
            "sequence": use.change_sequence(registry),
            "entry": entry,
            "hash": _hash(registry, entry),
        }


def _hash(registry: Registry, number: int) -> str:
    """Return the hash of an entry of the audit log, empty if there is none."""
    found = use.audit_entries(registry, after=number - 1, limit=1) if number else []
    return found[0].hash if found and found[0].number == number else ""


def _tables() -> str:
    """Return what changes whenever the code or the tables that keys are made from do."""
    return hashlib.sha256("\n".join(sorted(_files())).encode()).hexdigest()[:24]


def _files() -> Iterator[str]:
    for package, folders in ((nlp, ("", "index", "relations")), (corpora, _FOLDERS)):
        for folder in folders:
            for file in os.scandir(Path(package.__path__[0]) / folder):
                if file.is_file():
                    state = file.stat()
                    yield f"{folder}/{file.name} {state.st_size} {state.st_mtime_ns}"


_FOLDERS = ("", "lexicons", "shape", "sound")
