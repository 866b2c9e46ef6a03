"""The names of many applications, checked by a process of its own beside the search for copied texts.

What it takes to check ten thousand names, 30 MB, goes with that process; the one that reads the
applications would hold it to the end.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from service.applications.names import (
    NameCheck,
    NameReport,
    check_all,
    proposals_on_disk,
    reports_on_disk,
)
from service.batches.children import begun, mind_the_parent
from service.book.names import open_book
from service.checking import Proposal, Surroundings
from service.collecting import collect_rarely
from service.office import office_surroundings
from service.settings import load_settings
from service.storage import open_registry

MANY = 500
"""From so many names on another process is begun: it takes as long to begin as a hundred names."""
_PORTION = 250

_Child = tuple[SpawnProcess, Connection]


@contextmanager
def office_or_registry(*, registry: bool) -> Iterator[Surroundings]:
    """Give what names are checked against by the settings: the office's rules, and its registry if wanted.

    Raises:
        BadData: a word list or the file of figures cannot be read.
        NotFound: there is no such registry.
    """
    settings = load_settings()
    if not registry:
        yield office_surroundings(settings)
        return
    with open_registry(settings.registry, scope=settings.scope, create=False) as opened:
        yield office_surroundings(settings, open_book(opened))


class NameCheckApart(NameCheck):
    """The check of names against what the settings name; of many by a process that goes on meanwhile.

    Leaving the context ends that process.

    Args:
        registry: whether names are checked against the registry.
        day: ISO date, by which reservations end; empty means they hold.
    """

    def __init__(self, *, registry: bool, day: str = "") -> None:
        super().__init__(day=day)
        self._registry = registry
        self._child: _Child | None = None
        self._unsent: list[Proposal] = []

    def __exit__(self, *_: object) -> None:
        self._end()

    def put(self, proposal: Proposal) -> None:
        """Take a proposal, after those before it."""
        super().put(proposal)
        self._unsent.append(proposal)
        if len(self.proposals) == MANY:
            self._child = begun(_check, self._registry, self._day)
        elif self._child and len(self._unsent) >= _PORTION:
            self._send(self._unsent)

    def all_put(self) -> None:
        """Say that there are no more; the other process begins to check."""
        self._send(self._unsent)
        self._send(None)

    def _send(self, portion: list[Proposal] | None) -> None:
        """Hand proposals on to the other process, if it lives; all of them are on disk here, too."""
        if self._child:
            try:
                self._child[1].send(portion)
            except OSError:
                self._end()
        if portion:
            portion.clear()

    def reports(self) -> Sequence[NameReport]:
        """Return the reports on the names, in their order, on disk; waits for them.

        Where the other process ended too early the names are checked here.
        """
        found = reports_on_disk()
        if self._child:
            with suppress(EOFError, OSError):
                while portion := self._child[1].recv():
                    for one in portion:
                        found.put(one)
        self._end()
        if len(found) == len(self.proposals):
            return found
        with office_or_registry(registry=self._registry) as around:
            return check_all(self.proposals, around, self._day)

    def _end(self) -> None:
        if self._child:
            process, way = self._child
            self._child = None
            process.kill()
            process.join()
            way.close()


def _check(registry: bool, day: str, way: Connection) -> None:
    """Be the process that checks: take proposals until there are no more, then give the reports.

    It tells no trouble, but ends: who asked checks the names then, and meets that too.
    """
    mind_the_parent()
    collect_rarely()
    proposals = proposals_on_disk()
    with suppress(EOFError, OSError), way:
        for one in _taken(way):
            proposals.put(one)
        try:
            with office_or_registry(registry=registry) as around:
                reports = check_all(proposals, around, day)
        except Exception:  # noqa: BLE001 - the edge of a process
            sys.exit(1)
        for start in range(0, len(reports), _PORTION):
            way.send(reports[start : start + _PORTION])
        way.send([])


def _taken(way: Connection) -> Iterator[Proposal]:
    while portion := way.recv():
        yield from portion
