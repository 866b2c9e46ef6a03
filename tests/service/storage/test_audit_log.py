"""The log is append-only, and whoever gets round that is found out."""

from __future__ import annotations

import sqlite3
from datetime import datetime

import psycopg
import pytest

from service.model import BrandDraft
from service.registry import add_brand, audit_entries, verify_audit_log
from service.storage import Registry

LOOSEN = {
    "sqlite": ("DROP TRIGGER audit_log_no_update", "DROP TRIGGER audit_log_no_delete"),
    "postgresql": ("DROP TRIGGER audit_log_no_change ON audit_log",),
}


def filled(registry: Registry, now: datetime) -> Registry:
    """A registry with five entries in its log."""
    for name in ("红帆", "灯塔", "星火", "奔流", "知行"):
        add_brand(registry, BrandDraft(name), who="张三", now=now)
    return registry


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_log SET who = 'x'", "DELETE FROM audit_log"],
    ids=["update", "delete"],
)
def test_the_database_refuses_to_alter_the_log(
    registry: Registry, now: datetime, statement: str
) -> None:
    filled(registry, now)
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.RaiseException)):
        registry.database.execute(statement)
    assert len(audit_entries(registry)) == 5


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE audit_log SET who = '李四' WHERE number = 3", 3),
        ("UPDATE audit_log SET details = '{}' WHERE number = 1", 1),
        ("UPDATE audit_log SET previous = hash WHERE number = 4", 4),
        ("DELETE FROM audit_log WHERE number = 2", 2),
        ("DELETE FROM audit_log WHERE number = 5", 5),
        ("DELETE FROM audit_log", 1),
    ],
    ids=["who", "details", "previous", "middle", "last", "all"],
)
def test_the_first_broken_entry_is_found(
    registry: Registry, now: datetime, statement: str, broken: int
) -> None:
    filled(registry, now)
    assert verify_audit_log(registry).intact
    for loosen in LOOSEN[registry.engine]:
        registry.database.execute(loosen)
    registry.database.execute(statement)
    found = verify_audit_log(registry)
    assert (found.intact, found.broken) == (False, broken)
    assert found.reason
