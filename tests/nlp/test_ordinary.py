"""What is made of everyday words and of the coinages of naming alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpora
from nlp import segment
from nlp.breadth import breadth
from nlp.genericness import worn_words
from nlp.ordinary import is_ordinary
from nlp.trades import trade_of

# Jieba counts each everyday word so often at least, as the table says.
_COUNTED = 40


@pytest.mark.parametrize(
    "text",
    [
        "三联三促",
        "双融双提",
        "融合提质",
        "聚智创能",
        "的承诺",
        "固本培根",
        "主动作为",
        "一诺千金",
        "都是",
        "就在你",
        "常相随",
    ],
)
def test_everyday_words_and_coinages_are_ordinary(text: str) -> None:
    assert is_ordinary(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "红",
        "气",
        "同和",
        "聚精汇力",
        "求是",
        "知行",
        "三诊三访",
        "二时四酿",
        "警心",
        "渠首",
        "铁旒",
        "的里",
        "写说",
        "诊断",
        "提",
    ],
)
def test_a_trade_a_place_a_coinage_of_its_own_is_not(text: str) -> None:
    assert not is_ordinary(text)


@pytest.mark.parametrize(
    "name",
    [
        "三联三促",
        "双融双提",
        "三高三强",
        "党旗下的承诺",
        "聚智增能",
        "奋进新征程 建功新时代",
        "热血忠诚",
    ],
)
def test_a_name_of_them_is_over_generic(name: str) -> None:
    assert breadth(name).over_generic


@pytest.mark.parametrize("name", ["5G先锋", "三诊三访", "VR党课", "税心向党"])
def test_a_name_with_a_trade_in_it_is_not(name: str) -> None:
    assert not breadth(name).over_generic


@given(
    st.lists(st.sampled_from(list(corpora.lines("lexicons/everyday.tsv"))), min_size=1, max_size=6)
)
def test_everyday_words_in_a_row_stay_ordinary(words: list[str]) -> None:
    assert is_ordinary("".join(words))


def test_everyday_words_are_as_frequent_as_their_table_says() -> None:
    counts = segment.whole().FREQ
    words = list(corpora.lines("lexicons/everyday.tsv"))
    assert [word for word in words if len(word) != 2 or counts.get(word, 0) < _COUNTED] == []


@pytest.mark.parametrize(
    "name", ["群策群力谱新章", "一诺千金 说到做到", "安居乐业先锋", "聚民心 暖民情"]
)
def test_a_name_of_sayings_is_over_generic(name: str) -> None:
    assert breadth(name).over_generic


@pytest.mark.parametrize("name", ["水滴石穿", "春风化雨先锋", "因材施教"])
def test_a_picture_and_what_one_trade_says_is_not_a_saying(name: str) -> None:
    assert not breadth(name).over_generic


def test_sayings_are_neither_everyday_words_nor_worn_ones() -> None:
    sayings = set(corpora.lines("lexicons/sayings.tsv"))
    assert sayings.isdisjoint(corpora.lines("lexicons/everyday.tsv"))
    assert sayings.isdisjoint(worn_words())
    assert sayings.isdisjoint(corpora.lines("lexicons/function_words.tsv"))
    plain = set(corpora.lines("lexicons/plain_characters.tsv"))
    assert plain.isdisjoint([*sayings, *corpora.lines("lexicons/function_words.tsv")])


@pytest.mark.parametrize("name", ["求是先锋", "后勤先锋", "党员留下来", "红色‘联’动力"])
def test_plain_characters_beside_a_worn_word_may_be_a_coinage(name: str) -> None:
    assert not breadth(name).over_generic


@pytest.mark.parametrize(
    "name", ["支部就在你身边", "个个都是先锋", "敢字当头 严字托底", "YYDS先锋"]
)
def test_a_sentence_of_worn_words_and_the_small_ones_between_is_over_generic(name: str) -> None:
    assert breadth(name).over_generic


@pytest.mark.parametrize("name", ["lexicons/everyday.tsv", "lexicons/sayings.tsv"])
def test_no_everyday_word_shows_a_trade(name: str) -> None:
    words = corpora.lines(name)
    assert [word for word in words if trade_of("", [word])] == []
