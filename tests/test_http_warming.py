"""A server reads its index when it starts, and says nothing of what is wrong with it until it is asked."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from fastapi.testclient import TestClient

from benchmarks.generator import rows
from nlp.index.strips import Guard
from service import connections
from service.api import create_app
from service.api.checker import Checker
from service.api.warming import warm_up
from service.book import held as held_books
from service.book.names import NameBook, cache_of, open_book
from service.checking import Surroundings, surroundings
from service.errors import StorageUnavailable
from service.model import BrandDraft
from service.registry.imports import import_rows
from service.settings import Settings
from service.storage import open_registry


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("warming") / "brands.db"
    drafts = [BrandDraft(row.name, row.unit) for row in rows(600, seed=3)]
    with open_registry(str(path)) as registry:
        import_rows(registry, drafts, seal=lambda _: "x", who="-", now=datetime.now(UTC), skip=True)
        open_book(registry, cache=cache_of(str(path)))
    return path


def guard_of(book: NameBook) -> Guard:
    guard = book.index.layers[0].segment.arrays.heap.guard
    assert guard
    return guard


def warmed(path: Path) -> tuple[NameBook, bytes]:
    """Return a book that was read through, and which of its blocks had been seen before."""
    with open_registry(str(path)) as registry:
        book = open_book(registry, cache=cache_of(str(path)))
        before = bytes(guard_of(book).seen)

        @contextmanager
        def around() -> Iterator[Surroundings]:
            yield surroundings(book)

        checker = Checker(around)
        asyncio.run(warm_up(checker, lambda: None))
        checker.close()
    return book, before


def test_no_block_is_left_to_verify(filled: Path) -> None:
    book, before = warmed(filled)
    assert 0 in before
    assert 0 not in guard_of(book).seen


@pytest.mark.parametrize("share", [0.3, 0.6, 0.97])
def test_a_damaged_file_is_made_anew_before_anybody_asks(filled: Path, share: float) -> None:
    cache = cache_of(str(filled))
    assert cache
    whole, names = cache.read_bytes(), set(warmed(filled)[0].index.entries())
    data = bytearray(whole)
    data[int(share * len(data))] ^= 1
    cache.write_bytes(data)
    book, _ = warmed(filled)
    assert len(cache.read_bytes()) == len(whole)
    assert cache.read_bytes() != data
    assert set(book.index.entries()) == names


def test_without_a_registry_there_is_nothing_to_read() -> None:
    with TestClient(create_app(Settings())) as client:
        assert client.post("/api/v1/names:check", json={"name": "红帆"}).status_code == 200


def test_what_is_wrong_is_told_to_whoever_asks(tmp_path: Path) -> None:
    (tmp_path / "brands.db").write_bytes(b"no database at all" * 99)
    with TestClient(create_app(Settings(registry=str(tmp_path / "brands.db")))) as client:
        answer = client.post("/api/v1/names:check", json={"name": "红帆"})
    assert answer.json()["code"] == StorageUnavailable.code


def test_the_registry_is_read_ahead_when_the_service_starts(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, come = [], Event()

    def take(path: Path) -> None:
        asked.append(path)
        if path == filled:
            come.set()

    for module in (connections, held_books):
        monkeypatch.setattr(module, "read_ahead", take)
    with TestClient(create_app(Settings(registry=str(filled)))):
        assert come.wait(30)
    assert asked == [cache_of(str(filled)), filled]
