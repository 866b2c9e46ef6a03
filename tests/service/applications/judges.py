"""Score sheets as judges send them back, for tests."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal

from openpyxl import load_workbook

from service.applications.judging import score_sheet, weighted
from service.applications.opinions import PASS
from service.applications.scoring import Judged, read_score_sheets

WEIGHTS = {
    "领导力": Decimal(20),
    "向心力": Decimal(20),
    "竞争力": Decimal(30),
    "传播力": Decimal(15),
    "影响力": Decimal(15),
}
Named = tuple[int, str, str, str]
NAMED: list[Named] = [
    (1, "甲支部", "一窗暖", PASS),
    (2, "乙支部", "道钉", PASS),
    (3, "丙支部", "清渠", PASS),
]
STOOD_BACK = [None, None, None, None, None, None, "是"]
Points = Mapping[int, Sequence[object]]


def filled(judge: str, points: Points, named: Sequence[Named] = NAMED) -> bytes:
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
    return judged_of(NAMED, totals)


def reviewed(*opinions: str) -> list[Named]:
    """Return the three applications with other opinions of the first review."""
    return [(*one[:3], opinion) for one, opinion in zip(NAMED, opinions, strict=True)]


def judged_of(named: Sequence[Named], totals: Mapping[str, Sequence[float]]) -> Judged:
    """Return the scoring of such applications."""
    files = [
        (
            f"评委评分表_{judge}.xlsx",
            filled(judge, {n: rated(t) for n, t in enumerate(given, 1)}, named),
        )
        for judge, given in totals.items()
    ]
    found = read_score_sheets(files)
    assert found is not None
    assert not found.problems
    return found
