"""Filling an empty registry: most indexes stand back meanwhile, and are made at once at the end.

To enter millions of rows into ten indexes in no order takes longer than to sort them once; past the memory
for pages it takes many times longer. What stands back is dropped and made again within one transaction: the
others see the registry as it was, or filled and indexed. What keeps names apart, the primary keys and the
unique names of organisations, stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from service.storage.claims import UNNAMED
from service.storage.database import Database, Row

_NAMES = ("brands", "name_claims", "organizations")
_TABLES = ", ".join(f"'{name}'" for name in _NAMES)
_INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"  # noqa: S608
    f" AND tbl_name IN ({_TABLES}) ORDER BY name",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"  # noqa: S608
    f" AND tablename IN ({_TABLES}) AND NOT EXISTS (SELECT 1 FROM pg_constraint"
    " WHERE connamespace = current_schema()::regnamespace AND conname = indexname) ORDER BY indexname",
}
# A reference is checked row by row while rows come, and in one go when it is declared anew.
_REFERENCES = (
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"  # noqa: S608
    " WHERE connamespace = current_schema()::regnamespace AND contype = 'f'"
    f" AND conrelid::regclass::text IN ({_TABLES}) ORDER BY conname"
)


class StoodBack(NamedTuple):
    """What was there before a filling, and is to be there after it.

    Attributes:
        indexes: name and definition.
        references: table, name and definition of foreign keys (PostgreSQL).
        figures: what the planner is to believe (SQLite): dropping an index would forget it.
    """

    indexes: Sequence[Row]
    references: Sequence[Row]
    figures: Sequence[Row]


def is_empty(database: Database) -> bool:
    """Return whether there is no brand and no organisation, of whatever scope."""
    tables = ("SELECT 1 FROM brands LIMIT 1", "SELECT 1 FROM organizations LIMIT 1")
    return not any(database.one(table) for table in tables)


def stand_back(database: Database) -> StoodBack:
    """Take the indexes away within the running transaction."""
    sqlite = database.engine == "sqlite"
    before = StoodBack(
        database.rows(_INDEXES[database.engine]),
        () if sqlite else database.rows(_REFERENCES),
        database.rows("SELECT tbl, idx, stat FROM sqlite_stat1") if sqlite else (),
    )
    for table, name, _ in before.references:
        database.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _ in before.indexes:
        database.execute(f'DROP INDEX "{name}"')
    # Those that may hold no name are looked up by an index of their own.
    database.execute(f"CREATE INDEX brands_unnamed ON brands (scope, key) WHERE {UNNAMED}")
    return before


def stand_again(database: Database, before: StoodBack) -> None:
    """Make the indexes again, as they were, of all rows that have come."""
    database.expect_sorting()
    database.execute("DROP INDEX brands_unnamed")
    for _, definition in before.indexes:
        database.execute(definition)
    for table, name, definition in before.references:
        database.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
    if before.figures:
        database.execute("DELETE FROM sqlite_stat1")
        database.insert_rows("sqlite_stat1", ("tbl", "idx", "stat"), before.figures)
        database.execute("ANALYZE sqlite_schema")
    if database.engine == "postgresql":
        # Until the server looks by itself, it takes the tables for empty ones and reads through them.
        database.execute(f"ANALYZE {', '.join(_NAMES)}")
