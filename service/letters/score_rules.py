"""What a filled score book is judged by: written on its sheet 指标, and read from there again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from service.drafting.numbers import number_in
from service.errors import BadData
from service.importing.model import Grid
from service.letters.indicators import Indicator
from service.tables import Listing

SHEET, VETO = "指标", "否决项"
_ITEM, _UNCAPPED, _MOST, _TOTAL, _BONUS, _GRADE = (
    "指标",
    "上不封顶",
    "最多扣分",
    "总分",
    "加分上限",
    "等次",
)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a filled book is judged by.

    Attributes:
        full: full score by item; None where points are only taken off.
        uncapped: items whose deductions have no end.
        most: the most that may be taken off an item, where that is told.
        bonus_cap: most bonus, None without bound.
        bands: least points and name of each grade, best first.
        vetoes: names of the occasions of veto.
    """

    full: Mapping[str, Decimal | None]
    uncapped: frozenset[str]
    most: Mapping[str, Decimal]
    bonus_cap: Decimal | None
    bands: tuple[tuple[Decimal, str], ...]
    vetoes: tuple[str, ...]

    @property
    def deducting(self) -> bool:
        """Whether points are only taken off."""
        return all(value is None for value in self.full.values())


def rules_sheet(leaves: Sequence[Indicator], shared: Mapping[str, Any]) -> Listing:
    """Return the sheet of rules for some items and what all letters share."""
    rows: list[tuple[object, ...]] = [
        (_ITEM, one.id, one.title, one.score if shared["total_score"] else "") for one in leaves
    ]
    rows += [(_UNCAPPED, one.id, one.title, "") for one in leaves if one.given["uncapped"]]
    most = ((one, one.given["cap"]) for one in leaves if not one.given["uncapped"])
    rows += [(_MOST, one.id, one.title, cap) for one, cap in most if isinstance(cap, Decimal)]
    rows.append((_TOTAL, "", "", shared["total_score"]))
    if shared["bonus_cap"] or shared["bonus_cap"] == 0:
        rows.append((_BONUS, "", "", shared["bonus_cap"]))
    rows += [(_GRADE, "", band["name"], band["min"]) for band in shared["grade_bands"]]
    rows += [(VETO, "", one["title"], "") for one in shared["veto"]]
    shown = tuple(tuple(_number(cell) for cell in row) for row in rows)
    return Listing(SHEET, ("类别", "编号", "名称", "分值"), shown)


def _number(cell: object) -> object:
    return float(cell) if isinstance(cell, Decimal) else cell


def read_rules(grid: Grid) -> Rules:
    """Return the rules of a sheet.

    Raises:
        BadData: points on it are no numbers any more.
    """
    rows = [tuple(cell.strip() for cell in (*row, "", "", "", "")[:4]) for row in grid[1:]]
    points = [number_in(value) for *_, value in rows]
    if any(text and found is None for (*_, text), found in zip(rows, points, strict=True)):
        raise BadData(f"“{SHEET}”工作表的分值被改成了文字，请使用生成的考核评分表重新填写。")
    pairs = list(zip(rows, points, strict=True))
    caps = [value for (kind, *_), value in pairs if kind == _BONUS]
    bands = [(v, name) for (kind, _, name, _), v in pairs if kind == _GRADE and v is not None]
    return Rules(
        full={name: value for (kind, name, *_), value in pairs if kind == _ITEM},
        uncapped=frozenset(name for kind, name, *_ in rows if kind == _UNCAPPED),
        most={name: v for (kind, name, *_), v in pairs if kind == _MOST and v is not None},
        bonus_cap=next(iter(caps), None),
        bands=tuple(sorted(bands, reverse=True)),
        vetoes=tuple(name for kind, _, name, _ in rows if kind == VETO and name),
    )
