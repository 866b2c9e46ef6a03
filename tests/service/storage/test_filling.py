"""Filling an empty registry: what is stored, refused and indexed is what it is without standing back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from service.errors import DuplicateBrand
from service.model import Brand, BrandDraft, Status
from service.registry import add_brand, all_brands, intake, list_organizations, undo_import
from service.storage import Registry
from service.storage.database import Row
from service.storage.filling import is_empty, stand_again, stand_back
from tests.service.imports import import_brands, preview_import

WHO = "张三"
PORTION = 4
ROWS = [
    BrandDraft("红帆先锋", "港口党支部", row=2),
    BrandDraft("炉火红", "一厂党支部", parent="华钢红", row=3),
    BrandDraft("初稿红", "甲党支部", Status.DRAFTED, row=4),
    BrandDraft("预留红", "乙党支部", Status.RESERVED, reserved_until="2027-01-01", row=5),
    BrandDraft("华钢红", "钢铁党委", row=6),
    BrandDraft("初稿红", "丙党支部", Status.DRAFTED, row=7),
    BrandDraft("停用红", "港口党支部", Status.RETIRED, retired_until="2020-01-01", row=8),
    BrandDraft("停用红", "丁党支部", row=9),
    BrandDraft("末尾红", "戊党支部", row=10),
]
TWICE = [
    *ROWS,
    BrandDraft("“红帆先锋”", "别的党支部", row=11),
    BrandDraft("初稿红", "甲党支部", Status.DRAFTED, row=12),
    BrandDraft("预留红", "乙党支部", row=13),
]


def schema(registry: Registry) -> list[Row]:
    """All indexes and foreign keys, and what the planner is told."""
    database = registry.database
    if registry.engine == "postgresql":
        return database.rows(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1"
        ) + database.rows(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE connamespace = current_schema()::regnamespace ORDER BY 1"
        )
    return database.rows("SELECT name, sql FROM sqlite_master ORDER BY name") + database.rows(
        "SELECT tbl, idx, stat FROM sqlite_stat1 ORDER BY tbl, idx"
    )


def told(registry: Registry) -> list[tuple[object, ...]]:
    names = {one.id: one.name for one in all_brands(registry)}
    units = {one.id: one.name for one in list_organizations(registry)}

    def row(one: Brand) -> tuple[object, ...]:
        parent, place = names.get(one.parent_id or ""), units.get(one.organization_id or "")
        return one.name, one.key, one.unit, one.status, place, parent

    return [row(one) for one in all_brands(registry)]


@pytest.fixture
def portions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few rows are many."""
    monkeypatch.setattr(intake, "PORTION", PORTION)


def test_indexes_are_as_before(registry: Registry, now: datetime, portions: None) -> None:
    before = schema(registry)
    import_brands(registry, ROWS, file_hash="a", who=WHO, now=now)
    assert schema(registry) == before


@pytest.mark.usefixtures("portions")
def test_what_is_filled_in_is_what_is_imported_else(
    registry: Registry, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = import_brands(registry, ROWS, file_hash="a", who=WHO, now=now)
    filled = told(registry)
    undo_import(registry, result.id, who=WHO, now=now)
    assert told(registry) == []
    monkeypatch.setattr(intake, "PORTION", 1000)
    import_brands(registry, ROWS, file_hash="b", who=WHO, now=now)
    assert told(registry) == filled
    assert len(filled) == len(ROWS)


@pytest.mark.usefixtures("portions")
def test_rows_of_one_name_are_refused(registry: Registry, now: datetime) -> None:
    before = schema(registry)
    with pytest.raises(DuplicateBrand) as refused:
        import_brands(registry, TWICE, file_hash="a", who=WHO, now=now)
    found: Any = refused.value.facts["rows"]
    rows = [(one["row"], one["holder_row"]) for one in found]
    assert rows == [(11, 2), (12, 4), (13, 5)]
    assert told(registry) == []
    assert schema(registry) == before


@pytest.mark.usefixtures("portions")
def test_a_preview_leaves_nothing(registry: Registry, now: datetime) -> None:
    before = schema(registry)
    assert preview_import(registry, ROWS, now=now).added == len(ROWS)
    assert schema(registry) == before
    assert is_empty(registry.database)


@pytest.mark.usefixtures("portions")
def test_a_registry_that_holds_something_keeps_its_indexes(
    registry: Registry, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "stand_back", lambda _: pytest.fail("indexes stood back"))
    import_brands(registry, ROWS[:1], file_hash="a", who=WHO, now=now)
    add_brand(registry, BrandDraft("早有红", "己党支部"), who=WHO, now=now)
    import_brands(registry, ROWS, file_hash="b", who=WHO, now=now)
    assert len(told(registry)) == len(ROWS) + 1


def test_standing_back_is_part_of_the_transaction(registry: Registry) -> None:
    database, before = registry.database, schema(registry)

    class Stopped(Exception):
        pass

    with pytest.raises(Stopped), database.writing_much():
        stand_again(database, stand_back(database))
        assert schema(registry) == before
        stand_back(database)
        assert len(schema(registry)) < len(before)
        raise Stopped
    assert schema(registry) == before


def test_the_planner_knows_at_once_what_came(
    registry: Registry, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "PORTION", PORTION)
    import_brands(registry, ROWS, file_hash="a", who=WHO, now=now)
    known = registry.database.rows(
        "SELECT reltuples FROM pg_class WHERE oid = 'brands'::regclass"
        if registry.engine == "postgresql"
        else "SELECT MAX(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = 'brands'"
    )
    assert int(known[0][0]) >= len(ROWS)
