"""Where titles turn over: whole words, few lines, none pinched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.docx.titles import turned
from service.docx.units import characters_wide
from service.drafting.markup import SOFT, TURN

ROOM = 20.1


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("2026年度党建工作考核指标", ["2026年度党建工作考核指标"]),
        (
            f"2026年度{TURN}中共示范集团有限公司第一分公司支部委员会{TURN}党建工作目标责任书",
            ["2026年度中共示范集团有限公司", "第一分公司支部委员会党建工作目标责任书"],
        ),
        (
            f"2026年度{TURN}中共某地住房城乡建设部门离退休干部支部{TURN}党建工作目标责任书",
            ["2026年度", "中共某地住房城乡建设部门离退休干部支部", "党建工作目标责任书"],
        ),
        (
            f"2026年度{TURN}中共示范集团有限公司离退休职工服务中心第二党支部{TURN}党建工作目标责任书",
            ["2026年度中共示范集团有限公司", "离退休职工服务中心第二党支部", "党建工作目标责任书"],
        ),
        (
            f"2026年度{TURN}中共云岭省交通建设投资（集团）有限责任公司第一公路工程分公司昆明绕城高速"
            f"项目联合支部委员会{TURN}党建工作目标责任书",
            [
                "2026年度中共云岭省交通",
                "建设投资（集团）有限责任公司",
                "第一公路工程分公司昆明绕城高速项目",
                "联合支部委员会党建工作目标责任书",
            ],
        ),
        # Without a place to turn it flows as it likes.
        ("a" * 60, ["a" * 60]),
        (f"上一行{SOFT}{'国' * 30}", ["上一行", "国" * 30]),
    ],
)
def test_a_title_turns_over_at_the_end_of_a_word(title: str, lines: list[str]) -> None:
    assert turned(title, ROOM).split(SOFT) == lines


def test_no_line_ends_inside_quotation_marks_or_a_word() -> None:
    told = turned("关于公布“某某集团公司先锋”等党建品牌示范中心工作经验交流名单的公示", ROOM)
    for line in told.split(SOFT):
        assert line.count("“") == line.count("”")
        assert not line.startswith("工作")


@given(st.lists(st.text("中共示范集团有限公司委员会年度0123456789", min_size=1), max_size=6))
def test_nothing_of_a_title_is_lost_and_lines_fit_if_they_can(parts: list[str]) -> None:
    title = "".join(parts)
    told = turned(TURN.join(parts), ROOM)
    assert told.replace(SOFT, "") == title
    if SOFT in told:
        assert max(characters_wide(line) for line in told.split(SOFT)) <= ROOM
