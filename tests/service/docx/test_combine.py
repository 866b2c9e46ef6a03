"""Documents in one file to print: text and form of each stay, numbers begin anew, strangers are refused."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.docx.archive import (
    archive,
    deflate,
    inflate,
    members,
    pack,
    pack_segments,
    stretches,
)
from service.docx.combine import combine
from service.docx.profile import find_profile
from service.docx.writer import write_docx
from service.drafting.blocks import Block, Break, Paragraph

# What ends a stretch, as a file may hold it, too.
_MARK = b"\x00\x00\xff\xff"
_CONTENTS = st.one_of(st.binary(max_size=300), st.just(bytes(range(256)) + _MARK * 3))


def letter(text: str, *, annex: bool) -> bytes:
    blocks: list[Block] = [Paragraph("title", "责任书"), Paragraph("body", text)]
    if annex:
        blocks += [Break("landscape"), Paragraph("body", "附件")]
    return write_docx(blocks, find_profile())


def document(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive_:
        assert archive_.testzip() is None
        return archive_.read("word/document.xml").decode()


def contents(data: bytes) -> dict[str, bytes]:
    return {name: inflate(part) for name, part in members(data).items()}


def paragraphs(xml: str) -> list[str]:
    return re.findall(r"<w:t[^>]*>([^<]*)</w:t>", xml)


@pytest.mark.parametrize("annex", [False, True])
def test_texts_stand_in_order_and_each_is_numbered_from_one(annex: bool) -> None:
    one, two = letter("甲𠮷", annex=annex), letter("乙", annex=annex)
    both = document(combine([one, two]))
    assert paragraphs(both) == paragraphs(document(one)) + paragraphs(document(two))
    assert both.count('<w:pgNumType w:start="1"/>') == 2
    assert both.count("oddPage") == 2
    assert both.count("<w:sectPr>") == (4 if annex else 2)
    # The first section of each document is the one that begins anew.
    sections = re.findall(r"<w:sectPr>.*?</w:sectPr>", both)
    assert ["pgNumType" in one for one in sections] == ([True, False] * 2 if annex else [True] * 2)


def test_one_alone_is_itself_but_for_its_numbers() -> None:
    one = letter("甲", annex=True)
    text = document(combine([one]))
    text = text.replace('<w:pgNumType w:start="1"/>', "").replace("oddPage", "nextPage")
    assert text == document(one)


def _stored() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr("word/document.xml", document(letter("甲", annex=False)))
    return target.getvalue()


@pytest.mark.parametrize(
    "stranger",
    [
        b"",
        b"by hand",
        _stored(),
        archive([pack("word/other.xml", "x")]),
        archive([pack("word/document.xml", "<w:document/>")]),
    ],
    ids=["empty", "no zip", "other program", "no document", "no body"],
)
def test_what_is_not_ours_is_refused(stranger: bytes) -> None:
    with pytest.raises(ValueError, match="not a"):
        combine([letter("甲", annex=False), stranger])


def test_nothing_cannot_be_combined() -> None:
    with pytest.raises(ValueError, match="no document"):
        combine([])


@given(st.lists(_CONTENTS, min_size=1, max_size=5))
def test_a_file_is_told_by_the_stretches_it_was_made_of(contents: list[bytes]) -> None:
    """Also where a stretch holds by chance what ends one."""
    found = stretches(pack_segments("a", [deflate(content) for content in contents]))
    assert b"".join(one.data for one in found) == b"".join(contents)
    assert pack_segments("a", found).checksum == zlib.crc32(b"".join(contents))
    if not any(_MARK in deflate(content).packed[:-4] for content in contents):
        assert [one.data for one in found] == contents


def test_a_file_made_otherwise_is_one_stretch() -> None:
    assert [one.data for one in stretches(pack("a", b"text"))] == [b"text"]


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=5))
def test_an_archive_gives_back_what_went_in(contents: list[bytes]) -> None:
    data = archive(
        [
            *(pack(f"件{number}", content) for number, content in enumerate(contents)),
            pack_segments("合", [deflate(content) for content in contents]),
        ]
    )
    found = {name: inflate(part) for name, part in members(data).items()}
    assert found == {f"件{n}": content for n, content in enumerate(contents)} | {
        "合": b"".join(contents)
    }
    assert archive(members(data).values()) == data


@given(st.data())
def test_a_damaged_archive_is_refused_or_the_same(data: st.DataObject) -> None:
    whole = letter("甲", annex=False)
    place = data.draw(st.integers(0, len(whole) - 1))
    damaged = bytearray(whole)
    damaged[place] ^= data.draw(st.integers(1, 255))
    try:
        made = combine([bytes(damaged)])
    except ValueError:
        return
    # A bit that nothing is read from may be another.
    assert contents(made) == contents(combine([whole]))
