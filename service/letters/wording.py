"""Sentences of a letter made from its figures: charges of duties, grades, bonus and veto."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from service.drafting.numbers import chinese_day, plain_number
from service.texts import quoted

Values = Mapping[str, Any]


def charge(duty: Values) -> str:
    """Return who answers for a duty, how often and until when: one sentence, or nothing.

    How often is left out when the text of the duty says it already.
    """
    often = duty["frequency"] if str(duty["frequency"]) not in str(duty["text"]) else ""
    parts = (
        *((f"由{duty['role']}负责",) if duty["role"] else ()),
        *((f"{often}至少开展1次",) if often else ()),
        *((f"{chinese_day(duty['due'])}前完成",) if duty["due"] else ()),
    )
    return f"本项工作{'，'.join(parts)}。" if parts else ""


def _ordered_bands(values: Values) -> list[dict[str, Any]]:
    """Return the grades from best to worst, each with `min` and `max`, and `shown` as a sentence has it.

    An upper end that was left open is where the next better grade begins. Where one grade is a single
    character (好), all stand in quotation marks.
    """
    bands: list[dict[str, Any]] = []
    short = any(len(str(band["name"])) == 1 for band in values["grade_bands"])
    for band in sorted(values["grade_bands"], key=lambda band: band["min"], reverse=True):
        above = bands[-1]["min"] if bands else None
        given = band["max"] if isinstance(band["max"], Decimal) else above
        name = str(band["name"])
        bands.append({**band, "max": given, "shown": quoted(name) if short else name})
    return bands


def bands(values: Values) -> list[dict[str, str]]:
    """Return each grade as a phrase; where points are only taken off, by the points taken."""
    ordered = _ordered_bands(values)
    say = _scored if values["total_score"] or any(b["min"] > 0 for b in ordered) else _deducted
    return [{"text": say(band, last=band is ordered[-1])} for band in ordered]


def _scored(band: Values, *, last: bool) -> str:
    low, high = plain_number(band["min"]), band["max"]
    if high is None:
        return f"{low}分及以上的为{band['shown']}"
    above = plain_number(high)
    if last and not band["min"]:
        return f"不满{above}分的为{band['shown']}"
    return f"{low}分及以上、不满{above}分的为{band['shown']}"


def _deducted(band: Values, *, last: bool) -> str:
    low, high = plain_number(-band["min"]), band["max"]
    if high is None:
        return f"累计扣分不超过{low}分的为{band['shown']}"
    above = f"超过{plain_number(-high)}分"
    return f"{above}的为{band['shown']}" if last else f"{above}、不超过{low}分的为{band['shown']}"


def bonus(one: Values) -> str:
    """Return an occasion of bonus with its points."""
    level = f"（{one['level']}）" if one["level"] and one["level"] not in one["title"] else ""
    points = f"加{plain_number(one['score'])}分"
    if one["max_times"] == 1:
        return f"{one['title']}{level}，{points}"
    times = f"，最多计{one['max_times']}次" if one["max_times"] else ""
    return f"{one['title']}{level}，每次{points}{times}"


def veto_effect(values: Values) -> str:
    """Return what every veto leads to if it is the same for all: as given, or the lowest grade."""
    effects = {str(one["effect"]) if one["effect"] else "" for one in values["veto"]}
    if effects == {""}:
        return _lowest_grade(_ordered_bands(values))
    return effects.pop() if len(effects) == 1 else ""


def _lowest_grade(ordered: Sequence[Values]) -> str:
    """Return what a veto leads to when nothing else is said."""
    return f"考核结果为{ordered[-1]['shown']}" if ordered else ""


def veto(one: Values, common: str) -> str:
    """Return an occasion of veto, with its effect where that is not common to all."""
    return str(one["title"]) if common or not one["effect"] else f"{one['title']}，{one['effect']}"
