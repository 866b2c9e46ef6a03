"""The index made beside an import is the one that would be made of the registry after it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from benchmarks.generator import names
from nlp.normalize import match_key
from nlp.profile import profile
from service.api import create_app
from service.book.files import IndexFiles
from service.book.names import cache_of, open_book
from service.importing import filling
from service.importing.files import import_file
from service.model import BrandDraft
from service.registry import add_brand, intake, undo_import
from service.results import ImportResult
from service.settings import Settings
from service.storage import Registry

NAMES = list({match_key(name): name for name in names(300, seed=11)}.values())
ASKED = [profile(name) for name in NAMES[::9]]


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "CHUNK", 40)
    monkeypatch.setattr(intake, "PORTION", 30)
    monkeypatch.setattr("os.cpu_count", lambda: 2)


def table(rows: list[str]) -> bytes:
    return "\n".join(["品牌名称,单位名称", *rows]).encode()


def answers(registry: Registry, cache: Path | None = None) -> list[set[tuple[str, str]]]:
    book = open_book(registry, cache=cache)
    return [{(one.id, one.name) for one in book.index.neighbours(asked)} for asked in ASKED]


def taken(
    registry: Registry,
    rows: list[str],
    cache: Path,
    now: datetime,
    *,
    skip_invalid: bool = False,
    dry_run: bool = False,
) -> ImportResult | None:
    return import_file(
        registry,
        table(rows),
        filename="a.csv",
        who="甲",
        now=now,
        index=cache,
        skip_invalid=skip_invalid,
        dry_run=dry_run,
    ).result


def must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        pytest.fail("made anew")

    monkeypatch.setattr(IndexFiles, "made_anew", fail)


ROWS = [f"{name},单位{i}" for i, name in enumerate(NAMES)]


def test_the_index_is_there_and_answers(
    registry: Registry, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "a.index"
    assert taken(registry, ROWS, cache, now)
    fresh = answers(registry)
    must_be_there(monkeypatch)
    assert answers(registry, cache) == fresh
    assert sum(map(len, fresh)) > len(ASKED)


def test_rows_that_are_left_out_are_not_in_it(
    registry: Registry, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "a.index"
    rows = [*ROWS]
    rows[3:3] = ["红旗\u202e,坏", f"{NAMES[0]},别的单位"]
    rows[85:85] = [f"{NAMES[1]},又一单位", "#N/A,某单位"]
    rows[120:120] = [f"\u202e{i},坏" for i in range(90)]
    result = taken(registry, rows, cache, now, skip_invalid=True)
    assert result
    assert result.added == len(NAMES)
    fresh = answers(registry)
    must_be_there(monkeypatch)
    assert answers(registry, cache) == fresh


def test_rows_that_end_before_their_name_are_told(
    registry: Registry, tmp_path: Path, now: datetime
) -> None:
    rows = ["单位名称,品牌名称", "甲支部", *(f"单位{i},{name}" for i, name in enumerate(NAMES))]
    cache = tmp_path / "a.index"
    data = "\n".join(rows).encode()
    report = import_file(registry, data, filename="a.csv", who="甲", now=now, index=cache)
    assert report.refused
    assert [problem.row for problem in report.problems] == [2]


def test_what_comes_later_is_seen(registry: Registry, tmp_path: Path, now: datetime) -> None:
    cache = tmp_path / "a.index"
    result = taken(registry, ROWS, cache, now)
    add_brand(registry, BrandDraft("另一旗帜红", "己党支部"), who="甲", now=now)
    assert answers(registry, cache) == answers(registry)
    found = open_book(registry, cache=cache).index.neighbours(profile("另一旗帜红"))
    assert "另一旗帜红" in [one.name for one in found]
    assert result


def test_an_import_taken_back_takes_its_index_with_it(
    registry: Registry, tmp_path: Path, now: datetime
) -> None:
    cache = tmp_path / "a.index"
    result = taken(registry, ROWS, cache, now)
    assert result
    undo_import(registry, result.id, who="甲", now=now)
    assert not any(answers(registry, cache))


@pytest.mark.parametrize("how", ["preview", "refused", "few", "not empty"])
def test_none_is_made(registry: Registry, tmp_path: Path, now: datetime, how: str) -> None:
    cache = tmp_path / "a.index"
    rows = [*ROWS, f"{NAMES[0]},别的单位"] if how == "refused" else ROWS
    if how == "not empty":
        add_brand(registry, BrandDraft("早有红", "己党支部"), who="甲", now=now)
    taken(registry, rows[:50] if how == "few" else rows, cache, now, dry_run=how == "preview")
    assert not cache.exists()
    assert answers(registry, cache) == answers(registry)


def test_brands_taken_out_again_give_it_up(
    registry: Registry, tmp_path: Path, now: datetime
) -> None:
    cache = tmp_path / "a.index"
    rows = [f"{row},{'没有的上级' if i == 70 else ''}" for i, row in enumerate(ROWS)]
    data = "\n".join(["品牌名称,单位名称,上级品牌", *rows]).encode()
    report = import_file(
        registry, data, filename="a.csv", who="甲", now=now, index=cache, skip_invalid=True
    )
    assert report.result
    assert report.result.added == len(ROWS) - 1
    assert not cache.exists()
    assert answers(registry, cache) == answers(registry)


def test_a_server_makes_it_too_and_checks_with_it(
    registry_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    with TestClient(create_app(Settings(registry=registry_url))) as client:
        sent = {"file": ("a.csv", table(ROWS))}
        body = client.post("/api/v1/brands:import", files=sent).json()
        assert body["added"] == len(ROWS)
        cache = cache_of(registry_url)
        assert cache
        assert cache.exists()
        must_be_there(monkeypatch)
        asked = {"name": NAMES[7], "unit": "别的单位"}
        report = client.post("/api/v1/names:check", json=asked).json()
    assert NAMES[7] in [one["name"] for one in report["neighbours"]]
