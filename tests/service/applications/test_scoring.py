"""The judges' sheets of a folder, filled in and read back."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from service.applications.judging import FOLDER, score_sheet, weighted
from service.applications.scoring import results_of
from service.errors import BadData, NotFound

WEIGHTS = {
    "领导力": Decimal(20),
    "向心力": Decimal(20),
    "竞争力": Decimal(30),
    "传播力": Decimal(15),
    "影响力": Decimal(15),
}
ROWS = [(1, "甲支部", "一窗暖"), (2, "乙支部", "道钉")]


def filled(folder: Path, judge: str, points: list[list[float]], **weights: int) -> None:
    changed = WEIGHTS | {name: Decimal(value) for name, value in weights.items()}
    book = openpyxl.load_workbook(io.BytesIO(score_sheet(ROWS, weighted(changed), judge)))
    for row, values in enumerate(points, 2):
        for column, value in enumerate(values, 4):
            book["评分表"].cell(row, column, value)
    book.save(folder / f"{FOLDER}_{judge}.xlsx")


def test_totals_means_and_ranks(tmp_path: Path) -> None:
    filled(tmp_path, "甲", [[18, 18, 25, 12, 12], [20, 20, 30, 15, 15]])
    filled(tmp_path, "乙", [[16, 16, 25, 12, 12], [19, 19, 29, 14, 14]])
    data, problems = results_of(tmp_path)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["评分结果"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[:4] for row in rows] == [(1, 2, "乙支部", "道钉"), (2, 1, "甲支部", "一窗暖")]
    assert {100, 95, 97.5} <= set(rows[0])
    assert problems == []


def test_a_score_beyond_its_weight_is_told(tmp_path: Path) -> None:
    filled(tmp_path, "甲", [[21, 18, 25, 12, 12], [20, 20, 30, 15, 15]])
    _, problems = results_of(tmp_path)
    assert any("序号 1" in told for told in problems)


def test_sheets_of_other_weights_do_not_mix(tmp_path: Path) -> None:
    filled(tmp_path, "甲", [[1] * 5] * 2)
    filled(tmp_path, "乙", [[1] * 5] * 2, 领导力=10, 竞争力=40)
    with pytest.raises(BadData, match="权重不一样"):
        results_of(tmp_path)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="评委评分表"):
        results_of(tmp_path)
