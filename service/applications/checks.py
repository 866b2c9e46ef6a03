"""What an application is looked at for beyond its fields: elements, dates, people, numbers, claims."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from nlp.alternatives import telling, words_of
from nlp.wordcount import word_count
from service.applications.records import label
from service.applications.standards import Limit, Standard, active_limits, brand_type, standards
from service.drafting.fields import Problem

_CLAIMS = "applications/claims.tsv"
FEWEST_MEASURES, MOST_MEASURES = 3, 5
"""How many measures a case has (DECISION, after the anatomy of published cases)."""
_FIGURE = re.compile(r"\d[\d,，.]*\s*(?:[%\uff05]|[\u4e00-\u9fff])")
_WHEN = re.compile(
    r"\d{4}\s*年|\d{1,2}\s*月|[今去前本]年|近[一二三两\d]+年|年内|以来|截至|目前|同比|季度|年度|每年|累计"
)

Values = Mapping[str, Any]


def check(
    values: Values,
    standard: Standard | None = None,
    limits: Sequence[Limit] | None = None,
    types: Sequence[str] = (),
) -> tuple[Problem, ...]:
    """Return everything odd in an application, all of it as warnings: nothing of it stops a document.

    Args:
        values: by type, as `service.drafting.fields.validate` gives them.
        standard: what elements are asked for, 六要素 by default.
        limits: bounds of parts, the active presets by default.
        types: the types of brands that the office has, the four of the standard by default.
    """
    asked = standard or standards()[0]
    bounds = active_limits() if limits is None else limits
    looks = (look(values) for look in _LOOKS)
    found = [_missing(values, asked), _type(values, types), *looks, _lengths(values, bounds)]
    return tuple(problem for one in found for problem in one)


def _told(field: str, code: str, message: str) -> Problem:
    return Problem(f"/{field}", label(field), code, message, "warning")


def _missing(values: Values, standard: Standard) -> Iterator[Problem]:
    for element in standard.elements:
        if element.name in standard.missing(values):
            names = "或".join(f"“{label(field)}”" for field in element.fields)
            yield _told(
                element.fields[0],
                "element",
                f"缺少{standard.title}中的“{element.name}”，请补充{names}。",
            )


def _leader(values: Values) -> Iterator[Problem]:
    if values["leader_is_member"] is False:
        yield _told(
            "leader_is_member", "leader", "领衔人不是党员，品牌领衔人须为党员，请更换或核对。"
        )
    elif values["leader_is_secretary"] is False:
        yield _told("leader_is_secretary", "secretary", "领衔人原则上由党组织书记担任，请核对。")


def _founded(values: Values) -> Iterator[Problem]:
    if values["apply_date"]:
        yield from _founded_after(values, values["apply_date"], "申报日期 ")


def founded_ahead(values: Values, day: dt.date, called: str = "今天 ") -> Iterator[Problem]:
    """Yield that a brand was founded after a day, unless it is told that it was after its application's.

    Args:
        values: as for `check`.
        day: the day on which applications are gathered.
        called: what that day is.
    """
    if not any(_founded(values)):
        yield from _founded_after(values, day, called)


def _founded_after(values: Values, day: dt.date, called: str) -> Iterator[Problem]:
    founded = str(values["founded"] or "")
    # It may be a year or a month.
    if founded > day.isoformat()[: len(founded)]:
        told = f"创建时间 {founded} 晚于{called}{day.isoformat()}，请核对。"
        yield _told("founded", "founded", told)


def _members(values: Values) -> Iterator[Problem]:
    total, formal = values["member_count"], values["formal_count"]
    if isinstance(total, int) and isinstance(formal, int) and formal > total:
        yield _told(
            "formal_count", "members", f"正式党员 {formal} 名多于党员总数 {total} 名，请核对。"
        )


def _type(values: Values, types: Sequence[str]) -> Iterator[Problem]:
    if not values["brand_type"] or brand_type(values["brand_type"], types):
        return
    known, hint = f"本单位的分类（{'、'.join(types)}）", ""
    if not types:
        known = "四种类型（服务发展、服务民生、服务群众、服务党员）"
        hint = "；本单位另有分类的，请用选项 types 写明"
    told = f"品牌类型“{values['brand_type']}”不在{known}之内，请核对{hint}。"
    yield _told("brand_type", "type", told)


def _measures(values: Values) -> Iterator[Problem]:
    count = len(values["measures"])
    if count and not FEWEST_MEASURES <= count <= MOST_MEASURES:
        yield _told(
            "measures",
            "measures",
            f"主要做法有 {count} 条，一般写 {FEWEST_MEASURES} 至 {MOST_MEASURES} 条，请分条或归并。",
        )


def _numbers(values: Values) -> Iterator[Problem]:
    """Yield results whose figures have no unit or no time."""
    for number, one in enumerate(values["results"], 1):
        has_number = isinstance(one["number"], int) or one["number"]
        if has_number and not one["unit"]:
            yield _told("results", "unit", f"取得成效第 {number} 项的数值没有单位，请补上。")
        told = bool(one["date"]) or bool(_WHEN.search(one["text"]))
        if (has_number or _FIGURE.search(one["text"])) and not told:
            yield _told(
                "results",
                "undated",
                f"取得成效第 {number} 项有数字，却没有时间，请写明起止或截至时间。",
            )


def _claims(values: Values) -> Iterator[Problem]:
    """Yield superlatives without evidence: 首创, 第一, 唯一."""
    if values["evidence"]:
        return
    for field in ("name_meaning", "concept", "highlights", "measures", "results"):
        for number, text in enumerate(_texts(values[field]), 1):
            if word := claim(text):
                where = f"第 {number} 项" if isinstance(values[field], list) else ""
                yield _told(
                    field,
                    "claim",
                    f"“{label(field)}”{where}里的“{word}”没有佐证材料，请附上佐证或改用事实表述。",
                )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        yield from (str(one["text"]) for one in value if not one.get("evidence"))
    elif value:
        yield str(value)


def claim(text: str) -> str:
    """Return the first claim of being first, best or only in a text, empty if there is none."""
    allowed = words_of(_CLAIMS, "let-pass")
    for match in telling(_CLAIMS, "claim").finditer(text):
        around = text[max(0, match.start() - 4) : match.end() + 8]
        if not any(word in around and match[0] in word for word in allowed):
            return match[0]
    return ""


def _lengths(values: Values, limits: Sequence[Limit]) -> Iterator[Problem]:
    for limit in limits:
        if limit.field and values.get(limit.field):
            trouble = limit.trouble(word_count(str(values[limit.field])))
            if trouble:
                yield _told(limit.field, "length", f"“{label(limit.field)}”{trouble}")


def _dates(values: Values) -> Iterator[Problem]:
    """Yield honours later than the day of the application."""
    applied = values["apply_date"]
    if isinstance(applied, dt.date):
        for number, one in enumerate(values["honours"], 1):
            if one["date"] and str(one["date"]) > applied.isoformat()[:7]:
                yield _told("honours", "future", f"荣誉第 {number} 项的时间晚于申报日期，请核对。")


_LOOKS: tuple[Callable[[Values], Iterator[Problem]], ...] = (
    *(_leader, _founded, _members, _measures, _numbers, _claims, _dates),
)
