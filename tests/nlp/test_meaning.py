"""Words that stand for each other: the thesaurus and its look-ups."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpora
from nlp import meaning
from nlp.normalize import normalize

ROWS = tuple((tuple(row[0].split(" ")), row[1]) for row in corpora.rows("lexicons/thesaurus.tsv"))
WORDS = st.sampled_from(sorted({word for words, _ in ROWS for word in words}))


@pytest.mark.parametrize(
    ("a", "b", "strength"),
    [
        ("马铃薯", "土豆", "same"),
        ("医生", "大夫", "same"),
        ("夜间", "夜晚", "same"),
        ("故乡", "家乡", "same"),
        ("灯塔", "航标", "near"),
        ("领航", "引航", "near"),
        ("红", "赤", "near"),
        ("为民", "惠民", "near"),
        ("天津", "津", "place"),
        ("红色", "绿色", None),
        ("堡垒", "港湾", None),
        ("扳手", "船锚", None),
    ],
    ids=[
        "potato",
        "doctor",
        "night",
        "home",
        "beacon",
        "pilot",
        "red",
        "people",
        "tianjin",
        "colours",
        "field",
        "tools",
    ],
)
def test_relation_tells_how_two_words_stand_for_each_other(
    a: str, b: str, strength: str | None
) -> None:
    assert meaning.relation(a, b) == strength


def test_synonyms_leave_places_and_the_word_itself_out() -> None:
    assert "土豆" in meaning.synonyms("马铃薯")
    assert "马铃薯" not in meaning.synonyms("马铃薯")
    assert meaning.synonyms("天津") == frozenset()


def test_an_unknown_word_has_neither_group_nor_synonym() -> None:
    assert not meaning.known("锋耘")
    assert meaning.groups("锋耘") == meaning.synonyms("锋耘") == frozenset()


@given(WORDS, WORDS)
def test_relation_is_symmetric_and_rests_on_a_shared_group(a: str, b: str) -> None:
    assert meaning.relation(a, b) == meaning.relation(b, a)
    assert (meaning.relation(a, b) is not None) == bool(meaning.groups(a) & meaning.groups(b))
    assert (b in meaning.synonyms(a)) == (a in meaning.synonyms(b))


def test_every_group_relates_all_its_words() -> None:
    for words, strength in ROWS:
        for a, b in combinations(words, 2):
            found = meaning.relation(a, b)
            assert found is not None, (a, b)
            assert strength != "same" or found == "same", (a, b)


def test_words_of_one_group_only_are_not_related_through_a_third() -> None:
    for a, b in combinations(sorted(meaning.synonyms("江河") | {"江河"}), 2):
        together = any({a, b} <= set(words) for words, _ in ROWS)
        assert (meaning.relation(a, b) is not None) == together


def test_the_thesaurus_is_sorted_and_its_groups_are_told_apart() -> None:
    assert list(corpora.rows("lexicons/thesaurus.tsv")) == sorted(
        corpora.rows("lexicons/thesaurus.tsv")
    )
    ids = [(words[0], strength) for words, strength in ROWS]
    assert len(ids) == len(set(ids)) >= 400
    for words, strength in ROWS:
        assert strength in {"same", "near", "place"}
        assert len(words) == len(set(words)) >= 2, words


def test_no_group_is_held_by_another_of_its_strength() -> None:
    for wanted in ("same", "near", "place"):
        sets = [frozenset(words) for words, strength in ROWS if strength == wanted]
        for one, other in combinations(sets, 2):
            assert not one <= other and not other <= one, one | other


def test_words_are_written_as_the_key_writes_them() -> None:
    for words, _ in ROWS:
        for word in words:
            assert normalize(word).folded == word


def test_no_word_is_longer_than_told() -> None:
    assert max(len(word) for words, _ in ROWS for word in words) == meaning.MAX_WORD_LENGTH
