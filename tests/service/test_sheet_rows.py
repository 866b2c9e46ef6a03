"""Rows written at once are, byte for byte, what the library would have written."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from service import tables
from service.sheet_rows import CARE, MAYBE_CARE, PlainRows
from service.tables import Listing, Share, workbook

_TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(
        ["", "某支部", "=1+1", "长" * 90, "甲&乙", " 甲", "甲\n乙", "_x0041_", "<r>甲</r>"]
    ),
    st.sampled_from(["甲 ", "\ufffe", "\x07", '"甲"', "\u3000甲", "𠮷", "长" * 33_000]),
)
_CELLS = st.one_of(
    _TEXTS, st.integers(), st.none(), st.booleans(), st.floats(0, 1).map(Share), st.floats(-9, 9)
)
_ROWS = st.lists(st.tuples(*[_CELLS] * 29), max_size=4).map(tuple)


@settings(max_examples=60)
@given(_ROWS, _ROWS, st.sampled_from([0, 10**6]))
def test_the_bytes_are_those_of_the_library(
    one: tuple[tuple[object, ...], ...], other: tuple[tuple[object, ...], ...], many: int
) -> None:
    """In a workbook that goes to disk row by row, whatever stands in its cells, empty ones ruled or not."""
    headings = tuple(f"第{n}栏" for n in range(29))
    # A row of plain texts, and one with an empty cell among them.
    plain = (("甲",) * 29, ("甲",) * 28 + ("",))
    listings = [Listing("甲", headings, (*one, *one)), Listing("乙", headings, (*other, *plain))]
    with patch.object(tables, "_LONG", 0), patch.object(tables, "_MANY_CELLS", many):
        swift = workbook(listings)
        with patch.object(PlainRows, "row", lambda *_: ""):
            assert workbook(listings) == swift


def test_plain_texts_and_whole_numbers_are_written_at_once() -> None:
    rows = PlainRows(2, 3, sparse=True)
    sparse = ["甲", *[""] * 24, None, 7, "乙"]
    assert rows.row(0, sparse, 0) == (
        '<row r="1"><c r="A1" s="2" t="inlineStr"><is><t>甲</t></is></c>'
        '<c r="AA1" s="3"><v>7</v></c><c r="AB1" s="2" t="inlineStr"><is><t>乙</t></is></c></row>'
    )
    assert rows.row(4, ["甲"], 44).startswith('<row r="5" ht="33" customHeight="1">')
    assert rows.row(4, ["甲_乙 丙"], 0)
    for other in ("甲&乙", "甲\n乙", " 甲", "甲_x乙", 10**15, True, 0.5, ""):
        assert not rows.row(0, [other], 0)
    assert not PlainRows(2, 3, sparse=False).row(0, sparse, 0)
    assert PlainRows(2, 3, sparse=False).row(0, ["甲", 7], 0)


def test_no_character_that_needs_care_is_overlooked() -> None:
    """Whatever `CARE` finds holds a character of `MAYBE_CARE`."""
    for character in map(chr, range(0x110000)):
        if CARE.search(character):
            assert MAYBE_CARE.search(character), hex(ord(character))
    assert MAYBE_CARE.search("_x")
