"""What is said of names that may stand side by side."""

from __future__ import annotations

import pytest

from nlp.compare import compare
from nlp.quoting import quoted_name


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ("五心", "六心", "只有数字不同"),
        ("1+3+N", "1+5+N", "只有数字不同"),
        ("红烛先锋", "红烛耀东川", "都有“红烛”，但这是各单位都能用的词"),
        ("党建引领", "党建引领·茶马", "都有“党建引领”，但这是各单位都能用的词"),
        ("橙衣卫士", "橙衣课堂", "都有“橙衣”，其余的字不同"),
        ("橘子洲头查账人", "骆驼峰下养路人", "相同的只有“人”，"),
        ("先锋架桥", "仙峰茶农", "整体上没有查出相近的读音、字形或意思"),
        ("星火", "星火燎原", "但这几个字各单位都能用"),
        ("向党法润", "绥心向党法润初心", "碰巧连成"),
    ],
)
def test_a_fine_pair_is_told_what_it_shares(a: str, b: str, said: str) -> None:
    for one in (compare(a, b), compare(b, a)):
        assert one.level == "fine"
        assert said in one.explanation


def test_first_characters_that_sound_nearly_alike_do_not_speak_against_it() -> None:
    assert compare("泥乡税韵", "梨乡税韵").against == ()
    assert compare("泉乡税韵", "梨乡税韵").against != ()


def test_a_name_with_quotation_marks_gets_others_and_stays_as_it_is() -> None:
    assert quoted_name("“四季桑”工作法") == "「“四季桑”工作法」"
    assert quoted_name("‘歙’稷为民") == "“‘歙’稷为民”"
    said = compare("“四季桑”工作法", "四季桑").explanation
    assert said.startswith("「“四季桑”工作法」与“四季桑”去掉")
