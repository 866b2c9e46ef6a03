"""Score sheets that go out: a row for each application, a column for each criterion, no weight of ours."""

from __future__ import annotations

from decimal import Decimal

import pytest

from service.applications.judging import score_sheet, weighted
from service.applications.options import Options
from service.errors import WrongUse
from service.importing.workbooks import read_sheets

WEIGHTS = Options({"weights": "领导力=20,向心力=20,竞争力=30,传播力=15,影响力=15"}).numbers(
    "weights"
)


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


def test_a_sheet_names_its_judge_and_leaves_all_scores_open() -> None:
    data = score_sheet([(1, "甲支部", "子", "退回补正")], weighted(WEIGHTS), "张三")
    sheet, told = read_sheets(data)
    assert sheet.grid[0][:4] == ["序号", "申报单位", "品牌名称", "领导力（20分）"]
    assert sheet.grid[0][-3:] == ["回避", "意见", "初审意见"]
    assert sheet.grid[1] == ["1", "甲支部", "子", *[""] * 8, "退回补正"]
    assert told.grid[0] == ["评委：张三"]
