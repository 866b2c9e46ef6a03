"""The table of decisions on pairs of brands."""

from __future__ import annotations

from collections.abc import Sequence

from service.model import Decision
from service.storage.database import Database, Row

_COLUMNS = "id, brand_id, other_id, verdict, brand_name, other_name, who, why, at, reopened_at"


def insert(database: Database, decision: Decision) -> None:
    """Store a decision."""
    first, second = decision.names
    database.execute(
        f"INSERT INTO decisions ({_COLUMNS}) VALUES (:id, :brand_id, :other_id, :verdict,"  # noqa: S608
        " :brand_name, :other_name, :who, :why, :at, '')",
        id=decision.id,
        brand_id=decision.brand_id,
        other_id=decision.other_id,
        verdict=decision.verdict,
        brand_name=first,
        other_name=second,
        who=decision.who,
        why=decision.why,
        at=decision.at,
    )


def of(database: Database, brand_id: str = "") -> list[Decision]:
    """Return decisions, oldest first; those that a brand takes part in if one is given."""
    where = " WHERE brand_id = :id OR other_id = :id" if brand_id else ""
    values = {"id": brand_id} if brand_id else {}
    found = database.rows(f"SELECT {_COLUMNS} FROM decisions{where} ORDER BY id", **values)  # noqa: S608
    return [_decision(row) for row in found]


def standing_pairs(database: Database) -> list[tuple[str, str, str]]:
    """Return id, id and verdict of the decisions on pairs that stand, oldest first."""
    found = database.rows(
        "SELECT brand_id, other_id, verdict FROM decisions WHERE reopened_at = '' ORDER BY id"
    )
    return [(one, other, verdict) for one, other, verdict in found]


def reopen(database: Database, brand_id: str, *, at: str) -> int:
    """Make void what was decided on the pairs of a brand; returns how many decisions."""
    return database.execute(
        "UPDATE decisions SET reopened_at = :at"
        " WHERE (brand_id = :id OR other_id = :id) AND reopened_at = ''",
        id=brand_id,
        at=at,
    )


def restore(database: Database, brand_ids: Sequence[str], *, at: str) -> None:
    """Let stand again what was made void at a moment; only for the undo of an import."""
    database.execute_many(
        "UPDATE decisions SET reopened_at = ''"
        " WHERE (brand_id = :id OR other_id = :id) AND reopened_at = :at",
        [{"id": one, "at": at} for one in brand_ids],
    )


def _decision(row: Row) -> Decision:
    key, brand_id, other_id, verdict, name, other, who, why, at, reopened_at = row
    return Decision(key, brand_id, other_id, verdict, (name, other), who, why, at, reopened_at)
