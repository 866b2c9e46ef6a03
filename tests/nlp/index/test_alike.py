"""Every name that is alike in letters is found, and no other: as looking through all of them has it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import process
from rapidfuzz.distance import Indel

from benchmarks.generator import rows
from nlp.index import IndexFileError, Layer, NameIndex, build, open_segment, save, segment_of
from nlp.index.strips import BLOCK
from nlp.normalize import match_key

LEAST = st.sampled_from([0.5, 0.55, 0.6, 2 / 3, 0.7, 0.75, 0.8, 0.9, 1.0])
# Letters that come again, separators, affixes, what folds, characters of two code units.
NAMES = st.text(alphabet="红红旗先锋塔Aa·！党支部法品牌𠮷𠀋紅", max_size=12)
# Numerals, alone and hanging on those beside them.
NUMBERED = st.text(alphabet="零一三〇两叁05十百千万廿卅点半加分之伍号米户红心", max_size=9)


def every(names: list[str], asked: str, least: float) -> dict[str, float]:
    # Without its `score_cutoff`, which loses some that are just so alike: 0.8 of 红旗 and 红旗塔.
    keys = [match_key(name) for name in names]
    found = process.extract(match_key(asked), keys, scorer=Indel.normalized_similarity, limit=None)
    return {str(place): likeness for _, likeness, place in found if likeness >= least}


def assert_exact(names: list[str], asked: str, least: float) -> None:
    index = build((f"{place:03}", name) for place, name in enumerate(names))
    found, total = index.alike(match_key(asked), least)
    assert total == len(found)
    assert {str(int(one.id)): one.likeness for one in found} == every(names, asked, least)
    assert all(one.name == names[int(one.id)] for one in found)
    assert found == sorted(found, key=lambda one: (-one.likeness, one.id))
    assert index.alike(match_key(asked), least, most=3) == (found[:3], total)


@given(st.lists(NAMES, max_size=40), NAMES, LEAST)
@settings(max_examples=150)
def test_exactly_those_that_are_alike_are_found(names: list[str], asked: str, least: float) -> None:
    assert_exact(names, asked, least)


@given(st.lists(NUMBERED, max_size=40), NUMBERED, LEAST)
@settings(max_examples=200)
def test_exactly_those_that_are_alike_are_found_by_their_numerals(
    names: list[str], asked: str, least: float
) -> None:
    assert_exact(names, asked, least)


@pytest.mark.parametrize("size", [1, 2, 7, 8, 9, 16, 17, 33, 63, 64, 65, 150])
@pytest.mark.parametrize("least", [0.5, 0.75, 0.9, 1.0])
def test_exactly_those_that_were_altered_are_found(size: int, least: float) -> None:
    """Also of names with more letters than have a bit each."""
    rng = random.Random(size)
    name = "".join(rng.choices("红旗先锋塔桥灯𠮷三百", k=size))
    names = [altered(name, rng, steps=steps) for steps in range(1 + size // 2) for _ in range(5)]
    assert_exact([*names, name * 2, name * 3], name, least)


@pytest.mark.parametrize("least", [0.5, 0.75, 1.0])
def test_a_text_that_is_much_longer_than_its_key_is_found(least: float) -> None:
    long, plain = "一万二千三百四十五红一万二千三百四十五旗", "12345红12345旗"
    assert match_key(long) == match_key(plain)
    assert_exact([long, long + long, plain, f"红{long}", "百分之九十红旗"], plain, least)


def altered(name: str, rng: random.Random, *, steps: int) -> str:
    letters = list(name)
    for _ in range(steps):
        at = rng.randrange(len(letters) + 1)
        letters[at : at + rng.randrange(2)] = rng.choice(["", "红", "百", "𠮷", "字"])
    return "".join(letters)


def test_exactly_those_among_many_are_found() -> None:
    """So many that the commonest letters are not counted."""
    names = [row.name for row in rows(6000, seed=21)]
    index = build((str(place), name) for place, name in enumerate(names))
    rng, alike = random.Random(21), 0
    for asked in rng.sample(names, 60):
        half = altered(asked, rng, steps=1)
        for least in (0.5, 0.75):
            found = {one.id: one.likeness for one in index.alike(match_key(half), least).names}
            assert found == every(names, half, least)
            alike += len(found)
    assert alike > 200


CHANGES = st.lists(st.tuples(st.integers(0, 30), st.none() | NAMES | NUMBERED), max_size=25)


@given(CHANGES, CHANGES, CHANGES, NAMES, LEAST)
@settings(max_examples=150)
def test_what_changed_since_is_found_as_it_is_now(
    first: list[tuple[int, str | None]],
    then: list[tuple[int, str | None]],
    lately: list[tuple[int, str | None]],
    asked: str,
    least: float,
) -> None:
    held: dict[str, str] = {}
    layers = []
    for changes in (first, then):
        latest = {str(number): name for number, name in changes}
        names = {number: name for number, name in latest.items() if name is not None}
        gone = frozenset(latest.keys() - names.keys())
        layers.append(Layer(segment_of(sorted(names.items())), gone))
        held = {n: name for n, name in held.items() if n not in gone} | names
    index = NameIndex(layers)
    for number, name in lately:
        if name is None:
            index.remove(str(number))
            held.pop(str(number), None)
        else:
            index.add(str(number), name)
            held[str(number)] = name
    ids = list(held)
    wanted = every(list(held.values()), asked, least)
    found = {one.id: one.likeness for one in index.alike(match_key(asked), least).names}
    assert found == {ids[int(place)]: likeness for place, likeness in wanted.items()}


def test_a_mapped_segment_answers_like_one_in_memory_and_tells_damage(tmp_path: Path) -> None:
    names = [row.name for row in rows(3000, seed=22)]
    segment, path = segment_of((str(i), name) for i, name in enumerate(names)), tmp_path / "index"
    save(segment, path, {})
    asked = [match_key(name) for name in names[:40]]
    wanted = [NameIndex([Layer(segment)]).alike(key, 0.6) for key in asked]
    mapped, _ = open_segment(path)
    assert [NameIndex([Layer(mapped)]).alike(key, 0.6) for key in asked] == wanted
    damaged = bytearray(path.read_bytes())
    for at in range(4 * BLOCK, len(damaged), BLOCK):
        damaged[at + BLOCK // 2] ^= 1
    path.write_bytes(damaged)
    torn = NameIndex([Layer(open_segment(path)[0])])
    with pytest.raises(IndexFileError):
        for key in asked:
            torn.alike(key, 0.6)
