"""One thin layer over the two drivers: named parameters, rows as tuples, transactions, one error tree.

SQL is written once, with `:name` parameters; `sqlite.py` and `postgresql.py` each own their driver.
A connection is shared by the threads of a process behind a lock; processes have their own.
"""

from __future__ import annotations

import random
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import chain
from typing import Any, Protocol

from service.errors import BadData, StorageUnavailable

Row = tuple[Any, ...]
Values = Mapping[str, object]

LOCK_SECONDS = 10.0
"""How long a writer waits for another before it gives up."""


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Busy(Exception):
    """The driver could not get the lock just now; trying again may help."""


class Driver(Protocol):
    """What the two engines do differently."""

    engine: str
    place: str

    def begin(self, *, write: bool) -> None:
        """Start a transaction; raises `Busy` when the lock is not to be had yet."""

    def end(self, word: str) -> None:
        """Say COMMIT or ROLLBACK."""

    def execute(self, sql: str, values: Values) -> tuple[int, list[Row]]:
        """Return the number of rows touched and the rows read."""

    def stream(self, sql: str, values: Values) -> Iterator[Row]:
        """Yield the rows read, a batch at a time."""

    def execute_many(self, sql: str, rows: Sequence[Values]) -> int:
        """Run one statement for many rows; returns how many rows were touched."""

    def insert_rows(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Insert many rows the quickest way there is; all of them or, with an error, none."""

    def expect_many(self, *, many: bool) -> None:
        """Make room for a transaction of millions of rows, or give the room back."""

    def expect_sorting(self) -> None:
        """Give room from the rows that came to the indexes that will be made of them."""

    def close(self) -> None:
        """Let the connection go."""


class Database:
    """An open database of either engine."""

    def __init__(
        self,
        driver: Driver,
        *,
        sleep: Callable[[float], None] = time.sleep,
        wait: float = LOCK_SECONDS,
    ) -> None:
        self._driver = driver
        self._lock = threading.RLock()
        self._depth = 0
        self._sleep = sleep
        self._wait = wait

    @property
    def engine(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._driver.engine

    @property
    def place(self) -> str:
        """Where the data is, without password."""
        return self._driver.place

    def rows(self, sql: str, **values: object) -> list[Row]:
        """Return the rows of a query."""
        require_storable(values)
        with self._lock:
            return self._driver.execute(sql, values)[1]

    def one(self, sql: str, **values: object) -> Row | None:
        """Return the first row of a query, or None."""
        found = self.rows(sql, **values)
        return found[0] if found else None

    def execute(self, sql: str, **values: object) -> int:
        """Run a statement; returns how many rows it touched."""
        require_storable(values)
        with self._lock:
            return self._driver.execute(sql, values)[0]

    def execute_many(self, sql: str, rows: Sequence[Values]) -> int:
        """Run a statement for each row; returns how many rows were touched in all."""
        with self._lock:
            return self._driver.execute_many(sql, rows) if rows else 0

    def insert_rows(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Insert many rows, values in the order of the columns; their texts must be storable."""
        with self._lock:
            if rows:
                self._driver.insert_rows(table, columns, rows)

    @contextmanager
    def writing_much(self) -> Iterator[None]:
        """Give what `writing` does, with room for a transaction of millions of rows."""
        with self._lock:
            self._driver.expect_many(many=True)
            try:
                with self.writing():
                    yield
            finally:
                self._driver.expect_many(many=False)

    def expect_sorting(self) -> None:
        """Say, within `writing_much`, that no more rows come but indexes of all will be made."""
        with self._lock:
            self._driver.expect_sorting()

    def stream(self, sql: str, **values: object) -> Iterator[Row]:
        """Yield rows without holding all of them; other threads wait until it ends."""
        with self._lock:
            yield from self._driver.stream(sql, values)

    def reading(self) -> AbstractContextManager[None]:
        """Return a context in which all reads see one state."""
        return self._transaction(write=False)

    def writing(self) -> AbstractContextManager[None]:
        """Return a context that commits on leaving, or changes nothing if an error passes.

        Raises:
            StorageUnavailable: another process kept the lock for longer than the limit.
        """
        return self._transaction(write=True)

    @contextmanager
    def _transaction(self, *, write: bool) -> Iterator[None]:
        with self._lock:
            if self._depth:
                yield
                return
            self._begin(write=write)
            self._depth += 1
            try:
                yield
            except BaseException:
                self._driver.end("ROLLBACK")
                raise
            else:
                self._commit()
            finally:
                self._depth -= 1

    def _begin(self, *, write: bool) -> None:
        deadline = time.monotonic() + self._wait
        pause = 0.002
        while True:
            try:
                self._driver.begin(write=write)
            except Busy as error:
                if time.monotonic() > deadline:
                    raise busy(self._driver.place) from error
                # Jitter, so that many waiting processes do not all come back at one moment.
                self._sleep(pause * (0.5 + random.random()))  # noqa: S311 - no secret
                pause = min(pause * 1.5, 0.05)
            else:
                return

    def _commit(self) -> None:
        try:
            self._driver.end("COMMIT")
        except Busy as error:
            self._driver.end("ROLLBACK")
            raise busy(self._driver.place) from error
        except BaseException:
            self._driver.end("ROLLBACK")
            raise

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._driver.close()


def require_storable(values: Values) -> None:
    """Raise BadData for a text no database can hold: NUL, or half of a surrogate pair."""
    texts = [value for value in values.values() if isinstance(value, str)]
    texts += chain.from_iterable(one for one in values.values() if isinstance(one, list))
    whole = "".join(texts)
    # Of hundreds of ids together that is told in a tenth of the time.
    if whole.isascii() and "\0" not in whole:
        return
    for name, value in values.items():
        if isinstance(value, str | list) and _UNSTORABLE.search("".join(value)):
            raise BadData("文字中有无法保存的字符（空字符或残缺编码），请删除后重试。", field=name)


def busy(place: str) -> StorageUnavailable:
    """Return the error that says another process holds the registry."""
    return StorageUnavailable(
        "台账正被其他程序占用，已等待 10 秒仍未空出，请稍后再试。", place=place, cause="locked"
    )


def damaged(place: str, *, cause: str) -> StorageUnavailable:
    """Return the error that says that what a registry holds cannot be believed."""
    return StorageUnavailable(
        f"台账“{place}”已损坏，请停止使用并从最近的备份恢复。", place=place, cause=cause
    )
