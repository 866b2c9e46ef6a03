"""Lists of winners for the public notice and the commendation: their numbers are counted, never typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from service.drafting.fields import Problem
from service.drafting.kinds import Prepared
from service.texts import named

Winner = Mapping[str, Any]


def prepare(values: Mapping[str, Any]) -> Prepared:
    """Return the values with winners by award, their numbers, and the days of the notice.

    A stated total that is another than the list's, a brand that is named twice, and a notice that ends
    before it begins are errors.
    """
    winners = values["winners"]
    groups = grouped(winners)
    counts = {"total": len(winners), "first": named(str(winners[0]["brand_name"]))}
    begins, ends = values.get("from_day"), values.get("to_day")
    days = (ends - begins).days + 1 if begins and ends else 0
    problems = (*_wrong_total(values), *_twice(winners), *_wrong_days(begins, ends, days))
    return Prepared({**values, "groups": groups, "counts": counts, "days": days}, problems)


def grouped(winners: Sequence[Winner]) -> list[dict[str, Any]]:
    """Return winners by award, awards in the order they first come."""
    awards = dict.fromkeys(str(one["award"] or "") for one in winners)
    groups = []
    for award in awards:
        members = [one for one in winners if str(one["award"] or "") == award]
        groups.append({"award": award, "count": len(members), "members": members})
    return groups


def _wrong_total(values: Mapping[str, Any]) -> Iterator[Problem]:
    total, count = values["total"], len(values["winners"])
    if isinstance(total, int) and total != count:
        told = f"总数填的是 {total} 个，名单里有 {count} 个，请核对。"
        yield Problem("/total", "总数", "total", told)


def _twice(winners: Iterable[Winner]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], int] = {}
    for number, one in enumerate(winners, 1):
        key = (str(one["brand_name"]), str(one["unit_name"]))
        if key in seen:
            told = f"名单第 {number} 项与第 {seen[key]} 项重复（{key[1]}“{key[0]}”），请删去一项。"
            yield Problem(f"/winners/{number - 1}", "名单", "twice", told)
        seen.setdefault(key, number)


def _wrong_days(begins: object, ends: object, days: int) -> Iterator[Problem]:
    if begins and ends and days < 1:
        yield Problem("/to_day", "公示结束日期", "dates", "公示结束日期早于开始日期，请核对。")


def notice_data(winners: Iterable[Winner], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of a notice or commendation for some winners and the facts the office gives."""
    named = ("brand_name", "unit_name", "award")
    listed = [{key: one[key] for key in named if one.get(key)} for one in winners]
    return {**facts, "winners": listed, "total": len(listed)}
