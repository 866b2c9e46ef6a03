"""Posing as a higher body: by the unit's own name, by a given level, or only asked."""

from __future__ import annotations

import pytest

from nlp.rules import CheckContext, check_text, load

RULE = tuple(one for one in load() if one.id == "BN025")


def severities(name: str, unit: str = "", level: str = "") -> list[str]:
    found = check_text(name, CheckContext(unit=unit, level=level), rules=RULE)
    return [finding.severity for finding in found]


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("省委先锋", "慈溪市税务局"),
        ("省委先锋", "慈溪市委组织部"),
        ("集团红匠", "城建集团第三分公司项目部"),
        ("集团红匠", "中国船舶集团重庆红江机械有限公司党委"),
        ("总队红哨", "某支队三大队"),
        ("中组部红哨", ""),
    ],
    ids=range(6),
)
def test_a_lower_unit_is_warned(name: str, unit: str) -> None:
    assert severities(name, unit) == ["warning"]


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("省委先锋", "中共浙江省委办公厅"),
        ("市委红哨", "中共浙江省委办公厅"),
        ("集团红匠", "城建集团有限公司"),
        ("集团红匠", "城建集团党委"),
        ("集团红匠", "城建集团党委宣传部"),
        ("总队红哨", "消防救援总队"),
        ("社区委员红", "某街道"),
        ("红色集团军", "某街道"),
    ],
    ids=range(8),
)
def test_a_body_may_use_its_own_name(name: str, unit: str) -> None:
    assert severities(name, unit) == []


def test_of_an_unknown_unit_the_rule_only_asks() -> None:
    assert severities("省委先锋") == ["advice"]


def test_a_given_level_counts() -> None:
    assert severities("县委红哨", "某派出机构") == ["warning"]
    assert severities("县委红哨", "某派出机构", "city") == []
