"""Importing many brands in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from service.model import BrandDraft
from service.registry.beside import Beside
from service.results import Import, ImportResult
from service.storage import Registry, audit_log
from service.storage import imports as imports_table
from service.storage.counters import next_change
from service.storage.identifiers import new_id
from service.texts import row_told


class _TakenBack(Exception):
    """Ends a transaction whose outcome is not to stay."""


Seal = Callable[[ImportResult], str]
"""What says, given the outcome of an import, under which hash of a file it stays; empty to take it back."""


def import_rows(
    registry: Registry,
    rows: Iterable[BrandDraft],
    *,
    seal: Seal,
    who: str,
    now: datetime,
    file_name: str = "",
    skip: bool = False,
    beside: Beside | None = None,
    row_told: Callable[[int], str] = row_told,
) -> ImportResult:
    """Import rows in one transaction, read once, a portion at a time; millions take some minutes.

    A row with the key and unit of a brand updates that brand, empty cells left alone. The outcome lists
    every row that collides with brands or other rows, or cannot be stored.

    Args:
        registry: an open registry.
        rows: the rows in order.
        seal: called at the end; what it returns decides whether anything stays.
        who: the person acting.
        now: an aware moment.
        file_name: as it is listed.
        skip: whether the rows without conflicts are written although others have some.
        beside: what follows the import.
        row_told: how sentences name a row by its number.
    """
    # Here, since all who ask a registry for anything load this file.
    from service.registry.intake import Intake

    database = registry.database
    result = ImportResult("", 0, 0, 0)
    beside = beside or Beside()
    try:
        with database.writing_much():
            version = next_change(database)
            draft = Import(
                new_id(now, version=version), "", file_name, who, now.isoformat(), 0, 0, 0
            )
            result = Intake(registry, draft, now, version, beside, row_told).take(rows, skip=skip)
            file_hash = seal(result)
            if not file_hash:
                raise _TakenBack
            if done := imports_table.standing(database, registry.scope, file_hash):
                unchanged = done.added + done.updated + done.unchanged
                result = ImportResult(done.id, 0, 0, unchanged, repeated=True)
                raise _TakenBack
            _note(registry, draft, result, file_hash, now=now)
            beside.about_to_stay()
    except _TakenBack:
        return result if result.repeated else result._replace(id="")
    return result


def list_imports(registry: Registry) -> list[Import]:
    """Return all imports, oldest first, undone ones too."""
    return imports_table.everything(registry.database, registry.scope)


def _note(
    registry: Registry, draft: Import, result: ImportResult, file_hash: str, *, now: datetime
) -> None:
    one = draft._replace(
        file_hash=file_hash,
        added=result.added,
        updated=result.updated,
        unchanged=result.unchanged,
    )
    imports_table.complete(registry.database, one)
    audit_log.append(
        registry.database,
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
