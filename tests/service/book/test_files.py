"""The files of an index: whose they are, where they lie, who makes a large one."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from nlp.index import NameIndex, build
from service.batches.lock import only_runner
from service.book import files as index_files
from service.book import stamps
from service.book.files import cache_of
from service.book.names import open_book
from service.storage import Registry, open_registry
from tests.service.books import found
from tests.service.brands import put


def test_a_file_made_by_other_tables_is_made_anew(
    registry: Registry, now: datetime, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(registry, now, "铁旒红")
    open_book(registry, cache=cache)
    old = cache.stat().st_ino
    monkeypatch.setattr(stamps, "tables", lambda: "of another version")
    assert found(open_book(registry, cache=cache), "铁流红") == {"铁旒红"}
    assert cache.stat().st_ino != old


def test_the_file_of_another_registry_is_not_believed(
    registry: Registry, now: datetime, cache: Path, tmp_path: Path
) -> None:
    put(registry, now, "铁旒红")
    with open_registry(str(tmp_path / "other.sqlite")) as other:
        put(other, now, "盐湖渡口")
        open_book(other, cache=cache)
    book = open_book(registry, cache=cache)
    assert found(book, "铁流红") == {"铁旒红"}
    assert found(book, "盐湖渡口") == set()


def test_the_file_of_a_past_that_a_backup_undid_is_not_believed(
    now: datetime, cache: Path, tmp_path: Path
) -> None:
    place, backup = tmp_path / "registry.sqlite", tmp_path / "backup.sqlite"
    with open_registry(str(place)) as registry:
        put(registry, now, "铁旒红")
    shutil.copy(place, backup)
    with open_registry(str(place)) as registry:
        put(registry, now, "盐湖渡口")
        open_book(registry, cache=cache)
    for left in tmp_path.glob("registry.sqlite*"):
        left.unlink()
    shutil.copy(backup, place)
    with open_registry(str(place)) as registry:
        put(registry, now, "长风破浪")
        put(registry, now, "奔流不息")
        book = open_book(registry, cache=cache)
        assert found(book, "盐湖渡口") == set()
        assert found(book, "长风破浪") == {"长风破浪"}


def test_a_folder_that_cannot_be_written_only_costs_time(
    registry: Registry, now: datetime, tmp_path: Path
) -> None:
    put(registry, now, "铁旒红")
    (tmp_path / "file").write_text("")
    book = open_book(registry, cache=tmp_path / "file" / "names.index")
    assert found(book, "铁流红") == {"铁旒红"}


def test_the_place_of_the_file_tells_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/caches")
    one = cache_of("postgresql://clerk:secret@host:5433/brands")
    assert one == cache_of("postgresql://clerk:other@host:5433/brands")
    assert one != cache_of("postgresql://clerk:secret@host:5433/others")
    assert one is not None
    assert one.parent == Path("/var/caches/pinwen")
    assert cache_of("sqlite:////srv/brands.db") == Path("/srv/brands.db.index")


def test_a_user_without_a_home_keeps_the_index_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError("no home")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", nowhere)
    assert cache_of("postgresql://clerk@host/brands") is None


def hold_up(monkeypatch: pytest.MonkeyPatch, until: Callable[[], bool]) -> list[int]:
    """Have indexes made only when something has come true; returns a list that has one item for each."""
    made: list[int] = []

    def held_up(entries: Iterable[tuple[str, str]]) -> NameIndex:
        made.append(1)
        while not until():
            time.sleep(0.01)
        return build(entries)

    monkeypatch.setattr(index_files, "build", held_up)
    monkeypatch.setattr(index_files, "_WORTH_WAITING", 1)
    return made


def test_a_large_index_is_made_once_by_many(
    registry: Registry,
    registry_url: str,
    now: datetime,
    cache: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put(registry, now, "铁旒红")
    asked: list[int] = []
    made = hold_up(monkeypatch, lambda: len(asked) == 3)

    def ask(_: int) -> set[str]:
        with open_registry(registry_url) as own:
            asked.append(1)
            return found(open_book(own, cache=cache), "铁流红")

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(ask, range(3))) == [{"铁旒红"}] * 3
    assert len(made) == 1


def test_who_waits_too_long_makes_one_of_his_own(
    registry: Registry, now: datetime, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(registry, now, "铁旒红")
    made = hold_up(monkeypatch, lambda: True)
    monkeypatch.setattr(index_files, "_PATIENCE", 0.05)
    lock = cache.with_name(f"{cache.name}.making")
    lock.mkdir()
    with only_runner(lock):
        assert found(open_book(registry, cache=cache), "铁流红") == {"铁旒红"}
    assert len(made) == 1
    assert found(open_book(registry, cache=cache), "铁流红") == {"铁旒红"}
    assert len(made) == 1
