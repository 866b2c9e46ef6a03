"""The book of a registry's names: always level with the registry, whatever became of its files."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from benchmarks.generator import names
from nlp.genericness import ENOUGH_NAMES
from nlp.index import NameIndex, build
from nlp.normalize import match_key
from nlp.profile import profile
from service import index_files
from service import registry as use
from service.batches.lock import only_runner
from service.errors import ServiceError
from service.index_files import cache_of
from service.model import BrandDraft
from service.name_book import NameBook, open_book, refresh
from service.storage import Registry, open_registry


def put(registry: Registry, now: datetime, name: str, unit: str = "甲单位") -> str:
    return use.add_brand(registry, BrandDraft(name, unit), who="张三", now=now).id


def found(book: NameBook, name: str) -> set[str]:
    return {near.name for near in book.neighbours(profile(name))}


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "names.index"


def test_a_second_book_opens_the_file_of_the_first(
    registry: Registry, now: datetime, cache: Path
) -> None:
    put(registry, now, "铁旒红")
    assert found(open_book(registry, cache=cache), "铁流红") == {"铁旒红"}
    made = cache.stat()
    assert found(open_book(registry, cache=cache), "铁流红") == {"铁旒红"}
    assert (cache.stat().st_ino, cache.stat().st_mtime_ns) == (made.st_ino, made.st_mtime_ns)
    assert made.st_mode & 0o777 == 0o600


def test_a_registration_is_found_at_once(registry: Registry, now: datetime, cache: Path) -> None:
    put(registry, now, "盐湖渡口")
    book = open_book(registry, cache=cache)
    put(registry, now, "铁旒红")
    refresh(book, registry)
    assert found(book, "铁流红") == {"铁旒红"}
    assert found(open_book(registry, cache=cache), "铁流红") == {"铁旒红"}


def test_a_name_given_up_is_found_no_more(registry: Registry, now: datetime, cache: Path) -> None:
    brand = put(registry, now, "铁旒红")
    book = open_book(registry, cache=cache)
    use.change_brand(registry, brand, {"name": "盐湖渡口"}, who="张三", now=now)
    refresh(book, registry)
    for one in (book, open_book(registry, cache=cache)):
        assert found(one, "铁流红") == set()
        assert found(one, "盐湖渡口") == {"盐湖渡口"}


def test_many_changes_go_into_a_small_file(registry: Registry, now: datetime, cache: Path) -> None:
    brands = [put(registry, now, name) for name in ("铁旒红", "盐湖渡口")]
    book = open_book(registry, cache=cache)
    big = cache.read_bytes()
    use.change_brand(registry, brands[0], {"name": "奔流不息"}, who="张三", now=now)
    for number in range(70):
        put(registry, now, f"红旗渠畔{chr(0x4E00 + 7 * number)}")
    refresh(book, registry)
    assert len(list(cache.parent.glob("*.recent-*"))) == 1
    put(registry, now, "长风破浪")
    refresh(book, registry)
    for one in (book, open_book(registry, cache=cache)):
        assert found(one, "铁流红") == set()
        assert "盐湖渡口" in found(one, "盐湖渡口")
        assert found(one, "长风破浪") == {"长风破浪"}
        assert f"红旗渠畔{chr(0x4E00 + 70)}" in found(one, f"红旗渠畔{chr(0x4E00 + 70)}")
    assert cache.read_bytes() == big


def test_after_a_large_undo_the_index_is_made_of_what_is_left(
    registry: Registry, now: datetime, cache: Path
) -> None:
    put(registry, now, "铁旒红")
    rows = [BrandDraft(f"红旗渠畔{chr(0x4E00 + 7 * number)}") for number in range(80)]
    done = use.import_brands(registry, rows, file_hash="x", who="张三", now=now)
    book = open_book(registry, cache=cache)
    assert len(book.index) == 81
    use.undo_import(registry, done.id, who="张三", now=now)
    refresh(book, registry)
    for one in (book, open_book(registry, cache=cache)):
        assert one.index.filed == 1
        assert not one.index.gone
        assert found(one, "铁流红") == {"铁旒红"}
        assert found(one, rows[0].name) == set()
    assert not list(cache.parent.glob("*.recent-*"))


def test_after_an_undo_beside_many_names_a_small_file_tells_what_is_gone(
    registry: Registry, now: datetime, cache: Path
) -> None:
    kept, more = (
        [BrandDraft(f"{start}{chr(0x4E00 + 7 * number)}") for number in range(80)]
        for start in ("红旗渠畔", "盐湖渡口")
    )
    use.import_brands(registry, kept, file_hash="a", who="张三", now=now)
    done = use.import_brands(registry, more, file_hash="b", who="张三", now=now)
    big = open_book(registry, cache=cache).index.filed
    use.undo_import(registry, done.id, who="张三", now=now)
    for _ in range(2):  # the second time it comes from the files
        book = open_book(registry, cache=cache)
        assert (big, len(book.index), len(book.index.layers)) == (160, 80, 2)
        assert found(book, more[0].name) == set()
        assert kept[0].name in found(book, kept[0].name)
    assert not book.index.gone


def test_a_book_takes_over_the_files_that_another_process_wrote(
    registry: Registry, now: datetime, cache: Path
) -> None:
    brand = put(registry, now, "铁旒红")
    book = open_book(registry, cache=cache)
    assert book.rows[brand].name == "铁旒红"
    use.change_brand(registry, brand, {"name": "长风破浪"}, who="张三", now=now)
    for number in range(70):
        put(registry, now, f"红旗渠畔{chr(0x4E00 + 7 * number)}")
    other = open_book(registry, cache=cache)
    refresh(book, registry)
    assert len(book.index.gone) == 0
    assert book.sequence == other.sequence
    assert found(book, "长风破浪") == {"长风破浪"}
    assert book.rows[brand].name == "长风破浪"


def test_books_agree_whatever_happened(registry: Registry, now: datetime, cache: Path) -> None:
    rng = random.Random(5)
    fresh = iter({match_key(name): name for name in names(600, seed=3)}.values())
    book = open_book(registry, cache=cache)
    brands: list[str] = []
    for _ in range(6):
        for _ in range(rng.choice((3, 40, 70))):
            brands.append(put(registry, now, next(fresh), f"单位{len(brands)}"))
            if rng.random() < 0.2:
                facts = {"name": next(fresh)}
                use.change_brand(registry, rng.choice(brands), facts, who="张三", now=now)
        refresh(book, registry)
        opened, plain = open_book(registry, cache=cache), open_book(registry)
        for row in list(plain.rows.values())[::9]:
            wanted = found(plain, row.name)
            assert found(book, row.name) == wanted
            assert found(opened, row.name) == wanted


@pytest.mark.parametrize("damage", ["torn", "flipped", "empty", "foreign"])
def test_a_damaged_file_is_made_anew(
    registry: Registry, now: datetime, cache: Path, damage: str
) -> None:
    put(registry, now, "铁旒红")
    open_book(registry, cache=cache)
    good = cache.read_bytes()
    bad = {
        "torn": good[: len(good) // 2],
        "flipped": good[:40] + bytes([good[40] ^ 1]) + good[41:],
        "empty": b"",
        "foreign": b"SQLite format 3\0" + good[16:],
    }
    cache.write_bytes(bad[damage])
    assert found(open_book(registry, cache=cache), "铁流红") == {"铁旒红"}
    assert cache.read_bytes() == good


def test_damage_that_shows_during_a_check_is_mended(
    registry: Registry, now: datetime, cache: Path
) -> None:
    put(registry, now, "铁旒红")
    open_book(registry, cache=cache)
    good = cache.read_bytes()
    book = open_book(registry, cache=cache)
    with cache.open("r+b") as file:
        file.seek(1 << 15)
        file.write(b"\xff" * (len(good) - (1 << 15)))
    assert found(book, "铁流红") == {"铁旒红"}
    assert cache.read_bytes() == good


def from_file(registry: Registry, cache: Path) -> NameBook:
    """Return a book whose index lies in a file: who makes one has it in memory."""
    open_book(registry, cache=cache)
    return open_book(registry, cache=cache)


def spoilt(cache: Path) -> None:
    """Damage blocks of an index that nobody has read since it was opened."""
    size = cache.stat().st_size
    with cache.open("r+b") as file:
        file.seek(1 << 15)
        file.write(b"\xff" * (size - (1 << 15)))


def counted(monkeypatch: pytest.MonkeyPatch, made: Callable[[], object] = int) -> list[int]:
    """Return a list that grows with each index that is made of a registry; `made` is called before."""
    count = list[int]()

    def counting(rows: Any) -> NameIndex:
        count.append(1)
        made()
        return build(rows)

    monkeypatch.setattr(index_files, "build", counting)
    return count


def test_one_of_several_makes_a_damaged_index_anew(
    registry: Registry, registry_url: str, now: datetime, cache: Path, monkeypatch: Any
) -> None:
    put(registry, now, "铁旒红")
    with open_registry(registry_url) as second:
        books = [from_file(one, cache) for one in (registry, second)]
        spoilt(cache)
        count = counted(monkeypatch)
        assert [found(book, "铁流红") for book in books] == [{"铁旒红"}, {"铁旒红"}]
        assert len(count) == 1


def test_who_meets_the_damage_meanwhile_waits_for_it(
    registry_url: str, now: datetime, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_files, "_WORTH_WAITING", 1)
    with open_registry(registry_url) as registry:
        put(registry, now, "铁旒红")
        open_book(registry, cache=cache)
    opened, both = threading.Barrier(2), threading.Event()
    # Whoever makes it gives the other time to begin as well, as it would without a lock.
    count = counted(monkeypatch, lambda: (both.set if len(count) > 1 else partial(both.wait, 2))())

    def serve() -> set[str]:
        with open_registry(registry_url) as registry:
            book = open_book(registry, cache=cache)
            if opened.wait() == 0:
                spoilt(cache)
            opened.wait()
            return found(book, "铁流红")

    with ThreadPoolExecutor(2) as pool:
        answers = [one.result() for one in [pool.submit(serve), pool.submit(serve)]]
    assert answers == [{"铁旒红"}, {"铁旒红"}]
    assert len(count) == 1


def test_a_mended_book_knows_what_came_before_it_was_mended(
    registry: Registry, registry_url: str, now: datetime, cache: Path
) -> None:
    brand = put(registry, now, "铁旒红")
    book = from_file(registry, cache)
    assert book.rows[brand].unit
    spoilt(cache)
    with open_registry(registry_url) as other:  # after the book was brought up
        put(other, now, "长风破浪")
        use.change_brand(other, brand, {"name": "奔流不息"}, who="张三", now=now)
    assert found(book, "铁流红") == set()
    assert found(book, "长风破浪") == {"长风破浪"}
    assert book.rows[brand].name == "奔流不息"
    refresh(book, registry)
    assert book.sequence == use.change_sequence(registry)
    assert "铁旒红" in {one.name for one in use.held_names(registry)}
    assert any(True for _ in book.former.near(profile("铁旒红")))


def test_damage_met_while_a_book_is_brought_up_is_mended(
    registry: Registry, now: datetime, cache: Path
) -> None:
    put(registry, now, "铁旒红")
    book = open_book(registry, cache=cache)
    for start in (0x4E00, 0x5E00):  # each time a smaller file, the second takes in the first
        for number in range(70):
            put(registry, now, f"红旗渠畔{chr(start + 7 * number)}")
        if start == 0x4E00:
            refresh(book, registry)
            book = open_book(registry, cache=cache)
            [recent] = cache.parent.glob("*.recent-*")
            spoilt(recent)
    refresh(book, registry)
    assert found(book, "铁流红") == {"铁旒红"}
    assert set(dict(book.index.entries()).values()) == {b.name for b in use.all_brands(registry)}


def test_damage_met_while_words_are_counted_is_mended(
    registry: Registry, now: datetime, cache: Path
) -> None:
    for number, name in enumerate(names(ENOUGH_NAMES + 50, seed=4)):
        with contextlib.suppress(ServiceError):  # two of one key
            put(registry, now, name, f"单位{number}")
    book = from_file(registry, cache)
    assert book.frequencies
    given = book.frequencies  # what a check was handed before
    plain = open_book(registry).frequencies
    spoilt(cache)
    assert plain
    for word in ("先锋", "红色", "书香"):
        assert given.share(word) == book.frequencies.share(word) == plain.share(word)


def test_a_file_made_by_other_tables_is_made_anew(
    registry: Registry, now: datetime, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(registry, now, "铁旒红")
    open_book(registry, cache=cache)
    old = cache.stat().st_ino
    monkeypatch.setattr(index_files, "_tables", lambda: "of another version")
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


def test_what_another_process_registers_is_found(now: datetime, tmp_path: Path) -> None:
    url = str(tmp_path / "registry.sqlite")
    with open_registry(url) as registry:
        put(registry, now, "盐湖渡口")
        book = open_book(registry, cache=cache_of(url))
        command = [sys.executable, "-m", "cli", "registry", "add", "铁旒红", "--unit", "乙单位"]
        environment = {**os.environ, "PINWEN_REGISTRY": url, "PINWEN_WHO": "张三"}
        subprocess.run(command, check=True, capture_output=True, env=environment)
        refresh(book, registry)
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
