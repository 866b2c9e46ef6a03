"""Rows written at once are, byte for byte, what the library would have written."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from service import tables
from service.sheet_rows import PlainRows
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
@given(_ROWS, _ROWS)
def test_the_bytes_are_those_of_the_library(
    one: tuple[tuple[object, ...], ...], other: tuple[tuple[object, ...], ...]
) -> None:
    """In a workbook that goes to disk row by row, whatever stands in its cells."""
    headings = tuple(f"第{n}栏" for n in range(29))
    listings = [Listing("甲", headings, (*one, *one)), Listing("乙", headings, other)]
    with patch.object(tables, "_LONG", 0), patch.object(tables, "_MANY_CELLS", 0):
        swift = workbook(listings)
        with patch.object(PlainRows, "row", lambda *_: ""):
            assert workbook(listings) == swift


def test_plain_texts_and_whole_numbers_are_written_at_once() -> None:
    rows = PlainRows(28, 2, 3)
    assert rows.row(0, [(0, "甲"), (26, 7), (27, "乙")], 0) == (
        '<row r="1"><c r="A1" s="2" t="inlineStr"><is><t>甲</t></is></c>'
        '<c r="AA1" s="3"><v>7</v></c><c r="AB1" s="2" t="inlineStr"><is><t>乙</t></is></c></row>'
    )
    assert rows.row(4, [(0, "甲")], 44).startswith('<row r="5" ht="33" customHeight="1">')
    assert not rows.row(0, [(0, "甲&乙")], 0)
