"""Workers of one socket take as many connections each, and wait for no worker that takes none."""

from __future__ import annotations

import asyncio
import multiprocessing as mp
import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from service.api import accepting
from service.api.accepting import Accepting, Shares


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        made.listen(64)
        yield made


@pytest.fixture
def shares() -> Shares:
    return Shares(mp.get_context("spawn"), 3)


class Worker:
    """Takes connections and keeps them."""

    def __init__(self, listening: socket.socket, shares: Shares, number: int) -> None:
        self.held: list[socket.socket] = []
        self.listening = listening.dup()
        self.accepting = Accepting(
            self.listening, shares, number, self.take, lambda: len(self.held)
        )

    async def take(self, connection: socket.socket) -> None:
        """Keep one."""
        self.held.append(connection)

    def close(self) -> None:
        """Let go of all."""
        self.accepting.close()
        for one in (*self.held, self.listening):
            one.close()


async def come(stack: ExitStack, listening: socket.socket, count: int) -> None:
    """Open connections."""
    for _ in range(count):
        stack.enter_context(socket.create_connection(listening.getsockname()))
        await asyncio.sleep(0)


async def taken(workers: list[Worker], count: int) -> list[int]:
    """Wait until so many are taken; return how many each has."""
    async with asyncio.timeout(30):
        while sum(len(one.held) for one in workers) < count:
            await asyncio.sleep(0.001)
    return [len(one.held) for one in workers]


def test_each_takes_as_many(
    listening: socket.socket, shares: Shares, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accepting, "_PATIENCE", 30.0)

    async def shared() -> list[int]:
        with ExitStack() as stack:
            workers = [Worker(listening, shares, number) for number in range(2)]
            for one in workers:
                stack.callback(one.close)
            await come(stack, listening, 10)
            await taken(workers, 10)
            workers.append(Worker(listening, shares, 2))  # one that is begun later catches up
            stack.callback(workers[2].close)
            await come(stack, listening, 20)
            return await taken(workers, 30)

    assert asyncio.run(shared()) == [10, 10, 10]


def test_a_worker_that_takes_none_is_not_waited_for(
    listening: socket.socket, shares: Shares
) -> None:
    async def alone() -> list[int]:
        with ExitStack() as stack:
            shares.tell(1, 0)  # and is busy
            worker = Worker(listening, shares, 0)
            stack.callback(worker.close)
            await come(stack, listening, 5)
            return await taken([worker], 5)

    assert asyncio.run(alone()) == [5]


def test_a_worker_that_has_ended_counts_no_more(shares: Shares) -> None:
    shares.tell(0, 7)
    assert shares.is_least(0)
    shares.tell(1, 3)
    assert not shares.is_least(0)
    assert shares.is_least(1)
    shares.forget(1)
    assert shares.is_least(0)


def test_after_its_end_none_is_taken(listening: socket.socket, shares: Shares) -> None:
    async def ended() -> tuple[int, int]:
        with ExitStack() as stack:
            gone, there = (Worker(listening, shares, number) for number in range(2))
            stack.callback(gone.close)
            stack.callback(there.close)
            gone.accepting.close()
            await come(stack, listening, 4)
            await taken([there], 4)
            return len(gone.held), len(there.held)

    assert asyncio.run(ended()) == (0, 4)
