"""Score sheets of letters, filled in and sent back: totals, grades and ranks of each period and the year."""

from __future__ import annotations

import base64
from typing import Annotated, Any

from fastapi import APIRouter, File, UploadFile

from service.api.keys import Reader
from service.letters.results import read_scores
from service.letters.score_notes import notes
from service.listings import scores_listing
from service.tables import workbook

router = APIRouter(tags=["文件"])


@router.post("/scores", summary="汇总考核得分", operation_id="read_scores")
def rank_scores(
    _: Reader, file: Annotated[UploadFile, File(title="填好得分的考核评分表（.xlsx）")]
) -> dict[str, Any]:
    """各周期和全年的总分、等次、排名，连同考核结果表（base64）；缺的周期、超过上限的加分列在 notes 里。"""
    results = read_scores(file.file.read())
    listing = scores_listing(results)
    packed = base64.b64encode(workbook([listing])).decode()
    return {
        "schema": "pinwen.scores/1",
        "items": [
            {
                "period": one.period,
                "rank": one.rank,
                "unit_id": one.unit_id,
                "unit": one.unit,
                "total": float(one.total),
                "bonus": float(one.bonus),
                "grade": one.grade,
                "veto": one.veto,
            }
            for one in results
        ],
        "notes": list(notes(results)),
        "contents": [{"name": f"{listing.title}.xlsx", "content": packed}],
    }
