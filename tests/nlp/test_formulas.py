"""A number in a name promises items; a text lists them or not."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp import formulas
from nlp.formulas import announced, listed, repeated, sums, untold


@pytest.mark.parametrize(
    ("name", "text", "number"),
    [("五心党小组", "五心", 5), ("三亮渡口", "三亮", 3), ("两优窗口", "两优", 2)],
    ids=["five", "three", "two"],
)
def test_a_number_with_a_head_promises_items(name: str, text: str, number: int) -> None:
    (phrase,) = announced(name)
    assert (phrase.text, phrase.number) == (text, number)
    assert name[slice(*phrase.span)] == text


def test_so_many_times_what_anybody_says_is_a_promise_of_a_name() -> None:
    (phrase,) = repeated("红色六个带头")
    assert (phrase.text, phrase.number, phrase.head, phrase.span) == ("六个带头", 6, "带头", (2, 6))


@pytest.mark.parametrize("name", ["三个和尚", "十六个带头", "一个支部", "六个", "个个带头"])
def test_of_a_thing_of_a_longer_number_or_of_one_it_is_none(name: str) -> None:
    assert repeated(name) == ()


@pytest.mark.parametrize(
    "name", ["万众一心", "一带一路", "136服务队", "奔流"], ids=["heart", "belt", "digits", "none"]
)
def test_other_numbers_promise_nothing(name: str) -> None:
    assert announced(name) == ()


@given(st.lists(st.sampled_from("匠恒公细暖红诚"), min_size=2, max_size=7, unique=True))
def test_items_that_hold_the_head_are_counted(items: list[str]) -> None:
    (phrase,) = announced("五心党小组")
    assert listed("五心：" + "、".join(f"{c}心" for c in items) + "。", phrase) == len(items)


@pytest.mark.parametrize(
    "name",
    [
        "五色土",
        "九色鹿",
        "三江源红哨",
        "千岛湖先锋",
        "四季三餐",
        "四面八方",
        "三会一课",
        "双拥双创",
        "四化建设",
    ],
    ids=range(9),
)
def test_words_that_hold_a_number_promise_nothing(name: str) -> None:
    assert announced(name) == ()


@pytest.mark.parametrize(
    ("name", "phrases"),
    [
        ("一核三翼N联动", [("三翼", 3), ("N联动", 0)]),
        ("四领三创，建功山海", [("四领", 4), ("三创", 3)]),
        ("一轴两翼三区多点", [("两翼", 2), ("三区", 3)]),
        ("五色阳光", [("五色", 5)]),
        ("三心服务创一流，三型组织争先锋", [("三心", 3), ("三型", 3)]),
    ],
    ids=range(5),
)
def test_chains_promise_what_they_count(name: str, phrases: list[tuple[str, int]]) -> None:
    assert [(phrase.text, phrase.number) for phrase in announced(name)] == phrases


@pytest.mark.parametrize(
    ("name", "terms"),
    [
        ("1+3+N", ("1", "3", "N")),
        ("红网1＋6", ("1", "6")),
        ("136服务", ()),
        ("7:30", ()),
        ("优+", ()),
    ],
    ids=range(5),
)
def test_sums_have_terms(name: str, terms: tuple[str, ...]) -> None:
    assert [formula.terms for formula in sums(name)] == ([terms] if terms else [])


def test_a_term_is_told_where_something_is_said_of_it() -> None:
    (formula,) = sums("1+3+N")
    assert untold(formula, "") == ("1", "3", "N")
    assert untold(formula, "“1”即一个中心，三个专班，N：志愿队。") == ()
    assert untold(formula, "1个中心，2013年起，N项服务") == ("3",)


@given(st.text(alphabet="一二三四五N多核翼领创红+1230、，", max_size=14))
def test_spans_hold_what_they_say(text: str) -> None:
    spans = [(phrase.span, phrase.text) for phrase in announced(text)]
    spans += [(formula.span, formula.text) for formula in sums(text)]
    assert all(text[slice(*span)] == written for span, written in spans)


@given(
    st.lists(
        st.sampled_from(
            [*"三五心亮联创色土江服务先锋", "一核三翼", "三亮三比", "五色土", "四面八方"]
        ),
        max_size=7,
    )
)
@settings(max_examples=150)
def test_a_text_that_is_not_cut_promises_as_if_it_were(words: list[str]) -> None:
    text = "".join(words)
    found = announced(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(formulas, "_SHORT", -1)
        assert announced(text) == found


def test_a_plain_number_needs_no_cut() -> None:
    code = "import sys; from nlp.formulas import announced as f; print(f('投家五心'), 'jieba' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "number=5" in ran.stdout
    assert ran.stdout.endswith("False\n")
