"""The bar: on a terminal only, with rate and time left."""

from __future__ import annotations

import io
import os

import pytest

from service.batches.model import Status
from service.batches.progress import Bar, bar_for


def state(done: int, total: int = 1000) -> Status:
    return Status("id", "letter", "out", "a.xlsx", total - done, done, 0, 0, 0, False)


def drawn(moments: list[float], made: list[int], total: int = 1000) -> list[str]:
    out, clock = io.StringIO(), iter(moments)
    bar = Bar(out, lambda: next(clock))
    for done in made:
        bar(state(done, total))
    bar.close()
    return [line.removesuffix("\x1b[K") for line in out.getvalue().rstrip("\n").split("\r")[1:]]


def test_rate_and_time_left_are_those_of_this_run() -> None:
    lines = drawn([0, 2, 10], [200, 400, 1000])
    assert lines[0] == "████" + "░" * 20 + " 200/1000"
    assert lines[1].endswith(" 400/1000，每秒 100 份，约剩 6 秒")
    assert lines[2].endswith("█ 1000/1000，每秒 80 份")


def test_a_long_rest_is_told_in_minutes() -> None:
    assert drawn([0, 1], [0, 4])[1].endswith("，约剩 4 分 9 秒")


def test_it_is_not_drawn_more_than_ten_times_a_second() -> None:
    assert len(drawn([0, 0.01, 0.02, 0.2, 0.21], [0, 1, 2, 3, 1000])) == 3


def test_nothing_to_make_draws_an_empty_bar() -> None:
    assert drawn([0], [0], 0) == ["░" * 24 + " 0/0"]


@pytest.mark.parametrize("quiet", [False, True])
def test_a_bar_is_for_terminals(quiet: bool) -> None:
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "w") as terminal, io.StringIO() as file:
        assert (bar_for(terminal, quiet=quiet) is None) is quiet
        assert bar_for(file, quiet=quiet) is None
    os.close(ours)
