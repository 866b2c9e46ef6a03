"""The tables of imports and of what each of them touched."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from service.model import Brand
from service.results import Import
from service.storage.brands import from_record, record
from service.storage.database import Database, Row

# What an import added: by its origin, or listed, as imports did once.
_LISTED = "SELECT subject_id FROM import_rows WHERE import_id = :id AND kind = :kind"
_ADDED = {
    kind: f"SELECT id FROM {table} WHERE origin > 0"  # noqa: S608 - constants
    f" AND origin = (SELECT version FROM imports WHERE id = :id) UNION {_LISTED} AND earlier = ''"
    for kind, table in (("brand", "brands"), ("organization", "organizations"))
}
# Rows of what an import touched that are read at a time.
_PORTION = 10_000
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
    earlier: Sequence[Brand],
) -> None:
    """Remember brands as they were before an import; what it added is known by its `origin`."""
    rows = [
        (import_id, "brand", one.id, json.dumps(record(one), ensure_ascii=False)) for one in earlier
    ]
    database.insert_rows("import_rows", ("import_id", "kind", "subject_id", "earlier"), rows)


def complete(database: Database, done: Import) -> None:
    """Store what an import came to: its hash and its counts."""
    database.execute(
        "UPDATE imports SET file_hash = :file_hash, added = :added, updated = :updated,"
        " unchanged = :unchanged WHERE id = :id",
        id=done.id,
        file_hash=done.file_hash,
        added=done.added,
        updated=done.updated,
        unchanged=done.unchanged,
    )


def added_brands(database: Database, import_id: str) -> Iterator[list[str]]:
    """Yield the ids of the brands that an import added, oldest first, in portions to be taken out."""
    sql = _added("brands", "id > :place ORDER BY id")
    return _ids(database, sql, import_id, "brand", place="")


def added_organizations(database: Database, import_id: str) -> Iterator[list[str]]:
    """Yield the ids of the organisations that an import added, newest first, in portions to be taken out."""
    sql = _added("organizations", "id < :place ORDER BY id DESC")
    return _ids(database, sql, import_id, "organization", place="~")


def earlier_brands(database: Database, import_id: str) -> Iterator[list[Brand]]:
    """Yield the brands that an import altered, as they were before it, in portions."""
    sql = (
        "SELECT subject_id, earlier FROM import_rows WHERE import_id = :id AND kind = :kind"
        " AND earlier <> '' AND subject_id > :place ORDER BY subject_id LIMIT :most"
    )
    for rows in _portions(database, sql, import_id, "brand", place=""):
        yield [from_record(json.loads(text)) for _, text in rows]


def changed_since(database: Database, import_id: str) -> list[str]:
    """Return the names of brands of an import that were altered, or decided on, after it."""
    touched = f"{_ADDED['brand']} UNION {_LISTED} AND earlier <> ''"
    found = database.rows(
        "SELECT b.name FROM brands b JOIN imports i ON i.id = :id"  # noqa: S608 - constants
        f" WHERE b.id IN ({touched}) AND (b.version <> i.version"
        f" OR (b.id IN ({_ADDED['brand']}) AND (EXISTS (SELECT 1 FROM decisions d"
        " WHERE d.brand_id = b.id OR d.other_id = b.id)"
        f" OR EXISTS (SELECT 1 FROM brands c WHERE c.parent_id = b.id AND c.id NOT IN ({touched})))))"
        " ORDER BY b.id",
        id=import_id,
        kind="brand",
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


def _added(table: str, beyond: str) -> str:
    """Return what reads a portion of the ids that an import added, in the order of the primary key."""
    return (
        # Said so that the index of origins, which has no order of ids, does not serve.
        f"SELECT id FROM {table} WHERE (origin + 0 = (SELECT version FROM imports WHERE id = :id)"  # noqa: S608
        f" OR EXISTS ({_LISTED} AND subject_id = {table}.id AND earlier = '')) AND {beyond} LIMIT :most"
    )


def _ids(
    database: Database, sql: str, import_id: str, kind: str, *, place: str
) -> Iterator[list[str]]:
    for rows in _portions(database, sql, import_id, kind, place=place):
        yield [str(one) for (one,) in rows]


def _portions(
    database: Database, sql: str, import_id: str, kind: str, *, place: str
) -> Iterator[list[Row]]:
    """Yield rows in order of what stands first in them, from a place on, so many at a time."""
    while rows := database.rows(sql, id=import_id, kind=kind, place=place, most=_PORTION):
        yield rows
        place = str(rows[-1][0])


def _import(row: Row) -> Import:
    return Import(*row)
