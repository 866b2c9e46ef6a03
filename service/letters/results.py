"""Score sheets read back filled in: totals, grades, ranking; every fault is told with sheet, row and item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from nlp.nothing_said import says_nothing
from service.drafting.numbers import number_in
from service.errors import BadData
from service.importing.cells import is_total
from service.importing.sheet_parts import fault_told
from service.importing.workbooks import Sheet, read_sheets
from service.letters.indicators import ZERO
from service.letters.score_rules import SHEET, VETO, Rules, read_rules
from service.letters.scores import BONUS, ID, PERIODS, UNIT
from service.texts import first_faults
from service.whole_files import content

_HUNDREDTH = Decimal("0.01")
# What clerks write in the cells of bonus and veto beside what says nothing anywhere.
_NONE = re.compile("0+|否|不涉及")
_MEANS = ("平均", "平均分", "平均值")
_HEAD_DEPTH = 10
# Columns that are read beside those of the items.
_READ = (ID, UNIT, BONUS, VETO)
YEAR = "年度"
_MOST_TOLD = 30


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one unit in one period, or of the year.

    Attributes:
        total: points with the counted bonus, two decimals at most.
        bonus: points of bonus counted, never above the cap.
        veto: what vetoes, empty if nothing.
        grade: its grade; the lowest when vetoed.
        rank: 1-based, equal totals share a rank; vetoed units come last.
        over: points of bonus that were filled in beyond the cap, and are not counted.
    """

    unit_id: str
    unit: str
    period: str
    total: Decimal
    bonus: Decimal
    veto: str
    grade: str
    rank: int = 0
    over: Decimal = ZERO


def read_scores(source: Path | bytes) -> tuple[Result, ...]:
    """Return the results of a filled score book, period by period, then of the year, each ranked.

    The year is the mean of the periods in which a unit was assessed; where points are only taken off it
    is their sum, with the bonus up to its cap.

    Raises:
        BadData: cells that are no number, pass the full score, or are missing; all of them are told.
        UnreadableFile: no workbook.
    """
    sheets = {sheet.name: sheet for sheet in read_sheets(content(source))}
    if SHEET not in sheets:
        raise BadData(f"工作簿里没有“{SHEET}”工作表，请使用生成的考核评分表。")
    rules = read_rules(sheets[SHEET].grid)
    faults: list[str] = []
    known = [name for names in PERIODS.values() for name in names if name in sheets]
    faults += _strange_sheets(sheets, known)
    found = [tuple(_Period(sheets[name], rules, faults).results()) for name in known]
    faults += _renamed([one for period in found for one in period])
    if faults:
        raise BadData(first_faults(faults, _MOST_TOLD))
    if not any(found):
        raise BadData("评分表还没有填写，请填好得分后再读取。")
    ranked = tuple(one for period in found for one in rank(period))
    if len([period for period in found if period]) < 2:
        return ranked
    return (*ranked, *rank(tuple(_year([one for period in found for one in period], rules))))


def _renamed(results: Sequence[Result]) -> Iterator[str]:
    """Yield what is to be told of units that are called otherwise in another period."""
    first: dict[str, Result] = {}
    for one in results:
        before = first.setdefault(one.unit_id, one)
        if before.unit != one.unit:
            yield (
                f"单位编号“{one.unit_id}”在“{before.period}”表是“{before.unit}”，"
                f"在“{one.period}”表是“{one.unit}”，请核对。"
            )


def _strange_sheets(sheets: Mapping[str, Sheet], known: Sequence[str]) -> Iterator[str]:
    """Yield what is to be told of sheets that are filled in like a period, but are called otherwise."""
    periods = next(
        (names for names in PERIODS.values() if {*names} & {*known}), ("一季度", "上半年")
    )
    for name, sheet in sheets.items():
        if name not in known and ID in map(str.strip, _head(sheet)):
            yield f"工作表“{name}”不知道是哪个周期，请改回原来的名称，如“{'”“'.join(periods)}”。"


def _head_row(sheet: Sheet) -> int:
    """Return the 0-based row of the headings; the first where no row has them."""
    rows = (n for n, row in enumerate(sheet.grid[:_HEAD_DEPTH]) if ID in map(str.strip, row))
    return next(rows, 0)


def _head(sheet: Sheet) -> Sequence[str]:
    return sheet.grid[_head_row(sheet)] if sheet.grid else ()


class _Period:
    """Reads the sheet of one period and gathers its faults."""

    def __init__(self, sheet: Sheet, rules: Rules, faults: list[str]) -> None:
        self._period, self._grid, self._rules, self._faults = sheet.name, sheet.grid, rules, faults
        self._broken, self._head = sheet.faults, _head_row(sheet)
        head = [text.strip() for text in _head(sheet)]
        self._where = {text: column for column, text in enumerate(head)}
        names = {column: text.split(" ", 1)[0] for column, text in enumerate(head)}
        self._items = {column: name for column, name in names.items() if name in rules.full}

    def results(self) -> Iterator[Result]:
        """Yield the result of each unit that was assessed."""
        if not self._complete():
            return
        seen: dict[str, int] = {}
        for number, row in enumerate(self._grid[self._head + 1 :], self._head + 2):
            filled = {column: self._cell(row, column) for column in self._items}
            filled = {column: text for column, text in filled.items() if text}
            veto = self._cell(row, self._where.get(VETO))
            if is_total(row, also=_MEANS) or self._unreadable(number):
                continue
            if not filled and _is_none(veto):
                continue
            name = self._cell(row, self._where[ID])
            if not name:
                self._tell(number, f"没有“{ID}”，请补上；如果不是单位，请删去这一行。")
                continue
            if name in seen:
                self._tell(number, f"单位编号“{name}”与第 {seen[name]} 行重复，请只留一行。")
                continue
            seen[name] = number
            yield self._result(number, row, filled)

    def _unreadable(self, number: int) -> bool:
        """Return whether a cell of a row cannot be read; each such is told."""
        read = (*self._items, *(c for name in _READ if (c := self._where.get(name)) is not None))
        broken = [(c, self._broken[number - 1, c]) for c in read if (number - 1, c) in self._broken]
        names = {column: text for text, column in self._where.items()}
        for column, fault in broken:
            called = self._items.get(column)
            self._tell(
                number,
                f"{f'指标 {called} ' if called else f'“{names[column]}”'}的{fault_told(fault)}",
            )
        return bool(broken)

    def _complete(self) -> bool:
        """Return whether every column is there; what is not is told."""
        missing = [name for name in self._rules.full if name not in self._items.values()]
        lost = [f"指标 {name}" for name in missing]
        lost += [f"“{name}”" for name in (ID, UNIT) if name not in self._where]
        if lost:
            self._faults.append(
                f"“{self._period}”表缺少{'、'.join(lost)} 这一列，请恢复表头后再读取。"
            )
        return not lost

    def _result(self, number: int, row: Sequence[str], filled: Mapping[int, str]) -> Result:
        rules = self._rules
        if not rules.deducting:
            for column, name in self._items.items():
                if column not in filled:
                    self._tell(number, f"没有填指标 {name} 的得分，请补上。")
        total = sum((self._points(number, self._items[c], t) for c, t in filled.items()), ZERO)
        given = self._bonus(number, self._cell(row, self._where.get(BONUS)))
        bonus = given if rules.bonus_cap is None else min(given, rules.bonus_cap)
        veto = self._veto(number, self._cell(row, self._where.get(VETO)))
        total += bonus
        unit = self._cell(row, self._where[UNIT])
        name = self._cell(row, self._where[ID])
        grade = _grade(total, veto, rules)
        return Result(name, unit, self._period, total, bonus, veto, grade, over=given - bonus)

    @staticmethod
    def _cell(row: Sequence[str], column: int | None) -> str:
        return row[column].strip() if column is not None and column < len(row) else ""

    def _tell(self, number: int, message: str) -> None:
        self._faults.append(f"“{self._period}”表第 {number} 行{message}")

    def _number(self, number: int, called: str, text: str) -> Decimal | None:
        points = number_in(text.removesuffix("分"))
        if points is None:
            self._tell(number, f"{called}填的“{text}”不是数字，请改正。")
        elif points != points.quantize(_HUNDREDTH):
            self._tell(number, f"{called}填的 {text} 多于两位小数，请改正。")
        return points

    def _points(self, number: int, name: str, text: str) -> Decimal:
        points = self._number(number, f"指标 {name} ", text)
        if points is None:
            return ZERO
        full, most = self._rules.full[name], self._rules.most.get(name)
        if full is None and points > 0:
            self._tell(number, f"指标 {name} 填的 {text} 是正数，扣分请写成负数，没有扣分的填 0。")
        elif full is not None and points > full:
            self._tell(number, f"指标 {name} 填的 {text} 超过分值 {full}，请核对。")
        elif full is not None and points < 0 and name not in self._rules.uncapped:
            self._tell(number, f"指标 {name} 填的 {text} 小于 0，扣完为止的最低填 0，请核对。")
        elif most is not None and (full or ZERO) - points > most:
            self._tell(number, f"指标 {name} 填的 {text} 扣得比最多扣分 {most} 还多，请核对。")
        return points

    def _bonus(self, number: int, text: str) -> Decimal:
        bonus = ZERO if _is_none(text) else self._number(number, BONUS, text) or ZERO
        if bonus < 0:
            self._tell(number, f"加分填的 {text} 是负数，请核对。")
        return bonus

    def _veto(self, number: int, text: str) -> str:
        """Return the vetoes named in a cell; words that say none count as none."""
        if _is_none(text):
            return ""
        named = [one.strip() for one in re.split("[；;\n]", text) if one.strip()]
        known = self._rules.vetoes
        if strange := [one for one in named if known and one not in known]:
            self._tell(
                number,
                f"否决项“{strange[0]}”不在“{SHEET}”表的否决项中，请照表中的名称填写，没有的留空。",
            )
        return "；".join(named)


def _is_none(text: str) -> bool:
    """Return whether a cell says that there is no bonus, or nothing that vetoes."""
    return says_nothing(text) or _NONE.fullmatch(text) is not None


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
        bonus = sum((one.bonus for one in own), ZERO)
        points = sum((one.total - one.bonus for one in own), ZERO)
        if rules.deducting:
            bonus = bonus if rules.bonus_cap is None else min(bonus, rules.bonus_cap)
        else:
            bonus, points = bonus / len(own), points / len(own)
        total, bonus = (one.quantize(_HUNDREDTH, ROUND_HALF_UP) for one in (points + bonus, bonus))
        veto = "；".join(dict.fromkeys(one.veto for one in own if one.veto))
        yield Result(name, own[0].unit, YEAR, total, bonus, veto, _grade(total, veto, rules))


def rank(results: Sequence[Result]) -> tuple[Result, ...]:
    """Return results with their ranks, best first; equal totals share a rank, vetoed ones come last."""
    ordered = sorted(results, key=lambda one: (bool(one.veto), -one.total))
    ranked: list[Result] = []
    for place, one in enumerate(ordered, 1):
        before = ranked[-1] if ranked else None
        same = before and (before.total, bool(before.veto)) == (one.total, bool(one.veto))
        ranked.append(replace(one, rank=before.rank if before and same else place))
    return tuple(ranked)
