"""Keys after an upgrade: a newer version may fold names further, and stored keys must follow."""

from __future__ import annotations

from datetime import datetime

from service.errors import Conflict
from service.model import Brand
from service.registry.drafting import key_of
from service.storage import Registry, audit_log
from service.storage import brands as table
from service.storage.counters import next_change

# Pairs of one name that a sentence tells.
_TOLD = 3


def stale_keys(registry: Registry) -> list[Brand]:
    """Return the brands whose stored key is not what this version makes of their name; linear."""
    return [b for b in table.stream(registry.database, registry.scope) if b.key != key_of(b.name)]


def refresh_keys(registry: Registry, *, who: str, now: datetime) -> int:
    """Store the keys of this version and return how many were others; all or none.

    Raises:
        Conflict: brands that were apart now hold one name; `facts["names"]` lists those that cannot have
            theirs, `facts["pairs"]` the ids of each and of the brand that holds it.
    """
    database = registry.database
    with database.writing():
        version = next_change(database)
        stale = stale_keys(registry)
        if not stale:
            return 0
        fresh = [b._replace(key=key_of(b.name), version=version) for b in stale]
        table.release(database, stale)
        table.update(database, fresh)
        if not table.claim(database, fresh, today=now.date()):
            _refuse(registry, fresh, now=now)
        audit_log.append(
            database, who=who, action="keys-refresh", subject="", now=now, brands=len(fresh)
        )
    return len(fresh)


def _refuse(registry: Registry, fresh: list[Brand], *, now: datetime) -> None:
    holders = table.holders(registry.database, registry.scope, today=now.date())
    wanting = table.claims_of(fresh, today=now.date())
    lost = {one.brand_id for one in wanting if holders.get(one.key) != one.brand_id}
    met = [brand for brand in fresh if brand.id in lost]
    holding = table.of_ids(registry.database, registry.scope, [holders[one.key] for one in met])
    others = {one.id: one for one in holding}
    pairs = [(one, others[holders[one.key]]) for one in met]
    told = "；".join(f"{_cited(one)}与{_cited(other)}" for one, other in pairs[:_TOLD])
    raise Conflict(
        f"按新版规则有 {len(met)} 个名称与他人重名：{told}{'等' if len(pairs) > _TOLD else ''}。"
        "请先按编号更名或停用其中之一，再重试。",
        names=[one.name for one in met],
        pairs=[[one.id, other.id] for one, other in pairs],
    )


def _cited(brand: Brand) -> str:
    """Return a brand by name and id: to ask for such a name may find the other one."""
    return f"“{brand.name}”（编号 {brand.id}）"
