"""Of a crowd of near names a report is the same, whether all holders are read or as few as it takes."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from service import neighbours
from service import registry as use
from service.book import rows as name_rows
from service.book.names import NameBook, open_book, refresh
from service.checking import CheckReport, Proposal, check_name, surroundings
from service.model import BrandDraft, Status
from service.storage import Registry, brand_counts, brands, claims, holding

TAILS = "渠港湾桥塔灯田苗泉溪岭峰林叶帆舟浪潮石砚"


def crowd(registry: Registry, now: datetime) -> list[str]:
    """Register names that hold one, of many units, some of them drafts, reserved or given up."""
    names = [f"铁旒红{one}{other}" for one in TAILS for other in TAILS[:3]]
    drafts = [
        BrandDraft(name, "己单位" if place % 9 == 4 else f"单位{place}")
        for place, name in enumerate(names)
    ]
    drafts[3] = drafts[3]._replace(status=Status.DRAFTED)
    drafts[7] = drafts[7]._replace(status=Status.DRAFTED)
    ids = [use.add_brand(registry, draft, who="张三", now=now).id for draft in drafts]
    for place in (1, 20, 41):
        use.retire_brand(registry, ids[place], who="张三", now=now)
    draft = BrandDraft("铁旒红木", "预留单位", Status.APPLIED)
    reserved = use.add_brand(registry, draft, who="张三", now=now)
    day = "2026-08-01"
    use.reserve_brand(registry, reserved.id, until=day, who="张三", now=now)
    return ids


def report(book: NameBook, unit: str, today: str) -> CheckReport:
    return check_name(Proposal("铁旒红", unit), surroundings(book), today=today)


def reading(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(neighbours, "_PORTION", few)
    for module in (neighbours, name_rows):
        monkeypatch.setattr(module, "FEW", few)


@pytest.mark.parametrize("unit", ["", "己单位", "单位5", "外单位"])
@pytest.mark.parametrize("years", [0, 3])
def test_a_report_on_a_crowd_is_that_of_reading_all(
    registry: Registry, now: datetime, monkeypatch: pytest.MonkeyPatch, unit: str, years: int
) -> None:
    crowd(registry, now)
    today = (now + timedelta(days=366 * years)).date().isoformat()
    reading(monkeypatch, 10**9)
    whole = report(open_book(registry), unit, today)
    for few in (1, 7, 50):
        reading(monkeypatch, few)
        assert report(open_book(registry), unit, today) == whole
    assert whole.neighbours_total > 50


def test_few_holders_are_read_for_a_crowd(
    registry: Registry, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(registry, now)
    reading(monkeypatch, 8)
    book = open_book(registry)
    assert report(book, "外单位", "2026-07-01").neighbours_total > 50
    assert len(book.rows._kept) < 40


def test_a_brand_given_up_since_is_counted_no_more(
    registry: Registry, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = crowd(registry, now)
    reading(monkeypatch, 5)
    book = open_book(registry)
    before = report(book, "", "2028-01-01").neighbours_total
    use.retire_brand(registry, ids[50], who="张三", now=now)
    refresh(book, registry)
    assert report(book, "", "2028-01-01").neighbours_total == before - 1


def test_where_most_may_hold_no_name_rows_are_read(
    registry: Registry, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(registry, now)
    reading(monkeypatch, 5)
    monkeypatch.setattr(name_rows, "_CHEAPER", 0)
    book = open_book(registry)
    reading(monkeypatch, 5)
    total = report(book, "", "2028-01-01").neighbours_total
    monkeypatch.setattr(name_rows, "_CHEAPER", 10**9)
    assert report(open_book(registry), "", "2028-01-01").neighbours_total == total


def test_brands_held_for_a_time_are_counted_as_they_are_listed(
    registry: Registry, now: datetime
) -> None:
    crowd(registry, now)
    counts = brand_counts.of(registry.database, "")
    listed = brands.ids_of_statuses(registry.database, "", claims.UNSURE)
    assert len(listed) == sum(counts.get(status, 0) for status in claims.UNSURE) > 3
    assert len(holding.of_unit(registry.database, "", "己单位")) > 3
