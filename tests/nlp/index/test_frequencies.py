"""Frequencies read off the suffixes are those counted in the names."""

from __future__ import annotations

import corpora
from benchmarks.generator import names
from nlp.genericness import CROWDED, learn
from nlp.index import build
from nlp.index.frequencies import frequencies
from nlp.normalize import match_key, normalize
from nlp.numerals import has_numerals

MADE = [name for name in names(1500, seed=4) if not has_numerals(name)]
WORDS = [word for word in corpora.lines("lexicons/worn.tsv") if not has_numerals(word)]


def test_shares_are_those_of_counting() -> None:
    index = build((str(i), name) for i, name in enumerate(MADE))
    counted, read_off = learn(map(match_key, MADE)), frequencies(index)
    assert read_off.total == len(MADE)
    held = 0
    for word in WORDS:
        if len(word) <= 4:
            assert read_off.share(word) == counted.share(word), word
            held += counted.share(word) > 0
        else:
            assert read_off.share(word) >= counted.share(word)
    assert held > 50


def test_a_numeral_counts_in_both_forms() -> None:
    index = build([("1", "三心工程"), ("2", "3心向党"), ("3", "匠心")])
    assert frequencies(index).share("三心") == 2 / 3


def test_names_added_later_count() -> None:
    index = build([("1", "匠心向党")])
    index.add("2", "匠心筑梦")
    assert frequencies(index).share("匠心") == 1
    assert frequencies(index).share("向党") == 1 / 2
    assert frequencies(index).share("") == 0


def test_texts_are_counted_without_affixes() -> None:
    name = "匠心党建品牌"
    assert "党建品牌" not in normalize(name).key
    assert frequencies(build([("1", name)])).share("品牌") == 0


def test_a_word_is_crowded_if_its_share_is_so_great() -> None:
    made = list(names(1500, seed=5))
    read_off = frequencies(build((str(i), name) for i, name in enumerate(made)))
    words = ["", *corpora.lines("lexicons/worn.tsv"), *(name[:2] for name in made[:300])]
    told = {word: read_off.is_crowded(word) for word in words}
    assert told == {word: read_off.share(word) >= CROWDED for word in words}
    assert set(told.values()) == {True, False}
