"""The index returns everything that the judgement would not call fine."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpora
from benchmarks.generator import rows
from benchmarks.twins import TWINS
from nlp.compare import compare, judge
from nlp.genericness import worn_words
from nlp.index import Layer, build, segment_of
from nlp.profile import profile

PAIRS = Path(__file__).parents[1] / "pairs.tsv"
PUBLISHED = corpora.lines("names.tsv")
NAMES = st.text(alphabet="红旗先锋灯塔驿站护线巡查税医桥己已未末三3双·", min_size=1, max_size=9)


@given(st.lists(NAMES, min_size=1, max_size=40), NAMES)
@settings(max_examples=200)
def test_exactly_the_collisions_are_found(registered: list[str], asked: str) -> None:
    assert_exact(registered, asked)


# What is hard to find: worn words, words of a group, near sounds, look-alikes, numerals, parts, readings.
WORDS = [
    *"三3双两·行长乐重己已未末税心+n",
    "先锋",
    "先烽",
    "党建",
    "品牌",
    "党支部",
    "红色",
    "红心",
    "洪心",
    "赤色",
    "服务",
]
DENSE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map("".join)


@given(st.lists(DENSE, min_size=1, max_size=60), DENSE)
@settings(max_examples=300)
def test_exactly_the_collisions_of_dense_names_are_found(registered: list[str], asked: str) -> None:
    assert_exact(registered, asked)


@given(st.text(alphabet="红旗先锋灯塔税医己已三3·", min_size=5, max_size=16), st.data())
@settings(max_examples=200)
def test_exactly_the_collisions_of_altered_names_are_found(name: str, data: st.DataObject) -> None:
    maker = data.draw(st.sampled_from(sorted(TWINS)))
    rng = random.Random(data.draw(st.integers(0, 2**16)))
    twin = TWINS[maker](name, rng)
    again = TWINS[data.draw(st.sampled_from(sorted(TWINS)))](twin, rng) if twin else ""
    assert_exact([one for one in (twin, again) if one], name)
    assert_exact([name], again or twin or name)


PLAIN = "红旗先锋灯塔税医护线巡查"


@given(st.text(alphabet=PLAIN, min_size=4, max_size=9), st.data())
@settings(max_examples=60)
def test_exactly_those_that_a_name_abbreviates_are_found_among_many(
    name: str, data: st.DataObject
) -> None:
    """More are made of one length, end and rarest character than are read one by one."""
    places = st.tuples(st.integers(1, len(name)), st.sampled_from(PLAIN))
    longer = []
    for more in data.draw(st.lists(st.lists(places, min_size=1, max_size=3), max_size=40)):
        characters = list(name)
        for place, character in more:
            characters.insert(place, character)
        longer.append("".join(characters))
    assert_exact(longer, name)


def test_no_planted_twin_is_missed() -> None:
    made = list(rows(3000, seed=11))
    index = build((str(i), row.name) for i, row in enumerate(made))
    found = dict.fromkeys(TWINS, 0)
    for row in made:
        if row.planted:
            one = profile(row.name)
            if judge(one, profile(made[row.of].name)).level != "fine":
                assert str(row.of) in {near.id for near in index.neighbours(one)}
                found[row.planted] += 1
    assert sum(found.values()) > 30


def assert_exact(registered: list[str], asked: str) -> None:
    index = build((str(i), name) for i, name in enumerate(registered))
    one = profile(asked)
    found = {near.id: near.verdict for near in index.neighbours(one)}
    for near in index.neighbours(one):
        why, whole = near.dossier(one), compare(asked, near.name)
        assert (why.rules, why.explanation) == (whole.rules, whole.explanation), (asked, near.name)
    for place, name in enumerate(registered):
        verdict = judge(one, profile(name))
        assert verdict == judge(profile(name), one)
        wanted = verdict if verdict.level != "fine" else None
        assert found.get(str(place)) == wanted, (asked, name)


def test_no_collision_is_missed_among_published_names() -> None:
    index = build((str(i), name) for i, name in enumerate(PUBLISHED))
    for asked in PUBLISHED[:120]:
        one = profile(asked)
        found = {near.name for near in index.neighbours(one)}
        wanted = {name for name in PUBLISHED if judge(one, profile(name)).level != "fine"}
        assert wanted == found


def likeness(a: str, b: str) -> float:
    """Return the Indel similarity: twice the longest common subsequence in both lengths."""
    row = [0] * (len(b) + 1)
    for one in a:
        before = 0
        for at, other in enumerate(b, 1):
            before, row[at] = row[at], before + 1 if one == other else max(row[at], row[at - 1])
    return 2 * row[-1] / (len(a) + len(b))


def test_of_names_alike_in_their_letters_those_that_are_near_are_found() -> None:
    pairs = [
        line.split("\t")[:2] for line in PAIRS.read_text("utf-8").splitlines() if line[0] != "#"
    ]
    names = sorted(
        {name for pair in pairs for name in pair} | {row.name for row in rows(400, seed=12)}
    )
    index = build((name, name) for name in names)
    near = alike = 0
    for asked, _ in pairs:
        one = profile(asked)
        found = {near.name for near in index.neighbours(one)}
        for other in names:
            if likeness(asked, other) >= 0.75:
                alike += 1
                if judge(one, profile(other)).level != "fine":
                    assert other in found, asked
                    near += 1
    assert alike > near > 30


def test_of_the_names_within_a_name_the_longest_come_first_in_every_process() -> None:
    within = ["稻路", "银领", "案卷", "锅炉房", "银领案卷"]
    near = build((str(i), name) for i, name in enumerate(within)).near(
        profile("银领案卷锅炉房稻路")
    )
    told = [one.name for one in near.judged if one.verdict.relation == "containment"]
    assert told == ["银领案卷", "锅炉房", "银领", "案卷", "稻路"]


def test_an_added_name_is_found_and_a_removed_one_is_not() -> None:
    index = build([("1", "铁旒红")])
    index.add("2", "铁流红")
    index.remove("1")
    assert [near.id for near in index.neighbours(profile("铁留红"))] == ["2"]
    index.add("2", "奔流")
    assert list(index.neighbours(profile("铁留红"))) == []
    assert len(index) == 1


def test_an_empty_index_finds_nothing() -> None:
    assert list(build([]).neighbours(profile("铁旒红"))) == []


@pytest.mark.parametrize("ordered", [True, False])
@pytest.mark.parametrize("changes", [2, 50])
def test_of_a_crowd_what_was_changed_since_is_not_told(ordered: bool, changes: int) -> None:
    head = "018f0000-0000-7000-8000-" if ordered else "id"
    names = {f"{head}{i:012x}": f"{word}一线" for i, word in enumerate(sorted(worn_words())[:40])}
    index = build(names.items())
    one = profile("一线")
    assert index.layers[0].segment.ordered == ordered
    crowd = {near.id for near in index.neighbours(one)}
    assert len(crowd) > 5
    recent = dict.fromkeys(sorted(crowd)[:2], "铁旒红")
    renamed = dict.fromkeys([*sorted(crowd)[2:4], *list(names)[: changes - 2]], "奔流")
    index.layers.append(Layer(segment_of(recent.items()), frozenset(sorted(crowd)[4:5])))
    for identifier, name in renamed.items():
        index.add(identifier, name)
    left = crowd - recent.keys() - renamed.keys() - set(sorted(crowd)[4:5])
    near = index.near(one)
    assert {found.id for group in near.crowds for found in group} | {
        found.id for found in near.judged
    } == left
    assert len(near) == len(left)
    assert sorted(near.identifiers()) == sorted(left)
    assert all(
        index.layers[0].segment.identifier(index.layers[0].segment.row(i)) == i for i in names
    )
