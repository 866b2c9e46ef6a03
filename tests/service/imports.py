"""Imports of drafts as such, and who holds a name, for tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from service.errors import DuplicateBrand
from service.model import Brand, BrandDraft
from service.registry import import_rows
from service.registry.drafting import key_of
from service.results import ImportResult
from service.storage import Registry, claims, imports


def preview_import(
    registry: Registry, rows: Iterable[BrandDraft], *, now: datetime
) -> ImportResult:
    """Return what `import_brands` would do, with every collision: it is done, and taken back."""
    return import_rows(registry, rows, seal=lambda _: "", who="", now=now)


def import_brands(
    registry: Registry,
    rows: Iterable[BrandDraft],
    *,
    file_hash: str,
    who: str,
    now: datetime,
    file_name: str = "",
) -> ImportResult:
    """Import all rows or none; the same file (by hash) a second time changes nothing.

    Raises:
        DuplicateBrand: rows collide with brands or each other, or cannot be stored;
            `facts["rows"]` lists every one of them as `RowConflict` does.
    """
    done = imports.standing(registry.database, registry.scope, file_hash)
    if done:
        unchanged = done.added + done.updated + done.unchanged
        return ImportResult(done.id, 0, 0, unchanged, repeated=True)

    def seal(found: ImportResult) -> str:
        _refuse_conflicts(found)
        return file_hash

    return import_rows(registry, rows, seal=seal, who=who, now=now, file_name=file_name)


def _refuse_conflicts(found: ImportResult) -> None:
    if found.conflicts:
        raise DuplicateBrand(
            f"有 {len(found.conflicts)} 行不能导入，未导入任何一行：{found.conflicts[0].message}",
            rows=[one._asdict() for one in found.conflicts],
        )


def holder_of(registry: Registry, name: str, *, now: datetime) -> Brand | None:
    """Return the brand that holds a name today, for the cool-off of a retired one too; else None."""
    return claims.holder(registry.database, registry.scope, key_of(name), today=now.date())
