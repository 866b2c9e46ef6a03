"""The table of brands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from service.model import Brand, NameRow, Status
from service.storage import brand_counts
from service.storage.database import Database, Row
from service.storage.lists import among

COLUMNS = Brand._fields
_ALL = ", ".join(COLUMNS)
_NAME_COLUMNS = ", ".join(NameRow._fields)
_FLAGS = ("lead_is_member", "lead_is_secretary")
# All SQL of this file is put together from the column names above, never from what a user typed.
_STATUS = COLUMNS.index("status")
_FLAG_PLACES = tuple(COLUMNS.index(flag) for flag in _FLAGS)
_PARENT, _PLACE = COLUMNS.index("parent_id"), COLUMNS.index("organization_id")


def record(brand: Brand, columns: Sequence[str] = COLUMNS) -> dict[str, object]:
    """Return the columns of a brand, or some of them, as they are stored."""
    values: dict[str, object] = {column: getattr(brand, column) for column in columns}
    if "status" in values:
        values["status"] = str(brand.status)
    for flag in _FLAGS:
        known = values.get(flag)
        if known is not None:
            values[flag] = int(bool(known))
    return values


def from_record(values: dict[str, object]) -> Brand:
    """Return the brand of a record made by `record`."""
    return from_row(tuple(values[column] for column in COLUMNS))


def insert(
    database: Database,
    brands: Sequence[Brand],
    *,
    origin: int = 0,
    places: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Store new brands; their claims are a matter of their own.

    Args:
        database: an open database.
        brands: what to store; their texts must be storable.
        origin: the change that an import adds them with, 0 for none.
        places: organisations by unit, for brands that are not tied to one yet.
    """
    # Parents may stand below their children: rows first, bonds after.
    rows = [_new_row(brand, origin, places) for brand in brands]
    database.insert_rows("brands", (*COLUMNS, "origin"), rows)
    set_parents(database, [(b.id, b.parent_id) for b in brands if b.parent_id])
    brand_counts.added(database, brands)


def set_parents(database: Database, bonds: Sequence[tuple[str, str]]) -> None:
    """Tie brands to their parents: (id, id of the parent)."""
    database.execute_many(
        "UPDATE brands SET parent_id = :parent_id WHERE id = :id",
        [{"id": one, "parent_id": parent} for one, parent in bonds],
    )


def update(database: Database, brands: Sequence[Brand]) -> None:
    """Store brands that exist already."""
    ids = [brand.id for brand in brands]
    brand_counts.leaving(database, ids)
    everything = _updating([column for column in COLUMNS if column != "id"])
    database.execute_many(everything, [record(brand) for brand in brands])
    brand_counts.added(database, brands)


def alter(database: Database, pairs: Sequence[tuple[Brand, Brand]]) -> None:
    """Store what is different of brands: indexes of what stays as it is need not be touched.

    Args:
        database: an open database.
        pairs: each brand as it stands, and as it is to be.
    """
    by_columns: dict[tuple[str, ...], list[Brand]] = defaultdict(list)
    for before, after in pairs:
        states = zip(COLUMNS, before, after, strict=True)
        by_columns[tuple(one for one, old, new in states if old != new)].append(after)
    moved = [(before, after) for before, after in pairs if before.status != after.status]
    brand_counts.leaving(database, [before.id for before, _ in moved])
    for columns, brands in by_columns.items():
        database.execute_many(_updating(columns), [record(one, ("id", *columns)) for one in brands])
    brand_counts.added(database, [after for _, after in moved])


def _updating(columns: Sequence[str]) -> str:
    """Return the statement that stores some columns of a brand."""
    return f"UPDATE brands SET {', '.join(f'{c} = :{c}' for c in columns)} WHERE id = :id"  # noqa: S608


def _new_row(brand: Brand, origin: int, places: Mapping[str, str]) -> Row:
    values: list[Any] = [*brand, origin]
    values[_STATUS] = str.__str__(brand.status)
    values[_PARENT] = None
    values[_PLACE] = brand.organization_id or places.get(brand.unit)
    for place in _FLAG_PLACES:
        if values[place] is not None:
            values[place] = int(values[place])
    return tuple(values)


def get(database: Database, brand_id: str) -> Brand | None:
    """Return a brand by id."""
    row = database.one(f"SELECT {_ALL} FROM brands WHERE id = :id", id=brand_id)  # noqa: S608
    return from_row(row) if row else None


def of_ids(database: Database, scope: str, brand_ids: Sequence[str]) -> list[Brand]:
    """Return the brands with some ids, those that are there, in no order."""
    return _of(database, scope, "id", brand_ids)


def of_keys(database: Database, scope: str, keys: Sequence[str]) -> list[Brand]:
    """Return the brands with some keys, oldest first."""
    return sorted(_of(database, scope, "key", keys), key=attrgetter("id"))


def _of(database: Database, scope: str, column: str, values: Sequence[str]) -> list[Brand]:
    found: list[Row] = []
    for wanted, these in among(database, column, values):
        sql = f"SELECT {_ALL} FROM brands WHERE scope = :scope AND {wanted}"  # noqa: S608
        found += database.rows(sql, scope=scope, **these)
    return [from_row(row) for row in found]


def stream(database: Database, scope: str) -> Iterator[Brand]:
    """Yield all brands of a scope, oldest first."""
    rows = database.stream(
        f"SELECT {_ALL} FROM brands WHERE scope = :scope ORDER BY id",  # noqa: S608
        scope=scope,
    )
    return map(from_row, rows)


def name_rows(database: Database, scope: str, *, after: int) -> list[NameRow]:
    """Return the light rows changed after a change sequence, oldest first; all of them after -1."""
    rows = database.rows(
        f"SELECT {_NAME_COLUMNS} FROM brands"  # noqa: S608
        # So that it is read off the index of versions, whatever other indexes there are.
        " WHERE version > :after AND scope || '' = :scope",
        scope=scope,
        after=after,
    )
    return _name_rows(sorted(rows))


def name_rows_of(database: Database, brand_ids: Sequence[str]) -> list[NameRow]:
    """Return the light rows of some brands, those that are there, in no order."""
    found: list[Row] = []
    for wanted, these in among(database, "id", brand_ids):
        sql = f"SELECT {_NAME_COLUMNS} FROM brands WHERE {wanted}"  # noqa: S608
        found += database.rows(sql, **these)
    return _name_rows(found)


def names(
    database: Database, scope: str, *, statuses: Sequence[Status] = tuple(Status)
) -> Iterator[tuple[str, str]]:
    """Yield id and name of all brands of a scope, oldest first, without holding them."""
    rows = database.stream(
        f"SELECT id, name FROM brands WHERE scope = :scope AND {one_of(statuses)} ORDER BY id",  # noqa: S608
        scope=scope,
    )
    return ((one, name) for one, name in rows)


def ids_of_statuses(database: Database, scope: str, statuses: Sequence[Status]) -> list[str]:
    """Return the ids of the brands of some statuses, in no order."""
    sql = f"SELECT id FROM brands WHERE scope = :scope AND {one_of(statuses)}"  # noqa: S608
    return [str(one) for (one,) in database.rows(sql, scope=scope)]


def one_of(statuses: Sequence[Status]) -> str:
    """Return the condition that a brand has one of some states."""
    listed = ", ".join(f"'{status.value}'" for status in statuses)
    return f"status IN ({listed})"


def _name_rows(rows: Sequence[Row]) -> list[NameRow]:
    statuses = {str(status): status for status in Status}
    return [
        NameRow(one, name, key, unit, organization, statuses[status], *rest)
        for one, name, key, unit, organization, status, *rest in rows
    ]


def removed(database: Database, *, after: int) -> list[str]:
    """Return the ids of brands that an undo took out after a change sequence."""
    found = database.rows("SELECT brand_id FROM removals WHERE version > :after", after=after)
    return [brand_id for (brand_id,) in found]


def parents(database: Database, scope: str) -> list[str]:
    """Return the ids of the brands that others belong to."""
    sql = (
        "SELECT DISTINCT parent_id FROM brands WHERE parent_id IS NOT NULL AND scope || '' = :scope"
    )
    return [str(parent) for (parent,) in database.rows(sql, scope=scope)]


def children(database: Database, brand_id: str) -> list[str]:
    """Return the ids of the brands that belong to a brand."""
    found = database.rows("SELECT id FROM brands WHERE parent_id = :id ORDER BY id", id=brand_id)
    return [child for (child,) in found]


def forget(database: Database, brand_ids: Sequence[str]) -> None:
    """Take brands out that no commit has shown to anybody, and what they hold."""
    these = [{"id": brand_id} for brand_id in brand_ids]
    brand_counts.leaving(database, brand_ids)
    database.execute_many("DELETE FROM name_claims WHERE brand_id = :id", these)
    database.execute_many("DELETE FROM brands WHERE id = :id", these)


def remove(database: Database, brand_ids: Sequence[str], *, version: int) -> None:
    """Take brands out as if they had never been; only for the undo of an import."""
    these = [{"id": brand_id} for brand_id in brand_ids]
    brand_counts.leaving(database, brand_ids)
    database.execute_many("UPDATE brands SET parent_id = NULL WHERE parent_id = :id", these)
    for table in ("name_claims", "former_names"):
        database.execute_many(f"DELETE FROM {table} WHERE brand_id = :id", these)  # noqa: S608
    database.execute_many("DELETE FROM brands WHERE id = :id", these)
    database.execute_many(
        "INSERT INTO removals (version, brand_id) VALUES (:version, :id)",
        [{"version": version, **one} for one in these],
    )


def from_row(row: Row) -> Brand:
    """Return the brand of a row with all columns."""
    values = list(row)
    values[_STATUS] = Status(values[_STATUS])
    for place in _FLAG_PLACES:
        values[place] = None if values[place] is None else bool(values[place])
    return Brand(*values)
