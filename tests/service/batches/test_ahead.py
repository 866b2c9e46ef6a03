"""Work ahead: in order, few under way, and an error reaches whoever takes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.batches.ahead import ahead


@pytest.mark.parametrize("count", [0, 1, 2, 3, 10])
def test_results_come_in_order_and_few_are_begun_before_they_are_taken(count: int) -> None:
    begun: list[int] = []

    def given() -> Iterator[int]:
        for number in range(count):
            begun.append(number)
            yield number

    with ThreadPoolExecutor(2) as pool:
        for number, made in enumerate(ahead(pool, lambda one: one * 2, given(), most=3)):
            assert made == number * 2
            assert len(begun) <= number + 3
    assert len(begun) == count


def test_two_are_under_way_at_once() -> None:
    meeting = threading.Barrier(2, timeout=20)
    with ThreadPoolExecutor(2) as pool:
        assert len(list(ahead(pool, lambda _: meeting.wait(), range(4), most=2))) == 4


def test_an_error_reaches_whoever_takes() -> None:
    with ThreadPoolExecutor(2) as pool, pytest.raises(ZeroDivisionError):
        list(ahead(pool, lambda one: 1 // one, [1, 0, 1], most=2))
