"""Sections are a matter of speed: wherever blocks are parted, the document is the same."""

from __future__ import annotations

import io
import itertools
import tracemalloc
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from service.docx.archive import Stretch, deflate
from service.docx.profile import find_profile
from service.docx.writer import write_docx, write_sections
from service.drafting.blocks import Block, Break, Columns, Paragraph, Row, Section, Table

_KINDS = (
    *("title", "heading1", "heading2", "body", "signature", "attachment", "attachment-label"),
    *("flush", "note", "item", "subtitle"),
)
_TEXTS = st.sampled_from(["关于工作", "落实：", "2026年7月1日", "某单位党委", "甲"])
_BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, st.sampled_from(_KINDS), _TEXTS),
    st.builds(Break, st.sampled_from(["page", "landscape", "portrait"])),
    st.just(Table((1.0, 2.0), (Row(("甲", "乙"), header=True), Row(("丙", "丁"))))),
    st.just(Columns((("甲方：", "乙方："),))),
)


def text_of(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml")


@given(st.lists(_BLOCKS, min_size=1, max_size=12), st.sets(st.integers(0, 12)))
def test_a_document_is_the_same_however_it_is_parted(blocks: list[Block], cuts: set[int]) -> None:
    places = [0, *sorted(cuts), len(blocks)]
    sections = [Section(tuple(blocks[a:b])) for a, b in itertools.pairwise(places)]
    profile = find_profile()
    assert text_of(write_sections(sections, profile)) == text_of(write_docx(blocks, profile))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), max_size=40))
def test_a_stretch_is_the_same_however_its_text_comes(parts: list[str]) -> None:
    stretch = Stretch()
    for one in parts:
        stretch.append(one)
    made, whole = stretch.end(), deflate("".join(parts))
    assert (made.data, made.packed) == (whole.data, whole.packed)


def test_the_text_of_a_long_table_is_never_held_whole() -> None:
    """Characters take two bytes and more, and the parts of a text stand beside it: several times its size."""
    rows = tuple(
        Row(tuple(f"{row}行{column}格，说明。" * 8 for column in range(14))) for row in range(1000)
    )
    blocks, profile = [Table((1.0,) * 14, rows)], find_profile()
    write_docx(blocks[:0], profile)
    tracemalloc.start()
    try:
        size = len(text_of(write_docx(blocks, profile)))
        assert tracemalloc.get_traced_memory()[1] < 5 * size
    finally:
        tracemalloc.stop()
