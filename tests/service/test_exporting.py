"""What is exported imports again the same, every field of it, into the same registry and a new one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service import registry as use
from service.exporting import export
from service.importing.files import import_file
from service.importing.model import ImportReport, Problem
from service.model import LONG, Brand, BrandDraft, BrandType, Carrier, Level, Status
from service.registry.drafting import SHARED, key_of
from service.storage import Registry, open_registry

NOW = dt.datetime(2026, 7, 1, 8, tzinfo=dt.UTC)
# Characters that formats and formulas trip over, beside ordinary ones.
SIGNS = "红帆灯塔先锋合计说明审核Ａａ1０ 　\u200b=+-@'\"“”<>&_,;，；#%·…𠮷"
LINES = st.text(SIGNS, max_size=12)
LONG_TEXTS = st.text(SIGNS + "\n\r\t", max_size=30)
NAMES = st.text(SIGNS + "x_0041", min_size=1, max_size=10).filter(
    lambda text: any(c in "红帆灯塔先锋" for c in text)
)
DAYS = st.dates(dt.date(2026, 7, 2), dt.date(2099, 12, 31)).map(dt.date.isoformat)
SOME_DAYS = st.one_of(
    st.just(""), DAYS, DAYS.map(lambda day: day[:7]), DAYS.map(lambda day: day[:4])
)


def choices(kinds: Any) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *(str(one) for one in kinds)])


DRAFTS = st.builds(
    BrandDraft,
    name=NAMES,
    unit=LINES,
    status=st.sampled_from(Status),
    brand_type=choices(BrandType),
    carrier=choices(Carrier),
    level=choices(Level),
    lead=LINES,
    lead_is_member=st.none() | st.booleans(),
    lead_is_secretary=st.none() | st.booleans(),
    applied_on=SOME_DAYS,
    registered_on=SOME_DAYS,
    reserved_until=DAYS,
    retired_until=DAYS,
    **dict.fromkeys(LONG, LONG_TEXTS),
)


def errors_of(report: ImportReport) -> list[Problem]:
    return [problem for problem in report.problems if problem.severity == "error"]


def facts(brand: Brand, registry: Registry) -> dict[str, object]:
    parent = use.get_brand(registry, brand.parent_id).name if brand.parent_id else ""
    return {field: getattr(brand, field) for field in ("name", "unit", "key", *SHARED)} | {
        "parent": parent
    }


def everything(registry: Registry) -> list[dict[str, object]]:
    return [facts(brand, registry) for brand in list(use.all_brands(registry))]


def fill(registry: Registry, drafts: list[BrandDraft], parents: list[int]) -> None:
    """Register drafts with names of their own, each perhaps below an earlier one."""
    taken: list[Brand] = []
    keys: set[str] = set()
    for draft, place in zip(drafts, parents, strict=True):
        key = key_of(draft.name)
        if key in keys:
            continue
        keys.add(key)
        parent = taken[place].id if place < len(taken) else ""
        taken.append(use.add_brand(registry, draft._replace(parent=parent), who="甲", now=NOW))


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@settings(max_examples=40)
@given(data=st.data())
def test_every_field_comes_back(ending: str, data: st.DataObject) -> None:
    drafts = data.draw(st.lists(DRAFTS, min_size=1, max_size=5))
    parents = data.draw(st.lists(st.integers(0, 5), min_size=len(drafts), max_size=len(drafts)))
    with TemporaryDirectory() as name:
        folder = Path(name)
        with open_registry(str(folder / "a.db")) as registry:
            fill(registry, drafts, parents)
            before = everything(registry)
            export(registry, folder / f"out.{ending}")
            same = import_file(registry, folder / f"out.{ending}", who="甲", now=NOW)
            assert not errors_of(same)
            assert same.result is not None
            assert (same.result.added, same.result.updated) == (0, 0)
            assert same.result.unchanged == len(before)
            assert everything(registry) == before
        with open_registry(str(folder / "b.db")) as other:
            report = import_file(other, folder / f"out.{ending}", who="甲", now=NOW)
            assert not errors_of(report)
            assert everything(other) == before
