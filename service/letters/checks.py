"""What must hold in a letter beyond its single fields: sums, bands, dates, parties, numbers, veto."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from service.drafting.fields import Problem
from service.letters.indicators import ZERO, BrokenTree, Indicator, indicator_tree

Values = Mapping[str, Any]
_PLACEHOLDER = re.compile(r"[Xx×＊*]{2,}|待定|待填|某某")
_BRACKETS = re.compile(r"[\[(（［]\s*(?:19|20)\d\d\s*[\])）］]\s*\d+\s*号")
_PARTY_POSTS = ("书记", "负责人", "召集人", "主任")


def read_tree(values: Values) -> tuple[tuple[Indicator, ...], tuple[Problem, ...]]:
    """Return the indicator tree of a letter, and what is wrong in it; no tree when it is none."""
    try:
        tree = indicator_tree(values["indicators"])
    except BrokenTree as trouble:
        path = f"/indicators/{trouble.place}"
        return (), (_problem(path, "考核指标", "tree", str(trouble)),)
    return tree, tuple(problem for check in _OF_TREE for problem in check(values, tree))


def letter_problems(values: Values, tree: Sequence[Indicator]) -> tuple[Problem, ...]:
    """Return what is wrong in a letter beyond its tree, in the order of the checks."""
    found = list(_targets(values, tree))
    for check in _OF_VALUES:
        found += check(values)
    return tuple(found)


def _problem(path: str, label: str, code: str, message: str, severity: str = "error") -> Problem:
    return Problem(path, label, code, message, severity)


def _sums(values: Values, tree: Sequence[Indicator]) -> Iterator[Problem]:
    """Scores add up: each parent is the sum of its children, the aspects are the total."""
    for one in _with_children(tree):
        if one.own_score is not None and one.own_score != one.score:
            yield _problem(
                f"/indicators/{one.place}/score",
                "分值",
                "sum",
                f"指标“{one.title}”写的是 {one.own_score} 分，下级合计 {one.score} 分，请核对。",
            )
    total = sum((one.score for one in tree), ZERO)
    if values["total_score"] and total != values["total_score"]:
        yield _problem(
            "/total_score",
            "总分",
            "total",
            f"各方面分值合计 {total} 分，与总分 {values['total_score']} 分不一致，请核对。",
        )


def _with_children(tree: Sequence[Indicator]) -> Iterator[Indicator]:
    for one in tree:
        if one.children:
            yield one
            yield from _with_children(one.children)


def _scores(values: Values, tree: Sequence[Indicator]) -> Iterator[Problem]:
    """Each item has a score with at most two decimals, unless points are only taken off."""
    for one in (leaf for aspect in tree for leaf in aspect.leaves()):
        path = f"/indicators/{one.place}/score"
        if one.own_score is None and values["total_score"]:
            yield _problem(path, "分值", "no-score", f"指标“{one.title}”没有填分值，请补上。")
        if one.own_score is not None and one.own_score.as_tuple().exponent < -2:  # type: ignore[operator]
            yield _problem(path, "分值", "decimals", f"指标“{one.title}”的分值最多两位小数。")
        cap, step = one.given["cap"], one.given["step"]
        for name, value in (("最多扣分", cap), ("每次扣分", step)):
            over = isinstance(value, Decimal) and value > one.score
            if over and values["total_score"] and not one.given["uncapped"]:
                yield _problem(
                    f"/indicators/{one.place}/cap",
                    name,
                    "cap",
                    f"指标“{one.title}”的{name} {value} 超过分值 {one.score}，请核对或注明上不封顶。",
                )


def _targets(values: Values, tree: Sequence[Indicator]) -> Iterator[Problem]:
    """Targets belong to indicators, and their quarters add up to the year."""
    known = {one.id for top in tree for one in _everything(top)}
    for place, target in enumerate(values["unit_targets"]):
        path = f"/unit_targets/{place}"
        if target["indicator_id"] not in known:
            yield _problem(
                f"{path}/indicator_id",
                "指标编号",
                "no-indicator",
                f"单位目标里的指标编号“{target['indicator_id']}”不在考核指标中，请核对。",
            )
        quarters = [target[f"q{n}"] for n in range(1, 5)]
        given = [value for value in quarters if isinstance(value, Decimal)]
        if len(given) == 4 and sum(given) != target["target_value"]:
            yield _problem(
                f"{path}/target_value",
                "年度目标值",
                "quarters",
                f"指标“{target['indicator_id']}”四个季度合计 {sum(given)}，"
                f"与年度目标 {target['target_value']} 不一致，请核对。",
                "warning",
            )


def _everything(one: Indicator) -> Iterator[Indicator]:
    yield one
    for child in one.children:
        yield from _everything(child)


def _bonus(values: Values) -> Iterator[Problem]:
    cap = values["bonus_cap"]
    most = max((one["score"] for one in values["bonus"]), default=ZERO)
    if isinstance(cap, Decimal) and cap < most:
        yield _problem(
            "/bonus_cap",
            "加分上限",
            "bonus-cap",
            f"加分上限 {cap} 分小于单项加分 {most} 分，请核对。",
        )


def _bands(values: Values) -> Iterator[Problem]:
    """Grade bands cover every score without gap or overlap; the best one is open upwards."""
    bands = sorted(
        values["grade_bands"],
        key=lambda band: band["min"],
        reverse=True,
    )
    for higher, lower in pairwise(bands):
        if lower["max"] != higher["min"]:
            yield _problem(
                "/grade_bands",
                "考核等次",
                "bands",
                f"等次“{lower['name']}”的最高分应是 {higher['min']}，"
                f"即“{higher['name']}”的最低分，请核对。",
            )
    if bands and isinstance(bands[0]["max"], Decimal) and bands[0]["max"] < values["total_score"]:
        yield _problem(
            "/grade_bands",
            "考核等次",
            "bands",
            f"最高等次“{bands[0]['name']}”没有包括满分，请核对。",
        )
    if bands and bands[-1]["min"] > 0 and values["total_score"]:
        yield _problem(
            "/grade_bands",
            "考核等次",
            "bands",
            f"{bands[-1]['min']} 分以下没有等次，请补上最低一等（最低分填 0）。",
        )


def _dates(values: Values) -> Iterator[Problem]:
    start, end, signed = values["valid_from"], values["valid_to"], values["sign_date"]
    if start and end and start >= end:
        yield _problem("/valid_to", "截止日期", "dates", "截止日期不晚于生效日期，请核对。")
    for key, label in (("valid_from", "生效日期"), ("valid_to", "截止日期")):
        if values[key] and values[key].year != values["year"]:
            yield _problem(
                f"/{key}",
                label,
                "year",
                f"{label}不在 {values['year']} 年度内，请核对。",
                "warning",
            )
    if signed and end and signed > end:
        yield _problem("/sign_date", "签订日期", "dates", "签订日期晚于截止日期，请核对。")
    elif signed and signed > dt.date(values["year"], 3, 31):
        yield _problem(
            "/sign_date", "签订日期", "late", "签订日期不在第一季度，请核对。", "warning"
        )


def _parties(values: Values) -> Iterator[Problem]:
    if values["issuer_name"] == values["unit_name"]:
        yield _problem(
            "/unit_name", "单位名称", "parties", "上级党组织和签订单位是同一个，请核对。"
        )
    if not str(values["unit_signatory_post"]).endswith(_PARTY_POSTS):
        yield _problem(
            "/unit_signatory_post",
            "单位签字人职务",
            "post",
            f"签字人职务“{values['unit_signatory_post']}”不是书记或负责人，请核对。",
            "warning",
        )
    formal, total = values["members_formal"], values["members_total"]
    if isinstance(formal, int) and values["party_org_type"] == "党支部" and formal < 3:
        yield _problem(
            "/members_formal",
            "正式党员人数",
            "few-members",
            f"正式党员 {formal} 名，不足 3 名，不能单独成立党支部，请核对。",
            "warning",
        )
    if isinstance(formal, int) and isinstance(total, int) and formal > total:
        yield _problem(
            "/members_formal",
            "正式党员人数",
            "members",
            f"正式党员 {formal} 名多于党员总数 {total} 名，请核对。",
        )


def _numbers_of_documents(values: Values) -> Iterator[Problem]:
    number = values["doc_no"]
    if number:
        year = re.search(r"〔(\d{4})〕", number)
        if _BRACKETS.search(number) or year is None:
            yield _problem(
                "/doc_no", "编号", "brackets", f"编号“{number}”的年份要用六角括号，如〔2026〕。"
            )
        elif int(year[1]) != values["year"]:
            yield _problem(
                "/doc_no", "编号", "year", f"编号“{number}”的年份不是 {values['year']}，请核对。"
            )
        if re.search(r"〕\s*0", number):
            yield _problem("/doc_no", "编号", "zero", f"编号“{number}”的序号前面不加 0。")
    for place, basis in enumerate(values["basis"]):
        if basis["doc_no"] and _BRACKETS.search(basis["doc_no"]):
            yield _problem(
                f"/basis/{place}/doc_no",
                "文号",
                "brackets",
                f"依据文号“{basis['doc_no']}”的年份要用六角括号，如〔2026〕。",
            )
        if basis["title"].count("《") != basis["title"].count("》"):
            yield _problem(
                f"/basis/{place}/title",
                "文件名称",
                "quotes",
                f"依据“{basis['title']}”的书名号没有配对，请改正。",
            )


def _unfilled(values: Values) -> Iterator[Problem]:
    for key, value in values.items():
        if isinstance(value, str) and (found := _PLACEHOLDER.search(value)):
            yield _problem(
                f"/{key}", key, "placeholder", f"“{value[:20]}”里有没填的占位“{found[0]}”，请填写。"
            )


def _veto(values: Values) -> Iterator[Problem]:
    texts = [str(values["assess_method"]), *(str(use["text"]) for use in values["result_use"])]
    if not values["veto"] and any("一票否决" in text for text in texts):
        yield _problem(
            "/veto", "否决项", "no-veto", "正文提到一票否决，却没有列否决项，请补上或改写。"
        )


_OF_TREE: tuple[Callable[[Values, Sequence[Indicator]], Iterator[Problem]], ...] = (
    _sums,
    _scores,
)
_OF_VALUES: tuple[Callable[[Values], Iterator[Problem]], ...] = (
    _bonus,
    _bands,
    _dates,
    _parties,
    _numbers_of_documents,
    _unfilled,
    _veto,
)
