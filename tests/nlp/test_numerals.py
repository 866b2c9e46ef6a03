"""Numerals in one form: what folds character by character, and what only beside others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.numerals import JOINING, fold_runs

NUMERALS = "零一二三九〇两壹玖0123nx十拾百仟万廿卅点半加红旗"


def folded(text: str) -> str:
    return "".join(character for character, _ in fold_runs(text))


@given(st.text(NUMERALS, max_size=8))
def test_without_joining_characters_each_folds_alone(text: str) -> None:
    apart = "".join(character for character in text if character not in JOINING)
    assert folded(apart) == "".join(map(folded, apart))


@pytest.mark.parametrize("text", ["二十", "廿四", "三百", "七点半", "一加六"])
def test_joining_characters_fold_with_those_beside_them(text: str) -> None:
    assert folded(text) != "".join(map(folded, text))
