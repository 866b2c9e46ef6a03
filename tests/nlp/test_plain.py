"""The short way to a name's parts, key and sounds gives what the long way gives."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import corpora
from benchmarks.generator import names
from nlp import sound
from nlp.normalize import normalize
from nlp.plain import of_readings, parts_and_key, sounds
from nlp.profile import profile

TEXTS = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.sampled_from("一乾幹发髮点半七万里党支部工作法品牌建行长乐重·3A"),
    ),
    min_size=1,
    max_size=10,
)


def assert_same(name: str) -> None:
    normal = normalize(name)
    assert parts_and_key(name) == (normal.parts, normal.key)
    assert profile(name).affixes == normal.affixes
    text = "".join(normal.parts)
    assert sounds(text) == [of_readings(unit.readings) for unit in sound.units(text)]


@given(TEXTS)
@settings(max_examples=500, deadline=None)
def test_both_ways_agree(name: str) -> None:
    assert_same(name)


def test_both_ways_agree_on_names_and_words() -> None:
    phrases = corpora.lines("sound/phrases.tsv")
    kept = corpora.lines("lexicons/script_kept.tsv")
    for name in (*corpora.lines("names.tsv"), *names(2000, seed=5), *phrases, *kept):
        assert_same(name)
