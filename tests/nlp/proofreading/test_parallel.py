"""Headings built alike, and the one that is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.proofreading.parallel import parallel


@pytest.mark.parametrize(
    ("headings", "degree", "odd"),
    [
        (["一、聚焦目标要求", "二、科学谋划推进"], "exact", ()),
        (["聚焦目标，科学谋划", "聚焦重点，精准发力"], "exact", ()),
        (["提高认识", "突出重点", "狠抓真落实"], "near", (2,)),
        (["提高认识", "突出重点，狠抓落实", "强化保障"], "uneven", (1,)),
        (["提高认识", "突出重点抓关键"], "uneven", (1,)),
        ([], "exact", ()),
        (["只有一个"], "exact", ()),
        (["（一）", "（二）"], "exact", ()),
    ],
)
def test_parallel(headings: list[str], degree: str, odd: tuple[int, ...]) -> None:
    found = parallel(headings)
    assert (found.degree, found.odd) == (degree, odd)


def test_shapes_are_lengths_of_clauses() -> None:
    assert parallel(["（一）聚焦目标，科学谋划。"]).shapes == ((4, 4),)


@given(st.lists(st.text(max_size=20), max_size=8))
def test_any_headings_have_a_shape(headings: list[str]) -> None:
    found = parallel(headings)
    assert len(found.shapes) == len(headings)
    assert all(0 <= at < len(headings) for at in found.odd)
