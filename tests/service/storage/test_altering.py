"""What an import alters is stored and counted as it is to be, whatever of it is new."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from service.model import Brand, BrandDraft, Status
from service.registry import add_brand, all_brands, counts
from service.storage import Registry, brands

CHANGES: tuple[dict[str, Any], ...] = (
    {"slogan": "风正帆悬"},
    {"slogan": "乘风破浪", "version": 99},
    {"status": Status.RETIRED, "retired_until": "2027-07-01"},
    {"lead_is_member": False, "lead_is_secretary": None, "version": 99},
    {"name": "灯塔", "key": "灯塔", "unit": "第二党支部", "status": Status.DRAFTED},
    {},
)


def test_what_is_different_is_stored_and_the_rest_stays(registry: Registry, now: datetime) -> None:
    names = ("红帆", "星火", "奔流", "铁流", "晨光", "春雨")
    flags: dict[str, Any] = {"lead_is_member": True, "lead_is_secretary": True}
    before = [
        add_brand(registry, BrandDraft(name, "第一党支部", **flags), who="x", now=now)
        for name in names
    ]
    after = [one._replace(**change) for one, change in zip(before, CHANGES, strict=True)]
    with registry.database.writing():
        brands.alter(registry.database, list(zip(before, after, strict=True))[:-1])
    assert list(all_brands(registry)) == after
    assert counts(registry).by_status == {"registered": 4, "retired": 1, "drafted": 1}


def test_of_what_stays_no_other_state_is_written(registry: Registry, now: datetime) -> None:
    one = add_brand(registry, BrandDraft("红帆", "第一党支部", goal="旧"), who="x", now=now)
    with registry.database.writing():
        brands.update(registry.database, [one._replace(goal="别人写的")])
        brands.alter(registry.database, [(one, one._replace(slogan="新"))])
    stored: list[Brand] = list(all_brands(registry))
    assert stored == [one._replace(goal="别人写的", slogan="新")]
