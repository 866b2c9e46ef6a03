"""Which brands of millions a check has to look at one by one: those of a unit, and those held for a time."""

from __future__ import annotations

from service.model import Status
from service.storage.database import Database

# A brand of another status holds its name for good; these none, or until a day.
UNSURE = (Status.DRAFTED, Status.RESERVED, Status.RETIRED)
_IN = ", ".join(f"'{status.value}'" for status in UNSURE)


def of_unit(database: Database, scope: str, unit: str) -> list[str]:
    """Return the ids of a unit's brands."""
    sql = "SELECT id FROM brands WHERE scope = :scope AND unit = :unit"
    return [str(one) for (one,) in database.rows(sql, scope=scope, unit=unit)]


def unsure(database: Database, scope: str) -> list[str]:
    """Return the ids of the brands that hold no name, or only until a day."""
    sql = f"SELECT id FROM brands WHERE scope = :scope AND status IN ({_IN})"  # noqa: S608 - ours
    return [str(one) for (one,) in database.rows(sql, scope=scope)]
