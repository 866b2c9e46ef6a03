"""PostgreSQL behind `Driver`; the only file that imports psycopg, and only when a URL asks for it.

Writers queue on the row of the change sequence that each of them takes first, so READ COMMITTED is enough
and the order of commits is the order of the sequence.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg.pq import TransactionStatus

from service.errors import StorageUnavailable
from service.storage.database import LOCK_SECONDS, Row, Values, busy

# Rows fetched at a time: the items of a batch of documents have kilobytes each.
_BATCH = 500
_CONNECT_SECONDS = 5


class PostgresqlDriver:
    """A connection to one server, made again when it was cut between two transactions."""

    engine = "postgresql"

    def __init__(self, url: str) -> None:
        self._url = url
        self._streams = count()
        self.place = _without_password(url)
        self._connection = self._connect()

    def _connect(self) -> psycopg.Connection[Any]:
        try:
            connection = psycopg.connect(
                self._url, autocommit=True, connect_timeout=_CONNECT_SECONDS
            )
            connection.execute(f"SET lock_timeout = '{int(LOCK_SECONDS * 1000)}ms'")
        except psycopg.Error as error:
            raise StorageUnavailable(
                f"连接不上台账服务器“{self.place}”，请检查网络、地址和账号。", place=self.place
            ) from error
        return connection

    def begin(self, *, write: bool) -> None:
        """Start a transaction; a connection that has been cut is made again once."""
        word = "BEGIN" if write else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        if self._connection.closed:
            self._connection = self._connect()
        try:
            self._connection.execute(word)
        except psycopg.OperationalError:
            self._connection.close()
            self._connection = self._connect()
            self._connection.execute(word)

    def end(self, word: str) -> None:
        """Say COMMIT or ROLLBACK; a connection that has gone has rolled back by itself."""
        if self._connection.closed or self._connection.broken:
            if word == "COMMIT":
                raise _translated(psycopg.OperationalError("connection lost"), self.place)
            return
        try:
            self._connection.execute(word.encode())
        except psycopg.Error as error:
            if word == "COMMIT":
                raise _translated(error, self.place) from error

    def execute(self, sql: str, values: Values) -> tuple[int, list[Row]]:
        """Return the number of rows touched and the rows read."""
        if self._connection.closed:
            self._connection = self._connect()
        try:
            cursor = self._connection.execute(_pyformat(sql), values or None)
            return cursor.rowcount, cursor.fetchall() if cursor.description else []
        except psycopg.Error as error:
            raise _translated(error, self.place) from error

    def stream(self, sql: str, values: Values) -> Iterator[Row]:
        """Yield the rows read; the server keeps those that are still to come."""
        within = self._connection.info.transaction_status == TransactionStatus.INTRANS
        name = f"stream_{next(self._streams)}"
        try:
            with self._connection.cursor(name, withhold=not within) as cursor:
                cursor.execute(_pyformat(sql), values or None)
                while batch := cursor.fetchmany(_BATCH):
                    yield from batch
        except psycopg.Error as error:
            raise _translated(error, self.place) from error

    def execute_many(self, sql: str, rows: Sequence[Values]) -> int:
        """Run one statement for many rows, in one pipeline."""
        try:
            with self._connection.cursor() as cursor:
                cursor.executemany(_pyformat(sql), rows)
                return cursor.rowcount
        except psycopg.Error as error:
            raise _translated(error, self.place) from error

    def insert_rows(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Insert many rows with COPY."""
        sql = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        try:
            with self._connection.cursor() as cursor, cursor.copy(sql.encode()) as copy:
                for row in rows:
                    copy.write_row(row)
        except psycopg.Error as error:
            raise _translated(error, self.place) from error

    def expect_many(self, *, many: bool) -> None:
        """Look keys up in indexes only: until the end the server believes the tables to be empty."""
        # A connection that has gone forgets it by itself; what comes next will say that it has gone.
        with contextlib.suppress(psycopg.Error):
            self._connection.execute(f"SET enable_seqscan = {'off' if many else 'on'}".encode())

    def expect_sorting(self) -> None:
        """Let the server sort larger portions at a time, until the end of the transaction."""
        self._connection.execute(b"SET LOCAL maintenance_work_mem = '256MB'")

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


@cache
def _pyformat(sql: str) -> bytes:
    """Return the statement with `%(name)s` for `:name`; casts `::type` stay."""
    return re.sub(r"(?<!:):([a-z_]+)", r"%(\1)s", sql.replace("%", "%%")).encode()


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname or ''}{parts.path}"


def _translated(error: psycopg.Error, place: str) -> Exception:
    """Return the service error for a driver error; what is a fault of ours stays as it is."""
    if isinstance(error, psycopg.errors.LockNotAvailable):
        return busy(place)
    if isinstance(error, psycopg.errors.ReadOnlySqlTransaction):
        return StorageUnavailable("台账服务器当前只读，请联系管理员。", place=place)
    if isinstance(error, psycopg.errors.DiskFull):
        return StorageUnavailable("台账服务器磁盘已满，未作改动，请联系管理员。", place=place)
    if isinstance(error, psycopg.OperationalError):
        return StorageUnavailable(
            "与台账服务器的连接中断，请先核对刚才的操作是否已保存，再重试。", place=place
        )
    return error
