"""Rows too high to stay whole: nothing of their texts is lost, and every page says what they belong to."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from service.docx.profile import find_profile
from service.docx.tables import table
from service.docx.tall_rows import lowered
from service.docx.writer import write_docx
from service.drafting.blocks import Block, Break, Paragraph, Row, Table
from service.drafting.markup import LEFT, SOFT, UP
from tests.office import pages, to_pdf

NAMES = ("政治建设", "组织生活", "组织建设")
SENTENCE = "支部党员大会每季度至少召开一次，支部委员会每月召开一次。"
HEADING = Row(("编号", "方面", "指标", "要求", "分值"), header=True)


@given(
    st.text("会议每月召开一次。，；" + SOFT, min_size=1, max_size=400),
    st.integers(13, 60),
    st.integers(4, 12),
)
def test_a_text_that_runs_on_loses_nothing(text: str, high: int, about: int) -> None:
    rows = lowered(Row(("1.1", "政治", text)), [1, 1, high], about)
    assert "".join(row.cells[2] for row in rows).replace(SOFT, "") == text.replace(SOFT, "")
    assert [row.cells[:2] for row in rows] == [("1.1", "政治"), *[(UP, UP)] * (len(rows) - 1)]


def test_texts_are_cut_at_the_end_of_a_sentence() -> None:
    rows = lowered(Row(("1.1", SENTENCE * 12)), [1, 20], 8)
    assert [row.cells[1] for row in rows] == [SENTENCE * 4] * 3


def test_a_text_that_fits_the_first_row_stays_whole_and_is_not_said_again() -> None:
    rule = "每少一次扣一分，扣完为止"
    rows = lowered(Row(("1.1", "政治", LEFT, SENTENCE * 12, rule, "5")), [1, 1, 1, 20, 2, 1], 8)
    assert [row.cells[4] for row in rows] == [rule, "", ""]
    assert [row.cells[5] for row in rows] == ["5", UP, UP]
    assert [row.cells[2] for row in rows] == [LEFT] * 3


def test_only_lists_are_parted_so() -> None:
    """Rows of other tables part where a page ends, as a form's do."""
    high = Row(("1.1", "政治", "大会", SENTENCE * 30, "5"))
    for fitted, rows, parted in (
        (True, (HEADING, high), True),
        (False, (HEADING, high), False),
        (False, (HEADING, high, Row(("1.2", UP, "党课", "按期", "5"))), True),
        (True, (high,), False),
    ):
        xml = table(Table((1, 1, 1, 3, 1), rows, fitted=fitted), 8845)
        assert ("（续）" in xml) == parted
        assert xml.count(SENTENCE[:6]) == 30


def test_every_page_names_the_aspect_of_a_row_that_is_higher_than_a_page(tmp_path: Path) -> None:
    rows = (
        HEADING,
        Row(("1.1", "政治建设", "第一议题", "按期", "5")),
        Row(("1.2", UP, "组织生活", SENTENCE * 60, "10")),
        Row(("2.1", "组织建设", "换届", "按期", "5")),
    )
    blocks: list[Block] = [
        Break("landscape"),
        Paragraph("title", "考核指标"),
        Table((1, 2, 2, 5, 1), rows, fitted=True),
    ]
    found = pages(to_pdf(write_docx(blocks, find_profile()), tmp_path))
    assert len(found) > 2
    for page in found:
        said = "".join(line.text for line in page.body)
        assert {"政治建设", "组织生活"} <= {name for name in NAMES if name in said} or NAMES[
            2
        ] in said
    everything = "".join(line.text for page in found for line in page.body)
    assert everything.count("10") == 1
