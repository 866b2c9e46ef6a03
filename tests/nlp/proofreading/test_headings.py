"""Marks of headings, as they are written and as they only look."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.chinese_numbers import heading_mark
from nlp.proofreading import Paragraph, heading_level, proofread
from nlp.proofreading.headings import mark


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
    found = mark(heading_mark(level, number) + "标题")
    assert found is not None
    assert (found.level, found.number) == (level, number)


def test_a_list_may_reach_a_hundred() -> None:
    assert proofread([Paragraph("九十九、条目"), Paragraph("九十九、条目")])
