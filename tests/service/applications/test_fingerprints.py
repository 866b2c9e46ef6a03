"""Fingerprints: nothing long enough has none, equal stretches have equal ones, places lead back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.applications.fingerprints import SHORTEST, fingerprints, folded, place_of


@given(st.text(alphabet="甲乙丙丁戊", max_size=4 * SHORTEST))
def test_every_stretch_that_is_long_enough_has_one(text: str) -> None:
    places = [place for _, place in fingerprints(text)]
    assert places == sorted(set(places))
    for start in range(len(text) - SHORTEST + 1):
        assert any(start <= place <= start + SHORTEST - 16 for place in places)


@given(
    st.text(alphabet="甲乙丙丁戊", min_size=SHORTEST, max_size=2 * SHORTEST),
    st.text("己", max_size=9),
)
def test_a_stretch_has_the_same_ones_wherever_it_stands(text: str, before: str) -> None:
    inside = {place + len(before) for _, place in fingerprints(text)}
    moved = {p for _, p in fingerprints(before + text) if p >= len(before)}
    assert moved & inside


@given(st.text(max_size=60))
def test_a_folded_character_is_found_again_in_the_text(text: str) -> None:
    places = [place_of(text, place) for place in range(len(folded(text)))]
    assert places == sorted(places)
    assert all(folded(text[at]) for at in places)


def test_what_is_compared_has_no_marks_and_one_width() -> None:
    assert folded("“ＡＢ ㎡”，\ud800𠮷。") == "abm2𠮷"
