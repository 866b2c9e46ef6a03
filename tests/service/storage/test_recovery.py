"""A migration that is interrupted, a connection that is cut: nothing half-done, and work goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import datetime

import psycopg
import pytest

from service.errors import StorageUnavailable
from service.model import BrandDraft
from service.registry import add_brand, name_rows, verify_audit_log
from service.storage import Registry, open_registry, schema
from tests.conftest import fresh_schema

KILLED = """
import os, signal, sys
from service.storage import database, open_registry
done = []
execute = database.Database.execute
def stop(self, sql, **values):
    done.append(sql)
    if len(done) == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(self, sql, **values)
database.Database.execute = stop
open_registry(sys.argv[1])
"""


@pytest.mark.parametrize("statement", [2, 7, 20])
def test_a_killed_migration_is_done_anew(registry_url: str, statement: int) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, registry_url, str(statement)],
        env={**os.environ, "PYTHONPATH": "."},
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    with open_registry(registry_url) as registry:
        assert [one[0] for one in schema.applied(registry.database)] == list(
            range(1, schema.SCHEMA + 1)
        )
        assert name_rows(registry) == []


def named(url: str) -> str:
    """The URL with the schema's name as that of the application, so that no other test is cut."""
    return f"{url}&application_name={url.rsplit('%3D', 1)[1]}"


def cut(url: str) -> None:
    """End the connections opened with `named(url)`, as a restart of the server does."""
    with psycopg.connect(url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = current_schema()"
        )


def test_a_cut_connection_is_made_again(now: datetime) -> None:
    with fresh_schema() as url, open_registry(named(url)) as registry:
        add_brand(registry, BrandDraft("红帆"), who="x", now=now)
        cut(url)
        with registry.database.writing():
            pass
        add_brand(registry, BrandDraft("灯塔"), who="x", now=now)
        assert [row.name for row in name_rows(registry)] == ["红帆", "灯塔"]


def test_a_connection_cut_half_way_loses_the_whole_change(now: datetime) -> None:
    with fresh_schema() as url, open_registry(named(url)) as registry:
        add_brand(registry, BrandDraft("红帆"), who="x", now=now)
        with pytest.raises(StorageUnavailable, match="中断"):
            half_done(registry, url, now)
        assert [row.name for row in name_rows(registry)] == ["红帆"]
        assert verify_audit_log(registry).intact


def half_done(registry: Registry, url: str, now: datetime) -> None:
    """Add two brands in one transaction whose connection is cut between them."""
    with registry.database.writing():
        add_brand(registry, BrandDraft("灯塔"), who="x", now=now)
        cut(url)
        add_brand(registry, BrandDraft("星火"), who="x", now=now)
