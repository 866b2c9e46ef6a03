"""The tables of imports and of what each of them touched."""

from __future__ import annotations

import json
from collections.abc import Sequence

from service.model import Brand, Import
from service.storage.brands import from_record, record
from service.storage.database import Database, Row

_COLUMNS = "id, file_hash, file_name, who, at, added, updated, unchanged, undone_at"


def insert(database: Database, scope: str, done: Import, *, version: int) -> None:
    """Store an import."""
    database.execute(
        f"INSERT INTO imports (scope, version, {_COLUMNS}) VALUES (:scope, :version, :id,"  # noqa: S608
        " :file_hash, :file_name, :who, :at, :added, :updated, :unchanged, :undone_at)",
        scope=scope,
        version=version,
        **{column: getattr(done, column) for column in _COLUMNS.split(", ")},
    )


def add_rows(
    database: Database,
    import_id: str,
    *,
    added: Sequence[str] = (),
    earlier: Sequence[Brand] = (),
    organizations: Sequence[str] = (),
) -> None:
    """Remember what an import touched: brands it added, brands as they were before, organisations."""
    rows = [("brand", one, "") for one in added]
    rows += [("brand", one.id, json.dumps(record(one), ensure_ascii=False)) for one in earlier]
    rows += [("organization", one, "") for one in organizations]
    database.execute_many(
        "INSERT INTO import_rows (import_id, kind, subject_id, earlier)"
        " VALUES (:import_id, :kind, :subject_id, :earlier)",
        [
            {"import_id": import_id, "kind": kind, "subject_id": subject, "earlier": text}
            for kind, subject, text in rows
        ],
    )


def added_brands(database: Database, import_id: str) -> list[str]:
    """Return the ids of the brands that an import added."""
    return _subjects(database, import_id, "brand")


def added_organizations(database: Database, import_id: str) -> list[str]:
    """Return the ids of the organisations that an import added, newest first."""
    return _subjects(database, import_id, "organization")[::-1]


def earlier_brands(database: Database, import_id: str) -> list[Brand]:
    """Return the brands that an import altered, as they were before it."""
    found = database.rows(
        "SELECT earlier FROM import_rows"
        " WHERE import_id = :id AND kind = 'brand' AND earlier <> '' ORDER BY subject_id",
        id=import_id,
    )
    return [from_record(json.loads(text)) for (text,) in found]


def changed_since(database: Database, import_id: str) -> list[str]:
    """Return the names of brands of an import that were altered, or decided on, after it."""
    found = database.rows(
        "SELECT b.name FROM import_rows r JOIN imports i ON i.id = r.import_id"
        " JOIN brands b ON b.id = r.subject_id"
        " WHERE r.import_id = :id AND r.kind = 'brand' AND (b.version <> i.version"
        " OR (r.earlier = '' AND (EXISTS (SELECT 1 FROM decisions d"
        " WHERE d.brand_id = b.id OR d.other_id = b.id)"
        " OR EXISTS (SELECT 1 FROM brands c WHERE c.parent_id = b.id AND c.id NOT IN"
        " (SELECT s.subject_id FROM import_rows s WHERE s.import_id = :id)))))"
        " ORDER BY b.id",
        id=import_id,
    )
    return [name for (name,) in found]


def mark_undone(database: Database, import_id: str, *, at: str) -> None:
    """Note that an import was taken back."""
    database.execute("UPDATE imports SET undone_at = :at WHERE id = :id", id=import_id, at=at)


def everything(database: Database, scope: str) -> list[Import]:
    """Return all imports, oldest first."""
    found = database.rows(
        f"SELECT {_COLUMNS} FROM imports WHERE scope = :scope ORDER BY id",  # noqa: S608
        scope=scope,
    )
    return [_import(row) for row in found]


def get(database: Database, scope: str, import_id: str) -> Import | None:
    """Return an import by id."""
    return next((one for one in everything(database, scope) if one.id == import_id), None)


def standing(database: Database, scope: str, file_hash: str) -> Import | None:
    """Return the import of a file that stands, if any."""
    row = database.one(
        f"SELECT {_COLUMNS} FROM imports WHERE scope = :scope"  # noqa: S608
        " AND file_hash = :file_hash AND undone_at = ''",
        scope=scope,
        file_hash=file_hash,
    )
    return _import(row) if row else None


def _subjects(database: Database, import_id: str, kind: str) -> list[str]:
    found = database.rows(
        "SELECT subject_id FROM import_rows"
        " WHERE import_id = :id AND kind = :kind AND earlier = '' ORDER BY subject_id",
        id=import_id,
        kind=kind,
    )
    return [subject for (subject,) in found]


def _import(row: Row) -> Import:
    return Import(*row)
