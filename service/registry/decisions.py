"""What the office decided, and when a decision is open again."""

from __future__ import annotations

from datetime import datetime

from service.errors import BadData, WrongUse
from service.model import Decision
from service.registry.reading import get_brand
from service.storage import Registry, audit_log
from service.storage import decisions as table
from service.storage.counters import next_change
from service.storage.identifiers import new_id

VERDICTS = ("accepted", "refused")


def decide_pair(
    registry: Registry,
    brand_id: str,
    other_id: str,
    verdict: str,
    *,
    who: str,
    now: datetime,
    why: str,
) -> Decision:
    """Record what was decided on a pair; it holds for exactly these two until either is renamed.

    Raises:
        BadData: another verdict, or no reason.
        NotFound: no such brand.
        WrongUse: both ids are the same.
    """
    if brand_id == other_id:
        raise WrongUse("请指定两个不同的品牌。", id=brand_id)
    if verdict not in VERDICTS:
        raise BadData(
            f"决定只能是 accepted（同意）或 refused（不同意），不能是“{verdict}”。", field="verdict"
        )
    if not why.strip():
        raise BadData("请写明决定的理由。", field="why")
    with registry.database.writing():
        version = next_change(registry.database)
        names = get_brand(registry, brand_id).name, get_brand(registry, other_id).name
        decision = Decision(
            new_id(now, version=version),
            brand_id,
            other_id,
            verdict,
            names,
            who,
            why.strip(),
            now.isoformat(),
        )
        table.insert(registry.database, decision)
        audit_log.append(
            registry.database,
            who=who,
            action="decide",
            subject=brand_id,
            now=now,
            other=other_id,
            verdict=verdict,
            names=list(names),
            why=why.strip(),
        )
    return decision


def decisions(registry: Registry, *, brand_id: str = "") -> list[Decision]:
    """Return all decisions, or those that concern a brand, oldest first; reopened ones too."""
    return table.of(registry.database, brand_id)


def accepted_pairs(registry: Registry) -> frozenset[frozenset[str]]:
    """Return the pairs of ids that stand accepted; the latest decision on a pair counts."""
    latest: dict[frozenset[str], str] = {}
    for one, other, verdict in table.standing_pairs(registry.database):
        latest[frozenset({one, other})] = verdict
    return frozenset(pair for pair, verdict in latest.items() if verdict == "accepted")
