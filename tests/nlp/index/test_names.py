"""The index returns everything that the judgement would not call fine."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import corpora
from nlp.compare import judge
from nlp.index import build
from nlp.profile import profile

PUBLISHED = corpora.lines("names.tsv")
NAMES = st.text(alphabet="红旗先锋灯塔驿站护线巡查税医桥己已未末三3双·", min_size=1, max_size=9)


@given(st.lists(NAMES, min_size=1, max_size=40), NAMES)
@settings(max_examples=200, deadline=None)
def test_no_collision_is_missed(registered: list[str], asked: str) -> None:
    index = build((str(i), name) for i, name in enumerate(registered))
    one = profile(asked)
    found = {identifier for identifier, _ in index.candidates(one)}
    for place, name in enumerate(registered):
        if judge(one, profile(name)).level != "fine":
            assert str(place) in found


def test_no_collision_is_missed_among_published_names() -> None:
    index = build((str(i), name) for i, name in enumerate(PUBLISHED))
    for asked in PUBLISHED[:120]:
        one = profile(asked)
        found = {name for _, name in index.candidates(one)}
        wanted = {name for name in PUBLISHED if judge(one, profile(name)).level != "fine"}
        assert wanted <= found


def test_an_added_name_is_found_and_a_removed_one_is_not() -> None:
    index = build([("1", "铁旒红")])
    index.add("2", "铁流红")
    index.remove("1")
    assert [i for i, _ in index.candidates(profile("铁留红"))] == ["2"]
    index.add("2", "奔流")
    assert list(index.candidates(profile("铁留红"))) == []
    assert len(index) == 1


def test_an_empty_index_finds_nothing() -> None:
    assert list(build([]).candidates(profile("铁旒红"))) == []
