"""Cells with several measures: where they are cut, and that no word is changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.applications.splitting import split, titled


@pytest.mark.parametrize(
    ("cell", "lead", "items"),
    [
        ("一是建机制。二是建队伍。", "", ("建机制。", "建队伍。")),
        ("我们做了两件事：一是甲；二是乙", "我们做了两件事：", ("甲；", "乙")),
        ("1.换灯386盏。2.议事3.5万人次", "", ("换灯386盏。", "议事3.5万人次")),
        ("1、甲\n2、乙\n3、丙", "", ("甲", "乙", "丙")),
        ("1.2025年办件30件。2.2025年满意率99.3%", "", ("2025年办件30件。", "2025年满意率99.3%")),
        ("（一）甲。（二）乙。1.丙 2.丁", "", ("甲。", "乙。1.丙 2.丁")),
        ("①甲；②乙", "", ("甲；", "乙")),
        ("第一，甲。第二，乙。", "", ("甲。", "乙。")),
        ("甲\n\n乙", "", ("甲", "乙")),
        ("单独一段，满意率达到99.3%。", "", ("单独一段，满意率达到99.3%。",)),
        ("一是甲。三是丙。", "", ("一是甲。三是丙。",)),
        ("这件事一是一，二是二", "", ("这件事一是一，二是二",)),
        ("", "", ()),
    ],
)
def test_marks_that_count_up_part_a_cell(cell: str, lead: str, items: tuple[str, ...]) -> None:
    parts = split(cell)
    assert (parts.lead, parts.items) == (lead, items)


@given(st.text(alphabet="一二三是、.1234（）①②\n。；建机制甲乙", max_size=60))
def test_every_part_stands_in_the_cell_in_order(cell: str) -> None:
    parts = split(cell)
    rest = cell
    for part in (parts.lead, *parts.items):
        assert part in rest
        rest = rest[rest.index(part) + len(part) :]


@given(
    st.lists(
        st.text(alphabet="建机制党员带头攻关", min_size=1, max_size=12), min_size=2, max_size=9
    )
)
def test_items_that_were_joined_come_apart_again(items: list[str]) -> None:
    cell = "".join(f"{'一二三四五六七八九'[n]}是{item}。" for n, item in enumerate(items))
    assert split(cell).items == tuple(f"{item}。" for item in items)


@pytest.mark.parametrize(
    ("item", "title", "text"),
    [
        ("建机制。每周一会。", "建机制", "每周一会。"),
        ("建机制：每周一会。", "建机制", "每周一会。"),
        ("只有一句话。", "", "只有一句话。"),
        ("“一窗。”办结", "", "“一窗。”办结"),
        (f"{'长' * 25}。后文", "", f"{'长' * 25}。后文"),
    ],
)
def test_a_short_first_sentence_is_a_heading(item: str, title: str, text: str) -> None:
    assert titled(item) == (title, text)
