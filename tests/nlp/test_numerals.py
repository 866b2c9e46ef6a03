"""Numerals in one form: what folds character by character, and what only beside others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.normalize import normalize
from nlp.numerals import JOINING, fold_runs, numbered, written

NUMERALS = "零一二三九〇两壹玖0123nx十拾百仟万廿卅点半加分之伍陆号米户红旗"


def folded(text: str) -> str:
    return "".join(character for character, _ in fold_runs(text))


@given(st.text(NUMERALS, max_size=8))
def test_without_joining_characters_each_folds_alone(text: str) -> None:
    apart = "".join(character for character in text if character not in JOINING)
    assert folded(apart) == "".join(map(folded, apart))


@given(st.text(NUMERALS, max_size=9))
def test_what_is_written_in_a_key_comes_of_the_text_in_order(text: str) -> None:
    left = iter(text)
    for character in numbered(text):
        if character == "0":
            assert not written("0").isdisjoint(text)
        else:
            assert any(source in written(character) for source in left), text


@pytest.mark.parametrize("text", ["二十", "廿四", "三百", "七点半", "一加六", "百分百"])
def test_joining_characters_fold_with_those_beside_them(text: str) -> None:
    assert folded(text) != "".join(map(folded, text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("百分百放心", "100放心"),
        ("百分之百放心", "100放心"),
        ("百分之九十五", "95"),
        ("百分点", "百分点"),
        ("百分之", "百分之"),
        ("百花", "百花"),
    ],
)
def test_shares_of_a_hundred_fold_to_the_number_before_the_sign(text: str, told: str) -> None:
    assert folded(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("百米深井", "100米深井"),
        ("千户万灯", "1000户万灯"),
        ("万家灯火", "万家灯火"),
        ("千里马", "千里马"),
        ("百事通", "百事通"),
        ("千百户", "千百户"),
        ("伍号油井", "5号油井"),
        ("陆尺巷", "6尺巷"),
        ("队伍", "队伍"),
        ("大陆", "大陆"),
    ],
)
def test_what_is_counted_or_numbered_is_a_number(text: str, told: str) -> None:
    assert folded(text) == told
    assert normalize(text).key == told


@pytest.mark.parametrize("text", ["百分百放心", "百分之百放心", "100%放心", "100％放心"])
def test_a_share_has_one_key_however_it_is_written(text: str) -> None:
    assert normalize(text).key == "100放心"
