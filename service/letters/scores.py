"""Score sheets made from the indicator tree; `service.letters.results` reads them back filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from service.drafting.numbers import plain_number
from service.letters.indicators import Indicator, indicator_tree
from service.letters.score_rules import VETO, rules_sheet
from service.tables import Listing, Rows, workbook

PERIODS = {
    "月": tuple(f"{month}月" for month in range(1, 13)),
    "季度": ("一季度", "二季度", "三季度", "四季度"),
    "半年": ("上半年", "下半年"),
    "年": ("全年",),
}
"""Sheets of a score book by the period of assessment."""
ID, UNIT, BONUS, WHY = "单位编号", "单位", "加分", "说明"
"""Headings beside those of the items."""


def score_book(units: Sequence[tuple[str, str]], shared: Mapping[str, Any]) -> bytes:
    """Return a workbook to fill in: a sheet for each period, a row for each unit, a column for each item.

    Headings begin with the id of the indicator; the sheet 指标 carries full scores, grades and caps, so
    that the filled book can be read without any other file.

    Args:
        units: id and name of each.
        shared: the facts common to all letters.
    """
    leaves = [leaf for one in indicator_tree(shared["indicators"]) for leaf in one.leaves()]
    headings = (
        *(ID, UNIT),
        *(f"{one.id} {one.title}（{_worth(one, shared)}）" for one in leaves),
        *(BONUS, VETO, WHY),
    )
    blank = ("",) * (len(leaves) + 3)
    rows = Rows(len(units), lambda: ((*unit, *blank) for unit in units))
    sheets = [Listing(name, headings, rows) for name in PERIODS[shared["assess_period"]]]
    return workbook([*sheets, rules_sheet(leaves, shared)], explanation=_EXPLANATION)


def _worth(one: Indicator, shared: Mapping[str, Any]) -> str:
    """Return what a heading says of an item's points; where they are only taken off it has none."""
    return f"{plain_number(one.score)}分" if shared["total_score"] else "扣分"


_EXPLANATION = (
    "每个考核周期一张表：每个单位一行，每项指标填得分；没有考核的单位整行留空。",
    "不设基础分、逐项扣分的，填扣分，写成负数，没有扣分的填 0。",
    "加分填合计数；有否决情形的，在“否决项”填“指标”表里列出的情形名称，没有的留空。",
    "填好后保存，用 pinwen scores 读取，得出总分、等次和排名。",
)
