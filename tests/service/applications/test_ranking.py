"""Ranking: by the mean, trimmed where the rules say so; ties shared or broken by criteria."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.applications.ranking import Rules, averages, ranked
from service.applications.scoring import read_score_sheets
from service.errors import WrongUse
from tests.service.applications.judges import STOOD_BACK, filled, judged, rated


@given(st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=9), st.booleans())
def test_the_trimmed_mean_leaves_out_one_of_each_end(totals: list[Decimal], trim: bool) -> None:
    mean, trimmed = averages(totals, trim=trim)
    assert min(totals) <= mean <= max(totals)
    assert (trimmed is None) is (not trim or len(totals) < 3)
    if trimmed is not None:
        ordered = sorted(totals)
        assert ordered[1] <= trimmed <= ordered[-2]


def test_the_best_mean_is_first_and_equal_ones_share_a_rank() -> None:
    results = ranked(judged(甲=[80, 90, 80], 乙=[82, 91, 82]), Rules())
    assert [(one.rank, one.number, one.worth) for one in results] == [
        *((1, 2, Decimal("90.50")), (2, 1, Decimal("81.00"))),
        (2, 3, Decimal("81.00")),
    ]


def test_a_criterion_parts_equal_ones() -> None:
    found = read_score_sheets(
        [
            (
                "甲.xlsx",
                filled("甲", {1: [10, 20, 20, 15, 15], 2: [20, 20, 10, 15, 15], 3: rated(70)}),
            )
        ]
    )
    assert found
    assert [one.number for one in ranked(found, Rules(ties="领导力"))] == [2, 1, 3]
    assert [one.rank for one in ranked(found, Rules(ties="传播力，竞争力"))] == [1, 2, 3]
    assert [one.number for one in ranked(found, Rules(ties="传播力，竞争力"))] == [1, 2, 3]


@pytest.mark.parametrize(
    ("trim", "judges", "worth"),
    [
        *(("自动", 3, "80.33"), ("是", 3, "80.00"), ("否", 3, "80.33")),
        *(("自动", 5, "80.33"), ("否", 5, "78.20")),
    ],
)
def test_the_ends_are_left_out_as_the_rules_say(trim: str, judges: int, worth: str) -> None:
    given_ = dict(zip("甲乙丙丁戊", [80, 79, 82, 90, 60], strict=True))
    sheets = {judge: [given_[judge]] * 3 for judge in list(given_)[:judges]}
    assert str(ranked(judged(**sheets), Rules(trim=trim))[0].worth) == worth


def test_who_stood_back_does_not_count() -> None:
    found = read_score_sheets(
        [
            ("甲.xlsx", filled("甲", {1: rated(60), 2: STOOD_BACK, 3: rated(70)})),
            ("乙.xlsx", filled("乙", {1: rated(80), 2: rated(90), 3: rated(75)})),
        ]
    )
    assert found
    best = ranked(found, Rules())[0]
    assert (best.number, best.worth, best.recused) == (2, Decimal("90.00"), ("甲",))


@pytest.mark.parametrize("rules", [Rules(trim="也许"), Rules(ties="新意"), Rules(ties="")])
def test_rules_that_do_not_exist_are_refused(rules: Rules) -> None:
    with pytest.raises(WrongUse):
        ranked(judged(甲=[80, 90, 70]), rules)
