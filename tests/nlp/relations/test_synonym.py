"""One word of like meaning, the rest equal or said alike; and the index finds what is judged so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp import sound
from nlp.compare import compare, judge, may_relate
from nlp.index import build
from nlp.profile import profile
from nlp.relations import WAYS

WORDS = st.sampled_from([("先锋", "先行"), ("灯塔", "航标"), ("领航", "引航")])
SAID = st.lists(st.sampled_from(["竹烛珠", "线县", "银吟", "谷鼓", "渔鱼"]), min_size=1, max_size=3)


@pytest.mark.parametrize(
    ("a", "b"),
    [("红竹先行", "红烛先锋"), ("银县灯塔", "银线航标"), ("鼓渡领航", "古渡引航")],
    ids=range(3),
)
def test_one_part_by_ear_and_one_by_meaning_is_confusable(a: str, b: str) -> None:
    dossier = compare(a, b)
    assert (dossier.level, dossier.relation) == ("confusable", "homophone")
    assert {"B2", "B10"} <= set(dossier.rules)


@pytest.mark.parametrize(
    ("a", "b"), [("红竹先行", "红帆先锋"), ("先锋领航", "先行引航")], ids=["other-sound", "worn"]
)
def test_other_sounds_are_told_apart(a: str, b: str) -> None:
    assert compare(a, b).relation != "homophone"


@given(WORDS, SAID, st.data())
@settings(max_examples=150)
def test_whatever_is_judged_so_the_keys_and_the_index_find(
    words: tuple[str, str], said: list[str], data: st.DataObject
) -> None:
    def name(word: str) -> str:
        head = "".join(data.draw(st.sampled_from(characters)) for characters in said)
        return head + word

    one, other = name(words[0]), name(words[1])
    a, b = profile(one), profile(other)
    if judge(a, b, ways=WAYS).level != "fine":
        assert may_relate(a, b)
        assert [found.name for found in build([("1", other)]).neighbours(a)] == [other]


@given(st.text(alphabet="红竹银线先锋灯塔ab1·", max_size=8), st.text(max_size=5))
def test_a_part_is_heard_as_within_the_whole(text: str, more: str) -> None:
    assert sound.heard(text + more) == sound.heard(text) + sound.heard(more)
