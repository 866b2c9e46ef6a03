"""The short way to a name's parts, key and sounds gives what the long way gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpora
from benchmarks.generator import names
from nlp import sound
from nlp.characters import UnacceptableText, unacceptable_kind
from nlp.normalize import normalize
from nlp.plain import folded, of_readings, parts_and_key, parts_in_place, sounds
from nlp.profile import profile

PIECES = st.one_of(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    st.sampled_from(
        "一乾幹发髮点半七万里党支部工作法品牌建行长乐重·3A３Ａ③Ⅲ+＋加n:：.é\u0301 　“”—"
    ),
    st.sampled_from(("党支部", "工作法", "党建引领·", "党建+", "著名", "七点半", "7:30", "一加六")),
    st.characters(exclude_categories=("Cs", "Co", "Cn", "Cc")).filter(
        lambda character: not unacceptable_kind(character)
    ),
)
TEXTS = st.lists(PIECES, max_size=8).map("".join)


def assert_same(name: str) -> None:
    normal = normalize(name)
    assert parts_and_key(name) == (normal.parts, normal.key)
    assert folded(name) == normal.folded
    assert profile(name).affixes == normal.affixes
    text = "".join(normal.parts)
    placed = parts_in_place(name)
    assert tuple(part for part, _ in placed) == normal.parts
    assert sum((offsets for _, offsets in placed), ()) == normal.letter_offsets
    assert sounds(text) == [of_readings(unit.readings) for unit in sound.units(text)]


@given(TEXTS)
@settings(max_examples=500)
def test_both_ways_agree(name: str) -> None:
    assert_same(name)


def test_the_numerals_of_a_name_that_keeps_its_affix_are_folded() -> None:
    assert parts_and_key("三党支部") == (("三党支部",), "3党支部")


@pytest.mark.parametrize("name", ["红\x01旗", "红旗\u202e", "\ue000", "红\0旗"])
def test_what_no_name_may_hold_is_refused(name: str) -> None:
    for taken_apart in (parts_and_key, parts_in_place):
        with pytest.raises(UnacceptableText):
            taken_apart(name)


def test_both_ways_agree_on_names_and_words() -> None:
    phrases = corpora.lines("sound/phrases.tsv")
    kept = corpora.lines("lexicons/script_kept.tsv")
    for name in (*corpora.lines("names.tsv"), *names(2000, seed=5), *phrases, *kept):
        assert_same(name)
