"""A number in a name promises items; a text lists them or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.formulas import announced, listed


@pytest.mark.parametrize(
    ("name", "text", "number"),
    [("五心党小组", "五心", 5), ("三亮渡口", "三亮", 3), ("两优窗口", "两优", 2)],
    ids=["five", "three", "two"],
)
def test_a_number_with_a_head_promises_items(name: str, text: str, number: int) -> None:
    (phrase,) = announced(name)
    assert (phrase.text, phrase.number) == (text, number)
    assert name[slice(*phrase.span)] == text


@pytest.mark.parametrize(
    "name", ["万众一心", "一带一路", "136服务队", "奔流"], ids=["heart", "belt", "digits", "none"]
)
def test_other_numbers_promise_nothing(name: str) -> None:
    assert announced(name) == ()


@given(st.lists(st.sampled_from("匠恒公细暖红诚"), min_size=2, max_size=7, unique=True))
def test_items_that_hold_the_head_are_counted(items: list[str]) -> None:
    (phrase,) = announced("五心党小组")
    assert listed("五心：" + "、".join(f"{c}心" for c in items) + "。", phrase) == len(items)
