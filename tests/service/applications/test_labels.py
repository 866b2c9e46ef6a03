"""Labels and headings: each means one field, one item, one part, however forms put it."""

from __future__ import annotations

import pytest

from service.applications.labels import Target, resolve, ticked


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("工作成效及荣誉", "results"),
        ("品牌负责人姓名及职务", "leader_role"),
        ("内涵、理念", "name_meaning"),
        ("申报党组织名称", "unit_name"),
        ("申报单位及品牌名称", None),
        ("成效及问题", None),
        ("单位意见及盖章", None),
    ],
)
def test_a_heading_of_several_labels_is_the_first_of_them(said: str, field: str | None) -> None:
    found = resolve(said)
    assert (found and found.field) == field


@pytest.mark.parametrize(
    ("said", "target"),
    [
        ("品 牌 名 称：", Target("brand_name")),
        ("一、品牌名称", Target("brand_name")),
        ("主要做法（500字以内）", Target("measures")),
        ("主要做法（2）", Target("measures", 2)),
        ("主要做法三", Target("measures", 3)),
        ("做法1标题", Target("measures", 1, "title")),
        ("具体做法及举措", Target("measures")),
        ("申报单位名称（全称）", Target("unit_name")),
        ("党支部全称（盖章）", Target("unit_name")),
        ("荣誉2级别", Target("honours", 2, "level")),
        ("党员人数*", Target("member_count")),
        ("党支部意见", Target("-")),
        ("今天天气", None),
        ("", None),
    ],
)
def test_a_heading_means_one_thing(said: str, target: Target | None) -> None:
    assert resolve(said) == target


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("☑是 □否", "是"),
        ("□是 ☑否", "否"),
        ("√ 是", "√ 是"),
        ("□甲类 ☑乙类 ☑丙类", "乙类、丙类"),
        ("是", "是"),
    ],
)
def test_boxes_are_read_by_their_ticks(said: str, shown: str) -> None:
    assert ticked(said) == shown
