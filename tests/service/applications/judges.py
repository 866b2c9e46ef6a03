"""Score sheets as judges send them back, for tests."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal

from openpyxl import load_workbook

from service.applications.judging import score_sheet, weighted
from service.applications.scoring import Judged, read_score_sheets

WEIGHTS = {
    "领导力": Decimal(20),
    "向心力": Decimal(20),
    "竞争力": Decimal(30),
    "传播力": Decimal(15),
    "影响力": Decimal(15),
}
NAMED = [(1, "甲支部", "一窗暖"), (2, "乙支部", "道钉"), (3, "丙支部", "清渠")]
STOOD_BACK = [None, None, None, None, None, None, "是"]
Points = Mapping[int, Sequence[object]]


def filled(judge: str, points: Points, named: Sequence[tuple[int, str, str]] = NAMED) -> bytes:
    """Return a sheet filled in: by its place, the cells of a row from the first criterion on."""
    book = load_workbook(io.BytesIO(score_sheet(named, weighted(WEIGHTS), judge)))
    for row, values in points.items():
        for column, value in enumerate(values, 4):
            book["评分表"].cell(row + 1, column).value = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def rated(total: float) -> list[object]:
    """Return points that add up to a total of at most 70 more than it takes to fill four criteria."""
    return [total - 60, 15, 15, 15, 15] if total <= 80 else [20, 20, total - 70, 15, 15]


def judged(**totals: Sequence[float]) -> Judged:
    """Return the scoring of the three applications, totals by judge."""
    files = [
        (f"评委评分表_{judge}.xlsx", filled(judge, {n: rated(t) for n, t in enumerate(given, 1)}))
        for judge, given in totals.items()
    ]
    found = read_score_sheets(files)
    assert found is not None
    assert not found.problems
    return found
