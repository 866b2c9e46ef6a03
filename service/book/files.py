"""The files that keep the index of a registry's names, and how they follow the registry.

The big file holds the names of one moment; smaller ones beside it (`.recent-…`) what changed since, each
upon the one before, each at least some times smaller; and what changed after them is read from the registry
by its change sequence. Each file names the moment it was made: the last entry of the audit log, whose hash
no other registry and no other past of this one shares. A file that is missing, torn, foreign or made by
other tables is made anew; it holds nothing that the registry does not. Once the smaller ones are a share of
the big one, a process of its own makes one file of all (`service.book.merging`).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from nlp.index import IndexFileError, Layer, NameIndex, Segment, build, segment_of
from service import registry as use
from service.book import stamps
from service.book.layers import (
    Stamp,
    can_keep,
    keep_big,
    keep_recent,
    open_layers,
    remove_recent,
    states,
)
from service.errors import ServiceError
from service.model import Changes
from service.storage import Registry

# From this many pending changes on a file is written; each costs a cold check some 0.1 ms.
_MANY_CHANGES = 64
# A file takes in the one before if that is at most so many times larger; so each name is written some times
# in all. Files of more names are left to be merged by the other process, for nobody to wait for them.
_GROWTH, _QUICK = 4, 10_000
# To take a name out takes so much less than to put one in (measured: a tenth or so).
_SPARED = 10
# One file is made of all when the smaller ones hold more than this, and than this share of the big one.
_MANY_RECENT, _SHARE_RECENT = 2_000, 0.02
# From so many names on, a second's work, processes wait for the one that makes an index, so many seconds at
# most: five million names take some minutes.
_WORTH_WAITING, _PATIENCE = 20_000, 900.0
SHARE_PENDING = 0.2
"""Of a registry with a larger share of new names the index serves no audit (DECISION)."""


def cache_of(url: str) -> Path | None:
    """Return where the index of a registry is kept: beside an SQLite file, else with the user's caches.

    None for a user without a home, such as a service may be: its index is kept in memory.
    """
    path = url.removeprefix("sqlite:///")
    if "://" not in path:
        return Path(path + ".index")
    from urllib.parse import urlsplit  # a check on a file does without

    place = urlsplit(path)
    known = f"{place.username}@{place.hostname}:{place.port}{place.path}?{place.query}"
    try:
        caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:
        return None
    return caches / "pinwen" / f"{hashlib.sha256(known.encode()).hexdigest()[:24]}.index"


@dataclass(slots=True)
class IndexFiles:
    """Where an index is kept; without a path it is kept in memory alone.

    Attributes:
        big: the big file that was opened last.
        stamps: of the layers of the index that was opened or made last, in order.
    """

    path: Path | None
    big: Path | None = None
    stamps: list[Stamp] = field(default_factory=list)
    _states: list[tuple[int, int]] = field(default_factory=list)

    def replaced(self) -> bool:
        """Return whether another process has written a file since this one opened or wrote them."""
        return self.path is not None and states(self.path) != self._states

    def opened(self, registry: Registry) -> tuple[NameIndex, int]:
        """Return the index of a registry and the change sequence it stands at.

        Raises:
            IndexFileError: there are no files, or not of this registry.
        """
        if self.path is None:
            raise IndexFileError("kept in memory")
        found = states(self.path)
        self.big, layers, self.stamps = open_layers(self.path, stamps.check_of(registry))
        self._states = found
        return NameIndex(layers), int(self.stamps[-1]["sequence"])

    def found(self, registry: Registry) -> tuple[NameIndex, int] | None:
        """Return what `opened` does, None where it raises; nothing that is not taken stays mapped."""
        with contextlib.suppress(IndexFileError):
            return self.opened(registry)
        return None

    def made_by_one(self, registry: Registry) -> tuple[NameIndex, int]:
        """Return the index made from the registry by this process, or by another that is at it already."""
        with self._alone(registry):
            return self.found(registry) or self.made_anew(registry)

    def mended(self, registry: Registry) -> tuple[NameIndex, int]:
        """Return a sound index in the place of one of which a block turned out to be damaged, up to date.

        What another process has made meanwhile is read through and taken; a megabyte costs some 0.2 ms.
        """
        with self._alone(registry):
            try:
                index, sequence = self.opened(registry)
                for _ in index.read_through():
                    pass
            except IndexFileError:
                return self.made_anew(registry)
        return self.brought_up(registry, index, use.changes_since(registry, sequence))

    @contextlib.contextmanager
    def _alone(self, registry: Registry) -> Iterator[None]:
        """Wait until nobody else makes the index, if making it takes long enough to be worth it."""
        with contextlib.ExitStack() as stack:
            if self.path and use.counts(registry).total >= _WORTH_WAITING:
                stack.enter_context(_only_maker(self.path))
            yield

    def made_anew(self, registry: Registry) -> tuple[NameIndex, int]:
        """Return the index made from the registry, and kept if it can be."""
        with registry.database.reading():
            stamp = stamps.stamp_of(registry)
            index = build(use.names(registry))
        self.stamps = [stamp]
        if self.path:
            with contextlib.suppress(OSError):  # a folder that cannot be written only costs time
                keep_big(index.layers[0], self.path, stamp)
            self._states = states(self.path)
        return index, int(stamp["sequence"])

    def brought_up(
        self, registry: Registry, index: NameIndex, changes: Changes
    ) -> tuple[NameIndex, int]:
        """Return the index with changes in it, and the change sequence reached.

        Where hardly anything is left of what was there, it is made anew of that.
        """
        if len(changes.removed) > max(_MANY_CHANGES, _SPARED * use.counts(registry).total):
            return self.made_anew(registry)
        _apply(index, changes)
        if len(index.gone) <= _MANY_CHANGES:
            return index, changes.sequence
        index = self._filed(registry, index, changes.sequence)
        big, *rest = index.layers
        recent = sum(layer.segment.size + len(layer.gone) for layer in rest)
        if recent > max(_MANY_RECENT, _SHARE_RECENT * big.segment.size):
            if big.segment.size + recent <= _QUICK or self.path is None:
                return self.made_anew(registry)
            # Here, since hardly any check needs it.
            from service.book.merging import start

            start(self.path)
        return index, changes.sequence

    def _filed(self, registry: Registry, index: NameIndex, sequence: int) -> NameIndex:
        """Return the index with what is in no layer in a new one, which takes in some of those before."""
        layers, names, gone = list(index.layers), dict(index.added), set(index.gone)
        while len(layers) > 1 and layers[-1].segment.size <= min(_GROWTH * len(gone), _QUICK):
            top = layers.pop()
            names = dict(NameIndex([top], gone=set(gone)).entries()) | names
            gone |= top.gone | names.keys()
        top = Layer(segment_of(sorted(names.items())), frozenset(gone - names.keys()))
        taken_in, self.stamps = self.stamps[len(layers) :], self.stamps[: len(layers)]
        stamp = stamps.stamp_of(registry)
        if self.path and stamp["sequence"] == sequence:
            with contextlib.suppress(OSError):
                stamp = keep_recent(top, self.path, self.stamps, stamp)
                remove_recent(self.path, taken_in)
            self._states = states(self.path)
        # Of a later moment than the names: a file upon this one would not be found, and is made again.
        self.stamps.append(stamp)
        return NameIndex([*layers, top])


def open_files(registry: Registry, cache: Path | None) -> tuple[IndexFiles, NameIndex, int]:
    """Return the files, the index of a registry and the change sequence it stands at."""
    files = IndexFiles(_of_scope(registry, cache) if cache else None)
    index, sequence = files.found(registry) or files.made_by_one(registry)
    if use.change_sequence(registry) == sequence:
        return files, index, sequence
    return files, *files.brought_up(registry, index, use.changes_since(registry, sequence))


@contextlib.contextmanager
def _only_maker(path: Path) -> Iterator[None]:
    """Wait until nobody else makes the index of a file; not for ever, nor where no lock can be written."""
    from service.batches.lock import only_runner  # here, since hardly any command makes a large one

    lock = path.with_name(f"{path.name}.making")
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError, ServiceError):
            lock.mkdir(mode=0o700, parents=True, exist_ok=True)
            stack.enter_context(only_runner(lock, patience=_PATIENCE))
        yield


def keep_filled(registry: Registry, cache: Path, segment: Segment, stamp: Stamp) -> None:
    """Write the index of all names of a registry at the moment of a stamp, if the folder can be written."""
    with contextlib.suppress(OSError):
        keep_big(Layer(segment), _of_scope(registry, cache), stamp)


def current(registry: Registry, cache: Path) -> tuple[Path, Stamp, NameIndex] | None:
    """Return the big file of a registry's index with its stamp, and the index of the names as they are now.

    None where there is no file, or too few of the names are in it. Nothing is written.
    """
    files = IndexFiles(_of_scope(registry, cache))
    found = files.found(registry)
    if found is None:
        return None
    index, sequence = found
    if use.counts(registry).total > (1 + SHARE_PENDING) * index.filed:
        return None
    _apply(index, use.changes_since(registry, sequence))
    return (files.big, files.stamps[0], index) if files.big else None


def kept(registry: Registry, cache: Path) -> tuple[Path, Stamp, NameIndex] | None:
    """Return what `current` does; where that is none, the index is made first and kept for all who come.

    None where it cannot be written, too; nothing is made for that then.
    """
    found = current(registry, cache)
    if found is None and can_keep(cache):
        open_files(registry, cache)
        found = current(registry, cache)
    return found


def _apply(index: NameIndex, changes: Changes) -> None:
    for row in changes.rows:
        index.add(row.id, row.name)
    for identifier in changes.removed:
        index.remove(identifier)


def _of_scope(registry: Registry, cache: Path) -> Path:
    """Return where the index of a registry's scope is kept."""
    if not registry.scope:
        return cache
    return cache.with_name(
        f"{cache.name}.{hashlib.sha256(registry.scope.encode()).hexdigest()[:12]}"
    )
