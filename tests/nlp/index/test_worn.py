"""What a name's bytes decide is what cutting it decides."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.genericness import worn_words
from nlp.index.plain import parts_and_key
from nlp.index.worn import KNOWN, recognised, worn_bytes
from nlp.profile import Cut, profile
from nlp.relations.containment import recognisable

WORDS = [*sorted(worn_words())[::7], "红", "心", "先锋", "一线", "税", "·", "党建引领", "三"]
DENSE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map("".join)


@given(DENSE, st.data())
@settings(max_examples=400, deadline=None)
def test_bytes_decide_as_the_cut_does(name: str, data: st.DataObject) -> None:
    parts, _ = parts_and_key(name)
    cut = Cut(parts)
    codes = worn_bytes(parts, 0)
    if not cut.text:
        return
    assert len(codes) == len(cut.text)
    assert all(byte & KNOWN for byte in codes)
    start = data.draw(st.integers(0, len(cut.text) - 1))
    end = data.draw(st.integers(start + 1, len(cut.text)))
    short = profile(cut.text[start:end])
    if short.text == cut.text[start:end]:
        assert recognised(short.substance(), codes, start, end) == recognisable(short, cut, start)


def test_names_with_much_of_their_own_are_not_cut() -> None:
    assert worn_bytes(("铁流奔涌",), 4) == bytes(4)
