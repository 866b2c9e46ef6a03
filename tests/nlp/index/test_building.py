"""A segment is the same whoever took its names apart."""

from __future__ import annotations

import itertools
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.generator import names
from nlp.characters import UnacceptableText
from nlp.index import building
from nlp.index.builder import Columns
from nlp.index.ids import Ids
from nlp.index.segment import Segment
from nlp.index.worker import Worker, taken_apart
from nlp.normalize import match_key

MADE = names(900, seed=6)


def arrays(segment: Segment) -> list[bytes]:
    return [bytes(strip.view) for strip in segment.arrays]


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_CHUNK", 100)


def entries() -> list[tuple[str, str]]:
    return [(f"018f0000-0000-7000-8000-{i:012x}", name) for i, name in enumerate(MADE)]


def test_other_processes_make_the_same_segment() -> None:
    alone = building.segment_of(entries(), processes=1)
    assert arrays(building.segment_of(entries(), processes=2)) == arrays(alone)
    assert alone.size == len(MADE)


def test_a_worker_that_is_killed_costs_only_time(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = building.segment_of(entries(), processes=1)
    asked = itertools.count()
    whole = Worker.taken_apart

    def killed(self: Worker, some: list[str]) -> object:
        if next(asked) == 2:
            self.close()
        return whole(self, some)

    monkeypatch.setattr(Worker, "taken_apart", killed)
    assert arrays(building.segment_of(entries(), processes=2)) == arrays(alone)


def test_a_name_no_index_can_hold_is_refused_by_either() -> None:
    bad = [*entries(), ("018f0000-0000-7000-8000-ffffffffffff", "红旗\u202e")]
    for processes in (1, 2):
        with pytest.raises(UnacceptableText):
            building.segment_of(bad, processes=processes)


def test_a_worker_answers_as_if_here() -> None:
    asked = [*MADE[:20], "红旗\u202e", *MADE[20:50]]
    worker = Worker()
    try:
        part = worker.taken_apart(asked)
    finally:
        worker.close()
    here = taken_apart(asked)
    for one in (part, here):  # in which order a name's hashes come is chance
        one.columns.hashes = array("I", sorted(one.columns.hashes))
    assert part == here
    assert part.keys == [*map(match_key, MADE[:20]), None, *map(match_key, MADE[20:50])]
    assert len(part.columns) == 50


ODD = st.text(alphabet="红旗先锋税医心·三3双两𠮷a ：党建引领", min_size=1, max_size=9)


@given(st.lists(ODD | st.sampled_from(MADE), max_size=20))
def test_names_are_taken_apart_together_as_each_alone(some: list[str]) -> None:
    together, alone = Columns(), Columns()
    assert together.add(some) == [alone.add([name])[0] for name in some]
    assert together == alone


def test_plain_sorting_and_numpy_make_the_same_arrays(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = building.segment_of(entries(), processes=1)
    monkeypatch.setattr("nlp.index.arrays._SMALL", 0)
    monkeypatch.setattr("nlp.index.arrays._FEW_HASHES", 0)
    assert arrays(building.segment_of(entries(), processes=1)) == arrays(plain)


@pytest.mark.parametrize("entries_at_a_time", [1, 1000])
def test_portions_are_sorted_as_the_whole(
    monkeypatch: pytest.MonkeyPatch, entries_at_a_time: int
) -> None:
    whole = building.segment_of(entries(), processes=1)
    monkeypatch.setattr("nlp.index.arrays._SMALL", 0)
    monkeypatch.setattr("nlp.index.arrays._FEW_HASHES", 0)
    monkeypatch.setattr("nlp.index.arrays.PORTION", entries_at_a_time)
    monkeypatch.setattr("nlp.index.builder.PORTION", entries_at_a_time)
    assert arrays(building.segment_of(entries(), processes=1)) == arrays(whole)


def test_ids_of_any_kind_are_kept() -> None:
    given = [*(identifier for identifier, _ in entries()[:120]), "一", "2", *map(str, range(200))]
    one, many = Ids(), Ids()
    for at in range(0, len(given), 50):
        many.extend(given[at : at + 50])
    for identifier in given:
        one.add(identifier)
    assert one == many


def test_columns_of_some_names_are_as_if_these_alone_were_taken_apart() -> None:
    some, every, alone = [3, 7, 8, 500], Columns(), Columns()
    every.add(MADE)
    alone.add([MADE[place] for place in some])
    assert every.only(some) == alone
