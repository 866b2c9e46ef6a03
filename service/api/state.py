"""What all requests share: settings, keys, and one book of names kept level with the registry."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from service.api.keys import Keys
from service.batches.jobs import Jobs
from service.checking import Surroundings
from service.errors import NotFound
from service.limits import Limits
from service.name_book import NameBook, cache_of, open_book, refresh
from service.office import office_surroundings
from service.others import Others
from service.settings import Settings
from service.storage import Registry, open_registry


@dataclass(slots=True)
class State:
    """Settings and keys, and the book under its lock; a registry is opened for each request."""

    settings: Settings
    keys: Keys
    lock: threading.Lock = field(default_factory=threading.Lock)
    book: NameBook | None = None
    _jobs: Jobs | None = None
    _others: Others | None = None

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
        with self.lock:
            if self._jobs is None:
                self._jobs = Jobs(Path(folder), self.settings.registry)
                self._jobs.resume()
        return self._jobs

    @property
    def limits(self) -> Limits:
        """How much a request may hold."""
        return Limits.of(self.settings)

    @contextmanager
    def registry(self) -> Iterator[Registry]:
        """Give a registry for one request.

        Raises:
            NotFound: the service was started without one.
        """
        if not self.settings.registry:
            raise NotFound("服务启动时没有指定台账，请用 pinwen serve --registry 指定。")
        with open_registry(self.settings.registry, scope=self.settings.scope) as registry:
            yield registry

    @contextmanager
    def against(self) -> Iterator[Surroundings]:
        """Give what a check is made against, brought up to the registry; one check at a time.

        The lock keeps the book still while it is read: a check takes milliseconds.
        """
        with self.lock, self.others().opened() as others:
            if not self.settings.registry:
                yield replace(office_surroundings(self.settings), others=others)
                return
            with self.registry() as registry:
                if self.book is None:
                    self.book = open_book(registry, cache=cache_of(self.settings.registry))
                refresh(self.book, registry)
                yield replace(office_surroundings(self.settings, self.book), others=others)

    def others(self) -> Others:
        """Return the other registries of the office, held from request to request."""
        if self._others is None:
            self._others = Others(self.settings.also)
        return self._others


def _state(request: Request) -> State:
    state: State = request.app.state.pinwen
    return state


Shared = Annotated[State, Depends(_state)]
