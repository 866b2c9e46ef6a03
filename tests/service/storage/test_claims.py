"""Whatever is done in whatever order, no two brands hold one name, and the claims say who does."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import Conflict
from service.model import Brand, BrandDraft, Status
from service.registry import (
    add_brand,
    all_brands,
    change_brand,
    list_imports,
    retire_brand,
    undo_import,
    verify_audit_log,
)
from service.storage import Registry, claims, open_registry
from service.storage.identifiers import new_ids
from tests.service.imports import import_brands

NAMES = ["红帆", "红·帆", "紅帆", "灯塔", "星火"]
START = datetime(2026, 7, 1, tzinfo=UTC)

steps = st.lists(
    st.tuples(
        st.sampled_from(["add", "draft", "rename", "retire", "import", "states", "undo", "wait"]),
        st.sampled_from(NAMES),
        st.integers(0, 5),
    ),
    max_size=12,
)


def act(registry: Registry, action: str, name: str, number: int, now: datetime) -> None:
    """Do one thing, or be refused."""
    present = list(all_brands(registry))
    chosen = present[number % len(present)] if present else None
    if action == "add":
        add_brand(registry, BrandDraft(name, f"第{number}支部"), who="x", now=now)
    elif action == "draft":
        add_brand(registry, BrandDraft(name, status=Status.DRAFTED), who="x", now=now)
    elif action == "import":
        rows = [BrandDraft(name, f"第{number}支部", goal="新"), BrandDraft("奔流", "甲")]
        import_brands(registry, rows, file_hash=f"{name}{number}", who="x", now=now)
    elif action == "states":
        status = (Status.DRAFTED, Status.RETIRED, Status.REGISTERED)[number % 3]
        rows = [BrandDraft(name, f"第{number}支部", status=status)]
        import_brands(registry, rows, file_hash=f"{name}{status}", who="x", now=now)
    elif action == "undo" and (done := list_imports(registry)):
        undo_import(registry, done[-1].id, who="x", now=now)
    elif action == "rename" and chosen:
        change_brand(registry, chosen.id, {"name": name}, who="x", now=now)
    elif action == "retire" and chosen:
        retire_brand(registry, chosen.id, who="x", now=now)


def holding(registry: Registry, now: datetime) -> list[Brand]:
    """The brands whose name nobody else may take today."""
    return [b for b in all_brands(registry) if claims.claims_of([b], today=now.date())]


@settings(max_examples=40)
@given(steps)
def test_no_two_brands_hold_one_name(todo: list[tuple[str, str, int]]) -> None:
    now = START
    with (
        tempfile.TemporaryDirectory() as folder,
        open_registry(str(Path(folder) / "registry.sqlite")) as registry,
    ):
        registry.database.execute("PRAGMA synchronous = OFF")
        for action, name, number in todo:
            now += timedelta(days=150 if action == "wait" else 0, seconds=1)
            with suppress(Conflict):
                act(registry, action, name, number, now)
            held = {brand.key: brand.id for brand in holding(registry, now)}
            assert len(held) == len(holding(registry, now))
            claimed = claims.holders(registry.database, registry.scope, today=now.date())
            assert held.items() <= claimed.items()
        assert verify_audit_log(registry).intact


@given(st.datetimes(datetime(1971, 1, 1), datetime(2900, 1, 1)), st.integers(0, 1 << 31))
def test_identifiers_ascend_and_are_distinct(moment: datetime, version: int) -> None:
    ids = new_ids(moment.replace(tzinfo=UTC), 20, version=version)
    later = new_ids(moment.replace(tzinfo=UTC) + timedelta(milliseconds=1), 1, version=0)
    assert ids + later == sorted({*ids, *later})
    assert all(len(one) == 36 and one[14] == "7" and one[19] in "89ab" for one in ids)
