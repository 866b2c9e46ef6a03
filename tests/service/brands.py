"""Brands put into a registry, for tests."""

from __future__ import annotations

from datetime import datetime

from service.model import BrandDraft
from service.registry import add_brand
from service.storage import Registry


def put(registry: Registry, now: datetime, name: str, unit: str = "甲单位", **facts: object) -> str:
    """Register a brand, whatever a check would say of it; return its id."""
    draft = BrandDraft(name, unit, **facts)  # type: ignore[arg-type]
    return add_brand(registry, draft, who="张三", now=now).id
