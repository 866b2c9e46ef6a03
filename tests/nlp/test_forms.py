"""Other keys of a name."""

from __future__ import annotations

import pytest

from nlp.forms import longer_keys, without_plus
from nlp.profile import profile


@pytest.mark.parametrize(
    ("key", "bare"),
    [
        ("支部+电商", "支部电商"),
        ("红网格+", "红网格"),
        ("e+先锋", "e先锋"),
        ("5+先锋", "5先锋"),
        ("1+3+n服务", "1+3+n服务"),
        ("1+3+n+服务", "1+3+n服务"),
        ("麦田", "麦田"),
    ],
)
def test_a_plus_sign_is_left_out_unless_it_ties_a_formula(key: str, bare: str) -> None:
    assert without_plus(key) == bare


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("麦田党建品牌", ("麦田党建",)),
        ("麦田党建文化品牌", ("麦田党建", "麦田党建文化")),
        ("党建引领·麦田服务品牌", ("麦田服务",)),
        ("麦田党支部", ()),
        ("麦田", ()),
    ],
)
def test_less_may_be_set_aside_behind_a_name(name: str, keys: tuple[str, ...]) -> None:
    one = profile(name)
    assert longer_keys(one.key, one.affixes) == keys
