"""What must hold in a letter beyond its single fields: sums, bands, dates, parties, numbers, texts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

from service.drafting.fields import Problem
from service.letters.grades_named import named_grades
from service.letters.indicators import ZERO, BrokenTree, Indicator, indicator_tree, titles
from service.letters.names_written import shared_names, unit_names
from service.letters.outline import spelled
from service.letters.texts import fields, text_problems
from service.letters.tree_checks import tree_problems
from service.texts import quoted

Values = Mapping[str, Any]
_DOCUMENT_NUMBER = re.compile(r"[^\s\d〔〕\[\]（）()]+〔(\d{4})〕(\d+)号")
_PARTY_POSTS = ("书记", "负责人", "召集人")


def read_tree(values: Values) -> tuple[tuple[Indicator, ...], tuple[Problem, ...]]:
    """Return the indicator tree of a letter, and what is wrong in it; no tree when it is none."""
    if missing := tuple(_unnumbered(values["indicators"])):
        return (), missing
    try:
        tree = indicator_tree(values["indicators"])
    except BrokenTree as trouble:
        path = f"/indicators/{trouble.place}/{trouble.part}"
        return (), (_problem(path, "考核指标", "tree", str(trouble)),)
    return tree, tuple(tree_problems(values, tree))


def _unnumbered(rows: Sequence[Values]) -> Iterator[Problem]:
    """Yield the rows without a number, where no aspects tell what is below what."""
    if not any(row["aspect"] for row in rows):
        for place, row in enumerate(rows):
            if not row["id"]:
                told = "缺少“指标编号”，请补上；不编号的，请填“考核方面”。"
                yield _problem(f"/indicators/{place}/id", "指标编号", "missing", told)


def shared_problems(values: Values, tree: Sequence[Indicator]) -> tuple[Problem, ...]:
    """Return what is wrong in what all letters of a batch share, beyond the tree."""
    found = [problem for check in _OF_SHARED for problem in check(values)]
    return (*found, *text_problems(values, names_of("shared"), tree))


def unit_problems(values: Values, tree: Sequence[Indicator]) -> tuple[Problem, ...]:
    """Return what is wrong in what belongs to one unit."""
    found = [*_targets(values, tree)]
    for check in _OF_UNIT:
        found += check(values)
    return (*found, *text_problems(values, names_of("unit"), tree))


@cache
def names_of(scope: str) -> tuple[str, ...]:
    """Return the ids of the fields of a scope."""
    return tuple(one.id for one in fields() if one.scope == scope)


def days(values: Values) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a letter; the whole year where none are given."""
    year = values["year"]
    return values["valid_from"] or dt.date(year, 1, 1), values["valid_to"] or dt.date(year, 12, 31)


def _problem(path: str, label: str, code: str, message: str, severity: str = "error") -> Problem:
    return Problem(path, label, code, message, severity)


def _targets(values: Values, tree: Sequence[Indicator]) -> Iterator[Problem]:
    """Targets belong to indicators, and their quarters add up to the year."""
    known = titles(tree)
    yield from _stated_once(
        "unit_targets", values["unit_targets"], ("indicator_id", "unit_of_measure"), "指标编号"
    )
    for place, target in enumerate(values["unit_targets"]):
        path, name = f"/unit_targets/{place}", target["indicator_id"]
        if name not in known and spelled(name) not in known:
            several = any(
                spelled(one.number) == spelled(name) for top in tree for one in top.branch()
            )
            told = "有好几个，请写成带上级的编号，如 2.1" if several else "不在考核指标中，请核对"
            message = f"单位目标里的指标编号“{name}”{told}。"
            yield _problem(f"{path}/indicator_id", "指标编号", "no-indicator", message)
        given = [q for n in range(1, 5) if isinstance(q := target[f"q{n}"], Decimal)]
        if len(given) == 4 and not _adds_up(given, target):
            yield _problem(
                f"{path}/target_value",
                "年度目标值",
                "quarters",
                f"指标“{name}”四个季度合计 {sum(given)}，"
                f"与年度目标值 {target['target_value']} 不一致，请核对。",
                "warning",
            )


_ALONE = {
    "basis": ("title", "doc_no"),
    "duties": ("title", "text"),
    "bonus": ("title", "level"),
    "veto": ("title",),
    "grade_bands": ("name",),
    "attachments": ("title",),
}
"""What no two rows of a list may have in common."""


def _alone(values: Values) -> Iterator[Problem]:
    """A row copied twice would be printed, counted and scored twice."""
    labels = {one.id: one.item[0].label for one in fields() if one.id in _ALONE}
    for name, parts in _ALONE.items():
        yield from _stated_once(name, values[name], parts, labels[name])


def _stated_once(
    name: str, items: Sequence[Values], parts: Sequence[str], label: str
) -> Iterator[Problem]:
    """Yield a problem for each row of a list that has the same parts as one before it."""
    seen: set[tuple[object, ...]] = set()
    for place, one in enumerate(items):
        said = tuple(one[part] for part in parts)
        if said in seen:
            told = f"“{label}”{quoted(one[parts[0]])}列了两次，请只留一行或改正。"
            yield _problem(f"/{name}/{place}/{parts[0]}", label, "twice", told)
        seen.add(said)


def _adds_up(quarters: Sequence[Decimal], target: Values) -> bool:
    """Return whether quarters lead to the year's target: as parts of it, or as a level to be reached.

    A rate, or what is counted since January, rises or stays and ends at the target.
    """
    goal = target["target_value"]
    level = all(one <= other for one, other in pairwise(quarters)) and quarters[-1] == goal
    return sum(quarters) == goal or level


def _bonus(values: Values) -> Iterator[Problem]:
    cap = values["bonus_cap"]
    for place, one in enumerate(values["bonus"]):
        if isinstance(cap, Decimal) and cap < one["score"]:
            yield _problem(
                f"/bonus/{place}/score",
                "每次加分",
                "bonus-cap",
                f"加分项{quoted(one['title'])}每次加 {one['score']} 分，"
                f"超过加分上限 {cap} 分，请改小加分或提高“加分上限”。",
            )


def _bands(values: Values) -> Iterator[Problem]:
    """Grade bands cover every score without gap or overlap; the best one is open upwards."""
    bands = sorted(enumerate(values["grade_bands"]), key=lambda band: -band[1]["min"])
    if not bands:
        return
    (best, top), (worst, bottom) = bands[0], bands[-1]
    most = values["total_score"] + (values["bonus_cap"] or ZERO)
    if isinstance(top["max"], Decimal) and top["max"] <= most:
        told = f"最高等次“{top['name']}”的最高分（不含）{top['max']} 没有包括最高得分 {most}，请留空不填。"
        yield _problem(f"/grade_bands/{best}/max", "最高分（不含）", "bands", told)
    for (_, higher), (place, lower) in pairwise(bands):
        if higher["min"] == lower["min"]:
            told = f"等次“{higher['name']}”和“{lower['name']}”的最低分都是 {lower['min']}，请核对。"
            yield _problem(f"/grade_bands/{place}/min", "最低分（含）", "bands", told)
        elif isinstance(lower["max"], Decimal) and lower["max"] != higher["min"]:
            told = (
                f"等次“{lower['name']}”的最高分（不含）应是 {higher['min']}，"
                f"即“{higher['name']}”的最低分，填的是 {lower['max']}，请改正或留空不填。"
            )
            yield _problem(f"/grade_bands/{place}/max", "最高分（不含）", "bands", told)
    if bottom["min"] > 0:
        told = f"{bottom['min']} 分以下没有等次，请补上最低一等（最低分填 0）。"
        yield _problem(f"/grade_bands/{worst}/min", "最低分（含）", "bands", told)


def _dates(values: Values) -> Iterator[Problem]:
    (start, end), signed = days(values), values["sign_date"]
    if start >= end:
        yield _problem("/valid_to", "截止日期", "dates", "截止日期不晚于生效日期，请核对。")
    for key, label, day in (("valid_from", "生效日期", start), ("valid_to", "截止日期", end)):
        if day.year != values["year"]:
            told = f"{label}不在 {values['year']} 年度内，请核对。"
            yield _problem(f"/{key}", label, "year", told, "warning")
    if signed and signed > end:
        yield _problem("/sign_date", "签订日期", "dates", "签订日期晚于截止日期，请核对。")
    elif signed and not dt.date(values["year"], 1, 1) <= signed <= dt.date(values["year"], 3, 31):
        told = "签订日期不在年度的第一季度，请核对。"
        yield _problem("/sign_date", "签订日期", "late", told, "warning")


def _due(values: Values) -> Iterator[Problem]:
    """Everything is due while the letter is in force."""
    start, end = days(values)
    for name, label in (("duties", "完成时限"), ("indicators", "时限")):
        for place, one in enumerate(values[name]):
            if isinstance(one["due"], dt.date) and not start <= one["due"] <= end:
                told = f"{quoted(one['title'])}的{label} {one['due']} 不在有效期内，请核对。"
                yield _problem(f"/{name}/{place}/due", label, "due", told)


def _parties(values: Values) -> Iterator[Problem]:
    if values["issuer_name"] == values["unit_name"]:
        told = "上级党组织和签订单位是同一个，请核对。"
        yield _problem("/unit_name", "单位名称", "parties", told)
    allowed = (*_PARTY_POSTS, *_split(values["signatory_posts"]))
    if not str(values["unit_signatory_post"]).endswith(allowed):
        told = (
            f"签字人职务“{values['unit_signatory_post']}”不是书记或负责人，请核对；"
            "确由其签字的，请填入“可签字的其他职务”。"
        )
        yield _problem("/unit_signatory_post", "单位签字人职务", "post", told, "warning")


# How a name tells what kind of organisation it is; 总支部 before 支部, which it ends in.
_BY_NAME = (
    ("党总支", re.compile(r"总支部?(?:委员会)?(?:书记)?$")),
    ("党支部", re.compile(r"支部(?:委员会)?(?:书记)?$")),
    ("党委", re.compile(r"党委(?:书记)?$")),
)


def _kind(values: Values) -> Iterator[Problem]:
    """Name and post of a unit say of what kind it is: a wrong choice is often a slip of the row."""
    for key, label in (("unit_name", "单位名称"), ("unit_signatory_post", "单位签字人职务")):
        said = str(values[key] or "")
        found = (kind for kind, name in _BY_NAME if name.search(said))
        kind = next(found, values["party_org_type"])
        if kind != values["party_org_type"]:
            told = (
                f"{label}“{said}”像是{kind}，“党组织类型”填的是{values['party_org_type']}，请核对。"
            )
            yield _problem("/party_org_type", "党组织类型", "kind", told, "warning")


def _split(listed: str | None) -> tuple[str, ...]:
    return tuple(one for one in re.split("[、，,；;\\s]+", listed or "") if one)


def _members(values: Values) -> Iterator[Problem]:
    formal, total = values["members_formal"], values["members_total"]
    least = next((n for n in (formal, total) if isinstance(n, int)), None)
    if values["party_org_type"] == "党支部" and least is not None and least < 3:
        called, key = (
            ("正式党员", "members_formal") if isinstance(formal, int) else ("党员", "members_total")
        )
        told = f"{called} {least} 名，正式党员不足 3 名的不能单独成立党支部，请核对。"
        yield _problem(f"/{key}", f"{called}人数", "few-members", told, "warning")
    if isinstance(formal, int) and isinstance(total, int) and formal > total:
        told = f"正式党员 {formal} 名多于党员总数 {total} 名，请核对。"
        yield _problem("/members_formal", "正式党员人数", "members", told)


def _number(values: Values) -> Iterator[Problem]:
    """A letter's number is an office's code, the year in 〔〕, a number without zeros in front, 号."""
    number = values["doc_no"]
    if not number:
        return
    parts = _DOCUMENT_NUMBER.fullmatch(number)
    if parts is None:
        told = (
            f"编号“{number}”应写成“机关代字〔{values['year']}〕1号”的样子，年份用六角括号，请改正。"
        )
        yield _problem("/doc_no", "编号", "brackets", told)
    elif int(parts[1]) != values["year"]:
        told = f"编号“{number}”的年份不是 {values['year']}，请核对。"
        yield _problem("/doc_no", "编号", "year", told)
    elif parts[2].startswith("0"):
        told = f"编号“{number}”的序号前面不加 0，请改正。"
        yield _problem("/doc_no", "编号", "zero", told)


_Check = Callable[[Values], Iterator[Problem]]
_OF_SHARED: tuple[_Check, ...] = (_alone, _bonus, _bands, named_grades, _dates, _due, shared_names)
_OF_UNIT: tuple[_Check, ...] = (_parties, _kind, _members, _number, unit_names)
