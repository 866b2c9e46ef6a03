"""What is said of names by what they share of their own is what judging them says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.compare import judge
from nlp.genericness import worn_words
from nlp.index.shared import BY_HEART, BY_PART, Own
from nlp.profile import profile

PICTURES = ("对讲机", "一条路", "解民忧", "铁流", "红旗渠畔", "麦香", "茶马古道红", "党群一家亲")
PIECES = st.sampled_from((*PICTURES, *PICTURES, *sorted(worn_words())[::9], "·", "甲", "𠮷", "3"))
NAMES = st.lists(PIECES, min_size=1, max_size=4).map("".join)
WAYS = frozenset({"parts", "heart"})


@given(NAMES, NAMES)
@settings(max_examples=600)
def test_a_verdict_is_that_of_judging(asked: str, name: str) -> None:
    one, other = profile(asked), profile(name)
    said = Own(one).shared_by(other.text, name, parts=True, heart=True)
    assert said is None or said == judge(one, other, ways=WAYS)


@pytest.mark.parametrize(
    ("asked", "name", "verdict"),
    [
        ("荣光对讲机", "渔灯对讲机", None),
        ("荣光对讲机", "服务对讲机先锋", BY_HEART),
        ("解民忧·一条路", "党旗红·一条路", BY_PART),
        ("解民忧·一条路", "一条路", None),
    ],
)
def test_what_is_shared_is_told(asked: str, name: str, verdict: object) -> None:
    other = profile(name)
    assert Own(profile(asked)).shared_by(other.text, name, parts=True, heart=True) == verdict


def test_what_may_not_be_shared_is_not_looked_for() -> None:
    own = Own(profile("荣光对讲机"))
    assert own.shared_by("服务对讲机先锋", "服务对讲机先锋", parts=True, heart=False) is None
