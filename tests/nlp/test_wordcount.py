"""Length of a text: words as word processors count them, characters that show."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.wordcount import characters, word_count


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("", 0, 0),
        ("党建品牌", 4, 4),
        ("党建，品牌。", 6, 6),
        ("2026年3月5日", 6, 9),
        ("GB/T 9704—2012", 4, 13),
        ("增长3.5%", 3, 6),
        ("　　“红岩先锋”", 6, 6),
        ("WPS与Word", 3, 8),
        ("第一\n第二\t第三", 6, 6),
        ("𠮷林", 2, 2),
        ("红·岩", 3, 3),
    ],
)
def test_lengths(text: str, words: int, shown: int) -> None:
    assert (word_count(text), characters(text)) == (words, shown)


@given(st.text(max_size=60))
def test_what_does_not_show_is_not_counted(text: str) -> None:
    unseen = ("Cc", "Cf", "Mn", "Me", "Cs")
    shown = [one for one in text if not one.isspace() and unicodedata.category(one) not in unseen]
    assert characters(text) == characters("".join(shown)) == len(shown)


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=200)
def test_lengths_add_up(one: str, other: str) -> None:
    assert word_count(one) <= characters(one)
    assert word_count(f"{one}\n{other}") == word_count(one) + word_count(other)
    assert characters(one + other) == characters(one) + characters(other)
