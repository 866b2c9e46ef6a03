"""What is put aside comes back, whether a temporary file takes it or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.generator import names
from nlp.index import building
from nlp.index.spool import Spool


@given(st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=12), st.data())
def test_pieces_come_back(given: list[bytes], data: st.DataObject) -> None:
    spool = Spool()
    for one in given:
        spool.put(memoryview(one))
    assert list(spool.pieces()) == given
    number = data.draw(st.integers(0, len(given) - 1))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(given[number]))] * 2)))
    assert spool.piece(number, start, end) == given[number][start:end]
    whole = spool.whole()
    spool.close()
    assert whole == b"".join(given)


def test_without_room_for_files_the_same_segment_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [(f"018f0000-0000-7000-8000-{i:012x}", n) for i, n in enumerate(names(300, seed=6))]
    whole = building.segment_of(entries)
    monkeypatch.setattr("nlp.index.arrays._SMALL", 0)
    monkeypatch.setattr("nlp.index.arrays._FEW_HASHES", 0)
    monkeypatch.setattr("nlp.index.arrays.PORTION", 500)
    monkeypatch.setattr("nlp.index.builder.PORTION", 500)
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    again = building.segment_of(entries)
    assert [bytes(strip.view) for strip in again.arrays] == [
        bytes(strip.view) for strip in whole.arrays
    ]
