"""Importing many brands in one transaction, and taking an import back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from service.errors import Conflict, DuplicateBrand, NotFound
from service.model import Brand, BrandDraft, FormerName, Import, ImportResult, Organization
from service.registry.organizations import kind_of
from service.registry.planning import Plan, plan
from service.storage import Registry, audit_log, decisions, history, organizations
from service.storage import brands as table
from service.storage import imports as imports_table
from service.storage.counters import next_change
from service.storage.identifiers import new_id, new_ids


def preview_import(
    registry: Registry, rows: Sequence[BrandDraft], *, now: datetime
) -> ImportResult:
    """Return what `import_brands` would do, with every collision; changes nothing."""
    with registry.database.reading():
        found = plan(registry, rows, now=now, version=0)
    return ImportResult(
        "",
        len(found.added),
        len(found.updated),
        found.unchanged,
        conflicts=tuple(sorted(found.conflicts, key=lambda one: one.row)),
    )


def import_brands(
    registry: Registry,
    rows: Sequence[BrandDraft],
    *,
    file_hash: str,
    who: str,
    now: datetime,
    file_name: str = "",
) -> ImportResult:
    """Import all rows or none; the same file (by hash) a second time changes nothing.

    A row with the key and unit of a brand updates that brand, empty cells left alone.

    Raises:
        DuplicateBrand: rows collide with brands or each other, or cannot be stored;
            `facts["rows"]` lists every one of them as `RowConflict` does.
    """
    database = registry.database
    with database.writing():
        version = next_change(database)
        done = imports_table.standing(database, registry.scope, file_hash)
        if done:
            unchanged = done.added + done.updated + done.unchanged
            return ImportResult(done.id, 0, 0, unchanged, repeated=True)
        found = plan(registry, rows, now=now, version=version)
        _refuse_conflicts(found)
        one = Import(
            new_id(now, version=version),
            file_hash,
            file_name,
            who,
            now.isoformat(),
            len(found.added),
            len(found.updated),
            found.unchanged,
        )
        _write(registry, found, one, now=now, version=version)
    return ImportResult(one.id, one.added, one.updated, one.unchanged)


def undo_import(registry: Registry, import_id: str, *, who: str, now: datetime) -> Import:
    """Take an import back: what it added is gone, what it altered is as before; returns it, undone.

    Raises:
        NotFound: no such import.
        Conflict: undone already, or brands of it were altered or decided on since.
    """
    database = registry.database
    with database.writing():
        version = next_change(database)
        one = imports_table.get(database, registry.scope, import_id)
        if one is None:
            raise NotFound("没有这次导入，请检查导入编号。", id=import_id)
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
    return replace(one, undone_at=now.isoformat())


def list_imports(registry: Registry) -> list[Import]:
    """Return all imports, oldest first, undone ones too."""
    return imports_table.everything(registry.database, registry.scope)


def _refuse_conflicts(found: Plan) -> None:
    if found.conflicts:
        listed = sorted(found.conflicts, key=lambda one: one.row)
        raise DuplicateBrand(
            f"有 {len(listed)} 行不能导入，未导入任何一行：{listed[0].message}",
            rows=[asdict(one) for one in listed],
        )


def _write(registry: Registry, found: Plan, one: Import, *, now: datetime, version: int) -> None:
    database = registry.database
    imports_table.insert(database, registry.scope, one, version=version)
    places, made = _places(registry, found.added, now=now, version=version)
    added = [replace(b, organization_id=places.get(b.unit)) for b in found.added]
    table.insert(database, added)
    table.update(database, found.updated)
    if not table.claim(database, [*added, *found.updated], today=now.date()):
        raise Conflict("导入的名称与登记库冲突，未导入任何一行，请重新预览。", id=one.id)
    imports_table.add_rows(
        database,
        one.id,
        added=[b.id for b in added],
        earlier=found.earlier,
        organizations=made,
    )
    _note_renames(registry, found, one, version=version)
    audit_log.append(
        database,
        who=one.who,
        action="import",
        subject=one.id,
        now=now,
        file=one.file_hash,
        name=one.file_name,
        added=one.added,
        updated=one.updated,
        unchanged=one.unchanged,
    )


def _places(
    registry: Registry, added: Sequence[Brand], *, now: datetime, version: int
) -> tuple[dict[str, str], list[str]]:
    """Return unit → organisation id for the units of new brands, and the ids made for it."""
    known = {o.name: o.id for o in organizations.everything(registry.database, registry.scope)}
    fresh = list(dict.fromkeys(b.unit for b in added if b.unit and b.unit not in known))
    made = new_ids(now, len(fresh), version=version)
    organizations.insert(
        registry.database,
        registry.scope,
        [Organization(i, name, kind_of(name)) for i, name in zip(made, fresh, strict=True)],
    )
    return known | dict(zip(fresh, made, strict=True)), made


def _note_renames(registry: Registry, found: Plan, one: Import, *, version: int) -> None:
    for old, new in zip(found.earlier, found.updated, strict=True):
        if old.name != new.name:
            former = FormerName(
                old.id, old.name, old.unit, one.at, one.who, f"导入 {one.file_name}"
            )
            history.insert(registry.database, former, version=version)
            decisions.reopen(registry.database, old.id, at=one.at)


def _take_back(registry: Registry, one: Import, *, now: datetime, version: int) -> None:
    database = registry.database
    earlier = imports_table.earlier_brands(database, one.id)
    # A number of its own, so that caches see the return of the former state as a change.
    restored = [replace(b, version=version) for b in earlier]
    table.update(database, restored)
    table.remove(database, imports_table.added_brands(database, one.id), version=version)
    if not table.claim(database, restored, today=now.date()):
        raise Conflict("撤销后名称会与现有品牌重复，不能撤销，请逐个处理。", id=one.id)
    ids = [b.id for b in restored]
    history.remove(database, ids, until=one.at)
    decisions.restore(database, ids, at=one.at)
    organizations.remove_unused(database, imports_table.added_organizations(database, one.id))
    imports_table.mark_undone(database, one.id, at=now.isoformat())
