"""Pages of brands: read off an index from where the last one ended, never counted through."""

from __future__ import annotations

from service.model import Brand
from service.results import BrandFilter
from service.storage.brands import COLUMNS, from_row
from service.storage.database import Database, Row

_ALL = ", ".join(COLUMNS)


def matching(
    database: Database, scope: str, filters: BrandFilter, *, after: str, limit: int, upto: str = ""
) -> list[Brand]:
    """Return up to `limit` brands after an id that a filter lets through, none behind `upto`."""
    where, values = _where(filters)
    end = " AND id <= :upto" if upto else ""
    rows = database.rows(
        f"SELECT {_ALL} FROM brands WHERE {where} AND id > :after{end} ORDER BY id LIMIT :limit",  # noqa: S608
        **values,
        scope=scope,
        after=after,
        limit=limit,
        **({"upto": upto} if upto else {}),
    )
    return [from_row(row) for row in rows]


def keyed(database: Database, scope: str, *, after: str, limit: int) -> list[Row]:
    """Return id, name, unit and key of up to `limit` brands after an id, in order of ids."""
    return database.rows(
        "SELECT id, name, unit, key FROM brands WHERE scope = :scope AND id > :after"
        " ORDER BY id LIMIT :limit",
        scope=scope,
        after=after,
        limit=limit,
    )


def altered(database: Database, scope: str, version: int, *, after: str, limit: int) -> list[Brand]:
    """Return up to `limit` brands after an id that a change was the last to alter, in order of ids."""
    rows = database.rows(
        # Said so that the index of versions, which has no order of ids, does not serve.
        f"SELECT {_ALL} FROM brands WHERE scope = :scope AND version + 0 = :version AND id > :after"  # noqa: S608
        " ORDER BY id LIMIT :limit",
        scope=scope,
        version=version,
        after=after,
        limit=limit,
    )
    return [from_row(row) for row in rows]


def number_of(database: Database, scope: str, filters: BrandFilter, *, most: int) -> int:
    """Return how many brands a filter lets through, `most` if there are as many or more."""
    where, values = _where(filters)
    found = database.one(
        f"SELECT COUNT(*) FROM (SELECT 1 FROM brands WHERE {where} LIMIT :most) AS matching",  # noqa: S608
        **values,
        scope=scope,
        most=most,
    )
    return int(found[0]) if found else 0


def id_behind(database: Database, after: str, *, rows: int) -> str:
    """Return the id that stands so many rows behind another, empty if there are not so many."""
    found = database.one(
        "SELECT id FROM brands WHERE id > :after ORDER BY id LIMIT 1 OFFSET :rows",
        after=after,
        rows=rows - 1,
    )
    return str(found[0]) if found else ""


def _where(filters: BrandFilter) -> tuple[str, dict[str, object]]:
    exact = {
        "unit": filters.unit,
        "status": str(filters.status or ""),
        "brand_type": filters.brand_type,
        "level": filters.level,
        "organization_id": filters.organization_id,
        "parent_id": filters.parent_id,
    }
    values: dict[str, object] = {column: value for column, value in exact.items() if value}
    clauses = ["scope = :scope", *(f"{column} = :{column}" for column in values)]
    # Said so that the indexes of those that have one serve.
    clauses += [f"{column} <> ''" for column in ("brand_type", "level") if column in values]
    if filters.text:
        marked = filters.text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        clauses.append(
            "(name LIKE :text ESCAPE '!' OR key LIKE :text ESCAPE '!' OR unit LIKE :text ESCAPE '!')"
        )
        values["text"] = f"%{marked}%"
    return " AND ".join(clauses), values
