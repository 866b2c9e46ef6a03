"""Sections are a matter of speed: wherever blocks are parted, the document is the same."""

from __future__ import annotations

import io
import itertools
import zipfile

from hypothesis import given
from hypothesis import strategies as st

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
