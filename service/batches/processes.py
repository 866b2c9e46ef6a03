"""Worker processes: begun, watched, begun anew when they die, ended when the run is stopped."""

from __future__ import annotations

import multiprocessing as mp
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Self

from service.batches.worker import STORAGE_EXIT, owner_name, work_in_process
from service.errors import ServiceError, StorageUnavailable
from service.storage import Registry, batches

MOST_ATTEMPTS = 3
"""How often an item that kills its worker is tried (a poison item must not stop the rest)."""
POISON = "生成这一行时程序三次意外中断，请检查这一行的内容后重试。"
_POLL_SECONDS = 0.2
_STOP_SECONDS = 10.0
_MOST_BARREN = 3


@dataclass(frozen=True, slots=True)
class _Running:
    process: SpawnProcess
    trouble: Connection


class Workers:
    """The worker processes of one run; leaving the context ends them and gives back what they held.

    Args:
        registry: where the items are.
        url: the same, for the processes.
        batch: id.
        module: import path of the kind.
        most: how many at a time.
    """

    def __init__(self, registry: Registry, url: str, batch: str, module: str, most: int) -> None:
        self._database, self._most = registry.database, most
        self._batch, self._arguments = batch, (url, batch, module)
        self._running: list[_Running] = []
        self._barren = 0
        # Spawned, not forked: no lock, connection or thread of this process comes along.
        self._context = mp.get_context("spawn")

    def __enter__(self) -> Self:
        return self

    def run(self, told: Callable[[], None]) -> None:
        """Return when no item is left to make; `told` is called now and then.

        Raises:
            StorageUnavailable: a worker could not write.
        """
        while True:
            self._clear()
            # What is leased is in good hands: only waiting items need another worker.
            waiting = batches.waiting(self._database, self._batch)
            while waiting and len(self._running) < self._most:
                self._running.append(self._begun())
            told()
            if not self._running:
                return
            wait([one.process.sentinel for one in self._running], _POLL_SECONDS)

    def _clear(self) -> None:
        """Forget the workers that have ended."""
        self._running = [one for one in self._running if not self._ended(one)]

    def _begun(self) -> _Running:
        ours, theirs = self._context.Pipe(duplex=False)
        process = self._context.Process(
            target=work_in_process, args=(*self._arguments, theirs), daemon=True
        )
        process.start()
        # Ours must be the only copies, or the end of a worker would not end the pipe.
        theirs.close()
        return _Running(process, ours)

    def _ended(self, one: _Running) -> bool:
        """Return whether a worker is no more; what it held is given back, or given up."""
        if one.process.is_alive():
            return False
        one.process.join()
        held = self._taken_from(owner_name(one.process.pid))
        told = _told(one.trouble)
        if one.process.exitcode == STORAGE_EXIT:
            raise StorageUnavailable(told or "文件写不进去，请检查磁盘和权限后再继续。")
        self._barren = 0 if held or not one.process.exitcode else self._barren + 1
        if self._barren >= _MOST_BARREN:
            raise ServiceError(
                told or "生成程序多次启动失败，请检查内存是否足够；仍不行请联系维护人员。",
                exit=one.process.exitcode,
            )
        return True

    def _taken_from(self, owner: str) -> int:
        """Give back what a dead worker held, but give up what has ended too many; returns how many.

        In one transaction, or another worker could take once more what is to be given up.
        """
        with self._database.writing():
            held = batches.release(self._database, self._batch, owner)
            batches.give_up(self._database, self._batch, attempts=MOST_ATTEMPTS, told=POISON)
        return held

    def __exit__(self, *_: object) -> None:
        for one in self._running:
            one.process.terminate()
        for one in self._running:
            one.process.join(_STOP_SECONDS)
            if one.process.is_alive():
                one.process.kill()
                one.process.join()
            one.trouble.close()
            # Stopped by us: the attempt does not count against the items.
            batches.release(self._database, self._batch, owner_name(one.process.pid), tried=False)


def _told(trouble: Connection) -> str:
    """Return what a worker said before its end, empty if nothing; closes the pipe."""
    try:
        return str(trouble.recv()) if trouble.poll() else ""
    except (EOFError, OSError):
        return ""
    finally:
        trouble.close()
