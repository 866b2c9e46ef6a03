"""Judges: score sheets to fill in, and the result of those that come back filled.

The criteria are shipped; their weights are the office's own and there is no default.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

import corpora
from service.applications.options import Options
from service.errors import BadData, WrongUse
from service.importing.model import Grid
from service.importing.workbooks import read_sheets
from service.tables import Listing, workbook

SHEET, FOLDER = "评分表", "评委评分表"
TOTAL = Decimal(100)
"""What the weights add up to, and the highest score a judge can give."""
_HEAD = ("序号", "申报单位", "品牌名称")
_END = ("合计", "意见")
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Weighted:
    """A criterion with the most points it can get."""

    title: str
    help: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Scored:
    """The result of one application.

    Attributes:
        totals: by judge, in order of the judges.
        average: of all totals.
        trimmed: without the highest and the lowest, None for fewer than five judges.
        rank: 1 is best; equal results share a rank.
    """

    number: int
    unit: str
    brand: str
    totals: Mapping[str, Decimal]
    average: Decimal
    trimmed: Decimal | None
    rank: int = 0


FEWEST_TO_TRIM = 5
"""From as many judges on, the highest and the lowest total are left out (DECISION)."""


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


def score_sheets(
    rows: Sequence[Mapping[str, Any]], options: Options
) -> Iterator[tuple[str, bytes]]:
    """Yield a score sheet for each judge; none when the office has set no weights."""
    weights = options.numbers("weights")
    if not weights:
        return
    criteria = weighted(weights)
    named = [(one["number"], one["row"]["unit_name"], one["row"]["brand_name"]) for one in rows]
    for judge in options.listed("judges") or ("评委",):
        yield f"{FOLDER}/{FOLDER}_{judge}.xlsx", score_sheet(named, criteria, judge)


def score_sheet(
    named: Iterable[tuple[int, str, str]], criteria: Sequence[Weighted], judge: str
) -> bytes:
    """Return the sheet that one judge fills in: a row for each application, a column for each criterion."""
    headings = (*_HEAD, *(f"{one.title}（{one.points}分）" for one in criteria), *_END)
    blank = ("",) * (len(criteria) + len(_END))
    rows = tuple((*one, *blank) for one in named)
    told = [f"评委：{judge}", *(f"{one.title}（{one.points}分）：{one.help}。" for one in criteria)]
    told.append("请在各项下填分数，可有两位小数，不超过该项分值；合计由程序计算，可以不填。")
    return workbook([Listing(SHEET, headings, rows)], explanation=told)


def read_scores(
    sheets: Mapping[str, bytes], criteria: Sequence[Weighted]
) -> tuple[list[Scored], list[str]]:
    """Return the results of filled sheets by rank, and what is wrong in them.

    Args:
        sheets: the filled workbooks by judge.
        criteria: with the weights they were made with.

    An application that a judge did not score whole is told; his total for it does not count.

    Raises:
        UnreadableFile: a workbook cannot be opened.
        BadData: a workbook is no score sheet of these criteria.
    """
    totals: dict[int, dict[str, Decimal]] = defaultdict(dict)
    named: dict[int, tuple[str, str]] = {}
    problems: list[str] = []
    for judge, data in sheets.items():
        for number, unit, brand, cells in _scored_rows(judge, data, criteria):
            named.setdefault(number, (unit, brand))
            if named[number] != (unit, brand):
                problems.append(
                    f"{judge}：序号 {number} 的单位或品牌与其他评委的表不一致，未计入。"
                )
                continue
            total, wrong = _total(cells, criteria)
            problems += [f"{judge}：序号 {number}“{brand}”{text}" for text in wrong]
            if total is not None:
                totals[number][judge] = total
    results = [
        Scored(number, *named[number], given, *averages(list(given.values())))
        for number, given in totals.items()
    ]
    problems += [
        f"序号 {number}“{named[number][1]}”没有完整的评分，未排名。"
        for number in named
        if number not in totals
    ]
    return ranked(results), problems


def _scored_rows(
    judge: str, data: bytes, criteria: Sequence[Weighted]
) -> Iterator[tuple[int, str, str, list[str]]]:
    grid: Grid = next((s.grid for s in read_sheets(data) if s.name == SHEET), [[]])
    head = [cell.strip() for cell in grid[0]]
    places = [
        next((n for n, text in enumerate(head) if text.startswith(one.title)), -1)
        for one in criteria
    ]
    if tuple(head[:3]) != _HEAD or -1 in places:
        raise BadData(f"“{judge}”的文件不是发出的评分表，请使用原表填写。", judge=judge)
    for row in grid[1:]:
        cells = [*row, *[""] * len(head)]
        if cells[0].strip().isdigit():
            yield int(cells[0]), cells[1].strip(), cells[2].strip(), [cells[n] for n in places]


def _total(cells: Sequence[str], criteria: Sequence[Weighted]) -> tuple[Decimal | None, list[str]]:
    """Return the sum of a row, None with the reasons if a score is missing or out of range."""
    wrong, total = [], Decimal(0)
    for text, one in zip(cells, criteria, strict=True):
        try:
            score = Decimal(text.strip())
        except InvalidOperation:
            blank = not text.strip()
            wrong.append(f"的“{one.title}”{'没有打分' if blank else f'“{text}”不是数字'}，请补正。")
            continue
        if not score.is_finite() or not 0 <= score <= one.points:
            wrong.append(f"的“{one.title}”打了 {text} 分，须在 0 至 {one.points} 分之间。")
            continue
        total += score
    return (None, wrong) if wrong else (total, [])


def averages(totals: Sequence[Decimal]) -> tuple[Decimal, Decimal | None]:
    """Return the mean, and the mean without the highest and the lowest (None for fewer than five)."""
    mean = _rounded(sum(totals, Decimal(0)) / len(totals))
    if len(totals) < FEWEST_TO_TRIM:
        return mean, None
    inner = sorted(totals)[1:-1]
    return mean, _rounded(sum(inner, Decimal(0)) / len(inner))


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(_CENT, ROUND_HALF_UP)


def ranked(results: Iterable[Scored]) -> list[Scored]:
    """Return results by their trimmed mean (the mean where there is none); equal ones share a rank."""

    def worth(one: Scored) -> Decimal:
        return one.average if one.trimmed is None else one.trimmed

    ordered = sorted(results, key=lambda one: (-worth(one), one.number))
    found: list[Scored] = []
    for place, one in enumerate(ordered, 1):
        rank = found[-1].rank if found and worth(found[-1]) == worth(one) else place
        found.append(
            Scored(one.number, one.unit, one.brand, one.totals, one.average, one.trimmed, rank)
        )
    return found


def result_sheet(results: Sequence[Scored], problems: Sequence[str] = ()) -> bytes:
    """Return the sheet of results: each judge's total, mean, trimmed mean, rank."""
    judges = list(dict.fromkeys(judge for one in results for judge in one.totals))
    headings = ("名次", *_HEAD, *judges, "平均分", "去最高最低平均分")
    rows = tuple(
        (
            *(one.rank, one.number, one.unit, one.brand),
            *(_number(one.totals.get(judge)) for judge in judges),
            *(_number(one.average), _number(one.trimmed)),
        )
        for one in results
    )
    told = [f"评委不足 {FEWEST_TO_TRIM} 人时不去最高最低分，按平均分排名。", *problems]
    return workbook([Listing("评分结果", headings, rows)], explanation=told)


def _number(value: Decimal | None) -> object:
    return "" if value is None else float(value)
