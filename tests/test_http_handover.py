"""Answers reach those that wait in event loops: every one, soon, and whatever became of the others."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.api.handover import Handover, Outcome


def waiting(count: int, send: Callable[[list[asyncio.Future[int]]], None]) -> list[object]:
    """Return what came to so many that wait while a thread sends."""

    async def all_of_them() -> list[object]:
        loop = asyncio.get_running_loop()
        futures: list[asyncio.Future[int]] = [loop.create_future() for _ in range(count)]
        thread = threading.Thread(target=send, args=(futures,))
        thread.start()
        found: list[object] = await asyncio.wait_for(
            asyncio.gather(*futures, return_exceptions=True), 30
        )
        thread.join()
        return found

    return asyncio.run(all_of_them())


def test_each_gets_what_is_its_own() -> None:
    def send(futures: list[asyncio.Future[int]]) -> None:
        handover = Handover()
        for number, future in enumerate(futures):
            trouble = ValueError(number) if number % 3 == 0 else None
            handover.add(future, Outcome(number, trouble))
        handover.send()

    found = waiting(100, send)
    assert [str(one) for one in found] == [str(number) for number in range(100)]
    assert [isinstance(one, ValueError) for one in found] == [n % 3 == 0 for n in range(100)]


def test_what_is_ready_does_not_wait_for_the_last() -> None:
    arrived = threading.Event()

    def send(futures: list[asyncio.Future[int]]) -> None:
        handover = Handover()
        futures[0].get_loop().call_soon_threadsafe(
            futures[0].add_done_callback, lambda _: arrived.set()
        )
        handover.add(futures[0], Outcome(0))
        while not arrived.is_set():  # as long as checks go on
            time.sleep(0.01)
            handover.add(futures[1], Outcome(1))

    assert waiting(2, send) == [0, 1]


def test_who_has_gone_keeps_nothing_back() -> None:
    def send(futures: list[asyncio.Future[int]]) -> None:
        futures[0].get_loop().call_soon_threadsafe(futures[0].cancel)
        handover = Handover()
        handover.add(futures[0], Outcome(0))
        handover.add(futures[1], Outcome(1))
        handover.send()

    gone, there = waiting(2, send)
    assert isinstance(gone, asyncio.CancelledError)
    assert there == 1


def test_a_loop_that_has_ended_stops_no_other() -> None:
    async def made() -> asyncio.Future[int]:
        return asyncio.get_running_loop().create_future()

    ended = asyncio.run(made())
    handover = Handover()
    handover.add(ended, Outcome(0))

    def send(futures: list[asyncio.Future[int]]) -> None:
        handover.add(futures[0], Outcome(1))
        handover.send()

    assert waiting(1, send) == [1]


@pytest.mark.parametrize("loops", [1, 4])
def test_each_loop_gets_its_own(loops: int) -> None:
    handover, lock = Handover(), threading.Lock()

    def send(futures: list[asyncio.Future[int]]) -> None:
        with lock:
            for number, future in enumerate(futures):
                handover.add(future, Outcome(number))
        time.sleep(0.05)
        with lock:
            handover.send()

    with ThreadPoolExecutor(loops) as pool:
        for found in pool.map(lambda _: waiting(20, send), range(loops)):
            assert found == list(range(20))
