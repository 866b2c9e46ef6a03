"""Keys that an older version stored are brought up to date, or the collision is told."""

from __future__ import annotations

from datetime import datetime

import pytest

from service.errors import Conflict, DuplicateBrand
from service.model import BrandDraft
from service.registry import add_brand, refresh_keys, stale_keys, verify_audit_log
from service.storage import Registry

WHO = "张三"


def age(registry: Registry, brand_id: str, key: str) -> None:
    """Store a key as an older version would have."""
    for table, column in (("name_claims", "brand_id"), ("brands", "id")):
        statement = f"UPDATE {table} SET key = :key WHERE {column} = :id"
        registry.database.execute(statement, key=key, id=brand_id)


def test_old_keys_are_renewed_and_hold_again(registry: Registry, now: datetime) -> None:
    brand = add_brand(registry, BrandDraft("紅帆"), who=WHO, now=now)
    assert refresh_keys(registry, who=WHO, now=now) == 0
    age(registry, brand.id, "紅帆")
    assert [one.id for one in stale_keys(registry)] == [brand.id]
    assert refresh_keys(registry, who=WHO, now=now) == 1
    assert stale_keys(registry) == []
    with pytest.raises(DuplicateBrand):
        add_brand(registry, BrandDraft("红帆"), who=WHO, now=now)
    assert verify_audit_log(registry).intact


def test_names_that_now_meet_are_told_and_left(registry: Registry, now: datetime) -> None:
    old = add_brand(registry, BrandDraft("紅帆", "甲"), who=WHO, now=now)
    age(registry, old.id, "紅帆")
    add_brand(registry, BrandDraft("红帆", "乙"), who=WHO, now=now)
    with pytest.raises(Conflict, match="紅帆"):
        refresh_keys(registry, who=WHO, now=now)
    assert [one.key for one in stale_keys(registry)] == ["紅帆"]
