"""Any of many words: the longest that stands there, taken as it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.alternatives import any_of, telling, words_of

WORDS = st.lists(st.text(alphabet="ab.|*红", min_size=1, max_size=4), min_size=1, max_size=8)


@given(WORDS, st.text(alphabet="ab.|*红", max_size=12))
def test_the_longest_word_is_found_wherever_one_stands(words: list[str], text: str) -> None:
    pattern = re.compile(any_of(words))
    for at in range(len(text)):
        fitting = [word for word in words if text.startswith(word, at)]
        found = pattern.match(text, at)
        assert (found[0] if found else "") == max(fitting, key=len, default="")


@pytest.mark.parametrize(
    ("path", "kind", "text", "found"),
    [
        ("proofreading/words.tsv", "opener", "要做到一是守规矩", "一是"),
        ("proofreading/words.tsv", "not-added", "完成率", "率"),
        ("drafting/title_words.tsv", "end", "示范有限责任公司", "有限责任公司"),
        ("applications/claims.tsv", "claim", "在全省领先", "全省领先"),
        ("speech/words.tsv", "research", "选题会", "选题"),
    ],
)
def test_a_class_of_words_is_told_in_a_text(path: str, kind: str, text: str, found: str) -> None:
    assert found in words_of(path, kind)
    [match] = telling(path, kind).finditer(text)
    assert match[0] == found


def test_words_of_no_class_are_not_there() -> None:
    assert words_of("speech/words.tsv", "no such class") == ()
