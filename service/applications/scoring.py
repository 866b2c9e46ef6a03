"""The judges' filled sheets of a folder → one sheet of results; the weights stand in their headings."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from service.applications.judging import FOLDER, SHEET, read_scores, result_sheet, weighted
from service.errors import BadData, NotFound
from service.importing.table import content
from service.importing.workbooks import read_sheets

_HEADING = re.compile(r"(.+)（([\d.]+)分）")


def results_of(folder: Path) -> tuple[bytes, list[str]]:
    """Return the workbook of results of all judges' sheets in a folder, and what is wrong in them.

    Raises:
        NotFound: there is no sheet in the folder.
        BadData: a sheet is none of ours, or the sheets have different weights.
        UnreadableFile: a workbook cannot be opened.
    """
    paths = sorted(folder.glob(f"{FOLDER}_*.xlsx"))
    if not paths:
        raise NotFound(f"文件夹“{folder}”里没有“{FOLDER}_….xlsx”，请检查路径。", path=str(folder))
    sheets = {path.stem.removeprefix(f"{FOLDER}_"): content(path) for path in paths}
    weights = {judge: _weights(judge, data) for judge, data in sheets.items()}
    first, *others = weights.values()
    if any(other != first for other in others):
        raise BadData("各位评委的评分表权重不一样，请使用同一批发出的评分表。")
    results, problems = read_scores(sheets, weighted(first))
    return result_sheet(results, problems), problems


def _weights(judge: str, data: bytes) -> dict[str, Decimal]:
    grids = [sheet.grid for sheet in read_sheets(data) if sheet.name == SHEET]
    head = grids[0][0] if grids and grids[0] else []
    found = {m[1]: Decimal(m[2]) for text in head if (m := _HEADING.fullmatch(text.strip()))}
    if not found:
        raise BadData(f"“{judge}”的文件不是发出的评分表，请使用原表填写。", judge=judge)
    return found
