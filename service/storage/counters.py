"""The change sequence: grows by one in every writing transaction; its row is the writers' queue."""

from __future__ import annotations

from service.storage.database import Database


def next_change(database: Database) -> int:
    """Return the number of this transaction's change; first statement of every write.

    On PostgreSQL this locks the row, so writers queue and numbers appear in the order of commits.
    """
    return _bump(database, "change")


def current_change(database: Database) -> int:
    """Return the number of the last committed change, 0 for a new registry."""
    return read(database, "change")


def next_audit_number(database: Database) -> int:
    """Return the number of the next audit entry."""
    return _bump(database, "audit")


def read(database: Database, name: str) -> int:
    """Return the value of a counter."""
    row = database.one("SELECT value FROM counters WHERE name = :name", name=name)
    return int(row[0]) if row else 0


def _bump(database: Database, name: str) -> int:
    row = database.one(
        "UPDATE counters SET value = value + 1 WHERE name = :name RETURNING value", name=name
    )
    return int(row[0]) if row else 0
