"""What is asked of a registry all day is read off an index, of however many brands it may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from service import registry as use
from service.model import BrandDraft, Status
from service.results import BrandFilter
from service.storage import Registry, open_registry
from service.storage.database import Row, Values
from service.storage.sqlite import SqliteDriver
from tests.service.imports import import_brands

NOW = datetime.fromisoformat("2026-07-01T09:30:00+00:00")


def filtered(**wanted: str) -> Callable[[Registry], object]:
    return lambda registry: use.list_brands(registry, BrandFilter(**wanted))  # type: ignore[arg-type]


ASKED: dict[str, tuple[Callable[[Registry], object], str]] = {
    "page": (lambda registry: use.list_brands(registry), "brands_scope"),
    "unit": (filtered(unit="甲"), "brands_unit"),
    "status": (filtered(status=Status.APPLIED), "brands_status"),
    "level": (filtered(level="flagship"), "brands_level"),
    "type": (filtered(brand_type="masses"), "brands_type"),
    "text": (filtered(text="红"), "brands_scope"),
    "parent": (filtered(parent_id="x"), "brands_parent"),
    "organization": (filtered(organization_id="x"), "brands_organization"),
    "changes": (lambda registry: use.changes_since(registry, 5), "brands_version"),
    "name": (lambda registry: use.find_brand(registry, "红帆"), "brands_key"),
    "coverage": (lambda registry: use.coverage(registry), "brands_organization"),
    "add": (
        lambda registry: use.add_brand(registry, BrandDraft("新帆", "乙"), who="甲", now=NOW),
        "name_claims_until",
    ),
}


@pytest.mark.parametrize("asked", ASKED)
def test_an_index_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    ask, index = ASKED[asked]
    plans: list[str] = []
    execute = SqliteDriver.execute

    def explained(driver: SqliteDriver, sql: str, values: Values) -> tuple[int, list[Row]]:
        if sql.startswith(("SELECT", "DELETE")):
            plans.extend(row[3] for row in execute(driver, f"EXPLAIN QUERY PLAN {sql}", values)[1])
        return execute(driver, sql, values)

    with open_registry(str(tmp_path / "a.sqlite")) as registry:
        use.add_brand(registry, BrandDraft("红帆", "甲"), who="甲", now=NOW)
        monkeypatch.setattr(SqliteDriver, "execute", explained)
        ask(registry)
    assert any(f"INDEX {index} " in plan for plan in plans), plans
    tables = ("brands", "name_claims", "b", "c")
    if asked == "text":  # a small registry is counted through
        plans.remove("SCAN brands")
    assert not [plan for plan in plans if plan.startswith("SCAN") and plan.split()[1] in tables]


def test_no_step_of_an_undo_reads_through_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans: list[str] = []
    execute_many = SqliteDriver.execute_many

    def explained(driver: SqliteDriver, sql: str, rows: Sequence[Values]) -> int:
        if sql.startswith(("UPDATE", "DELETE")):
            found = SqliteDriver.execute(driver, f"EXPLAIN QUERY PLAN {sql}", rows[0])[1]
            plans.extend(row[3] for row in found)
        return execute_many(driver, sql, rows)

    rows = [BrandDraft("红帆", "甲党支部", row=2), BrandDraft("碧海", "乙党委", row=3)]
    with open_registry(str(tmp_path / "a.sqlite")) as registry:
        done = import_brands(registry, rows, file_hash="a", who="甲", now=NOW)
        monkeypatch.setattr(SqliteDriver, "execute_many", explained)
        use.undo_import(registry, done.id, who="甲", now=NOW)
        assert not use.list_organizations(registry)
    assert [plan for plan in plans if "INDEX organizations_parent " in plan]
    assert not [plan for plan in plans if plan.startswith("SCAN")]
