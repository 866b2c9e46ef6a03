"""Importing all or nothing, twice the same, and taking it back; a killed process leaves nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta

import pytest

from service.errors import Conflict, DuplicateBrand, NotFound
from service.model import Brand, BrandDraft, Status
from service.registry import (
    accepted_pairs,
    add_brand,
    all_brands,
    change_brand,
    changes_since,
    decide_pair,
    former_names,
    list_imports,
    list_organizations,
    name_rows,
    retire_brand,
    undo_import,
    verify_audit_log,
)
from service.registry.drafting import SHARED
from service.storage import Registry, open_registry
from service.storage import imports as imports_table
from tests.service.imports import import_brands, preview_import

WHO = "张三"
ROWS = [
    BrandDraft("红帆先锋", "港口党支部", slogan="扬帆", row=3),
    BrandDraft("炉火红", "一厂党支部", parent="华钢红", row=4),
    BrandDraft("华钢红", "钢铁党委", row=5),
]


def content(registry: Registry) -> list[tuple[object, ...]]:
    """Everything the clerk sees of each brand; versions and moments of change aside."""
    return [
        (one.id, one.name, one.unit, one.parent_id, *(getattr(one, name) for name in SHARED))
        for one in all_brands(registry)
    ]


def test_rows_are_added_in_order_with_parents_below(registry: Registry, now: datetime) -> None:
    result = import_brands(registry, ROWS, file_hash="a", who=WHO, now=now, file_name="台账.xlsx")
    assert (result.added, result.updated, result.unchanged) == (3, 0, 0)
    brands = {one.name: one for one in all_brands(registry)}
    assert list(brands) == [row.name for row in ROWS]
    assert brands["炉火红"].parent_id == brands["华钢红"].id
    assert {one.name for one in list_organizations(registry)} == {row.unit for row in ROWS}


def test_the_same_file_twice_changes_nothing(registry: Registry, now: datetime) -> None:
    first = import_brands(registry, ROWS, file_hash="a", who=WHO, now=now)
    before = list(all_brands(registry))
    again = import_brands(registry, ROWS, file_hash="a", who=WHO, now=now)
    assert (again.id, again.repeated) == (first.id, True)
    other_file = import_brands(registry, ROWS, file_hash="b", who=WHO, now=now)
    assert (other_file.added, other_file.updated, other_file.unchanged) == (0, 0, 3)
    assert list(all_brands(registry)) == before


def test_collisions_are_all_listed_and_nothing_is_stored(registry: Registry, now: datetime) -> None:
    add_brand(registry, BrandDraft("灯塔", "海事党支部"), who=WHO, now=now)
    before = content(registry)
    rows = [
        BrandDraft("燈塔", "港口党支部", row=3),
        BrandDraft("星火", "甲", row=4),
        BrandDraft("“星火”", "乙", row=5),
        BrandDraft("红\x00帆", "丙", row=6),
        BrandDraft("炉火红", "丁", parent="没有", row=7),
    ]
    preview = preview_import(registry, rows, now=now)
    assert [(one.row, one.holder_row) for one in preview.conflicts] == [
        (3, 0),
        (5, 4),
        (6, 0),
        (7, 0),
    ]
    assert preview.conflicts[0].holder["unit"] == "海事党支部"
    with pytest.raises(DuplicateBrand) as refusal:
        import_brands(registry, rows, file_hash="a", who=WHO, now=now)
    listed = refusal.value.facts["rows"]
    assert isinstance(listed, list)
    assert [one["row"] for one in listed] == [3, 5, 6, 7]
    assert content(registry) == before
    assert list_imports(registry) == []


@pytest.mark.parametrize("portion", [1, 10_000])
def test_an_undo_restores_what_was(
    registry: Registry, now: datetime, portion: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports_table, "_PORTION", portion)
    import_brands(registry, ROWS, file_hash="a", who=WHO, now=now)
    ids = [one.id for one in all_brands(registry)]
    decide_pair(registry, ids[0], ids[1], "accepted", who=WHO, now=now, why="可")
    before, units = content(registry), list_organizations(registry)
    later = now + timedelta(hours=1)
    rows = [
        BrandDraft("红帆·先锋", "港口党支部", goal="新目标", row=2),
        BrandDraft("新来", "新支部", row=3),
    ]
    done = import_brands(registry, rows, file_hash="b", who=WHO, now=later)
    assert (done.added, done.updated) == (1, 1)
    assert accepted_pairs(registry) == frozenset()
    sequence = changes_since(registry, -1).sequence
    undo_import(registry, done.id, who=WHO, now=later)
    assert content(registry) == before
    assert list_organizations(registry) == units
    assert former_names(registry, ids[0]) == []
    assert accepted_pairs(registry) == {frozenset(ids[:2])}
    seen = changes_since(registry, sequence)
    assert ([row.id for row in seen.rows], len(seen.removed)) == ([ids[0]], 1)
    add_brand(registry, BrandDraft("新来", "别的支部"), who=WHO, now=later)
    assert verify_audit_log(registry).intact
    with pytest.raises(Conflict):
        undo_import(registry, done.id, who=WHO, now=later)


def test_an_undone_file_may_be_imported_again(registry: Registry, now: datetime) -> None:
    first = import_brands(registry, ROWS, file_hash="a", who=WHO, now=now)
    undo_import(registry, first.id, who=WHO, now=now)
    assert name_rows(registry) == []
    again = import_brands(registry, ROWS, file_hash="a", who=WHO, now=now)
    assert (again.repeated, again.added) == (False, 3)


@pytest.mark.parametrize("touch", ["change", "child", "decision"])
def test_an_undo_refuses_when_brands_were_touched(
    registry: Registry, now: datetime, touch: str
) -> None:
    done = import_brands(registry, ROWS, file_hash="a", who=WHO, now=now)
    first, second, _ = all_brands(registry)
    if touch == "change":
        change_brand(registry, first.id, {"goal": "改过"}, who=WHO, now=now)
    elif touch == "child":
        add_brand(registry, BrandDraft("小红帆", parent=first.id), who=WHO, now=now)
    else:
        decide_pair(registry, first.id, second.id, "accepted", who=WHO, now=now, why="可")
    before = content(registry)
    with pytest.raises(Conflict, match="红帆先锋"):
        undo_import(registry, done.id, who=WHO, now=now)
    assert content(registry) == before
    with pytest.raises(NotFound):
        undo_import(registry, "没有", who=WHO, now=now)


def draft_of(brand: Brand, row: int) -> BrandDraft:
    """The row that an export of a brand would hold."""
    values = {name: getattr(brand, name) for name in SHARED}
    return BrandDraft(brand.name, brand.unit, row=row, parent=brand.parent_id or "", **values)


def test_an_export_imports_again_unchanged(registry: Registry, now: datetime) -> None:
    import_brands(registry, ROWS, file_hash="a", who=WHO, now=now)
    old = next(all_brands(registry))
    retire_brand(registry, old.id, who=WHO, now=now)
    later = now + timedelta(days=500)
    add_brand(registry, BrandDraft(old.name, "后来的支部"), who=WHO, now=later)
    add_brand(registry, BrandDraft("草稿", "甲", Status.DRAFTED), who=WHO, now=later)
    rows = [draft_of(brand, i) for i, brand in enumerate(all_brands(registry))]
    result = import_brands(registry, rows, file_hash="export", who=WHO, now=later)
    assert (result.added, result.updated, result.unchanged) == (0, 0, 5)


KILLED = """
import sys, os, signal
from datetime import datetime, UTC
from service.model import BrandDraft
from service.storage import open_registry, imports
from tests.service.imports import import_brands
imports.complete = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)
marks = "红帆灯塔星火奔流知行春雨山海林田"
names = [a + b + c for a in marks for b in marks for c in marks]
rows = [BrandDraft(name, f"第{i}支部") for i, name in enumerate(names)]
with open_registry(sys.argv[1]) as registry:
    import_brands(registry, rows, file_hash="a", who="x", now=datetime.now(UTC))
"""


def test_a_process_killed_half_way_leaves_nothing(
    registry: Registry, registry_url: str, now: datetime
) -> None:
    add_brand(registry, BrandDraft("原有"), who=WHO, now=now)
    registry.close()
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, registry_url],
        env={**os.environ, "PYTHONPATH": "."},
        timeout=60,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    with open_registry(registry_url) as again:
        assert [row.name for row in name_rows(again)] == ["原有"]
        assert [one.name for one in list_organizations(again)] == []
        assert list_imports(again) == []
        assert verify_audit_log(again).intact
        assert import_brands(again, ROWS, file_hash="a", who=WHO, now=now).added == 3


PAST = "2025-02-01"
ENDED = [
    BrandDraft("河灯", "甲", Status.RESERVED, reserved_until=PAST),
    BrandDraft("海燕", "乙", Status.RETIRED, retired_until=PAST),
    BrandDraft("海燕", "乙", Status.RETIRED, retired_until="2025-03-01"),
]
LIVE = [BrandDraft("河灯", "甲", slogan="照路"), BrandDraft("海燕", "乙")]


def numbered(*drafts: BrandDraft) -> list[BrandDraft]:
    return [draft._replace(row=row) for row, draft in enumerate(drafts, 2)]


@pytest.mark.parametrize(
    "rows",
    [[*ENDED, *LIVE], [*LIVE, *ENDED], [ENDED[1], LIVE[0], ENDED[0], LIVE[1], ENDED[2]]],
    ids=["ended-first", "live-first", "mixed"],
)
@pytest.mark.parametrize("portion", [10_000, 2, 1])
def test_one_ended_and_one_in_force_of_a_name_and_unit_are_two_rows(
    registry: Registry,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    rows: list[BrandDraft],
    portion: int,
) -> None:
    monkeypatch.setattr("service.registry.intake.PORTION", portion)
    first = import_brands(registry, numbered(*rows), file_hash="a", who=WHO, now=now)
    assert first.added == 5
    before = content(registry)
    for file_hash, again in (("b", rows), ("c", rows[::-1])):
        result = import_brands(registry, numbered(*again), file_hash=file_hash, who=WHO, now=now)
        assert (result.added, result.updated, result.unchanged) == (0, 0, 5)
    assert content(registry) == before


def test_a_row_alone_still_ends_or_revives_its_brand(registry: Registry, now: datetime) -> None:
    import_brands(registry, numbered(*LIVE), file_hash="a", who=WHO, now=now)
    ids = {one.name: one.id for one in all_brands(registry)}
    ended = import_brands(registry, numbered(ENDED[1]), file_hash="b", who=WHO, now=now)
    assert (ended.added, ended.updated) == (0, 1)
    again = numbered(LIVE[1]._replace(status=Status.REGISTERED))
    revived = import_brands(registry, again, file_hash="c", who=WHO, now=now)
    assert (revived.added, revived.updated) == (0, 1)
    assert {one.name: (one.id, one.status) for one in all_brands(registry)} == {
        name: (ids[name], Status.REGISTERED) for name in ("河灯", "海燕")
    }


def test_two_rows_of_one_end_are_still_a_double(registry: Registry, now: datetime) -> None:
    with pytest.raises(DuplicateBrand, match="本文件第 2 行"):
        import_brands(registry, numbered(ENDED[0], ENDED[0]), file_hash="a", who=WHO, now=now)
