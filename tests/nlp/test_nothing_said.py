"""What says nothing: dashes and a few words; all else says something."""

from __future__ import annotations

import pytest

from nlp.nothing_said import is_blank, says_nothing

DASHES = ("", " ", "-", "--", "—", "——", "–", "－", "－－", "/", "／", "\\", "/ /")


@pytest.mark.parametrize("text", DASHES)
def test_dashes_say_nothing(text: str) -> None:
    assert is_blank(text)
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["无", "暂无", "没有", " 无。"])
def test_words_say_nothing_and_are_no_blank(text: str) -> None:
    assert says_nothing(text)
    assert not is_blank(text)


@pytest.mark.parametrize("text", ["0", "否", "无人机", "没有发生", "-1", "1/2", "、", "…"])
def test_all_else_says_something(text: str) -> None:
    assert not says_nothing(text)
