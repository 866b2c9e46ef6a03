"""Words with spans: the lexicon cuts as promised, on every machine, from the text as given."""

from __future__ import annotations

import importlib
import itertools
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpora
from nlp.segment import Word, segment

TERMS = sorted(corpora.rows("lexicons/domain.tsv"))
CHINESE = st.text(alphabet="党建引领红色先锋三会一课黨旗紅，、“”·+1A\n 　驿站𠮷", max_size=40)


@pytest.mark.parametrize("row", TERMS, ids=[f"term-{i}" for i in range(len(TERMS))])
def test_every_term_is_one_word_in_its_sentence(row: tuple[str, str, str, str]) -> None:
    term, _, sentence, _ = row
    assert term in [word.text for word in segment(sentence)]


def test_the_lexicon_holds_a_few_hundred_terms() -> None:
    assert len(TERMS) >= 300


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("三会一课，党员示范岗", ["三会一课", "，", "党员示范岗"]),
        ("党支部推行一支部一品牌", ["党支部", "推行", "一支部一品牌"]),
        ("县公路事业发展中心的党员突击队", ["县", "公路事业发展中心", "的", "党员突击队"]),
    ],
    ids=["life", "brand", "unit"],
)
def test_sentences_cut_by_the_lexicon(text: str, words: list[str]) -> None:
    assert [word.text for word in segment(text)] == words


def test_spans_are_code_points_of_the_text_given() -> None:
    assert segment("𠮷 红船\n灯塔") == (
        Word("𠮷", 0, 1),
        Word("红船", 2, 4),
        Word("灯塔", 5, 7),
    )


def test_traditional_text_is_cut_like_its_twin_and_shown_as_given() -> None:
    assert [word.text for word in segment("黨員先鋒崗、紅色驛站")] == [
        "黨員先鋒崗",
        "、",
        "紅色驛站",
    ]


def test_words_written_alike_in_both_scripts_stay_whole() -> None:
    assert [word.text for word in segment("著名的乾坤")] == ["著名", "的", "乾坤"]


def test_nothing_to_cut() -> None:
    assert segment("") == segment(" \n　") == ()


@given(CHINESE)
def test_words_cover_all_but_white_space_in_order(text: str) -> None:
    words = segment(text)
    assert all(text[word.start : word.end] == word.text for word in words)
    covered = {i for word in words for i in range(word.start, word.end)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)
    assert all(a.end <= b.start for a, b in itertools.pairwise(words))


def test_another_tokenizer_of_the_process_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    jieba = importlib.import_module("jieba")

    before = segment("红色驿站的灯塔")
    monkeypatch.setattr(jieba.dt, "FREQ", {})
    monkeypatch.setattr(jieba.dt, "total", 1)
    monkeypatch.setattr(jieba.dt, "initialized", True)
    jieba.dt.add_word("站的灯", freq=10**9)
    assert segment("红色驿站的灯塔") == before


def test_threads_share_one_dictionary() -> None:
    with ThreadPoolExecutor(8) as pool:
        cuts = set(pool.map(segment, ["党员示范岗的灯塔"] * 64))
    assert len(cuts) == 1


def test_a_fresh_process_is_silent_and_leaves_no_cache(tmp_path: Path) -> None:
    code = "from nlp.segment import segment; print(len(segment('三会一课与主题党日')))"
    poisoned = tmp_path / "jieba.cache"
    poisoned.write_bytes(b"not a cache")
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"TMPDIR": str(tmp_path), "PYTHONPATH": str(Path.cwd()), "PATH": ""},
    )
    assert (done.stdout.strip(), done.stderr) == ("3", "")
    assert [path.name for path in tmp_path.iterdir()] == ["jieba.cache"]


def test_importing_the_module_does_not_load_jieba() -> None:
    code = "import sys, nlp.segment; print('jieba' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    assert done.stdout.strip() == "False"
