"""Checksums of stretches that are met often are those of the whole."""

from __future__ import annotations

import zlib

from hypothesis import given
from hypothesis import strategies as st

from service.docx.segments import Segment

_DATA = st.one_of(st.binary(max_size=50), st.binary(min_size=4000, max_size=9000))


@given(st.lists(_DATA, min_size=1, max_size=3), st.lists(st.integers(0, 2), max_size=400))
def test_checksums_are_those_of_the_whole(contents: list[bytes], places: list[int]) -> None:
    """However often a stretch was met before, and whatever stands before it."""
    segments = [Segment(data, b"") for data in contents]
    order = [segments[place % len(segments)] for place in places + list(range(200))]
    checksum = whole = 0
    for one in order:
        checksum, whole = one.checksum(checksum), zlib.crc32(one.data, whole)
        assert checksum == whole
