"""The made-up registries that the index is tested and measured with."""

from __future__ import annotations

from collections import Counter

from benchmarks.generator import rows
from benchmarks.twins import TWINS
from nlp.compare import judge
from nlp.profile import profile


def test_a_seed_makes_the_same_rows_and_a_longer_registry_begins_alike() -> None:
    made = list(rows(400, seed=7))
    assert list(rows(300, seed=7)) == made[:300]
    assert [row.name for row in rows(400, seed=8)] != [row.name for row in made]


def test_every_kind_of_twin_is_planted_and_most_are_told() -> None:
    made = list(rows(12_000, seed=7))
    planted = [row for row in made if row.planted]
    assert {row.planted for row in planted} == set(TWINS)
    told = Counter(
        row.planted
        for row in planted
        if judge(profile(row.name), profile(made[row.of].name)).level != "fine"
    )
    assert all(told[kind] for kind in TWINS)
    assert sum(told.values()) > len(planted) / 3


def test_units_and_regions_are_many() -> None:
    made = list(rows(2000, seed=7))
    assert len({row.region for row in made}) == 31
    assert len({row.unit for row in made}) == len(made)
