"""Where a name sounds like a word of the office's list, however the rest of it is written."""

from __future__ import annotations

import pytest

from nlp.rules import CheckContext, check_text, rule


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("税收先行", "税收"),
        ("DENG塔税收", "税收"),
        ("deng塔·税收e站", "税收"),
        ("shui收先行", "shui收"),
    ],
    ids=["plain", "behind a spelled syllable", "between signs", "spelled itself"],
)
def test_a_word_is_marked_where_it_stands(name: str, word: str) -> None:
    only = rule("BN020")
    assert only
    [found] = check_text(name, CheckContext(negative=("水手",)), rules=(only,))
    assert name[slice(*found.span)] == word
