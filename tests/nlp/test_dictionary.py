"""Looking words up in jieba's file: the same words, frequencies and cuts as jieba's own dictionary."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpora
from nlp import segment as segmenting
from nlp.dictionary import KNOWN_SIZE, Dictionary

NAMES = corpora.lines("names.tsv")
HANZI = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
TEXTS = st.text(
    alphabet=st.one_of(HANZI, st.sampled_from("AaBK4+·，𠮷 2n一江南style卡拉OK")), max_size=30
)


@cache
def own() -> Any:
    """Return jieba's own tokenizer with our terms added, as its manual says."""
    tokenizer = jieba.Tokenizer()
    with segmenting.dictionary_file().open("rb") as file:
        tokenizer.FREQ, tokenizer.total = jieba.Tokenizer.gen_pfdict(file)
    tokenizer.initialized = True
    for term in corpora.lines("lexicons/domain.tsv"):
        tokenizer.add_word(term)
    return tokenizer


def looked_up() -> Dictionary:
    return Dictionary(segmenting.dictionary_file())


def test_the_file_is_the_one_the_table_was_built_for() -> None:
    assert segmenting.dictionary_file().stat().st_size == KNOWN_SIZE


def test_the_sum_of_frequencies_is_that_of_jieba() -> None:
    assert looked_up().total == segmenting.whole().total == own().total


def test_words_and_their_beginnings_are_found_with_their_frequencies() -> None:
    known = looked_up()
    sample = random.Random(1).sample(sorted(own().FREQ), 40_000)
    assert {word: known[word] for word in sample if word in known} == {
        word: own().FREQ[word] for word in sample
    }


def test_every_word_out_of_its_place_is_found() -> None:
    known = looked_up()
    for word, _, _ in corpora.rows("lexicons/dictionary.tsv"):
        assert known.get(word, -1) == own().FREQ[word], word


@given(TEXTS)
def test_what_jieba_does_not_know_is_not_known(text: str) -> None:
    known = looked_up()
    assert (text in known) == (text in own().FREQ)
    assert known.get(text) == own().FREQ.get(text, 0)


def test_an_unknown_word_is_told_as_a_dictionary_does() -> None:
    with pytest.raises(KeyError):
        looked_up()["没有这个词语吧"]


@pytest.mark.parametrize("number", range(10))
def test_published_names_are_cut_as_by_jieba(number: int) -> None:
    for name in NAMES[number::10]:
        assert segmenting.quick().lcut(name) == own().lcut(name), name


@given(TEXTS)
def test_any_text_is_cut_as_by_jieba(text: str) -> None:
    wanted = own().lcut(text)
    assert segmenting.quick().lcut(text) == segmenting.whole().lcut(text) == wanted


def test_who_cuts_much_gets_the_dictionary_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    before = segmenting.segment("党员示范岗的灯塔")
    monkeypatch.setattr(segmenting, "MANY_WORDS", 0)
    assert segmenting.segment("党员示范岗的灯塔") == before


def test_of_another_file_of_jieba_the_dictionary_is_built_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(segmenting, "KNOWN_SIZE", 1)
    segmenting._file.cache_clear()
    segmenting.quick.cache_clear()
    try:
        assert isinstance(segmenting.quick().FREQ, dict)
        assert [word.text for word in segmenting.segment("红色驿站")] == ["红色驿站"]
        assert segmenting.is_word("红色驿站")
    finally:
        segmenting._file.cache_clear()
        segmenting.quick.cache_clear()


def test_the_part_of_speech_is_that_of_the_file() -> None:
    dictionary = Dictionary(segmenting.dictionary_file())
    assert [
        dictionary.part_of_speech(word) for word in ("调解", "蜜桃", "老年食堂", "", "1 2")
    ] == [
        "v",
        "n",
        "",
        "",
        "",
    ]
