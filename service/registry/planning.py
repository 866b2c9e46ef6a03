"""What an import would do: which rows are new, which alter a brand, which collide.

A row is the brand with the same key and unit. Empty cells leave what is stored as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from service.errors import BadData
from service.model import Brand, BrandDraft, RowConflict
from service.registry.brands import held_message, holder_facts, quoted
from service.registry.drafting import SHARED, brand_of, checked, key_of
from service.storage import Registry
from service.storage import brands as table
from service.storage.identifiers import new_ids


@dataclass(slots=True)
class Plan:
    """The outcome of looking at all rows."""

    added: list[Brand] = field(default_factory=list)
    earlier: list[Brand] = field(default_factory=list)
    updated: list[Brand] = field(default_factory=list)
    unchanged: int = 0
    conflicts: list[RowConflict] = field(default_factory=list)


@dataclass(slots=True)
class _Stock:
    """What the registry and the rows before hold, by key."""

    brands: dict[str, Brand]
    same: dict[tuple[str, str], Brand]
    holders: dict[str, str]
    rows: dict[str, int] = field(default_factory=dict)
    by_key: dict[str, list[str]] = field(default_factory=dict)


def plan(registry: Registry, rows: Sequence[BrandDraft], *, now: datetime, version: int) -> Plan:
    """Return what importing `rows` would do; linear in rows and in the registry."""
    stock = _stock(registry, today=now.date())
    result = Plan()
    wanted: dict[str, BrandDraft] = {}
    for brand_id, row in zip(new_ids(now, len(rows), version=version), rows, strict=True):
        try:
            _place(registry, row, brand_id, stock, result, wanted, now=now, version=version)
        except BadData as error:
            result.conflicts.append(RowConflict(row.row, row.name, row.unit, error.message))
    for one in stock.brands.values():
        stock.by_key.setdefault(one.key, []).append(one.id)
    _set_parents(stock, result, wanted)
    _settle(result, now=now, version=version)
    return result


def _stock(registry: Registry, *, today: date) -> _Stock:
    brands = {one.id: one for one in table.stream(registry.database, registry.scope)}
    same = {(one.key, one.unit): one for one in brands.values()}
    holders = table.holders(registry.database, registry.scope, today=today)
    # The brand in force stands for the row, not one of the same name that ended long ago.
    same |= {(brands[i].key, brands[i].unit): brands[i] for i in holders.values()}
    return _Stock(brands, same, holders)


def _place(
    registry: Registry,
    row: BrandDraft,
    brand_id: str,
    stock: _Stock,
    result: Plan,
    wanted: dict[str, BrandDraft],
    *,
    now: datetime,
    version: int,
) -> None:
    clean = checked(row, today=now.date())
    key = key_of(clean.name)
    before = stock.same.get((key, clean.unit))
    if before and before.id in wanted:
        result.conflicts.append(_twice(row, stock.rows[key]))
        return
    if before:
        after = _merged(before, row, clean)
    else:
        after = brand_of(
            clean, brand_id=brand_id, scope=registry.scope, key=key, now=now, version=version
        )
    if not _take(row, after, stock, result, today=now.date()):
        return
    wanted[after.id] = row
    stock.same[key, clean.unit] = stock.brands[after.id] = after
    stock.rows.setdefault(key, row.row)
    if before:
        result.earlier.append(before)
        result.updated.append(after)
    else:
        result.added.append(after)


def _take(row: BrandDraft, brand: Brand, stock: _Stock, result: Plan, *, today: date) -> bool:
    """Return whether a row gets its name; note the collision if not."""
    if not table.claims_of([brand], today=today):
        return True
    holder = stock.holders.setdefault(brand.key, brand.id)
    if holder == brand.id:
        return True
    if brand.key in stock.rows and stock.brands[holder].key == brand.key:
        result.conflicts.append(_twice(row, stock.rows[brand.key]))
    else:
        other = stock.brands[holder]
        message = held_message(row.name, other)
        facts = holder_facts(other)
        result.conflicts.append(RowConflict(row.row, row.name, row.unit, message, 0, facts))
    return False


def _twice(row: BrandDraft, earlier: int) -> RowConflict:
    where = f"本文件第 {earlier} 行" if earlier else "本次的前一条"
    message = f"{quoted(row.name)}与{where}的名称重复，请保留一条。"
    return RowConflict(row.row, row.name, row.unit, message, earlier)


def _merged(before: Brand, row: BrandDraft, clean: BrandDraft) -> Brand:
    """Return the brand with the cells of a row that are not empty."""
    given = {
        name: getattr(clean, name)
        for name in ("name", *SHARED)
        if getattr(row, name) is not None and getattr(clean, name) != ""
    }
    if row.status is None:
        given.pop("retired_until", None)
    return replace(before, **given)


def _set_parents(stock: _Stock, result: Plan, wanted: dict[str, BrandDraft]) -> None:
    """Resolve the parents, which may stand in the same file, below their children too."""
    for brands in (result.added, result.updated):
        for i, brand in enumerate(brands):
            row = wanted[brand.id]
            if not row.parent.strip():
                continue
            parent = _parent(stock, row.parent.strip())
            if parent is None or parent == brand.id:
                message = f"上级品牌“{row.parent}”不在登记库和本文件中，请检查名称。"
                result.conflicts.append(RowConflict(row.row, row.name, row.unit, message))
            else:
                brands[i] = replace(brand, parent_id=parent)


def _parent(stock: _Stock, text: str) -> str | None:
    if text in stock.brands:
        return text
    try:
        key = key_of(text)
    except BadData:
        return None
    if key in stock.holders:
        return stock.holders[key]
    # One that holds no name any more, or not yet, is still the parent if it is the only one.
    found = stock.by_key.get(key, [])
    return found[0] if len(found) == 1 else None


def _settle(result: Plan, *, now: datetime, version: int) -> None:
    """Set apart the rows that alter nothing, and stamp the others."""
    pairs = list(zip(result.earlier, result.updated, strict=True))
    altered = [(old, new) for old, new in pairs if old != new]
    result.unchanged = len(pairs) - len(altered)
    result.earlier = [old for old, _ in altered]
    result.updated = [
        replace(new, updated_at=now.isoformat(), version=version) for _, new in altered
    ]
