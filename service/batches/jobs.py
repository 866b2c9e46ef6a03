"""Batches of a server: begun by a request, run one after another in the background, resumed at its start."""

from __future__ import annotations

import datetime as dt
import logging
import os
import queue
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from service.batches.model import Status
from service.batches.places import HIDDEN, prepare_folder
from service.batches.reporting import write_archive
from service.batches.running import run, status
from service.batches.starting import fingerprint, start
from service.clock import now as this_moment
from service.errors import Conflict, NotFound, ServiceError
from service.storage import Registry, batches, open_registry

# Seconds after which a batch is looked at again that another process was at.
_LATER = 5.0

_log = logging.getLogger("pinwen.batches")


class Jobs:
    """The batches of one server, each in a folder of its own.

    Args:
        folder: where they are kept.
        url: registry with the table of items; a file in the folder if empty.
    """

    def __init__(self, folder: Path, url: str = "") -> None:
        self._folder, self._url = folder, url
        self._queue: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._archiving = threading.Lock()
        self._troubles: dict[str, str] = {}

    @contextmanager
    def _registry(self) -> Iterator[tuple[Registry, str]]:
        url = self._url or str(prepare_folder(self._folder) / "batch.db")
        with open_registry(url) as registry:
            yield registry, url

    def create(
        self, kind: str, source: tuple[str, bytes], options: Mapping[str, str], now: dt.datetime
    ) -> Status:
        """Begin a batch, or find it begun, and let it run in the background.

        Raises:
            BadData: nothing in the source can be made.
            NotFound: there is no such kind.
        """
        folder = self._folder / fingerprint(kind, source[1], options)[:20]
        with self._registry() as (registry, _):
            batch = start(registry, kind, source, folder, options=options, now=now)
            state = status(registry, batch)
        if not state.finished:
            self._enqueue(batch)
        return state

    def status(self, batch: str) -> Status:
        """Return how far a batch is; what stopped it, if something did, is among its notes.

        Raises:
            NotFound: there is none of this id here.
        """
        with self._registry() as (registry, _):
            state = status(registry, batch)
        if not self._is_ours(state.folder):
            raise NotFound(f"没有编号为“{batch}”的批次。", batch=batch)
        trouble = self._troubles.get(batch)
        return replace(state, notes=(*state.notes, trouble)) if trouble else state

    def archive(self, batch: str) -> Path:
        """Return the zip with all files of a finished batch, made when it is not there.

        Raises:
            Conflict: it is not finished.
            NotFound: there is no such batch.
        """
        state = self.status(batch)
        if not state.finished or state.waiting:
            raise Conflict("批次还没有完成，请稍后再取。", batch=batch)
        target = (
            Path(state.folder) / HIDDEN / f"{batch}.archive.zip"
        )  # not the name of an uploaded .zip
        with self._archiving:
            if not target.exists():
                part = target.with_suffix(f".{os.getpid()}.part")
                write_archive(part, Path(state.folder), hidden=HIDDEN)
                part.replace(target)
        return target

    def resume(self) -> None:
        """Take up what an earlier server left unfinished."""
        if not self._folder.is_dir():
            return
        with self._registry() as (registry, _):
            left = batches.unfinished_batches(registry.database)
        for batch, folder in left:
            if self._is_ours(folder) and Path(folder).is_dir():
                self._enqueue(batch)

    def _is_ours(self, folder: str) -> bool:
        return Path(folder).is_relative_to(self._folder.resolve())

    def _enqueue(self, batch: str) -> None:
        with self._lock:
            self._queue.put(batch)
            if self._thread is None:
                # A daemon: the server may stop at any moment, the items tell where to go on.
                self._thread = threading.Thread(target=self._work, name="batches", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while True:
            with self._lock:
                if self._queue.empty():
                    self._thread = None
                    return
                batch = self._queue.get()
            self._run(batch)

    def _run(self, batch: str) -> None:
        self._troubles.pop(batch, None)
        try:
            with self._registry() as (registry, url):
                run(registry, url, batch, now=this_moment())
        except Conflict:
            self._wait_for_other(batch)
        except ServiceError as trouble:
            self._troubles[batch] = trouble.message
            _log.warning("batch %s: %s", batch, trouble.message)
        except Exception:  # noqa: BLE001 - the thread's edge: the next batch must run
            self._troubles[batch] = "程序内部错误，批次没有做完，请报告维护人员。"
            _log.exception("batch %s", batch)

    def _wait_for_other(self, batch: str) -> None:
        """Look later at a batch that another process is at: should that one die, it is taken up here."""
        again = threading.Timer(_LATER, self._enqueue_unfinished, (batch,))
        again.daemon = True
        again.start()

    def _enqueue_unfinished(self, batch: str) -> None:
        with suppress(ServiceError), self._registry() as (registry, _):
            if status(registry, batch).finished:
                return
        self._enqueue(batch)
