"""The table of former names and holders of brands."""

from __future__ import annotations

from collections.abc import Sequence

from service.model import FormerName, HeldName
from service.storage.database import Database


def insert(database: Database, former: FormerName, *, version: int) -> None:
    """Store what a brand was called, or who held it, until now."""
    database.execute(
        "INSERT INTO former_names (brand_id, version, name, unit, until, who, why)"
        " VALUES (:brand_id, :version, :name, :unit, :until, :who, :why)",
        version=version,
        brand_id=former.brand_id,
        name=former.name,
        unit=former.unit,
        until=former.until,
        who=former.who,
        why=former.why,
    )


def of(database: Database, brand_id: str) -> list[FormerName]:
    """Return the former names and holders of a brand, oldest first."""
    found = database.rows(
        "SELECT brand_id, name, unit, until, who, why FROM former_names"
        " WHERE brand_id = :id ORDER BY version",
        id=brand_id,
    )
    return [FormerName(*row) for row in found]


def held(database: Database, scope: str) -> list[tuple[HeldName, str, str]]:
    """Return what former names may still be kept, the key that is, until when each was used; oldest first.

    A brand may have had several: the caller tells by the key which of them it is.
    """
    found = database.rows(
        "SELECT f.brand_id, f.name, b.unit, c.until, b.name, c.key, f.until"
        " FROM former_names f CROSS JOIN name_claims c CROSS JOIN brands b"
        " WHERE c.brand_id = f.brand_id AND b.id = f.brand_id AND c.scope = :scope"
        " AND c.until <> '' AND c.key <> b.key ORDER BY f.brand_id, f.version",
        scope=scope,
    )
    return [(HeldName(*map(str, row[:5])), str(row[5]), str(row[6])) for row in found]


def let_go(database: Database, scope: str, claims: Sequence[tuple[str, str]]) -> None:
    """Keep names for their brands no longer: (id of the brand, key)."""
    database.execute_many(
        "DELETE FROM name_claims WHERE scope = :scope AND key = :key AND brand_id = :id",
        [{"scope": scope, "key": key, "id": one} for one, key in claims],
    )


def remove(database: Database, brand_ids: Sequence[str], *, until: str) -> None:
    """Forget what brands were called until a moment; only for the undo of an import."""
    database.execute_many(
        "DELETE FROM former_names WHERE brand_id = :id AND until = :until",
        [{"id": one, "until": until} for one in brand_ids],
    )
