"""What is to be looked at in the results of a score book, although nothing in it is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.drafting.numbers import plain_number
from service.letters.results import YEAR, Result


def notes(results: Sequence[Result]) -> Iterator[str]:
    """Yield what is to be looked at: bonus beyond its cap, periods for which a unit has no points."""
    for one in results:
        if one.over > 0:
            counted, given = plain_number(one.bonus), plain_number(one.bonus + one.over)
            told = f"加分填的 {given} 分超过加分上限，按 {counted} 分计，请核对"
            yield f"“{one.period}”表“{one.unit}”的{told}。"
    yield from _partial_years(results)


def _partial_years(results: Sequence[Result]) -> Iterator[str]:
    """Yield the units whose year counts fewer periods than there are for others."""
    periods = list(dict.fromkeys(one.period for one in results if one.period != YEAR))
    had: dict[str, list[str]] = {}
    for one in results:
        had.setdefault(one.unit_id, []).append(one.period)
    for year in (one for one in results if one.period == YEAR):
        if lost := [period for period in periods if period not in had[year.unit_id]]:
            told = "年度得分只按其余周期算，漏填的请补上"
            yield f"“{year.unit}”没有{'、'.join(lost)}的得分，{told}。"
