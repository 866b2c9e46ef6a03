"""Score sheets made from the indicator tree; `service.letters.results` reads them back filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from service.drafting.numbers import plain_number
from service.letters.indicators import Indicator, indicator_tree
from service.tables import Listing, workbook

PERIODS = {
    "月": tuple(f"{month}月" for month in range(1, 13)),
    "季度": ("一季度", "二季度", "三季度", "四季度"),
    "半年": ("上半年", "下半年"),
    "年": ("全年",),
}
"""Sheets of a score book by the period of assessment."""
RULES = "指标"
ID, UNIT, BONUS, VETO, WHY = "单位编号", "单位", "加分", "否决项", "说明"
"""Headings beside those of the items."""


def score_book(units: Sequence[Mapping[str, Any]], shared: Mapping[str, Any]) -> bytes:
    """Return a workbook to fill in: a sheet for each period, a row for each unit, a column for each item.

    Headings begin with the id of the indicator; the sheet 指标 carries full scores, grades and caps, so
    that the filled book can be read without any other file.
    """
    leaves = [leaf for one in indicator_tree(shared["indicators"]) for leaf in one.leaves()]
    headings = (
        *(ID, UNIT),
        *(f"{one.id} {one.title}（{plain_number(one.score)}分）" for one in leaves),
        *(BONUS, VETO, WHY),
    )
    rows = tuple((one["unit_id"], one["unit_name"], *[""] * (len(leaves) + 3)) for one in units)
    sheets = [Listing(name, headings, rows) for name in PERIODS[shared["assess_period"]]]
    return workbook([*sheets, _rules(leaves, shared)], explanation=_EXPLANATION)


_EXPLANATION = (
    "每个考核周期一张表：每个单位一行，每项指标填得分；没有考核的单位整行留空。",
    "不设基础分、逐项扣分的，填扣分，写成负数，没有扣分的填 0。",
    "加分填合计数；有否决情形的，在“否决项”填“指标”表里列出的情形名称，没有的留空。",
    "填好后保存，用 pinwen scores 读取，得出总分、等次和排名。",
)


def _rules(leaves: Sequence[Indicator], shared: Mapping[str, Any]) -> Listing:
    rows: list[tuple[object, ...]] = [
        ("指标", one.id, one.title, one.score if shared["total_score"] else "") for one in leaves
    ]
    rows += [("上不封顶", one.id, one.title, "") for one in leaves if one.given["uncapped"]]
    rows.append(("总分", "", "", shared["total_score"]))
    if shared["bonus_cap"] or shared["bonus_cap"] == 0:
        rows.append(("加分上限", "", "", shared["bonus_cap"]))
    rows += [("等次", "", band["name"], band["min"]) for band in shared["grade_bands"]]
    rows += [("否决项", "", one["title"], "") for one in shared["veto"]]
    shown = tuple(tuple(_number(cell) for cell in row) for row in rows)
    return Listing(RULES, ("类别", "编号", "名称", "分值"), shown)


def _number(cell: object) -> object:
    return float(cell) if isinstance(cell, Decimal) else cell
