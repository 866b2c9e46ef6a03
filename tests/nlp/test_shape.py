"""Which characters look alike: the drawn table and the reviewed pairs over it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpora
from nlp import shape

DRAWN = tuple(corpora.rows("shape/look_alikes.tsv"))
COMPOSED = tuple(corpora.rows("shape/components.tsv"))
REVIEWED = tuple(corpora.rows("shape/reviewed.tsv"))
CHARACTERS = st.one_of(
    st.sampled_from(
        sorted({c for one, other, _ in (*DRAWN, *COMPOSED, *REVIEWED) for c in (one, other)})
    ),
    st.characters(),
)


@pytest.mark.parametrize(
    "pair",
    [
        "己已",
        "已巳",
        "未末",
        "戊戌",
        "戌戍",
        "日曰",
        "汨汩",
        "旗棋",
        "拔拨",
        "赢嬴",
        "土士",
        "千干",
        "大太",
        "人入",
        "天夫",
        "田由",
        "甲申",
        "刀力",
        "治冶",
        "折拆",
        "辩辨",
        "辨辫",
        "炼练",
        "茶荼",
        "候侯",
    ],
    ids=[f"pair-{number}" for number in range(25)],
)
def test_known_look_alikes(pair: str) -> None:
    assert shape.LOOK_ALIKE <= shape.likeness(*pair) < 1.0
    assert pair[1] in shape.look_alikes(pair[0])


@pytest.mark.parametrize(
    "pair",
    ["红绿", "先锋", "江海", "一二", "税水", "党建"],
    ids=["colours", "vanguard", "water", "numbers", "tax", "party"],
)
def test_characters_that_nobody_mixes_up(pair: str) -> None:
    assert shape.likeness(*pair) == 0.0


@given(CHARACTERS, CHARACTERS)
def test_likeness_is_symmetric_bounded_and_one_only_for_equal(a: str, b: str) -> None:
    assert shape.likeness(a, b) == shape.likeness(b, a)
    assert 0.0 <= shape.likeness(a, b) <= 1.0
    assert (shape.likeness(a, b) == 1.0) == (a == b)


@given(CHARACTERS)
def test_look_alikes_tell_the_same_as_likeness(character: str) -> None:
    found = shape.look_alikes(character)
    assert character not in found
    for other, score in found.items():
        assert score == shape.likeness(other, character) >= shape.LOOK_ALIKE


def test_the_answer_is_a_copy() -> None:
    shape.look_alikes("己").clear()
    assert "已" in shape.look_alikes("己")


def test_every_reviewed_pair_is_found_with_its_own_score() -> None:
    for one, other, score in REVIEWED:
        assert shape.likeness(one, other) == float(score)


@pytest.mark.parametrize("rows", [DRAWN, COMPOSED, REVIEWED], ids=["drawn", "composed", "reviewed"])
def test_tables_are_sorted_unique_and_each_pair_stands_once(
    rows: tuple[tuple[str, ...], ...],
) -> None:
    pairs = [(one, other) for one, other, _ in rows]
    assert pairs == sorted(set(pairs))
    for one, other, score in rows:
        assert len(one) == len(other) == 1
        assert one < other
        assert score == "0.00" or shape.LOOK_ALIKE <= float(score) < 1.0


def test_a_pair_judged_unlike_is_taken_out_of_the_computed_ones() -> None:
    drawn = {(one, other) for one, other, _ in (*DRAWN, *COMPOSED)}
    unlike = [(one, other) for one, other, score in REVIEWED if score == "0.00"]
    assert drawn.issuperset(unlike), "a pair that is not computed need not be taken out"
    assert unlike
    for one, other in unlike:
        assert shape.likeness(one, other) == 0.0
        assert other not in shape.look_alikes(one)


@pytest.mark.parametrize("pair", ["清请", "清情", "情精", "峰锋", "晖辉", "旗棋"])
def test_characters_that_differ_in_a_part_are_alike(pair: str) -> None:
    assert shape.likeness(*pair) >= shape.LOOK_ALIKE


def test_no_pair_is_computed_twice() -> None:
    assert not {pair[:2] for pair in DRAWN} & {pair[:2] for pair in COMPOSED}


def test_the_tables_computed_hold_most_of_the_reviewed_pairs() -> None:
    computed = {pair[:2] for pair in (*DRAWN, *COMPOSED)}
    alike = [pair[:2] for pair in REVIEWED if pair[2] != "0.00"]
    assert sum(pair in computed for pair in alike) / len(alike) > 0.5


def test_there_are_thousands() -> None:
    assert len(DRAWN) >= 8000
    assert len(COMPOSED) >= 3000
    assert len(REVIEWED) > 400


def test_what_looks_like_a_character_is_what_all_rows_say() -> None:
    table: dict[str, dict[str, float]] = {}
    for path in ("shape/components.tsv", "shape/look_alikes.tsv", "shape/reviewed.tsv"):
        for one, other, score in corpora.rows(path):
            for a, b in ((one, other), (other, one)):
                table.setdefault(a, {})[b] = float(score)
    for character in [*sorted(table)[::99], "上", "旗", "a", "#"]:
        wanted = {other: score for other, score in table.get(character, {}).items() if score}
        assert shape._searched(character) == shape._all().get(character, {}) == wanted, character
