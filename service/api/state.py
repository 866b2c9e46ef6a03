"""What all requests share: settings, keys, open registries, and one book of names kept level with its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from service.api.checker import Checker
from service.api.keys import Keys
from service.batches.jobs import Jobs
from service.book.held import HeldBook
from service.checking import Surroundings
from service.connections import Connections
from service.errors import NotFound, ServiceError
from service.limits import Limits
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
        self._book = HeldBook(settings.registry, self._registries)
        self._others = Others(settings.also, keep_open=True)

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

    def take_up(self) -> None:
        """Take up the batches that an earlier server, or a worker that died, left unfinished."""
        with suppress(ServiceError):  # whoever asks for a batch is told what is wrong
            self.jobs()

    @property
    def limits(self) -> Limits:
        """How much a request may hold."""
        return Limits.of(self.settings)

    def registry(self) -> AbstractContextManager[Registry]:
        """Give a registry for one request.

        Raises:
            NotFound: the service was started without one.
        """
        self.require_registry()
        return self._registries.one()

    def require_registry(self) -> None:
        """Raise NotFound if the service was started without a registry."""
        if not self.settings.registry:
            raise NotFound("服务启动时没有指定台账，请用 pinwen serve --registry 指定。")

    def read_ahead(self) -> None:
        """Ask the system to have in its memory what checks read."""
        self._book.read_ahead()

    def close(self) -> None:
        """Let go of what is held, once no request comes any more."""
        self.checker.close()
        self._others.close()
        self._registries.close()

    @contextmanager
    def _around(self) -> Iterator[Surroundings]:
        """Give what a check is made against, brought up to the registry; in the checker's thread."""
        with self._others.opened() as others:
            if not self.settings.registry:
                yield office_surroundings(self.settings)._replace(others=others)
                return
            with self._book.brought_up() as book:
                yield office_surroundings(self.settings, book)._replace(others=others)


def state_of(request: Request) -> State:
    """Return what the application of a request holds."""
    state: State = request.app.state.pinwen
    return state


async def _state(request: Request) -> State:
    # No thread is needed to look something up: the framework would take one for a plain function.
    return state_of(request)


Shared = Annotated[State, Depends(_state)]
