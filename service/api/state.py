"""What all requests share: settings, keys, open registries, and one book of names kept level with its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from service.api.checker import Checker
from service.api.connections import Connections, Identity
from service.api.keys import Keys
from service.batches.jobs import Jobs
from service.checking import Surroundings
from service.errors import NotFound
from service.limits import Limits
from service.name_book import NameBook, cache_of, open_book, refresh
from service.office import office_surroundings
from service.others import Others
from service.settings import Settings
from service.storage import Registry


class State:
    """What one process holds for its requests.

    Attributes:
        settings: registry and limits.
        keys: who may do what.
        checker: whoever checks a name asks it; it alone reads the book.
    """

    def __init__(self, settings: Settings, keys: Keys) -> None:
        self.settings, self.keys = settings, keys
        self.checker = Checker(self._around)
        self._registries = Connections(settings.registry, scope=settings.scope)
        self._lock = threading.Lock()
        self._jobs: Jobs | None = None
        self._book: NameBook | None = None
        self._of: Identity | None = None
        self._others = Others(settings.also)

    def jobs(self) -> Jobs:
        """Return the batches of this server; the first call takes up unfinished ones.

        Raises:
            NotFound: the service was started without a folder for them.
        """
        folder = self.settings.jobs
        if not folder and self.settings.registry and "://" not in self.settings.registry:
            folder = f"{self.settings.registry}.jobs"
        if not folder:
            raise NotFound("服务启动时没有指定批次文件夹，请设置 PINWEN_JOBS。")
        with self._lock:
            if self._jobs is None:
                self._jobs = Jobs(Path(folder), self.settings.registry)
                self._jobs.resume()
        return self._jobs

    @property
    def limits(self) -> Limits:
        """How much a request may hold."""
        return Limits.of(self.settings)

    def registry(self) -> AbstractContextManager[Registry]:
        """Give a registry for one request.

        Raises:
            NotFound: the service was started without one.
        """
        if not self.settings.registry:
            raise NotFound("服务启动时没有指定台账，请用 pinwen serve --registry 指定。")
        return self._registries.one()

    def close(self) -> None:
        """Let go of what is held, once no request comes any more."""
        self.checker.close()
        self._registries.close()

    @contextmanager
    def _around(self) -> Iterator[Surroundings]:
        """Give what a check is made against, brought up to the registry; in the checker's thread."""
        with self._others.opened() as others:
            if not self.settings.registry:
                yield replace(office_surroundings(self.settings), others=others)
                return
            with self.registry() as registry:
                book = self._brought_up(registry)
                yield replace(office_surroundings(self.settings, book), others=others)

    def _brought_up(self, registry: Registry) -> NameBook:
        """Return the book of a registry; another file in the place of the old has a book of its own."""
        if self._book is None or self._of != self._registries.identity():
            self._of = self._registries.identity()
            self._book = open_book(registry, cache=cache_of(self.settings.registry))
        refresh(self._book, registry)
        return self._book


async def _state(request: Request) -> State:
    # No thread is needed to look something up: the framework would take one for a plain function.
    state: State = request.app.state.pinwen
    return state


Shared = Annotated[State, Depends(_state)]
