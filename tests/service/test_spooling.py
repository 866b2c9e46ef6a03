"""Texts and pairs on disk come back as they were put in."""

from __future__ import annotations

from collections import Counter
from tempfile import TemporaryFile

from hypothesis import given
from hypothesis import strategies as st

from service.spooling import Parted, Spool


@given(st.lists(st.text(max_size=30), max_size=20))
def test_texts_come_back_by_number_in_any_order(texts: list[str]) -> None:
    with TemporaryFile(buffering=0) as file:
        spool = Spool(file)
        numbers = [spool.put(text) for text in texts]
        assert numbers == list(range(len(spool)))
        assert [spool[number] for number in reversed(numbers)] == texts[::-1]
        assert spool.put("后来") == len(texts)
        assert spool[len(texts)] == "后来"


def test_half_a_pair_of_surrogates_comes_back_too() -> None:
    with TemporaryFile(buffering=0) as file:
        assert Spool(file).put("\ud800") == 0


@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, (1 << 64) - 1)), max_size=60),
    st.booleans(),
)
def test_pairs_come_together_by_the_first(pairs: list[tuple[int, int]], many: bool) -> None:
    with TemporaryFile() as file:
        parted = Parted(file)
        given_ = pairs * 600 if many and len(pairs) < 9 else pairs
        for first, second in given_:
            parted.put(first, second)
        groups = [(first, list(seconds)) for first, seconds in parted.groups()]
    assert Counter((first, one) for first, group in groups for one in group) == Counter(given_)
    assert all(group == sorted(group) for _, group in groups)
    assert len(groups) == len({first for first, _ in groups})
