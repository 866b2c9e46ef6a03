"""Registries held open: each user has a connection alone, and one that went bad is replaced unseen."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import psycopg
import pytest

from service import registry as use
from service.book.held import HeldBook
from service.book.names import NameBook
from service.connections import Connections
from service.errors import Conflict, NotFound, StorageUnavailable
from service.model import BrandDraft
from service.storage import Registry, open_registry
from service.storage.schema import SCHEMA
from tests.conftest import fresh_schema


@pytest.fixture
def connections(registry_url: str) -> Iterator[Connections]:
    held = Connections(registry_url)
    yield held
    held.close()


def add(registry: Registry, name: str, now: datetime) -> None:
    use.add_brand(registry, BrandDraft(name, "甲"), who="张三", now=now)


def held_names(book: NameBook) -> int:
    return len(list(book.index.entries()))


def test_a_connection_is_used_again(connections: Connections) -> None:
    with connections.one() as first:
        pass
    with connections.one() as second:
        assert second is first
        with connections.one() as third:
            assert third is not first


def test_many_at_once_have_one_each(connections: Connections, now: datetime) -> None:
    used: set[int] = set()
    together = threading.Barrier(12)

    def work() -> None:
        with connections.one() as registry:
            used.add(id(registry))
            together.wait(30)
            assert use.change_sequence(registry) == 0

    threads = [threading.Thread(target=work) for _ in range(12)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(used) == 12
    with connections.one() as registry:
        add(registry, "红帆", now)


def test_what_a_request_is_told_keeps_the_connection_and_a_fault_does_not(
    connections: Connections,
) -> None:
    with connections.one() as first:
        pass
    with pytest.raises(Conflict), connections.one():
        raise Conflict("有冲突。")
    with connections.one() as second:
        assert second is first
    for trouble in (StorageUnavailable("断了。"), RuntimeError()):
        with pytest.raises(type(trouble)), connections.one() as bad:
            raise trouble
        with connections.one() as other:
            assert other is not bad


def test_a_newer_schema_is_noticed(connections: Connections) -> None:
    with connections.one() as registry:
        registry.database.execute(
            "INSERT INTO schema_migrations (number, name, checksum) VALUES (:number, 'x', 'x')",
            number=SCHEMA + 1,
        )
    with pytest.raises(StorageUnavailable, match="更新版本"), connections.one():
        pass


def test_a_server_that_cut_the_connection_costs_no_request(now: datetime) -> None:
    with fresh_schema() as url:
        held = Connections(url)
        with held.one() as registry:
            add(registry, "红帆", now)
            [(process,)] = registry.database.rows("SELECT pg_backend_pid()")
        with psycopg.connect(url, autocommit=True) as other:
            assert other.execute("SELECT pg_terminate_backend(%s)", (process,)).fetchone()
        with held.one() as registry:
            assert use.change_sequence(registry) == 1
        held.close()


def test_a_file_put_back_from_a_backup_is_read_at_once(tmp_path: Path, now: datetime) -> None:
    path, backup = tmp_path / "brands.db", tmp_path / "backup.db"
    with open_registry(str(path)) as registry:
        add(registry, "铁旒红", now)
    shutil.copy(path, backup)
    held = Connections(str(path))
    book = HeldBook(str(path), held)
    with book.brought_up() as first, held.one() as registry:
        add(registry, "盐湖渡口", now)
        assert held_names(first) == 1
    with book.brought_up() as first:
        assert held_names(first) == 2
    os.replace(backup, path)  # noqa: PTH105 - what a restore does
    with book.brought_up() as second:
        assert held_names(second) == 1
    with held.one() as registry:
        add(registry, "红烛先锋", now)
    with book.brought_up() as third:
        assert held_names(third) == 2
    path.unlink()
    with book.brought_up() as empty:
        assert held_names(empty) == 0
    held.close()


def test_a_file_that_must_be_there_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    with pytest.raises(NotFound), Connections(str(path), create=False).one():
        pass
    assert not path.exists()
