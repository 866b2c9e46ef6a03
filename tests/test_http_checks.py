"""Checks of a service stand in one line: none is lost, all are told what is wrong, long ones take turns."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.api import create_app
from service.api.checker import Checker
from service.checking import Surroundings
from service.errors import StorageUnavailable
from service.settings import Settings


class Around:
    """What to check against; counts how often it was asked for, and fails when it is told to."""

    def __init__(self) -> None:
        self.asked = 0
        self.trouble: Exception | None = None

    @contextmanager
    def __call__(self) -> Iterator[Surroundings]:
        """Give nothing to check against."""
        self.asked += 1
        if self.trouble:
            raise self.trouble
        yield Surroundings()


@pytest.fixture
def around() -> Around:
    return Around()


@pytest.fixture
def checker(around: Around) -> Iterator[Checker]:
    made = Checker(around)
    yield made
    made.close()


def test_everybody_gets_their_own_answer(checker: Checker, around: Around) -> None:
    def square(number: int, _: Surroundings) -> int:
        return number * number

    async def all_of_them() -> list[int]:
        return await asyncio.gather(*(checker.ask(partial(square, n)) for n in range(500)))

    assert asyncio.run(all_of_them()) == [n * n for n in range(500)]
    assert around.asked < 500


def test_threads_wait_for_theirs(checker: Checker) -> None:
    found: dict[int, int] = {}
    threads = [
        threading.Thread(target=lambda n=n: found.update({n: checker.wait(lambda _: n + 1)}))
        for n in range(50)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert found == {n: n + 1 for n in range(50)}


@pytest.mark.parametrize("trouble", [ValueError("x"), KeyError("x"), StorageUnavailable("断了。")])
def test_what_goes_wrong_in_one_check_is_told_to_its_caller_alone(
    checker: Checker, trouble: Exception
) -> None:
    def fail(_: Surroundings) -> None:
        raise trouble

    async def some() -> tuple[object, ...]:
        asked = checker.ask(fail), checker.ask(lambda _: 1), checker.ask(fail)
        return tuple(await asyncio.gather(*asked, return_exceptions=True))

    assert asyncio.run(some()) == (trouble, 1, trouble)


def test_a_check_that_stops_an_iteration_is_a_fault_and_no_silence(checker: Checker) -> None:
    with pytest.raises(RuntimeError):
        asyncio.run(asyncio.wait_for(checker.ask(lambda _: next(iter(()))), 30))


def test_a_registry_that_cannot_be_read_is_told_to_all_and_asked_again(
    checker: Checker, around: Around
) -> None:
    around.trouble = StorageUnavailable("断了。")
    for _ in range(2):
        with pytest.raises(StorageUnavailable):
            checker.wait(lambda _: 1)
    around.trouble = None
    assert checker.wait(lambda _: 1) == 1


def test_nobody_is_answered_who_left(checker: Checker) -> None:
    begun, go_on, done = threading.Event(), threading.Event(), []

    def long(_: Surroundings) -> None:
        begun.set()
        go_on.wait(30)

    async def leave() -> None:
        first = asyncio.ensure_future(checker.ask(long))
        await asyncio.to_thread(begun.wait, 30)
        second = asyncio.ensure_future(checker.ask(lambda _: done.append(1)))
        await asyncio.sleep(0)
        second.cancel()
        await asyncio.sleep(0)
        go_on.set()
        await first

    asyncio.run(leave())
    assert checker.wait(lambda _: 1) == 1
    assert done == []


def test_it_ends_and_begins_again(checker: Checker) -> None:
    for _ in range(3):
        assert checker.wait(lambda _: 1) == 1
        checker.close()


def test_a_single_check_need_not_wait_for_the_end_of_a_batch(tmp_path: Path) -> None:
    app = create_app(Settings(registry=str(tmp_path / "brands.db")))
    names = [{"name": f"红帆{chr(0x4E00 + at)}{chr(0x5E00 + at)}"} for at in range(400)]
    order: list[str] = []
    with TestClient(app) as client:
        client.post("/api/v1/names:check", json={"name": "奔流"})

        def batch() -> None:
            answer = client.post("/api/v1/names:check-batch", json={"items": names})
            assert len(answer.json()["items"]) == 400
            order.append("batch")

        thread = threading.Thread(target=batch)
        thread.start()
        for _ in range(3):
            assert client.post("/api/v1/names:check", json={"name": "奔流"}).status_code == 200
            order.append("single")
        thread.join()
    assert order[0] == "single"
