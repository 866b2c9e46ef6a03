"""Marks of headings, numbers, parallel headings, lengths."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.proofreading import Paragraph, characters, heading_level, parallel, proofread, word_count
from nlp.proofreading.headings import mark, written
from nlp.proofreading.numbers import chinese, value


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("一、总体要求", 1),
        ("十二、附则", 1),
        ("一、", 1),
        ("一、一季度工作回顾", 1),
        ("二、三会一课落实情况", 1),
        ("一、二十大精神学习情况", 1),
        ("　　（一）建队伍", 2),
        ("(一)建队伍", 2),
        ("1.日常考核", 3),
        ("1．日常考核", 3),
        ("12、日常考核", 3),
        ("1.2026年工作打算", 3),
        ("（1）日常考核", 4),
        ("(10)日常考核", 4),
        ("1.5亿元", 0),
        ("2026.3", 0),
        ("2026.3.5会议纪要", 0),
        ("一、二季度", 0),
        ("三、四年级学生", 0),
        ("1、2号机组", 0),
        ("12.5%", 0),
        ("3.15晚会", 0),
        ("一，要抓紧", 0),
        ("（二〇二六年三月五日）", 0),
        ("（2026）", 0),
        ("（一个月内）", 0),
        ("二三、不是序号", 0),
        ("0.总则", 0),
        ("第一条 总则", 0),
        ("", 0),
    ],
)
def test_levels(text: str, level: int) -> None:
    assert heading_level(text) == level


@given(st.integers(1, 4), st.integers(1, 99))
def test_a_written_mark_is_read_back(level: int, number: int) -> None:
    found = mark(written(level, number) + "标题")
    assert found is not None
    assert (found.level, found.number) == (level, number)


@given(st.integers(0, 99))
def test_a_number_is_read_back(number: int) -> None:
    assert value(chinese(number)) == number or number == 0
    assert value(str(number)) == number


def test_a_list_may_reach_a_hundred() -> None:
    assert chinese(100) == "100"
    assert proofread([Paragraph("九十九、条目"), Paragraph("九十九、条目")])


@pytest.mark.parametrize("text", ["", "二三", "〇", "012", "100", "一百零", "十十", "１", "天"])
def test_what_is_no_number(text: str) -> None:
    assert value(text) is None


@pytest.mark.parametrize(
    ("headings", "degree", "odd", "repeated"),
    [
        (["一、聚焦目标要求", "二、科学谋划推进"], "exact", (), ()),
        (["聚焦目标，科学谋划", "聚焦重点，精准发力"], "exact", (), ("聚焦",)),
        (["提高认识", "突出重点", "狠抓真落实"], "near", (2,), ()),
        (["提高认识", "突出重点，狠抓落实", "强化保障"], "uneven", (1,), ()),
        (["提高认识", "突出重点抓关键"], "uneven", (1,), ()),
        ([], "exact", (), ()),
        (["只有一个"], "exact", (), ()),
        (["（一）", "（二）"], "exact", (), ()),
    ],
)
def test_parallel(
    headings: list[str], degree: str, odd: tuple[int, ...], repeated: tuple[str, ...]
) -> None:
    found = parallel(headings)
    assert (found.degree, found.odd, found.repeated) == (degree, odd, repeated)


def test_shapes_are_lengths_of_clauses() -> None:
    assert parallel(["（一）聚焦目标，科学谋划。"]).shapes == ((4, 4),)


@given(st.lists(st.text(max_size=20), max_size=8))
def test_any_headings_have_a_shape(headings: list[str]) -> None:
    found = parallel(headings)
    assert len(found.shapes) == len(headings)
    assert all(0 <= at < len(headings) for at in found.odd)


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("", 0, 0),
        ("党建品牌", 4, 4),
        ("党建，品牌。", 6, 6),
        ("2026年3月5日", 6, 9),
        ("GB/T 9704—2012", 4, 13),
        ("增长3.5%", 3, 6),
        ("　　“红岩先锋”", 6, 6),
        ("WPS与Word", 3, 8),
        ("第一\n第二\t第三", 6, 6),
        ("𠮷林", 2, 2),
        ("红·岩", 3, 3),
    ],
)
def test_lengths(text: str, words: int, shown: int) -> None:
    assert (word_count(text), characters(text)) == (words, shown)


@given(st.text(max_size=60))
def test_what_does_not_show_is_not_counted(text: str) -> None:
    unseen = ("Cc", "Cf", "Mn", "Me", "Cs")
    shown = [one for one in text if not one.isspace() and unicodedata.category(one) not in unseen]
    assert characters(text) == characters("".join(shown)) == len(shown)


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=200)
def test_lengths_add_up(one: str, other: str) -> None:
    assert word_count(one) <= characters(one)
    assert word_count(f"{one}\n{other}") == word_count(one) + word_count(other)
    assert characters(one + other) == characters(one) + characters(other)
