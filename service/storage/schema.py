"""Bring a database to the schema of this code, once, whoever opens it first.

Migrations are numbered files beside this one, never edited after release (their checksum is recorded);
`0002_x.sqlite.sql` and `0002_x.postgresql.sql` are the two sides of one. All pending ones run in a
single transaction, so that an interrupted migration leaves the schema as it was.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from service.errors import StorageUnavailable
from service.storage.database import Database, damaged

SCHEMA = 10
"""The number of the newest migration; kept here so that opening need not list files."""

_LEDGER = """CREATE TABLE IF NOT EXISTS schema_migrations (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL)"""
_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
}
# An arbitrary number that all copies of this program share: first openers queue on it.
_ADVISORY_LOCK = 7031902


class Migration(NamedTuple):
    """One numbered step."""

    number: int
    name: str
    text: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the text, hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def statements(self) -> tuple[str, ...]:
        """The statements; they are told apart by `;` before an empty line."""
        return tuple(part for part in self.text.strip().rstrip(";").split(";\n\n") if part.strip())


def migrations(engine: str) -> tuple[Migration, ...]:
    """Return the migrations of an engine in order."""
    # Here, since opening a registry that is up to date reads none of them.
    from importlib.resources import files

    folder = files("service.storage").joinpath("migrations")
    found = []
    for file in folder.iterdir():
        stem, *kinds = file.name.removesuffix(".sql").split(".")
        if file.name.endswith(".sql") and kinds in ([], [engine]):
            number, _, name = stem.partition("_")
            found.append(Migration(int(number), name, file.read_text(encoding="utf-8")))
    return tuple(sorted(found, key=lambda one: one.number))


def migrate(database: Database) -> None:
    """Run what is pending; costs one short query when nothing is.

    Raises:
        StorageUnavailable: not a registry, a damaged one, or one written by a newer version.
    """
    if _current(database) == SCHEMA:
        return
    with database.writing():
        if database.engine == "postgresql":
            database.rows("SELECT pg_advisory_xact_lock(:lock)", lock=_ADVISORY_LOCK)
        current = _current(database)
        if current < SCHEMA:
            _run(database, after=current)


def applied(database: Database) -> list[tuple[int, str, str]]:
    """Return number, name and checksum of the migrations a database has seen."""
    rows = database.rows("SELECT number, name, checksum FROM schema_migrations ORDER BY number")
    return [(number, name, checksum) for number, name, checksum in rows]


def _run(database: Database, *, after: int) -> None:
    database.execute(_LEDGER)
    for step in migrations(database.engine):
        if step.number <= after:
            continue
        for statement in step.statements:
            database.execute(statement)
        database.execute(
            "INSERT INTO schema_migrations (number, name, checksum) VALUES (:number, :name, :checksum)",
            number=step.number,
            name=step.name,
            checksum=step.checksum,
        )


def _current(database: Database) -> int:
    tables = {name for (name,) in database.rows(_TABLES[database.engine])}
    if "schema_migrations" not in tables:
        if tables:
            raise StorageUnavailable(
                f"“{database.place}”是别的程序的数据库，不是台账，请检查路径。",
                place=database.place,
            )
        return 0
    row = database.one("SELECT MAX(number) FROM schema_migrations")
    current = row[0] or 0 if row else 0
    if isinstance(current, int) and 0 <= current <= SCHEMA:
        return current
    if not _begins_as_ours(database):
        raise damaged(database.place, cause="ledger")
    raise StorageUnavailable(
        "台账由更新版本的品文建立，请升级本程序后再打开。",
        place=database.place,
        schema=current,
        supported=SCHEMA,
    )


def _begins_as_ours(database: Database) -> bool:
    """Return whether a database has seen all migrations of this version, as one of a newer version has.

    What stands in a torn file for its list of migrations has not.
    """
    ours = [(one.number, one.name, one.checksum) for one in migrations(database.engine)]
    return applied(database)[: len(ours)] == ours
