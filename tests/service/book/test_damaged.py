"""Damaged files of an index: met anywhere, mended once for all, and no name is lost."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from benchmarks.generator import names
from nlp.genericness import ENOUGH_NAMES
from nlp.index import NameIndex, build
from nlp.profile import profile
from service import registry as use
from service.book import files as index_files
from service.book.names import NameBook, open_book, refresh
from service.errors import ServiceError
from service.storage import Registry, open_registry
from tests.service.books import found
from tests.service.brands import put


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
