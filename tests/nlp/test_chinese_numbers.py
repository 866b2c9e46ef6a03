"""Numbers in Chinese characters, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.chinese_numbers import chinese, counted, heading_mark, value
from nlp.numerals import numbered


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "零"),
        (8, "八"),
        (10, "十"),
        (12, "十二"),
        (27, "二十七"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1010, "一千零一十"),
        (9999, "九千九百九十九"),
    ],
)
def test_a_number_is_written_as_it_is_said(number: int, written: str) -> None:
    assert chinese(number) == written


@pytest.mark.parametrize("number", [-1, 10_000])
def test_a_number_beyond_the_bounds_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="within"):
        chinese(number)


@given(st.integers(1, 9999))
def test_what_is_written_folds_to_the_number(number: int) -> None:
    assert numbered(chinese(number)) == str(number)


@given(st.integers(0, 99))
def test_a_number_is_read_back(number: int) -> None:
    assert value(chinese(number)) == number or number == 0
    assert value(str(number)) == number


@pytest.mark.parametrize("text", ["", "二三", "〇", "012", "100", "一百零", "十十", "１", "天"])
def test_what_is_no_number(text: str) -> None:
    assert value(text) is None


@pytest.mark.parametrize(
    ("text", "number"), [("十二", 12), ("100", 100), ("007", 7), ("二三", None), ("", None)]
)
def test_any_digits_count(text: str, number: int | None) -> None:
    assert counted(text) == number


@pytest.mark.parametrize(("level", "mark"), [(1, "十、"), (2, "（十）"), (3, "10."), (4, "（10）")])
def test_marks_of_headings(level: int, mark: str) -> None:
    assert heading_mark(level, 10) == mark
