"""Opens a registry: a path of an SQLite file, or a `postgresql://` URL."""

from __future__ import annotations

from typing import NamedTuple, Self

from service.errors import WrongUse
from service.storage.database import LOCK_SECONDS, Database, Driver
from service.storage.schema import migrate
from service.storage.sqlite import SqliteDriver

__all__ = ["Registry", "open_registry"]

POSTGRESQL = ("postgresql://", "postgres://")


class Registry(NamedTuple):
    """An open registry, seen from one scope: the body within which names must differ (A7)."""

    database: Database
    scope: str = ""

    @property
    def engine(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.database.engine

    @property
    def place(self) -> str:
        """Where it is, without password; to be shown."""
        return self.database.place

    def damage(self) -> str:
        """Return what is wrong with the file, empty if nothing; reads all of it. A server sees to itself."""
        if self.engine != "sqlite":
            return ""
        found = [str(text) for (text,) in self.database.rows("PRAGMA quick_check(1)")]
        return "" if found == ["ok"] else "；".join(found)

    def close(self) -> None:
        """Close the connection."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_registry(
    url: str, *, scope: str = "", create: bool = True, wait: float = LOCK_SECONDS
) -> Registry:
    """Return the registry at a path or URL, its schema up to date.

    Args:
        url: path, `sqlite:///path` or `postgresql://user@host/database`.
        scope: body within which names must differ; empty is the one scope of a simple office.
        create: make the SQLite file when it is not there.
        wait: seconds a writer waits for the lock (SQLite; a server waits 10).

    Raises:
        NotFound: the file is not there and `create` is false.
        StorageUnavailable: it cannot be opened, read or brought up to date.
    """
    database = Database(_driver(url, create=create, wait=wait), wait=wait)
    try:
        migrate(database)
    except BaseException:
        database.close()
        raise
    return Registry(database, scope)


def _driver(url: str, *, create: bool, wait: float) -> Driver:
    if url.startswith(POSTGRESQL):
        # Here, because an office with an SQLite file should not pay for this driver's import.
        from service.storage.postgresql import PostgresqlDriver

        return PostgresqlDriver(url)
    path = url.removeprefix("sqlite:///")
    if "://" in path:
        raise WrongUse(f"不认识的台账地址“{url}”，请用文件路径或 postgresql:// 地址。", url=url)
    return SqliteDriver(path, create=create, wait=wait)
