"""Judges: the score sheets that go out to be filled in.

The criteria are shipped; their weights are the office's own and there is no default.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import corpora
from service.applications.options import Options
from service.errors import WrongUse
from service.tables import Listing, workbook

SHEET, FOLDER = "评分表", "评委评分表"
TOTAL = Decimal(100)
"""What the weights add up to, and the highest score a judge can give."""
HEAD = ("序号", "申报单位", "品牌名称")
SUM, RECUSAL, REMARK, REVIEW = "合计", "回避", "意见", "初审意见"
JUDGE = "评委："
"""What stands before the judge's name in the explanation of a sheet."""
NOBODY = "评委"
"""Whose sheet it is when the office named no judges: one sheet, to be copied."""


@dataclass(frozen=True, slots=True)
class Weighted:
    """A criterion with the most points it can get."""

    title: str
    help: str
    points: Decimal


def weighted(weights: Mapping[str, Decimal]) -> tuple[Weighted, ...]:
    """Return the criteria with the office's weights.

    Raises:
        WrongUse: a weight is missing or of no criterion, or they do not add up to 100.
    """
    criteria = corpora.table("applications/criteria.toml")["criterion"]
    titles = [one["title"] for one in criteria]
    if set(weights) != set(titles):
        raise WrongUse(
            f"请给五项标准各定一个权重：{'、'.join(titles)}，合计 100，例如 {titles[0]}=20。"
        )
    if sum(weights.values()) != TOTAL:
        raise WrongUse(f"五项权重合计是 {sum(weights.values())}，须为 100，请调整。")
    return tuple(Weighted(one["title"], one["help"], weights[one["title"]]) for one in criteria)


def judges(options: Options) -> tuple[str, ...]:
    """Return whose score sheets are wanted; nobody's when the office has set no weights."""
    if not options.numbers("weights"):
        return ()
    return options.listed("judges") or (NOBODY,)


def sheet_name(judge: str) -> str:
    """Return where in the folder of a batch a judge's sheet goes."""
    return f"{FOLDER}/{FOLDER}_{judge}.xlsx"


def score_sheet(
    named: Iterable[tuple[int, str, str, str]], criteria: Sequence[Weighted], judge: str
) -> bytes:
    """Return the sheet that one judge fills in: a row for each application, a column for each criterion.

    Args:
        named: number, unit, brand and opinion of the first review of each application.
        criteria: with their weights.
        judge: whose sheet it is.
    """
    scored = (f"{one.title}（{one.points}分）" for one in criteria)
    headings = (*HEAD, *scored, SUM, RECUSAL, REMARK, REVIEW)
    blank = ("",) * (len(headings) - len(HEAD) - 1)
    rows = tuple((*who, *blank, review) for *who, review in named)
    told = [f"{JUDGE}{judge}", *(f"{c.title}（{c.points}分）：{c.help}。" for c in criteria)]
    told.append("请在各项下填分数，可有两位小数，不超过该项分值；合计由程序计算，可以不填。")
    told.append("与申报单位有利害关系、应当回避的，在“回避”栏填“是”，不打分。其他的都要打分。")
    told.append(f"“{REVIEW}”是汇总时写的，请勿改动；评奖时据此核对。")
    return workbook([Listing(SHEET, headings, rows)], explanation=told)
