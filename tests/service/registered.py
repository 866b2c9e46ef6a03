"""Brands put into a registry for the tests of checks, and what its book finds of them."""

from __future__ import annotations

from datetime import datetime

from nlp.profile import profile
from service import registry as use
from service.model import BrandDraft
from service.name_book import NameBook
from service.storage import Registry


def put(registry: Registry, now: datetime, name: str, unit: str = "甲单位", **facts: object) -> str:
    """Add a brand and return its id."""
    draft = BrandDraft(name, unit, **facts)  # type: ignore[arg-type]
    return use.add_brand(registry, draft, who="张三", now=now).id


def found(book: NameBook, name: str) -> set[str]:
    """Return the names that are the same as or confusable with one."""
    return {near.name for near in book.neighbours(profile(name))}
