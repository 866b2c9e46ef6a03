"""What a helper process does: it loads its kind, then carries out orders until nobody gives any."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Literal

from service.batches.children import mind_the_parent
from service.batches.kinds import warm_up
from service.batches.registers import File, Shown, begin_to_show
from service.batches.worker import Worker, owner_name
from service.errors import ServiceError, StorageUnavailable
from service.storage import Registry, open_registry
from service.urgency import give_way

STORAGE_EXIT = 7
"""Exit status of a helper that could not write."""
# Who gives the orders compares all items meanwhile, one after the other: it would be the last to be done.
_GIVES_WAY = 5


@dataclass(frozen=True, slots=True)
class MakeItems:
    """The order to make items of a batch until none is left to take."""

    batch: str
    module: str

    def carry_out(self, registry: Registry) -> Callable[[], None]:
        """Make them; nothing is left to do then."""
        Worker(registry, self.batch, owner_name(), self.module).work()
        return lambda: None


@dataclass(frozen=True, slots=True)
class ShowFile:
    """The order to make and show one further file of a batch."""

    batch: str
    module: str
    file: File

    def carry_out(self, registry: Registry) -> Callable[[], Shown]:
        """Make it; returns what shows it once it is on disk."""
        return begin_to_show(registry, self.batch, self.file, self.module)


Order = MakeItems | ShowFile


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a helper says before it ends, one Chinese sentence."""

    told: str


def help_out(url: str, module: str, orders: Connection) -> None:
    """Be a helper process: answer each order, quiet at an interrupt, gone when the parent is.

    It has a connection of its own to the registry, from the first order on. What went wrong is the last
    answer, a `Trouble`; the exit status is 7 when disk or table could not be written.

    Args:
        url: of the registry.
        module: import path of the kind, loaded while the parent has not given an order yet.
        orders: takes an `Order`, gives its answer.
    """
    mind_the_parent()
    give_way(_GIVES_WAY)
    try:
        warm_up(module)
        if (order := _next(orders)) is None:
            return
        with open_registry(url) as registry:
            ends: deque[Callable[[], Shown | None]] = deque()
            while order is not None:
                ends.append(order.carry_out(registry))
                # The last one's end may wait for the disk while the next order, if there is one, is begun.
                while len(ends) > 1 or (ends and not orders.poll()):
                    orders.send(ends.popleft()())
                order = _next(orders)
    except ServiceError as trouble:
        orders.send(Trouble(trouble.message))
        sys.exit(STORAGE_EXIT if isinstance(trouble, StorageUnavailable) else 1)
    except Exception as trouble:  # noqa: BLE001 - the edge of a process
        told = f"程序内部错误（{type(trouble).__name__}：{trouble}），请报告维护人员。"
        orders.send(Trouble(told))
        sys.exit(1)
    finally:
        orders.close()


def _next(orders: Connection) -> Order | None:
    """Return the next order, None when there will be no more."""
    try:
        order: Order | Literal[None] = orders.recv()
    except EOFError:
        return None
    return order
