"""Score sheets read back filled in: totals, grades, ranking; every fault is told with sheet, row and item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from service.errors import BadData
from service.importing.model import Grid
from service.importing.table import content
from service.importing.workbooks import read_sheets
from service.letters.indicators import ZERO
from service.letters.scores import BONUS, ID, PERIODS, RULES, UNIT, VETO

_HUNDREDTH = Decimal("0.01")
# What clerks write in a cell to say that there is nothing.
_NOTHING = re.compile(r"[-—－/\\0]*|无|否|没有|不涉及")
_MOST_TOLD = 30


@dataclass(frozen=True, slots=True)
class Rules:
    """What a filled book is judged by.

    Attributes:
        full: full score by item; None where points are only taken off.
        uncapped: items whose deductions have no end.
        bonus_cap: most bonus, None without bound.
        bands: least points and name of each grade, best first.
        vetoes: names of the occasions of veto.
    """

    full: Mapping[str, Decimal | None]
    uncapped: frozenset[str]
    bonus_cap: Decimal | None
    bands: tuple[tuple[Decimal, str], ...]
    vetoes: tuple[str, ...]

    @property
    def deducting(self) -> bool:
        """Whether points are only taken off."""
        return all(value is None for value in self.full.values())


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

    The year is the mean of the periods in which a unit was assessed; where points are only taken off it
    is their sum, with the bonus up to its cap.

    Raises:
        BadData: cells that are no number, pass the full score, or are missing; all of them are told.
        UnreadableFile: no workbook.
    """
    sheets = {sheet.name: sheet.grid for sheet in read_sheets(content(source))}
    if RULES not in sheets:
        raise BadData(f"工作簿里没有“{RULES}”工作表，请使用生成的考核评分表。")
    rules = _read_rules(sheets[RULES])
    faults: list[str] = []
    known = [name for names in PERIODS.values() for name in names if name in sheets]
    found = [tuple(_Period(name, sheets[name], rules, faults).results()) for name in known]
    if faults:
        more = [f"……共 {len(faults)} 处，请先改正以上各处。"] if len(faults) > _MOST_TOLD else []
        raise BadData("\n".join([*faults[:_MOST_TOLD], *more]))
    if not any(found):
        raise BadData("评分表还没有填写，请填好得分后再读取。")
    ranked = tuple(one for period in found for one in rank(period))
    if len([period for period in found if period]) < 2:
        return ranked
    return (*ranked, *rank(tuple(_year([one for period in found for one in period], rules))))


def _read_rules(grid: Grid) -> Rules:
    rows = [tuple(cell.strip() for cell in (*row, "", "", "", "")[:4]) for row in grid[1:]]
    try:
        points = [Decimal(value) if value else None for *_, value in rows]
    except InvalidOperation as trouble:
        raise BadData(
            f"“{RULES}”工作表的分值被改成了文字，请使用生成的考核评分表重新填写。"
        ) from trouble
    pairs = list(zip(rows, points, strict=True))
    caps = [value for (kind, *_), value in pairs if kind == "加分上限"]
    bands = [(v, name) for (kind, _, name, _), v in pairs if kind == "等次" and v is not None]
    return Rules(
        full={name: value for (kind, name, *_), value in pairs if kind == "指标"},
        uncapped=frozenset(name for kind, name, *_ in rows if kind == "上不封顶"),
        bonus_cap=next(iter(caps), None),
        bands=tuple(sorted(bands, reverse=True)),
        vetoes=tuple(name for kind, _, name, _ in rows if kind == VETO and name),
    )


class _Period:
    """Reads the sheet of one period and gathers its faults."""

    def __init__(self, period: str, grid: Grid, rules: Rules, faults: list[str]) -> None:
        self._period, self._grid, self._rules, self._faults = period, grid, rules, faults
        head = [text.strip() for text in grid[0]] if grid else []
        self._where = {text: column for column, text in enumerate(head)}
        names = {column: text.split(" ", 1)[0] for column, text in enumerate(head)}
        self._items = {column: name for column, name in names.items() if name in rules.full}

    def results(self) -> Iterator[Result]:
        """Yield the result of each unit that was assessed."""
        if not self._complete():
            return
        seen: dict[str, int] = {}
        for number, row in enumerate(self._grid[1:], 2):
            filled = {column: self._cell(row, column) for column in self._items}
            filled = {column: text for column, text in filled.items() if text}
            veto = self._cell(row, self._where.get(VETO))
            if not filled and _NOTHING.fullmatch(veto):
                continue
            name = self._cell(row, self._where[ID])
            if name in seen:
                self._tell(number, f"单位编号“{name}”与第 {seen[name]} 行重复，请只留一行。")
                continue
            seen[name] = number
            yield self._result(number, row, filled)

    def _complete(self) -> bool:
        """Return whether every column is there; what is not is told."""
        missing = [name for name in self._rules.full if name not in self._items.values()]
        lost = [f"指标 {name}" for name in missing]
        lost += [f"“{name}”" for name in (ID, UNIT) if name not in self._where]
        if lost:
            self._faults.append(
                f"“{self._period}”表缺少{'、'.join(lost)}这一列，请恢复表头后再读取。"
            )
        return not lost

    def _result(self, number: int, row: Sequence[str], filled: Mapping[int, str]) -> Result:
        rules = self._rules
        if not rules.deducting:
            for column, name in self._items.items():
                if column not in filled:
                    self._tell(number, f"没有填指标 {name} 的得分，请补上。")
        total = sum((self._points(number, self._items[c], t) for c, t in filled.items()), ZERO)
        bonus = self._bonus(number, self._cell(row, self._where.get(BONUS)))
        veto = self._veto(number, self._cell(row, self._where.get(VETO)))
        total += bonus
        unit = self._cell(row, self._where[UNIT])
        name = self._cell(row, self._where[ID])
        return Result(name, unit, self._period, total, bonus, veto, _grade(total, veto, rules))

    @staticmethod
    def _cell(row: Sequence[str], column: int | None) -> str:
        return row[column].strip() if column is not None and column < len(row) else ""

    def _tell(self, number: int, message: str) -> None:
        self._faults.append(f"“{self._period}”表第 {number} 行{message}")

    def _number(self, number: int, called: str, text: str) -> Decimal | None:
        try:
            points = Decimal(text)
        except InvalidOperation:
            points = Decimal("NaN")
        if not points.is_finite():
            self._tell(number, f"{called}填的“{text}”不是数字，请改正。")
            return None
        return points

    def _points(self, number: int, name: str, text: str) -> Decimal:
        points = self._number(number, f"指标 {name} ", text)
        if points is None:
            return ZERO
        most = self._rules.full[name]
        if most is None and points > 0:
            self._tell(number, f"指标 {name} 填的 {text} 是正数，扣分请写成负数，没有扣分的填 0。")
        elif most is not None and points > most:
            self._tell(number, f"指标 {name} 填的 {text} 超过分值 {most}，请核对。")
        elif most is not None and points < 0 and name not in self._rules.uncapped:
            self._tell(number, f"指标 {name} 填的 {text} 小于 0，扣完为止的最低填 0，请核对。")
        return points

    def _bonus(self, number: int, text: str) -> Decimal:
        bonus = ZERO if _NOTHING.fullmatch(text) else self._number(number, BONUS, text) or ZERO
        if bonus < 0:
            self._tell(number, f"加分填的 {text} 是负数，请核对。")
        cap = self._rules.bonus_cap
        return bonus if cap is None else min(bonus, cap)

    def _veto(self, number: int, text: str) -> str:
        """Return the vetoes named in a cell; words that say none count as none."""
        if _NOTHING.fullmatch(text):
            return ""
        named = [one.strip() for one in re.split("[；;\n]", text) if one.strip()]
        known = self._rules.vetoes
        if strange := [one for one in named if known and one not in known]:
            self._tell(
                number,
                f"否决项“{strange[0]}”不在“{RULES}”表的否决项中，请照表中的名称填写，没有的留空。",
            )
        return "；".join(named)


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
        total, bonus = (points + bonus).quantize(_HUNDREDTH), bonus.quantize(_HUNDREDTH)
        veto = "；".join(dict.fromkeys(one.veto for one in own if one.veto))
        yield Result(name, own[0].unit, "年度", total, bonus, veto, _grade(total, veto, rules))


def rank(results: Sequence[Result]) -> tuple[Result, ...]:
    """Return results with their ranks, best first; equal totals share a rank, vetoed ones come last."""
    ordered = sorted(results, key=lambda one: (bool(one.veto), -one.total))
    ranked: list[Result] = []
    for place, one in enumerate(ordered, 1):
        before = ranked[-1] if ranked else None
        same = before and (before.total, bool(before.veto)) == (one.total, bool(one.veto))
        ranked.append(replace(one, rank=before.rank if before and same else place))
    return tuple(ranked)
