"""Likeness in letters is the normalised Indel similarity, as the library beside has it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from nlp.likeness import Letters

TEXTS = st.text("红色先锋12a𠮷🄀", max_size=90)


@given(TEXTS, TEXTS)
def test_likeness_is_the_normalised_indel_similarity(one: str, other: str) -> None:
    found = Letters(one).likeness(other)
    assert found == Indel.normalized_similarity(one, other)
    assert found == Letters(other).likeness(one)


@given(TEXTS, TEXTS)
def test_common_is_the_longest_common_subsequence(one: str, other: str) -> None:
    distance = Indel.distance(one, other)
    assert 2 * Letters(one).common(other) == len(one) + len(other) - distance
