"""Score sheets made from the indicator tree, and read back filled in: totals, grades, ranking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from service.drafting.numbers import plain_number
from service.errors import BadData
from service.importing.model import Grid
from service.importing.table import content
from service.importing.workbooks import read_sheets
from service.letters.indicators import ZERO, Indicator, indicator_tree
from service.tables import Listing, workbook

PERIODS = {
    "月": tuple(f"{month}月" for month in range(1, 13)),
    "季度": ("一季度", "二季度", "三季度", "四季度"),
    "半年": ("上半年", "下半年"),
    "年": ("全年",),
}
"""Sheets of a score book by the period of assessment."""
RULES = "指标"
_ID, _UNIT, _BONUS, _VETO, _WHY = "单位编号", "单位", "加分", "否决项", "说明"
_FIXED = 2
_HUNDREDTH = Decimal("0.01")


def score_book(units: Sequence[Mapping[str, Any]], shared: Mapping[str, Any]) -> bytes:
    """Return a workbook to fill in: a sheet for each period, a row for each unit, a column for each item.

    Headings begin with the id of the indicator; the sheet 指标 carries full scores, grades and caps, so
    that the filled book can be read without any other file.
    """
    leaves = [leaf for one in indicator_tree(shared["indicators"]) for leaf in one.leaves()]
    headings = (
        *(_ID, _UNIT),
        *(f"{one.id} {one.title}（{plain_number(one.score)}分）" for one in leaves),
        *(_BONUS, _VETO, _WHY),
    )
    rows = tuple((one["unit_id"], one["unit_name"], *[""] * (len(leaves) + 3)) for one in units)
    sheets = [Listing(name, headings, rows) for name in PERIODS[shared["assess_period"]]]
    return workbook([*sheets, _rules(leaves, shared)], explanation=_EXPLANATION)


_EXPLANATION = (
    "每个考核周期一张表：每个单位一行，每项指标填得分（扣分制的填扣分，写成负数）。",
    "加分填合计数；有否决情形的，在“否决项”填情形名称。没有考核的单位整行留空。",
    "填好后保存，用 pinwen scores 读取，得出总分、等次和排名。",
)


def _rules(leaves: Sequence[Indicator], shared: Mapping[str, Any]) -> Listing:
    rows: list[tuple[object, ...]] = [
        ("指标", one.id, one.title, one.score if shared["total_score"] else "") for one in leaves
    ]
    rows.append(("总分", "", "", shared["total_score"]))
    if shared["bonus_cap"] or shared["bonus_cap"] == 0:
        rows.append(("加分上限", "", "", shared["bonus_cap"]))
    rows += [("等次", "", band["name"], band["min"]) for band in shared["grade_bands"]]
    rows += [("否决项", "", one["title"], "") for one in shared["veto"]]
    shown = tuple(tuple(_number(cell) for cell in row) for row in rows)
    return Listing(RULES, ("类别", "编号", "名称", "分值"), shown)


def _number(cell: object) -> object:
    return float(cell) if isinstance(cell, Decimal) else cell


@dataclass(frozen=True, slots=True)
class Rules:
    """What a filled book is judged by; None where points are only taken off."""

    full: Mapping[str, Decimal | None]
    bonus_cap: Decimal | None
    bands: tuple[tuple[Decimal, str], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one unit in one period, or of the year.

    Attributes:
        total: points with the counted bonus, two decimals at most.
        bonus: points of bonus counted, never above the cap.
        veto: what vetoes, empty if nothing.
        grade: its grade; the lowest when vetoed.
        rank: 1-based, equal totals share a rank; vetoed units come last.
    """

    unit_id: str
    unit: str
    period: str
    total: Decimal
    bonus: Decimal
    veto: str
    grade: str
    rank: int = 0


def read_scores(source: Path | bytes) -> tuple[Result, ...]:
    """Return the results of a filled score book, period by period, then of the year, each ranked.

    The year is the mean of the periods in which a unit was assessed.

    Raises:
        BadData: a cell that is no number, or passes the full score; says sheet, row and column.
        UnreadableFile: no workbook.
    """
    sheets = {sheet.name: sheet.grid for sheet in read_sheets(content(source))}
    if RULES not in sheets:
        raise BadData(f"工作簿里没有“{RULES}”工作表，请使用生成的考核评分表。")
    rules = _read_rules(sheets[RULES])
    known = [name for names in PERIODS.values() for name in names if name in sheets]
    found = [tuple(_read_period(name, sheets[name], rules)) for name in known]
    if not any(found):
        raise BadData("评分表还没有填写，请填好得分后再读取。")
    year = tuple(_year([one for period in found for one in period], rules))
    ranked = [one for period in found for one in rank(period)]
    return (*ranked, *rank(year)) if len([p for p in found if p]) > 1 else tuple(ranked)


def _read_rules(grid: Grid) -> Rules:
    full: dict[str, Decimal | None] = {}
    cap: Decimal | None = None
    bands = []
    for row in grid[1:]:
        kind, name, title, value = (*row, "", "", "", "")[:4]
        points = Decimal(value) if value.strip() else None
        if kind == "指标":
            full[name] = points
        elif kind == "加分上限":
            cap = points
        elif kind == "等次" and points is not None:
            bands.append((points, title))
    return Rules(full, cap, tuple(sorted(bands, reverse=True)))


def _read_period(period: str, grid: Grid, rules: Rules) -> Iterator[Result]:
    head = grid[0] if grid else []
    columns = {n: text.split(" ", 1)[0] for n, text in enumerate(head)}
    where = {text: n for n, text in enumerate(head)}
    items = {n: name for n, name in columns.items() if name in rules.full}
    for number, row in enumerate(grid[1:], 2):
        filled = {n: row[n].strip() for n in items if n < len(row) and row[n].strip()}
        veto = _cell(row, where.get(_VETO))
        if not filled and not veto:
            continue
        place = f"“{period}”表第 {number} 行"
        if missing := [
            items[n] for n in items if n not in filled and rules.full[items[n]] is not None
        ]:
            raise BadData(f"{place}没有填指标 {missing[0]} 的得分，请补上。", row=number)
        points = sum((_points(text, items[n], rules, place) for n, text in filled.items()), ZERO)
        bonus = _points(_cell(row, where.get(_BONUS)) or "0", _BONUS, rules, place)
        if rules.bonus_cap is not None:
            bonus = min(bonus, rules.bonus_cap)
        total = points + bonus
        yield Result(row[0], row[1], period, total, bonus, veto, _grade(total, veto, rules))


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""


def _points(text: str, name: str, rules: Rules, place: str) -> Decimal:
    try:
        points = Decimal(text)
    except InvalidOperation as trouble:
        raise BadData(f"{place}指标 {name} 填的“{text}”不是数字，请改正。") from trouble
    most = rules.full.get(name)
    if not points.is_finite() or (most is not None and not 0 <= points <= most):
        raise BadData(f"{place}指标 {name} 填的 {text} 不在 0 到 {most} 之间，请核对。")
    return points


def _grade(total: Decimal, veto: str, rules: Rules) -> str:
    if not rules.bands:
        return ""
    if veto:
        return rules.bands[-1][1]
    return next((name for least, name in rules.bands if total >= least), rules.bands[-1][1])


def _year(results: Sequence[Result], rules: Rules) -> Iterator[Result]:
    by_unit: dict[str, list[Result]] = {}
    for one in results:
        by_unit.setdefault(one.unit_id, []).append(one)
    for name, own in by_unit.items():
        total = (sum((one.total for one in own), ZERO) / len(own)).quantize(_HUNDREDTH)
        bonus = (sum((one.bonus for one in own), ZERO) / len(own)).quantize(_HUNDREDTH)
        veto = "；".join(dict.fromkeys(one.veto for one in own if one.veto))
        yield Result(name, own[0].unit, "年度", total, bonus, veto, _grade(total, veto, rules))


def rank(results: Sequence[Result]) -> tuple[Result, ...]:
    """Return results with their ranks, best first; equal totals share a rank, vetoed ones come last."""
    ordered = sorted(results, key=lambda one: (bool(one.veto), -one.total))
    ranked: list[Result] = []
    for place, one in enumerate(ordered, 1):
        before = ranked[-1] if ranked else None
        same = before and (before.total, bool(before.veto)) == (one.total, bool(one.veto))
        number = before.rank if before and same else place
        ranked.append(
            Result(
                *(one.unit_id, one.unit, one.period, one.total, one.bonus, one.veto, one.grade),
                rank=number,
            )
        )
    return tuple(ranked)
