"""Adding, changing, retiring, reserving and transferring one brand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from nlp.quoting import quoted_name
from service.clock import day_of
from service.errors import BadData, Conflict
from service.model import STATUS_NAMES, Brand, BrandDraft, FormerName, Status
from service.registry.claiming import claim, refuse_if_held
from service.registry.drafting import (
    COOL_OFF_MONTHS,
    FLAGS,
    SHARED,
    brand_of,
    check_fields,
    checked,
    is_date,
    key_of,
    months_later,
)
from service.registry.organizations import place_unit
from service.registry.reading import find_brand, get_brand
from service.storage import Registry, audit_log, claims, decisions, history
from service.storage import brands as table
from service.storage.counters import next_change
from service.storage.identifiers import new_id
from service.texts import trimmed

LONGEST_COOL_OFF = 1200

CHANGEABLE = frozenset({"name", "unit", "parent", *SHARED})
"""The fields `change_brand` takes, named as in `BrandDraft`."""


def add_brand(registry: Registry, draft: BrandDraft, *, who: str, now: datetime) -> Brand:
    """Add a brand and return it; the database decides whether its name is still free.

    A name that is reserved for the same unit is taken up: the reservation becomes the brand.

    Raises:
        UnacceptableName, BadData: the draft cannot be stored.
        BadData: a reservation ends before today.
        DuplicateBrand: another brand of the scope holds the name; `facts["holder"]` says which.
        NotFound: the parent brand is not registered.
    """
    clean = checked(draft, today=day_of(now))
    if clean.status is Status.RESERVED and clean.reserved_until < day_of(now).isoformat():
        raise _over(clean.reserved_until)
    key = key_of(clean.name)
    database = registry.database
    # A look before the leap spares the loser a write; what counts is the claim below.
    if reserved := _reserved_for(registry, clean, key, today=day_of(now)):
        said = {field: value for field in SHARED if (value := getattr(clean, field))}
        said |= {"parent": clean.parent} if clean.parent else {}
        return change_brand(registry, reserved.id, {**said, "reserved_until": ""}, who=who, now=now)
    if clean.status is not Status.DRAFTED:
        refuse_if_held(registry, clean.name, key, today=day_of(now))
    with database.writing():
        version = next_change(database)
        brand = brand_of(
            clean,
            brand_id=new_id(now, version=version),
            scope=registry.scope,
            key=key,
            moment=now.isoformat(),
            version=version,
        )
        brand = brand._replace(
            organization_id=place_unit(registry, brand.unit, now=now, version=version),
            parent_id=find_brand(registry, clean.parent).id if clean.parent else None,
        )
        table.insert(database, [brand])
        claim(registry, brand, today=day_of(now))
        audit_log.append(
            database,
            who=who,
            action="brand-add",
            subject=brand.id,
            now=now,
            record=table.record(brand),
        )
    return brand


def _reserved_for(registry: Registry, draft: BrandDraft, key: str, *, today: date) -> Brand | None:
    """Return the reservation that a brand to be added takes up: of its own name, by its own unit."""
    if draft.status not in (Status.REGISTERED, Status.APPLIED) or not draft.unit:
        return None
    holder = claims.holder(registry.database, registry.scope, key, today=today)
    own = holder and (holder.name, holder.unit) == (draft.name, draft.unit)
    return holder if own and holder and holder.status is Status.RESERVED else None


def change_brand(
    registry: Registry,
    brand_id: str,
    changes: Mapping[str, object],
    *,
    who: str,
    now: datetime,
    why: str = "",
    version: int | None = None,
) -> Brand:
    """Change fields of a brand (named as in `BrandDraft`) and return it.

    A new name keeps the former one in the history, holds it for the cool-off (A4) and reopens what was
    decided on the brand and its pairs.

    `changes` maps fields of `CHANGEABLE` to new values; `version`, if given, is the one the caller saw,
    and the change is refused when the brand has changed since.

    Raises:
        NotFound, BadData, UnacceptableName, DuplicateBrand: as `add_brand`.
        Conflict: somebody changed the brand since `version`, or it is retired and would get another name.
    """
    unknown = sorted(set(changes) - CHANGEABLE)
    if unknown:
        raise BadData(f"品牌没有“{unknown[0]}”一项，请检查字段名。", field=unknown[0])
    for field, value in changes.items():
        if not isinstance(value, bool | None if field in FLAGS else str):
            raise BadData(f"“{field}”的值类型不对，请检查。", field=field)
    with registry.database.writing():
        number = next_change(registry.database)
        before = get_brand(registry, brand_id)
        if version is not None and before.version != version:
            raise Conflict(
                f"{quoted_name(before.name)}已被他人修改，请重新打开后再改。",
                id=brand_id,
                version=before.version,
            )
        after = _changed(registry, before, changes, now=now, version=number)
        if before.status is Status.RETIRED and after.name != before.name:
            raise Conflict(f"{quoted_name(before.name)}已停用，不能更名。", id=brand_id)
        return _store(registry, before, after, number=number, who=who, now=now, why=why)


def retire_brand(
    registry: Registry,
    brand_id: str,
    *,
    who: str,
    now: datetime,
    why: str = "",
    months: int = COOL_OFF_MONTHS,
) -> Brand:
    """End a brand; its name stays held for `months` (A4, decisions §3).

    Raises:
        NotFound: no such brand.
        Conflict: it is retired already.
        BadData: `months` is not within 0-1200.
    """
    if not 0 <= months <= LONGEST_COOL_OFF:
        raise BadData(f"保留月数须在 0–{LONGEST_COOL_OFF} 之间。", field="months")
    if get_brand(registry, brand_id).status is Status.RETIRED:
        raise Conflict("该品牌已停用，不必再次停用。", id=brand_id)
    until = months_later(day_of(now), months).isoformat()
    changes = {"status": Status.RETIRED, "retired_until": until}
    return change_brand(registry, brand_id, changes, who=who, now=now, why=why)


def reserve_brand(
    registry: Registry, brand_id: str, *, until: str, who: str, now: datetime, why: str = ""
) -> Brand:
    """Keep the name of a brand until the end of a day (ISO date).

    Raises:
        NotFound, DuplicateBrand: no such brand, or its name is another's by now.
        BadData: the day is none or over.
        Conflict: the brand is in use: it would lose its name with the day.
    """
    if len(until) != len("2026-07-01") or not is_date(until) or until < day_of(now).isoformat():
        raise _over(until)
    brand = get_brand(registry, brand_id)
    if brand.status in (Status.REGISTERED, Status.TRANSFERRED):
        raise Conflict(
            f"{quoted_name(brand.name)}{STATUS_NAMES[brand.status]}，名称一直保留，不用预留。",
            id=brand_id,
        )
    changes = {"status": Status.RESERVED, "reserved_until": until}
    return change_brand(registry, brand_id, changes, who=who, now=now, why=why)


def _over(until: str) -> BadData:
    return BadData(f"预留截止日期“{until}”无效或已过，请写成 2026-07-01。", field="until")


def transfer_brand(
    registry: Registry, brand_id: str, *, unit: str, who: str, now: datetime, why: str = ""
) -> Brand:
    """Hand a brand to another unit: same brand, same id, status `transferred`, holder in the history.

    Raises:
        NotFound: no such brand.
        BadData: no unit given.
        Conflict: it is that unit's already, or not one that can be handed on.
    """
    unit = unit.strip()
    if not unit:
        raise BadData("请写明接收单位。", field="unit")
    brand = get_brand(registry, brand_id)
    if brand.unit == unit:
        raise Conflict(f"{quoted_name(brand.name)}本就属于“{unit}”。", id=brand_id)
    if brand.status not in (Status.REGISTERED, Status.TRANSFERRED):
        state = STATUS_NAMES[brand.status]
        raise Conflict(
            f"{quoted_name(brand.name)}是{state}状态，只有已登记的品牌可以划转。", id=brand_id
        )
    changes = {"unit": unit, "status": Status.TRANSFERRED}
    return change_brand(registry, brand_id, changes, who=who, now=now, why=why)


def _changed(
    registry: Registry, before: Brand, changes: Mapping[str, object], *, now: datetime, version: int
) -> Brand:
    values: dict[str, Any] = {
        field: trimmed(value) if type(value) is str else value for field, value in changes.items()
    }
    parent = values.pop("parent", None)
    draft = BrandDraft(before.name, **{field: getattr(before, field) for field in SHARED})
    clean = checked(draft._replace(**values), today=day_of(now))
    check_fields(values)
    after = before._replace(**{field: getattr(clean, field) for field in SHARED})
    if "name" in values:
        after = after._replace(name=clean.name, key=key_of(clean.name))
    if "unit" in values:
        place = place_unit(registry, clean.unit, now=now, version=version)
        after = after._replace(unit=clean.unit, organization_id=place)
    if parent is not None:
        after = after._replace(parent_id=_parent(registry, before, parent))
    return after


def _parent(registry: Registry, brand: Brand, parent: str) -> str | None:
    """Return the id of the parent brand; Conflict if the brand would belong to itself."""
    if not parent:
        return None
    found = find_brand(registry, parent)
    step: Brand | None = found
    while step is not None:
        if step.id == brand.id:
            raise Conflict("品牌不能以自己或自己的子品牌为上级。", id=brand.id)
        step = get_brand(registry, step.parent_id) if step.parent_id else None
    return found.id


def _store(
    registry: Registry,
    before: Brand,
    after: Brand,
    *,
    number: int,
    who: str,
    now: datetime,
    why: str,
) -> Brand:
    """Write the difference of two states of a brand, with history, claims, decisions and log."""
    old, new = table.record(before), table.record(after)
    difference = {field: [old[field], new[field]] for field in old if old[field] != new[field]}
    if not difference:
        return before
    database = registry.database
    moment = now.isoformat()
    after = after._replace(updated_at=moment, version=number)
    claims.release(database, [before])
    table.update(database, [after])
    claim(registry, after, today=day_of(now))
    if before.name != after.name or before.unit != after.unit:
        former = FormerName(before.id, before.name, before.unit, moment, who, why)
        history.insert(database, former, version=number)
    if before.name != after.name:
        decisions.reopen(database, before.id, at=moment)
    if before.key != after.key and before.status is not Status.DRAFTED:
        until = months_later(day_of(now), COOL_OFF_MONTHS).isoformat()
        kept = claims.Claim(registry.scope, before.key, before.id, until)
        claims.take(database, [kept], today=day_of(now))
    audit_log.append(
        database,
        who=who,
        action=_action(before, after),
        subject=after.id,
        now=now,
        changes=difference,
        why=why,
    )
    return after


def _action(before: Brand, after: Brand) -> str:
    if before.status is not after.status:
        return f"brand-{after.status}"
    return "brand-rename" if before.name != after.name else "brand-change"
