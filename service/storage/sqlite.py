"""SQLite behind `Driver`; the only file that imports sqlite3.

Rollback journal and synchronous FULL, unless the linked library is ≥ 3.51.3: older ones can lose data in
WAL mode. Every write begins IMMEDIATE, so that two writers queue instead of failing half-way.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from service.errors import NotFound, StorageUnavailable
from service.storage.database import LOCK_SECONDS, Busy, Row, Values, busy, damaged

SAFE_WAL = (3, 51, 3)
# Rows read at a time: the items of a batch of documents have kilobytes each.
_BATCH = 100
# Kibibytes of pages kept in memory: as SQLite has it, and while millions of rows are written.
_CACHE, _LARGE_CACHE = 2_000, 256_000
# And while indexes are made: a portion that is sorted at a time is as large.
_SORTING_CACHE = 64_000


class SqliteDriver:
    """A connection to one file."""

    engine = "sqlite"

    def __init__(self, path: str, *, create: bool = True, wait: float = LOCK_SECONDS) -> None:
        self.place = path
        _prepare(Path(path), create=create)
        try:
            self._connection = sqlite3.connect(
                path, timeout=wait, isolation_level=None, check_same_thread=False
            )
            self._configure()
        except sqlite3.Error as error:
            raise _translated(error, path) from error

    def _configure(self) -> None:
        run = self._connection.execute
        run("PRAGMA foreign_keys = ON")
        if sqlite3.sqlite_version_info >= SAFE_WAL:
            run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")

    def begin(self, *, write: bool) -> None:
        """Start a transaction; a writer takes the write lock at once."""
        try:
            self._connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        except sqlite3.OperationalError as error:
            if _is_lock(error):
                raise Busy from error
            raise _translated(error, self.place) from error
        except sqlite3.Error as error:
            raise _translated(error, self.place) from error

    def end(self, word: str) -> None:
        """Say COMMIT or ROLLBACK; rolling back what the engine rolled back itself is no error."""
        if not self._connection.in_transaction:
            return
        try:
            self._connection.execute(word)
        except sqlite3.OperationalError as error:
            if _is_lock(error):
                raise Busy from error
            raise _translated(error, self.place) from error

    def execute(self, sql: str, values: Values) -> tuple[int, list[Row]]:
        """Return the number of rows touched and the rows read."""
        try:
            cursor = self._connection.execute(sql, dict(values))
            return cursor.rowcount, cursor.fetchall()
        except sqlite3.Error as error:
            raise _translated(error, self.place) from error

    def stream(self, sql: str, values: Values) -> Iterator[Row]:
        """Yield the rows read."""
        try:
            cursor = self._connection.execute(sql, dict(values))
            while batch := cursor.fetchmany(_BATCH):
                yield from batch
        except sqlite3.Error as error:
            raise _translated(error, self.place) from error

    def execute_many(self, sql: str, rows: Sequence[Values]) -> int:
        """Run one statement for many rows."""
        try:
            return self._connection.executemany(sql, map(dict, rows)).rowcount
        except sqlite3.Error as error:
            raise _translated(error, self.place) from error

    def insert_rows(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Insert many rows with one prepared statement."""
        places = ", ".join("?" * len(columns))
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 - our names
        try:
            self._connection.executemany(sql, rows)
        except sqlite3.Error as error:
            raise _translated(error, self.place) from error

    def expect_many(self, *, many: bool) -> None:
        """Hold the pages of the indexes in memory while millions of keys go in, in no order."""
        self._connection.execute(f"PRAGMA cache_size = -{_LARGE_CACHE if many else _CACHE}")

    def expect_sorting(self) -> None:
        """Sort in all processors, portions that fit into a part of the memory there was for pages."""
        self._connection.execute(f"PRAGMA cache_size = -{_SORTING_CACHE}")
        self._connection.execute("PRAGMA shrink_memory")
        self._connection.execute(f"PRAGMA threads = {os.cpu_count() or 1}")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _prepare(path: Path, *, create: bool) -> None:
    """Make the file, readable by its owner only, or say why it cannot be opened."""
    if str(path) == ":memory:":
        return
    if path.is_dir():
        raise StorageUnavailable(f"“{path}”是一个文件夹，请指定台账文件。", place=str(path))
    if path.exists():
        if not create and path.stat().st_size == 0:
            raise NotFound(
                f"“{path}”是空文件，不是台账，请检查路径，或先导入台账。", place=str(path)
            )
        return
    if not path.parent.is_dir():
        raise StorageUnavailable(
            f"文件夹“{path.parent}”不存在，请先建立它，或改用别的台账路径。", place=str(path)
        )
    if not create:
        raise NotFound(f"台账“{path}”不存在，请检查路径，或先导入台账。", place=str(path))
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        raise StorageUnavailable(
            f"无法在“{path.parent}”建立台账，请检查写权限和磁盘空间。", place=str(path)
        ) from error


def _is_lock(error: sqlite3.Error) -> bool:
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
    )


# What a file says whose header, list of tables, or list of migrations is torn.
_TORN = ("already exists", "no such table", "unsupported file format")
# What tells a registry whose first bytes are torn from a file of another kind, and how far it is looked for.
_MARKS, _LOOKED_THROUGH = (b"SQLite format 3\0", b"CREATE TABLE schema_migrations"), 1 << 20
_MESSAGES = {
    sqlite3.SQLITE_NOTADB: "“{place}”不是台账文件，请检查路径；Excel 表格请用 pinwen registry import 导入。",
    sqlite3.SQLITE_READONLY: "台账“{place}”是只读的，请取得写权限后再保存。",
    sqlite3.SQLITE_FULL: "磁盘已满，台账未作改动，请腾出空间后再试。",
    sqlite3.SQLITE_CANTOPEN: "无法打开台账“{place}”，请检查路径和权限。",
    sqlite3.SQLITE_PERM: "没有权限打开台账“{place}”，请联系管理员。",
    sqlite3.SQLITE_IOERR: "读写台账“{place}”时磁盘出错，请检查磁盘后再试。",
}


def _translated(error: sqlite3.Error, place: str) -> Exception:
    """Return the service error for a driver error; what is a fault of ours stays as it is."""
    if _is_lock(error):
        return busy(place)
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_ERROR and any(sign in str(error) for sign in _TORN):
        code = sqlite3.SQLITE_CORRUPT
    name = getattr(error, "sqlite_errorname", "")
    if code == sqlite3.SQLITE_CORRUPT or (code == sqlite3.SQLITE_NOTADB and _was_registry(place)):
        return damaged(place, cause=name)
    if code in _MESSAGES:
        return StorageUnavailable(_MESSAGES[code].format(place=place), place=place, cause=name)
    return error


def _was_registry(place: str) -> bool:
    """Return whether a file that SQLite does not know as its own has been one all the same."""
    try:
        with Path(place).open("rb") as file:
            start = file.read(_LOOKED_THROUGH)
    except OSError:
        return False
    return any(mark in start for mark in _MARKS)
