"""A registry's own figures as facts for a speech; no unit is named, and no brand unless that is asked for."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from service import texts
from service.auditing import audit
from service.auditing.model import AuditReport
from service.drafting.numbers import chinese_day
from service.storage import Registry

_GOOD, _BAD = "进展", "问题"
_GIVEN = ("registry_facts", "台账数据")
_MOST_NAMED, _MOST_ELEMENTS = 5, 3


def registry_facts(
    registry: Registry,
    *,
    today: dt.date,
    plan: int = 0,
    target: int = 0,
    named: bool = False,
    index: Path | None = None,
) -> list[dict[str, Any]]:
    """Return facts as the field `registry_facts` takes them: brands, coverage, names, elements missing.

    Args:
        registry: the registry.
        today: the day of the figures.
        plan: how many branches are to have a brand; 0 where the registry knows the branches itself.
        target: the coverage aimed at in percent (a plan may say 70, then 100: S4-10); 0 for none.
        named: whether names too general are told by name.
        index: where the index of the registry is kept, see `service.auditing.audit`.
    """
    report = audit(registry, today=today, index=index)
    day = chinese_day(today)
    found = [_fact(_GOOD, f"截至{day}，登记在册的品牌名称有", "audit.total", report.total, "个")]
    found += _coverage(report, plan, target)
    found += _names(report, named=named)
    found += _elements(report)
    return found


def with_registry(
    data: Mapping[str, Any],
    registry: Registry,
    *,
    today: dt.date,
    named: bool = False,
    index: Path | None = None,
) -> dict[str, Any]:
    """Return the data of a speech with the registry's own figures, in place of any given before.

    How many branches are to have a brand, and the coverage aimed at, are read from the data where they
    stand there.
    """
    facts = registry_facts(
        registry,
        today=today,
        plan=_whole(data, "branches_planned", "应建品牌的党支部数"),
        target=_whole(data, "coverage_target", "覆盖率目标（%）"),
        named=named,
        index=index,
    )
    kept = {key: value for key, value in data.items() if key not in _GIVEN}
    return {**kept, "registry_facts": facts}


def _whole(data: Mapping[str, Any], *names: str) -> int:
    """Return a number of the data by id or label; 0 where there is none (checked with the other fields)."""
    found = (str(data.get(name) or "").strip() for name in names)
    return next((int(text) for text in found if text.isdecimal()), 0)


def _coverage(report: AuditReport, plan: int, target: int) -> Iterator[dict[str, Any]]:
    """Yield coverage: branches with a brand of all branches (decisions §3), and how far from the target."""
    known = report.coverage[0] if report.coverage else None
    branches = plan or (known.branches if known else 0)
    if not branches:
        return
    covered = known.covered if known else report.total
    if covered > branches:
        return
    share = f"{100 * covered / branches:.1f}".removesuffix(".0")
    text = f"应建品牌的党支部{branches}个，已有品牌的{covered}个，覆盖率{share}%"
    yield _fact(_GOOD, text, "audit.coverage")
    lacking = math.ceil(branches * target / 100) - covered
    if target and lacking > 0:
        text = f"对照覆盖率{target}%的目标，还差{lacking}个党支部"
        yield _fact(_BAD, text, "audit.coverage")


def _names(report: AuditReport, *, named: bool) -> Iterator[dict[str, Any]]:
    if report.groups:
        text = f"名称相同或者容易混淆的有{report.number('groups')}组，涉及品牌"
        yield _fact(_BAD, text, "audit.groups", report.number("members"), "个")
    if report.generic:
        which = "、".join(texts.named(one.row.name) for one in report.generic[:_MOST_NAMED])
        told = f"（如{which}）" if named else ""
        text = f"名称过于通用{told}、看不出是哪家品牌的有"
        yield _fact(_BAD, text, "audit.generic", report.number("generic"), "个")


def _elements(report: AuditReport) -> Iterator[dict[str, Any]]:
    """Yield how many brands lack elements (S4-12), and which elements most lack."""
    if not report.gaps:
        return
    counts = Counter(report.missing)
    most = "、".join(f"缺{name}的{n}个" for name, n in counts.most_common(_MOST_ELEMENTS))
    text = f"品牌要素没有填全的有{report.number('gaps')}个，其中{most}"
    yield _fact(_BAD, text, "audit.gaps")


def _fact(
    kind: str, fact: str, query: str, number: int | None = None, unit: str = ""
) -> dict[str, Any]:
    made: dict[str, Any] = {"kind": kind, "fact": fact, "source": f"品牌登记库 {query}"}
    return made if number is None else made | {"number": number, "unit": unit}
