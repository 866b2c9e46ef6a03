"""Two names: level, relation, and why; on pairs made up for these tests and on properties."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpora
from nlp.compare import LEVELS, compare, judge, may_relate
from nlp.profile import profile
from nlp.relations import ways_to

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "pairs.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
PUBLISHED = corpora.lines("names.tsv")
names = st.one_of(
    st.sampled_from(PUBLISHED),
    st.text(alphabet="红旗先锋领航灯塔驿站护线巡查税医桥一二三123·“”Ee", min_size=1, max_size=12),
)


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("红帆领航", "红帆领航", "exact"),
        ("红帆领航", "“红帆”·领航", "punctuation"),
        ("红帆护航", "紅帆護航", "trad-simp"),
        ("三江红帆", "叁江红帆", "numeral"),
        ("铁锚红", "铁猫红", "homophone"),
        ("末班车守望者", "未班车守望者", "look-alike"),
        ("巡线夜莺", "夜莺巡线", "reorder"),
        ("麦田信使", "麦田信使工作法", "containment"),
        ("麦田党建", "麦田党建品牌", "containment"),
        ("“麦田”文化", "麦田文化品牌", "containment"),
    ],
)
def test_what_must_not_both_be_registered(a: str, b: str, relation: str) -> None:
    dossier = compare(a, b)
    assert (dossier.level, dossier.relation) == ("same", relation)


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("盐湖渡口", "盐湖渡口·运盐人之家", "containment"),
        ("雪山邮递员", "雪山邮差", "synonym"),
        ("宁河渡", "灵河渡", "homophone"),
        ("东湖渔火·守正创新", "东湖渔火·服务先锋", "shared-core"),
        ("古城墙下修缮匠人", "古城修缮匠", "abbreviation"),
        ("盐湖护路人", "盐湖护路工", "synonym"),
        ("江心船歌", "汪心船歌", "look-alike"),
        ("红网格+", "红网格", "punctuation"),
        ("支部+电商", "支部电商", "punctuation"),
        ("双+渡口", "2渡口", "punctuation"),
    ],
)
def test_what_a_committee_asks_about(a: str, b: str, relation: str) -> None:
    dossier = compare(a, b)
    assert (dossier.level, dossier.relation) == ("confusable", relation)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("党建引领·税惠万家", "党建引领·电暖千户"),
        ("先锋架桥", "仙峰茶农"),
        ("五心工作法", "六心工作法"),
        ("初心驿站", "初心讲堂"),
        ("服务先锋", "深井测温·服务先锋"),
        ("红扳手", "金算盘"),
    ],
)
def test_common_words_alone_are_no_collision(a: str, b: str) -> None:
    assert compare(a, b).level == "fine"


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("岩茶红", "青瓷红", "pattern-only"),
        ("三江口的灯", "六和塔下", "different"),
        ("三江六岸", "一核四联", "pattern-only"),
        ("红岩茶", "红青瓷", "different"),
        ("党建+岩茶", "党建+青瓷", "pattern-only"),
    ],
    ids=["a-thing-and-its-red", "one-numeral", "numbers", "red-before", "head"],
)
def test_names_made_by_one_pattern_are_told(a: str, b: str, relation: str) -> None:
    assert compare(a, b).relation == relation


def test_most_made_up_pairs_are_judged_as_labelled() -> None:
    right = sum(compare(a, b).level == level for a, b, level, _ in ROWS)
    assert right >= 0.88 * len(ROWS)


@given(names, names)
@settings(max_examples=300)
def test_the_order_of_the_two_names_does_not_matter(a: str, b: str) -> None:
    one, other = compare(a, b), compare(b, a)
    assert (one.level, one.relation, one.score) == (other.level, other.relation, other.score)


@given(names, names)
@settings(max_examples=300)
def test_score_and_level_agree(a: str, b: str) -> None:
    dossier = compare(a, b)
    assert dossier.level in LEVELS
    floor, ceiling = {"same": (90, 100), "confusable": (60, 89), "fine": (0, 59)}[dossier.level]
    assert floor <= dossier.score <= ceiling
    assert dossier.explanation.endswith("。")


@given(names, names)
@settings(max_examples=200)
def test_it_does_not_matter_what_is_asked_of_a_dossier_first(a: str, b: str) -> None:
    asked = (
        *("level", "relation", "rules", "score", "explanation"),
        *("aligned", "set_aside", "against"),
    )
    told, backwards = compare(a, b), compare(a, b)
    forth = [getattr(told, what) for what in asked]
    assert forth == [getattr(backwards, what) for what in reversed(asked)][::-1]
    assert forth == [getattr(told, what) for what in asked]


@given(names, names)
@settings(max_examples=300)
def test_the_gate_lets_nothing_through_unseen(a: str, b: str) -> None:
    one, other = profile(a), profile(b)
    if not may_relate(one, other):
        assert judge(one, other).level == "fine"


@given(names)
def test_a_name_is_the_same_as_itself(name: str) -> None:
    assert compare(name, name).level == "same"


def test_the_explanation_names_the_sound() -> None:
    assert "hóng" in compare("宏图港", "鸿图港").explanation


def test_counter_evidence_is_told() -> None:
    assert any("常用词" in reason for reason in compare("初心驿站", "初心讲堂").against)


def test_what_was_set_aside_is_told() -> None:
    assert "工作法" in compare("麦田信使", "麦田信使工作法").set_aside


@pytest.mark.parametrize("other", ["红帆", "“红帆”", "紅帆", "红·帆党建品牌"])
def test_nothing_speaks_against_one_and_the_same_name(other: str) -> None:
    assert compare("红帆", other).level == "same"
    assert compare("红帆", other).against == ()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]}")
def test_names_whose_relation_is_known_are_looked_at_in_its_ways_alone(row: list[str]) -> None:
    told = compare(row[0], row[1])
    if told.level != "fine":
        again = compare(row[0], row[1], ways=ways_to(told.relation))
        assert (again.verdict, again.explanation) == (told.verdict, told.explanation)
