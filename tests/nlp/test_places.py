"""Where a unit lies, and the smallest place its name holds."""

from __future__ import annotations

import pytest

from nlp.places import home, local_name


@pytest.mark.parametrize(
    ("unit", "place"),
    [
        ("国网慈溪市供电公司", "慈溪"),
        ("青田县农业农村局", "青田"),
        ("章丘区白云湖街道", "白云湖"),
        ("和孚镇陈塔村", "陈塔"),
        ("桐乡市乌镇镇政府", "乌镇"),
        ("上海市黄浦区税务局", "黄浦"),
        ("牡丹江市肿瘤医院", "牡丹江"),
        ("某城镇建设公司", ""),
        ("", ""),
    ],
    ids=range(9),
)
def test_the_smallest_place_is_taken(unit: str, place: str) -> None:
    assert local_name(unit) == place


def test_a_county_tells_city_and_province() -> None:
    found = home("慈溪市供电公司")
    assert found.provinces == {"浙江"}
    assert found.cities == {"宁波"}


def test_a_district_that_two_cities_have_counts_for_both() -> None:
    assert home("普陀区税务局").provinces == {"上海", "浙江"}
    assert home("上海市普陀区税务局").provinces == {"上海"}


def test_a_word_is_a_place_only_where_its_suffix_says_so() -> None:
    assert home("朝阳企业").provinces == frozenset()
    assert home("朝阳市税务局").provinces == {"辽宁"}


def test_a_town_called_after_a_flag_is_no_banner() -> None:
    assert local_name("红旗镇民主村党总支") == "民主"
    assert local_name("红旗镇党委") == "红旗"
    assert local_name("宣化镇镇东村") == "宣化"
    assert local_name("准格尔旗税务局") == "准格尔"
