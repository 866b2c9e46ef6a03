"""Any of many words: the longest that stands there, taken as it is."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from nlp.alternatives import any_of

WORDS = st.lists(st.text(alphabet="ab.|*红", min_size=1, max_size=4), min_size=1, max_size=8)


@given(WORDS, st.text(alphabet="ab.|*红", max_size=12))
def test_the_longest_word_is_found_wherever_one_stands(words: list[str], text: str) -> None:
    pattern = re.compile(any_of(words))
    for at in range(len(text)):
        fitting = [word for word in words if text.startswith(word, at)]
        found = pattern.match(text, at)
        assert (found[0] if found else "") == max(fitting, key=len, default="")
