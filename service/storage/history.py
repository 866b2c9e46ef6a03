"""The table of former names and holders of brands."""

from __future__ import annotations

from collections.abc import Sequence

from service.model import FormerName
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


def remove(database: Database, brand_ids: Sequence[str], *, until: str) -> None:
    """Forget what brands were called until a moment; only for the undo of an import."""
    database.execute_many(
        "DELETE FROM former_names WHERE brand_id = :id AND until = :until",
        [{"id": one, "until": until} for one in brand_ids],
    )
