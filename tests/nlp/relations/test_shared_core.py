"""The same but for worn words at the ends; and the index finds what is judged so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpora
from nlp.compare import compare, judge, may_relate
from nlp.index import build
from nlp.normalize import normalize
from nlp.profile import profile
from nlp.relations import WAYS

HEARTS = st.sampled_from(["鹊桥仙", "铁旒哥", "鹊桥", "退役军人", "渠首党建清流", "鹊桥仙红"])
WORN = st.lists(st.sampled_from(["先锋", "红色", "服务", "·", "领航"]), max_size=2).map("".join)


@pytest.mark.parametrize(
    ("a", "b", "heart"),
    [
        ("鹊桥仙先锋", "鹊桥仙服务站", "鹊桥仙"),
        ("红色鹊桥仙", "鹊桥仙·领航", "鹊桥仙"),
        ("渠首党建清流先锋", "红色渠首党建清流", "渠首党建清流"),
        ("茶马古道红", "茶马古道先锋", "茶马古道"),
    ],
    ids=["tails", "head-and-tail", "worn-within", "red-tail"],
)
def test_what_is_left_without_worn_words_makes_names_confusable(a: str, b: str, heart: str) -> None:
    dossier = compare(a, b)
    assert dossier.level == "confusable"
    assert heart in dossier.explanation


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("杏林先锋", "杏林红韵"),
        ("鹊桥仙先锋", "鹊桥月先锋"),
        ("鹊桥红", "鹊桥先锋"),
        ("退役军人先锋", "退役军人服务站"),
        ("安全生产·先锋", "安全生产·示范岗"),
        ("1+3+N先锋", "红色1+3+N"),
        ("1+7+N护渔红", "1+7+N护林红"),
        ("勇创佳绩·渔火", "勇创佳绩·麦浪"),
        ("春风化雨·渔火", "春风化雨·麦浪"),
    ],
    ids=[
        "too-short",
        "other-heart",
        "too-short-before-red",
        "whom-all-serve",
        "what-all-do",
        "formula",
        "formula-and-one-character",
        "saying",
        "picture-of-many",
    ],
)
def test_too_little_or_what_is_nobodys_own_does_not(a: str, b: str) -> None:
    assert compare(a, b).level == "fine"


def test_subjects_are_written_as_names_are_folded() -> None:
    subjects = list(corpora.lines("lexicons/subjects.tsv"))
    assert subjects == sorted(set(subjects))
    assert [word for word in subjects if len(word) < 3 or normalize(word).folded != word] == []


@given(st.tuples(WORN, HEARTS, WORN), st.tuples(WORN, HEARTS, WORN))
@settings(max_examples=150)
def test_the_index_finds_names_with_the_same_heart(
    one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    a, b = profile("".join(one)), profile("".join(other))
    verdict = judge(a, b, ways=WAYS)
    if verdict.level != "fine":
        assert may_relate(a, b)
        assert [found.name for found in build([("1", b.name)]).neighbours(a)] == [b.name]


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        ("忠诚党办·A", "忠诚党办·B", "confusable"),
        ("先锋-1", "先锋-2", "confusable"),
        ("甲·红色引擎", "乙·红色引擎", "confusable"),
        ("忠诚党办·A", "忠诚党办·服务先锋", "fine"),
        ("红色引擎·红", "红色引擎·绿", "fine"),
        ("党建+A", "党建+B", "fine"),
        ("A·B", "A·C", "fine"),
    ],
)
def test_a_label_tells_no_names_apart(a: str, b: str, level: str) -> None:
    dossier = compare(a, b)
    assert dossier.level == compare(b, a).level == level
    assert ("编号不同" in dossier.explanation) == (level == "confusable")
    index = build([("1", a), ("2", "红旗渠")])
    found = {one.id for one in index.neighbours(profile(b))}
    assert found == ({"1"} if level == "confusable" else set())
