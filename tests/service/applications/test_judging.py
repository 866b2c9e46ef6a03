"""Score sheets go out, come back filled, and give a result; weights are the office's."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from service.applications.judging import (
    FEWEST_TO_TRIM,
    averages,
    read_scores,
    result_sheet,
    score_sheet,
    weighted,
)
from service.applications.options import Options
from service.errors import BadData, WrongUse
from service.importing.workbooks import read_sheets

WEIGHTS = Options({"weights": "领导力=20,向心力=20,竞争力=30,传播力=15,影响力=15"}).numbers(
    "weights"
)
CRITERIA = weighted(WEIGHTS)
NAMED = [(1, "甲支部", "子"), (2, "乙支部", "丑")]


def filled(scores: dict[int, list[object]]) -> bytes:
    book = load_workbook(io.BytesIO(score_sheet(NAMED, CRITERIA, "甲")))
    sheet = book["评分表"]
    for row, values in scores.items():
        for column, value in enumerate(values, 4):
            sheet.cell(row + 1, column).value = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    "weights",
    [
        {},
        {"领导力": Decimal(100)},
        {**WEIGHTS, "领导力": Decimal(30)},
        {**WEIGHTS, "新意": Decimal(0)},
    ],
)
def test_there_is_no_default_weight(weights: dict[str, Decimal]) -> None:
    with pytest.raises(WrongUse):
        weighted(weights)


def test_filled_sheets_give_a_ranking() -> None:
    best: list[object] = [20, 20, 30, 15, 15]
    good: list[object] = [18, "17.5", 25, 12, 11]
    results, problems = read_scores(
        {"甲": filled({1: good, 2: best}), "乙": filled({1: best, 2: best})}, CRITERIA
    )
    assert problems == []
    assert [(one.rank, one.number, one.average, one.trimmed) for one in results] == [
        (1, 2, Decimal("100.00"), None),
        (2, 1, Decimal("91.75"), None),
    ]
    grid = read_sheets(result_sheet(results))[0].grid
    assert grid[1][:4] == ["1", "2", "乙支部", "丑"]


def test_equal_results_share_a_rank() -> None:
    same: list[object] = [10, 10, 10, 10, 10]
    results, _ = read_scores({"甲": filled({1: same, 2: same})}, CRITERIA)
    assert [one.rank for one in results] == [1, 1]


def test_missing_and_impossible_scores_are_told() -> None:
    results, problems = read_scores(
        {"甲": filled({1: [21, 1, 1, 1, 1], 2: [1, None, "好", 1, 1]})}, CRITERIA
    )
    assert results == []
    told = " ".join(problems)
    for word in ("须在 0 至 20 分之间", "没有打分", "“好”不是数字", "未排名"):
        assert word in told


def test_another_workbook_is_refused() -> None:
    other = weighted({**WEIGHTS})[:2]
    with pytest.raises(BadData):
        read_scores({"甲": result_sheet([])}, other)


@given(st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=9))
def test_the_trimmed_mean_leaves_out_one_of_each_end(totals: list[Decimal]) -> None:
    mean, trimmed = averages(totals)
    assert min(totals) <= mean <= max(totals)
    assert (trimmed is None) is (len(totals) < FEWEST_TO_TRIM)
    if trimmed is not None:
        ordered = sorted(totals)
        assert ordered[1] <= trimmed <= ordered[-2]
