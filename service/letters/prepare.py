"""The values of a letter: what is counted from the tree, the wording of its kind, the text of its type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from operator import is_
from typing import Any

import corpora
from service.drafting.fields import Problem
from service.drafting.kinds import Prepared
from service.drafting.numbers import chinese_day, plain_number
from service.letters import wording
from service.letters.checks import days, names_of, read_tree, shared_problems, unit_problems
from service.letters.indicators import ZERO, Indicator, counts, titles
from service.letters.outline import spelled

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
            "parties": _parties(values, noun),
            "lead": _lead(values, noun),
            "targets": _targets(values, common.tree),
            "quarterly": any(
                isinstance(target[f"q{n}"], Decimal)
                for target in values["unit_targets"]
                for n in range(1, 5)
            ),
            "terms": _terms(values, common),
        },
        (*common.problems, *unit_problems(values, common.tree)),
    )


@dataclass(frozen=True, slots=True)
class _Common:
    """What follows from the shared facts alone."""

    tree: tuple[Indicator, ...]
    problems: tuple[Problem, ...]
    values: Mapping[str, Any]
    terms: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """The wording for each type of unit, without duties of its own."""


_last: tuple[tuple[object, ...], _Common] | None = None


def _common(values: Values) -> _Common:
    """Return what follows from the shared facts; worked out once for letters that share them."""
    global _last
    given = tuple(map(values.get, names_of("shared")))
    before = _last
    if before and all(map(is_, before[0], given)):
        return before[1]
    common = _worked_out(values)
    _last = (given, common)
    return common


def _worked_out(values: Values) -> _Common:
    tree, problems = read_tree(values)
    if not tree:
        return _Common((), problems, {})
    start, end = days(values)
    added = {
        "aspects": [
            {"title": one.title, "items": len(list(one.leaves())), "score": one.score}
            for one in tree
        ],
        "counts": {**counts(values, tree), "score": sum((one.score for one in tree), ZERO)},
        "rows": _rows(tree),
        "bands": wording.bands(values),
        "veto_effect": wording.veto_effect(values),
        "flat": not any(one.children for one in tree),
        "scored": any(one.score for one in tree),
        "valid": {"from": start, "to": end},
        "attachments_named": [
            f"{values['year']}年度党建工作考核指标",
            *(one["title"] for one in values["attachments"]),
        ],
    }
    return _Common(tree, (*problems, *shared_problems(values, tree)), added)


def problems_of_shared(values: Values) -> tuple[Problem, ...]:
    """Return what is wrong in what the letters of a batch share: told once, before any is made."""
    return _common(values).problems


@cache
def _type_texts() -> dict[str, dict[str, Any]]:
    return corpora.table("letters/unit_types.toml")


def _lead(values: Values, noun: str) -> str:
    """Return the preamble: aim, basis, who signs with whom."""
    aim = str(values["aim_text"] or _type_texts()[values["unit_type"]]["aim"]).rstrip("，。")
    aim = aim if aim.startswith("为") else f"为{aim}"
    basis = _listed(_cited(one) for one in values["basis"])
    first, second = _SIDES[noun]
    issuer, unit = values["issuer_short"] or first, values["unit_short"] or second
    if noun == "承诺书":
        return f"{aim}，根据{basis}，{unit}向{issuer}作出如下承诺。"
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
    shown = chinese_day(day) if day else "　　　　年　　月　　日"
    rows.append({"left": shown, "right": shown})
    if values["sign_place"]:
        rows.append({"left": f"签订地点：{values['sign_place']}", "right": ""})
    return {"first": first, "second": second, "rows": rows}


def _rows(tree: Sequence[Indicator]) -> list[dict[str, Any]]:
    rows = []
    for aspect in tree:
        for place, (between, one) in enumerate(_items(aspect)):
            rows.append(
                {
                    **one.given,
                    "title": f"{between}：{one.title}" if between else one.title,
                    "aspect": aspect.title,
                    "first": place == 0,
                    "score": one.score,
                    "requirement": _requirement(one),
                    "rule": _rule(one),
                }
            )
    return rows


def _items(aspect: Indicator) -> Iterator[tuple[str, Indicator]]:
    """Yield what is scored under an aspect, each with the name of the level between, if there is one."""
    if not aspect.children:
        yield "", aspect
    for child in aspect.children:
        yield from (
            (("", child),) if not child.children else ((child.title, x) for x in child.leaves())
        )


def _requirement(one: Indicator) -> str:
    """Return what is asked for, with the day by which it is due before its stop; empty for neither."""
    said, due = str(one.given["requirement"] or ""), one.given["due"]
    if not isinstance(due, dt.date):
        return said
    day = f"{chinese_day(due)}前"
    bare = said.rstrip("。；")
    return f"{bare}（{day}）{said[len(bare) :]}" if said else f"{day}完成"


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
    known = titles(tree)

    def title(name: str) -> str:
        return known.get(name) or known.get(spelled(name), name)

    return [{**target, "title": title(target["indicator_id"])} for target in values["unit_targets"]]


def _terms(values: Values, common: _Common) -> Mapping[str, Any]:
    """Return the wording that depends on the type of the unit and on what is given.

    For units of a type without duties of their own it is the very same: the body knows that at once.
    """
    kind, own = values["unit_type"], _charged(values["unit_duties"])
    if kind not in common.terms:
        common.terms[kind] = _common_terms(values)
    terms = common.terms[kind]
    return {**terms, "duties": [*terms["duties"], *own]} if own else terms


def _common_terms(values: Values) -> dict[str, Any]:
    texts = _type_texts()[values["unit_type"]]
    second = _SIDES[values["doc_kind"]][1]
    common = wording.veto_effect(values)
    shown = texts["duty"] if values["own_duties_shown"] else ()
    return {
        "goal": values["goal_text"] or texts["goal"].replace(_UNIT, second),
        "duties": _charged([*values["duties"], *shown]),
        "period": _PERIODS[values["assess_period"]],
        "signing": _SIGNING[values["seal"]],
        "bonus": [wording.bonus(one) for one in values["bonus"]],
        "veto": [wording.veto(one, common) for one in values["veto"]],
    }


# Stands in shipped text for what the unit is called in a letter of its kind.
_UNIT = "{unit}"
_UNCHARGED = {"frequency": "", "due": "", "role": ""}


def _charged(duties: Iterable[Values]) -> list[dict[str, Any]]:
    """Return duties, each with the sentence that says who answers for it and until when.

    A text of several lines is parted: `text` is the first, `more` what follows, `end` the last.
    """
    given = ({**_UNCHARGED, **duty} for duty in duties)
    return [
        {**duty, "charge": wording.charge(duty), **_parted(str(duty["text"]))} for duty in given
    ]


def _parted(text: str) -> dict[str, Any]:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return {"text": lines[0], "more": lines[1:-1], "end": lines[-1] if len(lines) > 1 else ""}
