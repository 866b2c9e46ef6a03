"""Widths that follow what columns hold: short ones narrow, long ones wide, fewer lines in all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.docx.tables import table
from service.docx.widths import Room, fitted, lines, share
from service.drafting.blocks import Row, Table, read_section
from service.drafting.markup import LEFT, SOFT, UP, Piece, mark

ROOM = Room(12700, 240, 114)
HEADING = Row(("编号", "考核方面", "目标要求", "分值", "评分标准"), header=True)
GIVEN = (6, 10, 40, 6, 38)


def filled(long: str, short: str = "按期", count: int = 6) -> list[Row]:
    rows = [Row((f"1.{n}", UP if n else "政治建设", long, "5", short)) for n in range(count)]
    return [HEADING, *rows, Row(("合计", LEFT, LEFT, "30", ""))]


def high(rows: list[Row], widths: list[int]) -> int:
    """Return how many lines the rows have, merged cells left out."""
    return sum(
        max(
            lines(text, ROOM.size, widths[n] - ROOM.padding)
            for n, text in enumerate(row.cells)
            if text not in (UP, LEFT) and (row.cells[n + 1 : n + 2] != (LEFT,))
        )
        for row in rows
    )


def test_a_column_of_long_texts_is_wide_and_one_of_figures_narrow() -> None:
    widths = fitted(filled("按期召开支部党员大会，" * 5), GIVEN, ROOM)
    assert sum(widths) == ROOM.width
    number, aspect, wanted, score, rule = widths
    assert wanted > 2 * rule and rule > 2 * 240
    # Two characters of heading, or three figures, on one line each.
    assert 2 * 240 <= score - ROOM.padding < 4 * 240
    assert 2 * 240 <= number - ROOM.padding < 4 * 240
    assert aspect - ROOM.padding >= 4 * 240


def test_the_other_column_is_the_wide_one_where_it_has_the_long_texts() -> None:
    rows = [
        Row((*row.cells[:2], row.cells[4], row.cells[3], row.cells[2])) for row in filled("国" * 60)
    ]
    _, _, wanted, _, rule = fitted([HEADING, *rows[1:]], GIVEN, ROOM)
    assert rule > 2 * wanted


def test_where_all_fits_into_one_line_each_cell_has_one() -> None:
    rows = filled("每月一次", "查阅记录")
    widths = fitted(rows, GIVEN, ROOM)
    assert sum(widths) == ROOM.width
    assert high(rows, widths) == len(rows)


def test_figures_words_and_short_names_are_never_parted() -> None:
    rows = [
        Row(("名称", "代号", "内容"), header=True),
        *(Row(("质量安全保密", "GB/T19001-2016", "国" * 200)) for _ in range(5)),
    ]
    name, code, _ = (width - ROOM.padding for width in fitted(rows, (1, 1, 1), ROOM))
    assert name >= 6 * 240 and code >= 7 * 240


def test_columns_that_hold_too_much_to_be_fitted_stay_as_the_template_has_them() -> None:
    rows = [Row(("质量安全保密",) * 12), Row(("科技攻关",) * 12)]
    assert fitted(rows, range(1, 13), ROOM) == share(range(1, 13), ROOM.width)


def test_a_figure_beside_a_word_takes_a_quarter_more() -> None:
    assert lines("每少1次扣1分", 240, 7 * 240) == 1
    assert lines("每少1次扣1分", 240, 6 * 240) == 2
    assert lines(f"甲{SOFT}乙", 240, 6 * 240) == 2


_CELL = st.text("国党支部建设，。5 ", max_size=60)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_CELL, _CELL, _CELL, _CELL, _CELL), min_size=1, max_size=12))
def test_they_fill_the_table_and_are_the_same_each_time(cells: list[tuple[str, ...]]) -> None:
    rows = [HEADING, *map(Row, cells)]
    widths = fitted(rows, (1,) * 5, ROOM)
    assert sum(widths) == ROOM.width and all(one >= 2 * 240 for one in widths)
    assert widths == fitted(rows, (1,) * 5, ROOM)
    # Ten characters each: no cell needs more.
    assert high(rows, widths) <= high(rows, share((1,) * 5, ROOM.width))


@pytest.mark.parametrize("source", ["|% ~ 1 1", "|% ~1 1", "|% ~ 1 | 1"])
def test_a_template_says_with_a_mark_that_widths_may_follow(source: str) -> None:
    marked = mark([Piece("data", f"{source}\n|# 甲 | 乙\n| 一 | {'国' * 90}", 1)])
    [block] = read_section(marked.replace("{#\n#}", "")).blocks
    assert isinstance(block, Table) and (block.widths, block.fitted) == ((1, 1), True)
    xml = table(block, 8845)
    first, second = (int(part.split('"')[0]) for part in xml.split('<w:gridCol w:w="')[1:])
    assert 3 * first < second and first + second == 8845
    plain = table(Table(block.widths, block.rows), 8845)
    assert plain.count('<w:gridCol w:w="442') == 2
