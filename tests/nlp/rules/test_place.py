"""Other places: told where the unit lies by its name, silent where nobody can tell."""

from __future__ import annotations

import pytest

import corpora
from nlp.rules import CheckContext, Finding, check_text, load

RULE = tuple(one for one in load() if one.id == "BN008")


def told(name: str, unit: str, place: str = "") -> list[Finding]:
    return list(check_text(name, CheckContext(unit=unit, place=place), rules=RULE))


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("杭州银线红", "慈溪市供电公司"),
        ("江苏银线红", "慈溪市供电公司"),
        ("深圳速度红", "上海市黄浦区税务局"),
        ("深圳先锋港", "国网浙江省电力有限公司"),
    ],
    ids=["other-city", "other-province", "from-a-district", "from-a-province"],
)
def test_another_place_is_a_warning(name: str, unit: str) -> None:
    assert [finding.severity for finding in told(name, unit)] == ["warning"]


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("宁波银线红", "慈溪市供电公司"),
        ("浙江银线红", "慈溪市供电公司"),
        ("宁波银线红", "国网浙江省电力有限公司"),
        ("吉林红", "吉林市税务局"),
        ("海南红", "海南藏族自治州税务局"),
        ("黄河红哨", "慈溪市供电公司"),
        ("长江先锋", "慈溪市供电公司"),
        ("朝阳行动", "慈溪市供电公司"),
        ("南京路红哨", "上海市黄浦区税务局"),
        ("最大连接", "慈溪市供电公司"),
        ("杭州银线红", "第三项目部"),
        ("杭州银线红", ""),
        ("普陀红", "普陀区税务局"),
    ],
    ids=range(13),
)
def test_own_surroundings_and_words_are_no_other_place(name: str, unit: str) -> None:
    assert told(name, unit) == []


def test_a_place_of_history_is_advice_at_most() -> None:
    assert [finding.severity for finding in told("井冈山红哨", "慈溪市供电公司")] == ["advice"]
    assert told("井冈山红哨", "井冈山市供电公司") == []


def test_a_given_place_tells_what_the_unit_does_not() -> None:
    assert told("杭州银线红", "第三项目部", place="宁波")
    assert not told("宁波银线红", "第三项目部", place="宁波")


def test_no_province_or_city_offends_a_unit_that_bears_it() -> None:
    suffixes = {"province": "省", "city": "市"}
    for name, level, _ in corpora.rows("lexicons/places.tsv"):
        assert told(f"{name}红", f"{name}{suffixes[level]}税务局") == [], name
