"""What is told of the places of a name is what cutting it tells."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import corpora
from nlp.compare import compare, judge
from nlp.genericness import worn_words
from nlp.index import build
from nlp.index.keys import own_characters
from nlp.index.recognition import ASK, NO, YES, answers, recognition, unknown
from nlp.plain import parts_and_key
from nlp.profile import Cut, profile
from nlp.relations.containment import LEAST_OWN, recognisable
from nlp.words import cuts, weights

WORDS = [*sorted(worn_words())[::7], "红", "心", "先锋", "一线", "税", "·", "党建引领", "三"]
DENSE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map("".join)


@given(DENSE, st.data())
@settings(max_examples=400)
def test_bytes_decide_as_the_cut_does(name: str, data: st.DataObject) -> None:
    parts, _ = parts_and_key(name)
    cut = Cut(parts)
    text = cut.text
    # Where nothing is weighed the bytes are the same.
    few = data.draw(st.sampled_from((0, own_characters(text))))
    codes = recognition(text, tuple(map(cuts, parts)), cut.weights, few)
    assert len(codes) == len(text)
    if len(text) < 2:
        return
    size = data.draw(st.integers(2, min(4, len(text))))
    start = data.draw(st.integers(0, len(text) - size))
    short = profile(text[start : start + size])
    if short.text != text[start : start + size]:
        return
    own = short.substance()
    first = text.find(short.text) == start and size < len(text)
    told = answers(size, own)[codes[start]]
    if own >= LEAST_OWN:
        assert told == (YES if first and recognisable(short, cut, start) else NO)


def test_nothing_is_told_of_an_unknown_name() -> None:
    assert [answers(size, 2.0)[code] for size in (2, 3, 4) for code in unknown(2)] == [ASK] * 6


def test_where_a_worn_word_lies_across_nothing_is_recognised() -> None:
    name = "铁流先锋奔涌"
    codes = recognition(name, (cuts(name),), weights(name, cuts(name)), 4)
    assert [answers(2, 2.0)[code] for code in codes[:5]] == [YES, NO, YES, NO, YES]
    assert [answers(2, 0.5)[code] for code in codes[:5]] == [NO] * 5


def test_crowds_are_answered_as_judging_each_does() -> None:
    worn = sorted(w for w in worn_words() if len(w) == 2)[:40]
    names = [a + b for a in worn for b in ("先锋", "一线", "红色·", "𠮷一线", "一线一线", "铁流")]
    names += [f"{one}·{other}" for one in worn[:8] for other in corpora.lines("names.tsv")[:9]]
    index = build((str(i), name) for i, name in enumerate(names))
    for asked in (*worn, "一线", "先锋", "红色", "一线一线", "铁流", "一线铁流", "𠮷一"):
        one = profile(asked)
        found = {near.id: near for near in index.neighbours(one)}
        truth = {str(i) for i, name in enumerate(names) if is_near(asked, name)}
        assert found.keys() == truth, asked
        for near in found.values():
            assert near.dossier(one).rules == compare(asked, near.name).rules, (asked, near.name)


def is_near(asked: str, name: str) -> bool:
    return judge(profile(asked), profile(name)).level != "fine"
