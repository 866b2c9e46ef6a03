"""Helper processes: begun, given orders, watched, begun anew when they die, ended when the run is stopped."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Self

from service.batches.children import begun
from service.batches.helping import STORAGE_EXIT, MakeItems, Order, ShowFile, Trouble, help_out
from service.batches.lock import only_runner
from service.batches.places import prepare_folder
from service.batches.registers import File, Shown
from service.batches.stopping import Stop
from service.batches.worker import owner_name
from service.batches.writing import sweep
from service.errors import ServiceError, StorageUnavailable
from service.storage import Registry, leasing

MOST_ATTEMPTS = 3
"""How often an item that kills its worker is tried (a poison item must not stop the rest)."""
POISON = "生成这一行时程序三次意外中断，请检查这一行的内容后重试。"
_POLL_SECONDS = 0.2
_STOP_SECONDS = 10.0
_MOST_BARREN = 3
# Files that a helper is given at a time: one goes to disk while the other is made.
_AHEAD = 2


@dataclass(slots=True)
class _Helper:
    """A process, the way to it, and how many orders it has not answered."""

    process: SpawnProcess
    orders: Connection
    unanswered: int = 0
    told: str = ""

    @property
    def busy(self) -> bool:
        return self.unanswered > 0

    def give(self, order: Order) -> None:
        self.unanswered += 1
        # One that has died takes nothing any more; its end is noticed as that of any other.
        with suppress(OSError):
            self.orders.send(order)

    def answers(self) -> Iterator[Shown | None]:
        """Yield the answers to its orders that have come; what it says before its end is kept."""
        with suppress(EOFError, OSError):
            while self.orders.poll():
                answer = self.orders.recv()
                if isinstance(answer, Trouble):
                    self.told = answer.told
                else:
                    self.unanswered -= 1
                    yield answer


class Workers:
    """The helper processes of one run; leaving the context ends them, and then gives their folder free.

    They are begun when they are first needed, or before by `begin`: then they load what they need while
    the caller does something else. With `feed` they make items while the caller stores more.

    Args:
        url: of the registry with the items.
        module: import path of the kind.
        most: how many at a time; none are to be begun with fewer than two.
    """

    def __init__(self, url: str, module: str, most: int) -> None:
        self.most = most
        self._url, self._module = url, module
        self._helpers: list[_Helper] = []
        self._barren = 0
        self._folder = ExitStack()
        self._taken = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        self._folder.close()
        self._taken = False

    @property
    def begun(self) -> bool:
        """Whether there are processes."""
        return bool(self._helpers)

    @property
    def busy(self) -> bool:
        """Whether one of them is at an order."""
        return bool(self._busy())

    def take(self, folder: Path) -> bool:
        """Be the only run in a folder, rid of temporary files, until the context is left.

        Returns:
            Whether it was not that already.

        Raises:
            Conflict: another process is.
            StorageUnavailable: the folder cannot be written.
        """
        if self._taken:
            return False
        self._folder.enter_context(only_runner(prepare_folder(folder)))
        self._folder.callback(sweep, folder)
        sweep(folder)
        self._taken = True
        return True

    def begin(self) -> None:
        """Begin the processes that are not there."""
        while self.most > 1 and len(self._helpers) < self.most:
            process, ours = begun(help_out, self._url, self._module)
            self._helpers.append(_Helper(process, ours))

    def make(self, registry: Registry, batch: str, told: Callable[[], None]) -> None:
        """Return when no item is left to make; `told` is called now and then.

        Raises:
            StorageUnavailable: a worker could not write.
        """
        with self.stopped_cleanly(registry, batch):
            self._make(registry, batch, told)

    @contextmanager
    def stopped_cleanly(self, registry: Registry, batch: str) -> Iterator[None]:
        """End the helpers when an error passes, and give back what they held: no attempt counts."""
        try:
            yield
        except BaseException:
            for owner in self._end():
                leasing.release(registry.database, batch, owner, tried=False)
            raise

    def feed(self, batch: str) -> None:
        """Let those that wait make items of a batch, and return at once; `make` sees to the end of it."""
        order = MakeItems(batch, self._module)
        for one in self._helpers:
            # Each is given orders one at a time: what it said to the last is heard first.
            deque(one.answers(), maxlen=0)
            if not one.busy:
                one.give(order)

    def _make(self, registry: Registry, batch: str, told: Callable[[], None]) -> None:
        while True:
            for one in self._helpers:
                deque(one.answers(), maxlen=0)
            dead = [(one, _taken_from(one, registry, batch)) for one in self._dead()]
            for one, held in dead:
                self._mourn(one, held)
            # What is leased is in good hands: only waiting items need another worker.
            if leasing.waiting(registry.database, batch):
                self.begin()
                self.feed(batch)
            told()
            if not self._busy():
                return
            self._wait()

    def _mourn(self, dead: _Helper, held: int) -> None:
        """Go on without a helper that has ended, unless it tells that none could do the work.

        Raises:
            ServiceError: the third in turn ended before it had taken anything.
            StorageUnavailable: it could not write.
        """
        if dead.process.exitcode == STORAGE_EXIT:
            raise StorageUnavailable(dead.told or "文件写不进去，请检查磁盘和权限后再继续。")
        self._barren = 0 if held or not dead.process.exitcode else self._barren + 1
        if self._barren >= _MOST_BARREN:
            raise ServiceError(
                dead.told or "生成程序多次启动失败，请检查内存是否足够；仍不行请联系维护人员。",
                exit=dead.process.exitcode,
            )

    def show(self, batch: str, files: Iterable[File], stop: Stop) -> list[Shown]:
        """Make and show further files of a batch; returns what came of them, in their order.

        Raises:
            ServiceError: a process was ended from outside, or a file could not be made.
            StorageUnavailable: the folder cannot be written.
        """
        left = enumerate(ShowFile(batch, self._module, one) for one in files)
        # Asked for one ahead: what comes next may take a while to find out, and helpers are at work then.
        following = next(left, None)
        at: dict[int, deque[int]] = defaultdict(deque)
        shown: dict[int, Shown] = {}
        self.begin()
        while following or self._busy():
            stop()
            for one in self._helpers:
                for answer in one.answers():
                    assert answer is not None  # noqa: S101 - a file was asked for
                    shown[at[id(one)].popleft()] = answer
            while following and (free := self._least_busy()).unanswered < _AHEAD:
                place, order = following
                at[id(free)].append(place)
                free.give(order)
                following = next(left, None)
            for dead in self._dead():
                raise _ended_early(dead)
            self._wait()
        return [shown[place] for place in sorted(shown)]

    def _least_busy(self) -> _Helper:
        return min(self._helpers, key=lambda one: one.unanswered)

    def _busy(self) -> list[_Helper]:
        return [one for one in self._helpers if one.busy]

    def _wait(self) -> None:
        """Wait for an answer or an end, not for long."""
        if busy := self._busy():
            ends = [one.process.sentinel for one in self._helpers]
            wait([*ends, *(one.orders for one in busy)], _POLL_SECONDS)

    def _dead(self) -> list[_Helper]:
        """Return the helpers that have ended since this was last asked, and forget them."""
        dead = [one for one in self._helpers if not one.process.is_alive()]
        for one in dead:
            self._helpers.remove(one)
            one.process.join()
            # It may have spoken after it was last listened to.
            deque(one.answers(), maxlen=0)
            one.orders.close()
        return dead

    def _end(self) -> list[str]:
        """End all helpers; returns the names under which they lease."""
        for one in self._helpers:
            one.process.terminate()
        for one in self._helpers:
            one.process.join(_STOP_SECONDS)
            if one.process.is_alive():
                one.process.kill()
                one.process.join()
            one.orders.close()
        owners = [owner_name(one.process.pid) for one in self._helpers]
        self._helpers.clear()
        return owners


def _taken_from(dead: _Helper, registry: Registry, batch: str) -> int:
    """Give back what a dead helper held, but give up what has ended too many; returns how many.

    In one transaction, or another worker could take once more what is to be given up.
    """
    with registry.database.writing():
        held = leasing.release(registry.database, batch, owner_name(dead.process.pid))
        leasing.give_up(registry.database, batch, attempts=MOST_ATTEMPTS, told=POISON)
    return held


def _ended_early(dead: _Helper) -> ServiceError:
    if dead.process.exitcode == STORAGE_EXIT:
        return StorageUnavailable(dead.told)
    return ServiceError(
        dead.told or "制作登记册和打印文件时程序意外中断，请检查内存是否足够，再继续。"
    )
