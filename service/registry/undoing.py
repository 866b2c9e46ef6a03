"""Taking an import back, a portion of its brands at a time, all in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from service.clock import day_of
from service.errors import Conflict, NotFound
from service.model import Brand
from service.results import Import
from service.storage import Registry, audit_log, claims, decisions, history, organizations
from service.storage import brands as table
from service.storage import imports as imports_table
from service.storage.counters import next_change


def undo_import(registry: Registry, import_id: str, *, who: str, now: datetime) -> Import:
    """Take an import back: what it added is gone, what it altered is as before; returns it, undone.

    Millions of brands take some minutes; nobody else can write meanwhile.

    Raises:
        NotFound: no such import.
        Conflict: undone already, or brands of it were altered or decided on since.
    """
    database = registry.database
    with database.writing_much():
        version = next_change(database)
        one = imports_table.get(database, registry.scope, import_id)
        if one is None:
            raise NotFound("没有这次导入，请检查批次号。", id=import_id)
        if one.undone_at:
            raise Conflict("这次导入已经撤销过了。", id=import_id)
        changed = imports_table.changed_since(database, import_id)
        if changed:
            raise Conflict(
                f"导入之后有 {len(changed)} 个品牌被改动（如“{changed[0]}”），不能整批撤销，请逐个处理。",
                id=import_id,
                names=changed,
            )
        _take_back(registry, one, now=now, version=version)
        audit_log.append(
            database, who=who, action="import-undo", subject=import_id, now=now, file=one.file_hash
        )
    return one._replace(undone_at=now.isoformat())


def _take_back(registry: Registry, one: Import, *, now: datetime, version: int) -> None:
    database = registry.database
    for earlier in imports_table.earlier_brands(database, one.id):
        # A number of its own, so that caches see the return of the former state as a change.
        restored = [brand._replace(version=version) for brand in earlier]
        table.update(database, restored)
        claims.release(database, restored)
    for ids in imports_table.added_brands(database, one.id):
        table.remove(database, ids, version=version)
    # After all are released: they may have changed names among themselves.
    for earlier in imports_table.earlier_brands(database, one.id):
        _hold_again(registry, one, earlier, now=now)
    for ids in imports_table.added_organizations(database, one.id):
        organizations.remove_unused(database, ids)
    imports_table.mark_undone(database, one.id, at=now.isoformat())


def _hold_again(registry: Registry, one: Import, brands: Sequence[Brand], *, now: datetime) -> None:
    """Give brands that are as before their names, and what was decided on them."""
    database = registry.database
    wanted = claims.claims_of(brands, today=day_of(now))
    if claims.take(database, wanted, today=day_of(now)) != len(wanted):
        raise Conflict("撤销后名称会与现有品牌重复，不能撤销，请逐个处理。", id=one.id)
    ids = [brand.id for brand in brands]
    history.remove(database, ids, until=one.at)
    decisions.restore(database, ids, at=one.at)
