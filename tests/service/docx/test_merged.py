"""Merged cells of long tables: what they say stands on every page, whoever lays the pages out."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from service.docx.merged import parted
from service.docx.profile import find_profile
from service.docx.tables import table
from service.docx.writer import write_docx
from service.drafting.blocks import Block, Break, Paragraph, Row, Table
from service.drafting.markup import SOFT, UP
from tests.office import pages, to_pdf

HIGH = SOFT.join("要求" for _ in range(5))


def told(block: Table) -> list[tuple[str, bool]]:
    """Return for each row what the second cell says, and whether the row stays with the next."""
    rows = (row.split("<w:tc>")[2] for row in table(block, 8845).split("<w:tr>")[1:])
    return [("".join(re.findall("<w:t[^>]*>([^<]*)", row)), "keepNext" in row) for row in rows]


def under_one(count: int) -> tuple[Row, ...]:
    return (Row(("1", "政治")), *(Row((str(n), UP)) for n in range(2, count + 1)))


def test_a_cell_over_many_rows_says_again_what_it_says() -> None:
    found = told(Table((1, 1), (Row(("编号", "方面"), header=True), *under_one(39))))
    said = [(place, text) for place, (text, _) in enumerate(found) if text]
    assert said == [(0, "方面"), (1, "政治"), *((n, "政治（续）") for n in (11, 20, 30))]
    # Each stretch is kept together: a page ends between two of them.
    assert [place for place, (_, kept) in enumerate(found) if not kept] == [10, 19, 29, 39]


def test_rows_that_fit_together_are_left_under_one_cell() -> None:
    found = told(Table((1, 1), (Row(("编号", "方面"), header=True), *under_one(12))))
    assert [text for text, _ in found if text] == ["方面", "政治"]
    assert [kept for _, kept in found] == [*[True] * 12, False]


def test_high_rows_are_parted_between_them() -> None:
    """Kept whole they would fill a page of their own, and leave the title of the table alone before it."""
    rows = (
        Row(("编号", "方面", "要求"), header=True),
        Row(("1", "政治", HIGH)),
        *(Row((str(n), UP, HIGH)) for n in (2, 3, 4)),
        *(Row((f"{n}", f"组织{n}", "按期")) for n in range(5, 10)),
    )
    found = told(Table((1, 1, 1), rows))
    assert [text for text, _ in found[1:5]] == ["政治", "", "政治（续）", ""]
    assert [kept for _, kept in found] == [True, True, False, True, *[False] * 4, True, False]


def test_a_form_without_a_heading_is_left_as_it_is() -> None:
    assert [text for text, _ in told(Table((1, 1), under_one(39))) if text] == ["政治"]


def test_figures_are_not_said_again() -> None:
    rows = (
        Row(("编号", "分值", "方面"), header=True),
        Row(("1", "40", "政治")),
        *(Row((str(n), UP, UP)) for n in range(2, 40)),
    )
    xml = table(Table((1, 1, 1), rows), 8845)
    assert (xml.count(">40<"), xml.count(">政治<"), xml.count("（续）")) == (1, 4, 3)
    assert xml.count("keepNext") > 30


@given(st.lists(st.integers(1, 12), min_size=2, max_size=60), st.integers(2, 12))
def test_stretches_are_of_about_one_height(lines: list[int], about: int) -> None:
    rows = under_one(len(lines))
    found, starts = parted(rows, lines, 12, about)
    assert [row.cells[0] for row in found] == [row.cells[0] for row in rows]
    assert {place for place, row in enumerate(found) if row.cells[1] != UP} == starts | {0}
    bounds = [0, *sorted(starts), len(rows)]
    heights = [sum(lines[start:end]) for start, end in pairwise(bounds)]
    if sum(lines) <= 12:
        assert not starts
    else:
        assert all(high <= about + max(lines) for high in heights)


def test_every_page_of_a_long_table_names_the_aspect(tmp_path: Path) -> None:
    """Rows of one to six lines, 27 under one cell: measured in the pages that LibreOffice makes."""
    high = ("字" * 18 * (n * 7 % 6 + 1) for n in range(27))
    rows = [Row((f"1.{n}", "政治建设" if n == 1 else UP, text)) for n, text in enumerate(high, 1)]
    heading = Row(("编号", "考核方面", "目标要求"), header=True)
    blocks: list[Block] = [
        Break("landscape"),
        Paragraph("title", "考核指标"),
        Table((1, 2, 4), (heading, *rows, Row(("2.1", "组织建设", "按期")))),
    ]
    found = pages(to_pdf(write_docx(blocks, find_profile()), tmp_path))
    assert len(found) > 3
    for page in found:
        assert "政治建设" in "".join(line.text for line in page.body)
