"""What in a name is worn and what is its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpora
from nlp.breadth import breadth, over_generic
from nlp.genericness import PICTURE, learn


@pytest.mark.parametrize(
    "name",
    [
        *("服务先锋", "红色引擎", "党建引领优服务", "1+1", "红心向党", "不忘初心 立德樹人"),
        *("红 色 引 擎", "第三党支部", "第二十党支部", "第12支部"),
    ],
)
def test_worn_words_alone_are_over_generic(name: str) -> None:
    found = breadth(name)
    assert found.over_generic
    assert found.core == ""


@pytest.mark.parametrize("name", ["以客为先 追求卓越", "先行先试", "企业发展到哪里 党旗就插到哪里"])
def test_a_saying_is_worn_though_worn_words_cut_it(name: str) -> None:
    assert breadth(name).over_generic
    assert over_generic(name)
    assert not breadth(f"渠首{name}").over_generic


@pytest.mark.parametrize(
    ("name", "unit", "core"),
    [
        ("团结先锋", "某县团结村党支部", "团结"),
        ("幸福先锋", "某市幸福街道党工委", "幸福"),
        ("红星闪耀", "红星小学", "红星"),
        ("服务先锋", "某县党群服务中心", ""),
        ("中心先锋", "某镇中心小学", ""),
        ("团结先锋", "某县幸福村党支部", ""),
    ],
)
def test_the_name_of_the_units_place_is_its_own(name: str, unit: str, core: str) -> None:
    found = breadth(name, unit=unit)
    assert (found.core, found.over_generic) == (core, not core)
    assert over_generic(name, unit=unit) == (not core)
    assert ("取自本单位的名称" in found.reason) == bool(core)


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("铁旒红", "铁旒"),
        ("蒲公英先锋", "蒲公英"),
        ("党建引领·市监为民", "市监"),
        ("红烛先锋", "红烛"),
        ("苏相元", "苏相元"),
        ("橡胶林里党旗红", "橡胶林"),
        ("我为气象做贡献", "气象"),
        ("5G先锋", "5G"),
        ("第三方检验", "第三方检验"),
        ("党建领航 医心向民", "医心向民"),
    ],
)
def test_the_core_is_what_is_left(name: str, core: str) -> None:
    found = breadth(name)
    assert not found.over_generic
    assert set(core) & set(found.core)


def test_words_cover_the_name_but_for_separators() -> None:
    found = breadth("忠诚党办·服务先锋")
    assert "".join(word.text for word in found.words) == "忠诚党办服务先锋"


def test_a_word_crowded_in_the_registry_is_worn_there() -> None:
    names = [f"麦穗{c}队" for c in "甲乙丙丁戊己庚辛壬癸"]
    assert breadth("麦穗", learn(names)).over_generic
    assert not breadth("麦穗", learn(["奔流", "铁旒红"])).over_generic


def test_the_reason_tells_share_and_core() -> None:
    assert "每百个有 11 个用“先锋”" in breadth("蒲公英先锋").reason
    assert "蒲公英" in breadth("蒲公英先锋").reason


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("链‘芯’聚力", "链‘芯’"),
        ("“叶”来香先锋", "“叶”来香"),
        ("红色‘联’动力", "‘联’动力"),
        ("新时代红都“青”骑兵", "新时代红都“青”骑兵"),
        ("江海“安全先锋”", "江海"),
        ("“红”先锋", ""),
    ],
)
def test_a_character_in_quotes_is_one_with_what_it_stands_in(name: str, core: str) -> None:
    assert breadth(name).core == core


def test_the_reason_claims_no_more_than_is_so() -> None:
    assert "只有数字、字母和符号" in breadth("1+3+N").reason
    assert "“扬帆”还有些形象，但不是一家独有的词" in breadth("扬帆，起航").reason
    assert breadth("复兴号上党旗红").reason == "名称的区分度在“复兴号”。"
    assert "“中华”还有些形象" in breadth("中华先锋").reason
    assert breadth("国家级示范先锋").over_generic


@given(st.text(alphabet="红旗先锋初心甲乙丙·“”3 ", max_size=14))
def test_spans_lie_in_the_name_and_do_not_overlap(name: str) -> None:
    end = 0
    for word in breadth(name).words:
        assert end <= word.start < word.end <= len(name)
        assert name[word.start : word.end] == word.text
        end = word.end


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("平安江海", "平安江海"),
        ("温馨公交", "温馨公交"),
        ("红色书香", "书香"),
        ("平安·江海", "江海"),
        ("枫叶红", "枫叶"),
        ("华红", "华红"),
        ("机路先锋", "机路"),
    ],
    ids=["virtue", "warm", "colour", "apart", "red-tail", "too-short", "vanguard-behind"],
)
def test_a_modifier_belongs_to_the_core_and_a_red_tail_does_not(name: str, core: str) -> None:
    assert breadth(name).core == core


@pytest.mark.parametrize(
    ("name", "unit", "core"),
    [
        ("中新初心", "中新集团党委", "中新"),
        ("中新初心", "华兴集团党委", ""),
        ("服务先锋", "党群服务中心党支部", ""),
    ],
)
def test_what_is_taken_from_the_units_name_is_its_own(name: str, unit: str, core: str) -> None:
    found = breadth(name, unit=unit)
    assert found.core == core
    assert found.over_generic is not bool(core)


@given(
    st.lists(
        st.sampled_from([*corpora.lines("names.tsv"), *"中新·‘’“”1+a红心", "国网红心"]), max_size=4
    ),
    st.sampled_from(["", "中新集团", "国网红心供电所", "红烛小学"]),
)
def test_what_is_over_generic_is_told_alike_in_both_ways(words: list[str], unit: str) -> None:
    name = "".join(words)
    assert over_generic(name, unit=unit) == breadth(name, unit=unit).over_generic


def test_shipped_names_of_either_kind_are_told_alike_in_both_ways() -> None:
    names = ["服务先锋", "红色引擎", "红旗", "链‘芯’", "“叶”来香", *corpora.lines("names.tsv")]
    told = {name: over_generic(name) for name in names}
    assert told == {name: breadth(name).over_generic for name in names}
    assert set(told.values()) == {True, False}


@pytest.mark.parametrize(
    ("name", "generic"), [("㊗", True), ("㊗㊙", True), ("祝", False), ("365", False)]
)
def test_what_is_only_drawn_tells_nothing_apart(name: str, generic: bool) -> None:
    found = breadth(name)
    assert found.over_generic == over_generic(name) == generic
    assert ("符号" in found.reason) == generic


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("初心领航", "“初心”“领航”是各单位都能用的说法"),
        ("爱心传递 情满人间", "“爱心传递”“情满人间”是各单位都能用的说法"),
        ("支部就在你身边", "“支部就在你身边”是各单位都能用的说法"),
        ("支部有作为党员有担当群众有依靠", "“支部”“作为”“党员”等是各单位都能用的说法"),
        ("先锋之家", "“先锋”“之家”是各单位都能用的说法（公开的名称每百个有 11 个用“先锋”）"),
    ],
)
def test_the_reason_quotes_what_is_worn_as_it_is_read(name: str, told: str) -> None:
    assert breadth(name).reason == f"{told}，其中没有能与别家区分的字。"


def test_the_weight_of_a_worn_word_is_that_of_its_class() -> None:
    weights = {kind: set[float]() for _, kind, _, _ in corpora.rows("lexicons/worn.tsv")}
    for _, kind, weight, _ in corpora.rows("lexicons/worn.tsv"):
        weights[kind].add(float(weight))
    assert max(weights.pop("thing")) < PICTURE
    assert weights.pop("image") == {PICTURE}
    assert all(min(found) > PICTURE for found in weights.values())
