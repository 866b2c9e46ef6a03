"""Names of units that are near a text: those of which a half stands in it, in whatever width."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from nlp.proofreading import near_units

LETTERS = "甲乙(（1１"
TEXTS = st.lists(st.text(LETTERS, max_size=14), max_size=3)
NAMES = st.lists(st.text(LETTERS, max_size=13), max_size=8)


def by_definition(texts: list[str], names: list[str]) -> tuple[str, ...]:
    """Return the names of five characters or more of which a half stands in a text, each once."""
    whole = unicodedata.normalize("NFKC", "\n".join(texts))
    near = {}
    for name in names:
        narrow, half = unicodedata.normalize("NFKC", name), len(name) // 2
        if len(name) >= 5 and (narrow[:half] in whole or narrow[half:] in whole):
            near[name] = True
    return tuple(near)


@given(TEXTS, NAMES)
def test_they_are_those_of_the_definition(texts: list[str], names: list[str]) -> None:
    assert near_units(texts, names) == by_definition(texts, names)


@given(st.text(LETTERS, min_size=5, max_size=20), st.text(LETTERS, max_size=3), st.booleans())
def test_a_name_of_which_a_half_stands_in_the_text_is_near(
    name: str, beside: str, first: bool
) -> None:
    half = len(name) // 2
    piece = name[:half] if first else name[half:]
    text = beside + unicodedata.normalize("NFKC", piece) + beside
    assert near_units([text], iter([name])) == (name,)
