"""A registry's own figures as facts for a speech; no unit is named unless that is asked for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from service.auditing import audit
from service.storage import Registry

_SOURCE = "品牌台账"
_MOST_NAMED = 5


def registry_facts(
    registry: Registry, *, today: dt.date, plan: int = 0, named: bool = False
) -> list[dict[str, Any]]:
    """Return facts as the field `registry_facts` takes them: brands, coverage, groups, gaps.

    Args:
        registry: the registry.
        today: the day of the figures.
        plan: how many branches are to have a brand; 0 where the registry knows the branches itself.
        named: whether over-generic names are told by name.
    """
    report = audit(registry, today=today)
    facts = [_fact("截至目前，台账中在册的品牌名称共有", report.total, "个")]
    branches = plan or (report.coverage[0].branches if report.coverage else 0)
    if branches:
        covered = report.coverage[0].covered if report.coverage and not plan else report.total
        share = round(100 * covered / branches, 1)
        facts.append(_fact(f"应建品牌的党支部{branches}个，已有品牌的{covered}个，覆盖率{share}%"))
    if report.groups:
        members = sum(len(group.members) for group in report.groups)
        facts.append(_fact(f"名称重复或相近的有{len(report.groups)}组，涉及品牌", members, "个"))
    if report.generic:
        which = "、".join(f"“{one.row.name}”" for one in report.generic[:_MOST_NAMED])
        told = f"（如{which}）" if named else ""
        facts.append(_fact(f"名称过于通用{told}、缺少辨识度的有", len(report.generic), "个"))
    if report.gaps:
        facts.append(_fact("品牌要素填报不全的有", len(report.gaps), "个"))
    return facts


def _fact(fact: str, number: int | None = None, unit: str = "") -> dict[str, Any]:
    made: dict[str, Any] = {"fact": fact, "source": _SOURCE}
    return made if number is None else made | {"number": number, "unit": unit}
