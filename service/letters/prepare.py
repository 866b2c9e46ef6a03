"""The values of a letter: what is counted from the tree, the wording of its kind, the text of its type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import corpora
from service.drafting.fields import Problem
from service.drafting.gaps import Gap
from service.drafting.kinds import Prepared
from service.drafting.numbers import plain_number
from service.letters.checks import letter_problems, read_tree
from service.letters.indicators import ZERO, Indicator

Values = Mapping[str, Any]
# What the two sides are called, by kind of letter; a 承诺书 is signed by the one who promises.
_SIDES = {
    "责任书": ("甲方", "乙方"),
    "责任状": ("发状单位", "受状单位"),
    "承诺书": ("受诺单位", "承诺单位"),
}
_PERIODS = {
    "月": "每月考核一次，年终综合评定",
    "季度": "每季度考核一次，年终综合评定",
    "半年": "每半年考核一次，年终综合评定",
    "年": "每年考核一次",
}
_SIGNING = {"盖章并签字": "签字并盖章", "盖章": "盖章", "签字": "签字"}


def prepare(values: Values) -> Prepared:
    """Return the values of a letter with counts, rows and wording, and every problem found."""
    common = _common(values)
    if not common.tree:
        return Prepared(values, common.problems)
    noun = values["doc_kind"]
    return Prepared(
        {
            **values,
            **common.values,
            "noun": noun,
            "title": f"{values['year']}年度{values['unit_name']}党建工作目标{noun}",
            "parties": _parties(values, noun),
            "lead": _lead(values, noun),
            "targets": _targets(values, common.tree),
            "terms": _terms(values),
        },
        (*common.problems, *letter_problems(values, common.tree)),
    )


@dataclass(frozen=True, slots=True)
class _Common:
    """What follows from the shared facts alone."""

    tree: tuple[Indicator, ...]
    problems: tuple[Problem, ...]
    values: Mapping[str, Any]


_SHARED = ("indicators", "total_score", "bonus", "veto", "grade_bands", "attachments", "year")
_DAYS = ("valid_from", "valid_to")
_last: tuple[tuple[object, ...], _Common] | None = None


def _common(values: Values) -> _Common:
    """Return what follows from the shared facts; worked out once for letters that share them."""
    global _last
    given = tuple(values[key] for key in (*_SHARED, *_DAYS))
    before = _last
    if before and all(one is other for one, other in zip(before[0], given, strict=True)):
        return before[1]
    common = _worked_out(values)
    _last = (given, common)
    return common


def _worked_out(values: Values) -> _Common:
    tree, problems = read_tree(values)
    added = {
        "aspects": [
            {"title": one.title, "items": len(list(one.leaves())), "score": one.score}
            for one in tree
        ],
        "counts": _counts(values, tree),
        "rows": _rows(tree),
        "bands": _bands(values),
        "valid": {
            "from": values["valid_from"] or dt.date(values["year"], 1, 1),
            "to": values["valid_to"] or dt.date(values["year"], 12, 31),
        },
        "attachments_named": [
            f"{values['year']}年度党建工作考核指标",
            *(one["title"] for one in values["attachments"]),
        ],
    }
    return _Common(tree, problems, added if tree else {})


@cache
def _type_texts() -> dict[str, dict[str, Any]]:
    return corpora.table("letters/unit_types.toml")


def _lead(values: Values, noun: str) -> str:
    """Return the preamble: aim, basis, who signs with whom."""
    aim = str(values["aim_text"] or _type_texts()[values["unit_type"]]["aim"]).rstrip("，。")
    aim = aim if aim.startswith("为") else f"为{aim}"
    basis = _listed(_cited(one) for one in values["basis"])
    first, second = _SIDES[noun]
    short = values["issuer_short"]
    issuer = f"{short}（以下称{first}）" if short else first
    if noun == "承诺书":
        return f"{aim}，根据{basis}，{second}向{issuer}作出如下承诺。"
    unit = f"{values['unit_short']}（以下称{second}）" if values["unit_short"] else second
    return f"{aim}，根据{basis}，{issuer}与{unit}签订本{noun}。"


def _cited(basis: Mapping[str, Any]) -> str:
    title = basis["title"] if "《" in basis["title"] else f"《{basis['title']}》"
    return f"{title}（{basis['doc_no']}）" if basis["doc_no"] else title


def _listed(titles: Iterable[str]) -> str:
    """Return titles in a row: no mark between 》 and 《, as GB/T 15834-2011 4.5.3.5 advises."""
    return "、".join(titles).replace("》、《", "》《")


def _parties(values: Values, noun: str) -> dict[str, Any]:
    first, second = _SIDES[noun]
    rows = []
    if "盖章" in values["seal"]:
        rows.append({"left": f"{first}（盖章）：", "right": f"{second}（盖章）："})
    else:
        rows.append({"left": f"{first}：", "right": f"{second}："})
    if "签字" in values["seal"]:
        posts = (values["issuer_signatory_post"], values["unit_signatory_post"])
        left, right = (f"{post}（签字）：" for post in posts)
        rows.append({"left": left, "right": right})
        others = values["counter_signers"]
        rows += [
            {"left": "", "right": f"{post}（签字）："}
            for post in (others.split("、") if others else ())
        ]
    day = values["sign_date"]
    shown = f"{day.year}年{day.month}月{day.day}日" if day else "　　　　年　　月　　日"
    rows.append({"left": shown, "right": shown})
    if values["sign_place"]:
        rows.append({"left": f"签订地点：{values['sign_place']}", "right": ""})
    return {"first": first, "second": second, "rows": rows}


def _counts(values: Values, tree: Sequence[Indicator]) -> dict[str, Any]:
    return {
        "aspects": len(tree),
        "items": sum(len(list(one.leaves())) for one in tree),
        "score": sum((one.score for one in tree), ZERO),
        "bonus": len(values["bonus"]),
        "veto": len(values["veto"]),
    }


def _rows(tree: Sequence[Indicator]) -> list[dict[str, Any]]:
    rows = []
    for aspect in tree:
        for place, one in enumerate(aspect.leaves()):
            rows.append(
                {
                    **one.given,
                    "aspect": aspect.title,
                    "first": place == 0,
                    "score": one.score,
                    "rule": _rule(one),
                }
            )
    return rows


def _rule(one: Indicator) -> str:
    """Return how points are taken off: as typed, or said from step and cap."""
    if one.given["rule"]:
        return str(one.given["rule"])
    step, cap = one.given["step"], one.given["cap"]
    if not step:
        return ""
    end = (
        "上不封顶"
        if one.given["uncapped"]
        else f"最多扣{plain_number(cap)}分"
        if cap
        else "扣完为止"
    )
    return f"每发现1次未达到要求扣{plain_number(step)}分，{end}"


def _targets(values: Values, tree: Sequence[Indicator]) -> list[dict[str, Any]]:
    titles = {one.id: one.title for top in tree for one in (top, *top.leaves())}
    return [
        {**target, "title": titles.get(target["indicator_id"], target["indicator_id"])}
        for target in values["unit_targets"]
    ]


def _bands(values: Values) -> list[dict[str, str]]:
    bands = sorted(values["grade_bands"], key=lambda band: band["min"], reverse=True)
    return [{"text": _band(band, last=band is bands[-1])} for band in bands]


def _band(band: Mapping[str, Any], *, last: bool) -> str:
    low, high = plain_number(band["min"]), band["max"]
    if isinstance(high, Gap):
        return f"{low}分及以上为{band['name']}"
    above = plain_number(high)
    return (
        f"不满{above}分为{band['name']}"
        if last and not band["min"]
        else f"{low}分及以上、不满{above}分为{band['name']}"
    )


def _terms(values: Values) -> dict[str, Any]:
    """Return the wording that depends on the type of the unit and on what is given."""
    texts = _type_texts()[values["unit_type"]]
    own = texts["duty"] if values["own_duties_shown"] else []
    blank = {"frequency": "", "due": "", "role": ""}
    return {
        "goal": values["goal_text"] or texts["goal"],
        "duties": [*values["duties"], *({**blank, **duty} for duty in own), *_unit_duties(values)],
        "period": _PERIODS[values["assess_period"]],
        "signing": _SIGNING[values["seal"]],
        "bonus": [_bonus(one) for one in values["bonus"]],
        "veto": [_veto(one) for one in values["veto"]],
    }


def _unit_duties(values: Values) -> list[dict[str, Any]]:
    return [{**duty, "frequency": "", "due": "", "role": ""} for duty in values["unit_duties"]]


def _bonus(one: Mapping[str, Any]) -> str:
    times = f"，最多{one['max_times']}次" if one["max_times"] else ""
    level = f"（{one['level']}）" if one["level"] and one["level"] not in one["title"] else ""
    return f"{one['title']}{level}，每次加{plain_number(one['score'])}分{times}"


def _veto(one: Mapping[str, Any]) -> str:
    return f"{one['title']}，{one['effect']}" if one["effect"] else str(one["title"])
