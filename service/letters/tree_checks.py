"""Whether the scores of an indicator tree hold: sums, decimals, deductions within their item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from service.drafting.fields import Problem
from service.drafting.numbers import plain_number
from service.letters.indicators import ZERO, Indicator
from service.texts import first_of, quoted

Values = Mapping[str, Any]


def tree_problems(values: Values, tree: Sequence[Indicator]) -> Iterator[Problem]:
    """Yield what is wrong in the scores of a tree; exact decimals throughout."""
    everything = [one for top in tree for one in top.branch()]
    for one in everything:
        yield from _own(one)
        if one.children:
            yield from _sum(one)
        elif values["total_score"]:
            yield from _item(one)
    total = sum((one.score for one in tree), ZERO)
    if values["total_score"] and total != values["total_score"]:
        parts = [f"{quoted(one.title)}{plain_number(one.score)}" for one in tree]
        yield Problem(
            "/total_score",
            "总分",
            "total",
            f"各方面分值合计 {plain_number(total)} 分（{first_of(parts, _MOST_NAMED)}），"
            f"与总分 {plain_number(values['total_score'])} 分不一致，请核对。",
        )


_MOST_NAMED = 10


def _at(one: Indicator, part: str, label: str, code: str, message: str) -> Problem:
    return Problem(f"/indicators/{one.place}/{part}", label, code, message)


def _own(one: Indicator) -> Iterator[Problem]:
    for part, label in (("score", "分值"), ("step", "每次扣分"), ("cap", "最多扣分")):
        value = one.given[part]
        if isinstance(value, Decimal) and value != round(value, 2):
            told = f"指标{quoted(one.title)}的{label} {value} 超过两位小数，请改为最多两位小数。"
            yield _at(one, part, label, "decimals", told)


def _sum(one: Indicator) -> Iterator[Problem]:
    if one.own_score is not None and one.own_score != one.score:
        told = (
            f"指标{quoted(one.title)}写的是 {plain_number(one.own_score)} 分，"
            f"下级合计 {plain_number(one.score)} 分，请核对。"
        )
        yield _at(one, "score", "分值", "sum", told)


def _item(one: Indicator) -> Iterator[Problem]:
    """An item has a score, and its deductions stay within it unless they are said to have no end."""
    if one.own_score is None:
        yield _at(one, "score", "分值", "no-score", f"指标{quoted(one.title)}没有填分值，请补上。")
        return
    for part, label in (("cap", "最多扣分"), ("step", "每次扣分")):
        value = one.given[part]
        if isinstance(value, Decimal) and value > one.score and not one.given["uncapped"]:
            told = (
                f"指标{quoted(one.title)}的{label} {plain_number(value)} 超过分值 "
                f"{plain_number(one.score)}，请核对，或在“上不封顶”填“是”。"
            )
            yield _at(one, part, label, "cap", told)
