"""Who holds brands: those of a unit, and of some of them the organisations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from service.storage.database import Database, Row
from service.storage.lists import among


def of_unit(database: Database, scope: str, unit: str) -> list[str]:
    """Return the ids of a unit's brands."""
    sql = "SELECT id FROM brands WHERE scope = :scope AND unit = :unit"
    return [str(one) for (one,) in database.rows(sql, scope=scope, unit=unit)]


def holders_of(database: Database, scope: str, brand_ids: Sequence[str]) -> list[Row]:
    """Return who holds some brands, those that are there, in no order.

    Returns:
        Rows of the brand's id, its name, its unit, the id of its organisation, that of the brand above it;
        of the organisation of the scope with the name of the unit the id, and that of the one above it.
    """
    found: list[Row] = []
    for wanted, these in among(database, "b.id", brand_ids):
        # Most brands are of the organisation that their unit names: it is found sooner by its id.
        found += database.rows(
            "SELECT b.id, b.name, b.unit, b.organization_id, b.parent_id, o.id, o.parent_id"  # noqa: S608
            " FROM brands b LEFT JOIN organizations o"
            " ON o.id = b.organization_id AND o.scope = :scope AND o.name = b.unit"
            f" WHERE {wanted}",
            scope=scope,
            **these,
        )
    named = _named(database, scope, {row[2] for row in found if row[5] is None})
    return [(*row[:5], *named.get(row[2], row[5:])) if row[5] is None else row for row in found]


def _named(database: Database, scope: str, units: Iterable[str]) -> dict[str, Row]:
    """Return by their names the organisations of a scope, those that are there: id and that above it."""
    found: dict[str, Row] = {}
    for wanted, these in among(database, "name", [*units]):
        rows = database.rows(
            "SELECT name, id, parent_id FROM organizations"  # noqa: S608
            f" WHERE scope = :scope AND {wanted}",
            scope=scope,
            **these,
        )
        found.update((str(row[0]), row[1:]) for row in rows)
    return found
