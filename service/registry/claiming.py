"""Taking a name for a brand, and telling who holds one that another asked for."""

from __future__ import annotations

from datetime import date

from nlp.quoting import quoted_name
from service.clock import day_of
from service.errors import Conflict, DuplicateBrand
from service.model import STATUS_NAMES, Brand, Status
from service.registry.drafting import key_of
from service.storage import Registry, claims


def claim(registry: Registry, brand: Brand, *, today: date) -> None:
    """Take the name of a brand; the database decides whether it is still free.

    Raises:
        DuplicateBrand: another brand of the scope holds it; `facts["holder"]` says which.
        Conflict: somebody is taking it just now.
    """
    if not claims.claim(registry.database, [brand], today=today):
        refuse_if_held(registry, brand.name, brand.key, today=today)
        raise Conflict(f"{quoted_name(brand.name)}正被他人登记，请稍后再试。", name=brand.name)


def refuse_if_held(registry: Registry, name: str, key: str, *, today: date) -> None:
    """Look whether a name is held, before anything is written.

    Raises:
        DuplicateBrand: it is; `facts["holder"]` says by which brand.
    """
    holder = claims.holder(registry.database, registry.scope, key, today=today)
    if holder:
        raise DuplicateBrand(held_message(name, holder), holder=holder_facts(holder), name=name)


def held_message(name: str, holder: Brand) -> str:
    """Return the sentence that says who holds a name."""
    unit = f"（{holder.unit}）" if holder.unit else ""
    ours, theirs = quoted_name(name), quoted_name(holder.name)
    if key_of(name) != holder.key:
        return f"{ours}是品牌{theirs}{unit}的曾用名，更名未满保留期，请另取名称。"
    if holder.status is Status.RETIRED:
        until = holder.retired_until
        return f"{ours}与已停用品牌{theirs}{unit}重名，该名称保留到 {until}，请另取名称。"
    return f"{ours}与{STATUS_NAMES[holder.status]}品牌{theirs}{unit}重名，请另取名称。"


def holder_facts(brand: Brand) -> dict[str, str]:
    """Return what an applicant needs to know of the brand that holds a name."""
    return {
        "id": brand.id,
        "name": brand.name,
        "unit": brand.unit,
        "status": str(brand.status),
        "since": brand.registered_on or brand.applied_on or day_of(brand.created_at).isoformat(),
        "until": brand.retired_until if brand.status is Status.RETIRED else brand.reserved_until,
    }
