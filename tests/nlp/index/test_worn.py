"""What a name's bytes decide is what cutting it decides."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpora
from nlp.compare import judge
from nlp.genericness import worn_words
from nlp.index import build, segment
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


@pytest.mark.parametrize("crowd", [0, 10**9])
def test_crowds_are_answered_as_judging_each_does(
    monkeypatch: pytest.MonkeyPatch, crowd: int
) -> None:
    monkeypatch.setattr(segment, "_CROWD", crowd)
    worn = sorted(w for w in worn_words() if len(w) == 2)[:40]
    names = [a + b for a in worn for b in ("先锋", "一线", "红色·", "𠮷一线", "一线一线")]
    names += [f"{one}·{other}" for one in worn[:8] for other in corpora.lines("names.tsv")[:9]]
    index = build((str(i), name) for i, name in enumerate(names))
    for asked in (*worn, "一线", "先锋", "红色", "一线一线"):
        one = profile(asked)
        found = {near.id for near in index.neighbours(one)}
        truth = {str(i) for i, name in enumerate(names) if is_near(asked, name)}
        assert found == truth, asked


def is_near(asked: str, name: str) -> bool:
    return judge(profile(asked), profile(name)).level != "fine"
