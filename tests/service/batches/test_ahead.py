"""Work ahead: in order, two under way at most, and an error reaches whoever takes."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from service.batches.ahead import ahead


@pytest.mark.parametrize("count", [0, 1, 2, 3, 10])
def test_results_come_in_order_and_few_are_begun_before_they_are_taken(count: int) -> None:
    begun: list[int] = []

    def given() -> Iterator[int]:
        for number in range(count):
            begun.append(number)
            yield number

    for number, made in enumerate(ahead(lambda one: one * 2, given())):
        assert made == number * 2
        assert len(begun) <= number + 2
    assert len(begun) == count


def test_two_are_under_way_at_once() -> None:
    meeting = threading.Barrier(2, timeout=20)
    assert len(list(ahead(lambda _: meeting.wait(), range(4)))) == 4


def test_an_error_reaches_whoever_takes() -> None:
    with pytest.raises(ZeroDivisionError):
        list(ahead(lambda one: 1 // one, [1, 0, 1]))
