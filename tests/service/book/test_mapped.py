"""Where a mapped file can be neither replaced nor removed, as on Windows, the index is kept all the same."""

from __future__ import annotations

import gc
import mmap
import os
import weakref
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from benchmarks.generator import names
from nlp.normalize import match_key
from nlp.profile import profile
from service.auditing import audit
from service.book import files as index_files
from service.book import layers as index_layers
from service.book import merging as index_merging
from service.book import stamps
from service.book.files import current
from service.book.names import open_book, refresh
from service.model import BrandDraft
from service.storage import Registry
from tests.service.imports import import_brands

MADE = list({match_key(name): name for name in names(400, seed=7)}.values())


class Maps:
    """Which files are mapped in this process."""

    def __init__(self) -> None:
        self._maps: dict[Path, weakref.WeakSet[mmap.mmap]] = {}

    def mapped(self, handle: int, *arguments: Any, **named: Any) -> mmap.mmap:
        """Return a mapping, as `mmap.mmap` does."""
        made = MMAP(handle, *arguments, **named)
        path = Path(f"/proc/self/fd/{handle}").readlink()
        self._maps.setdefault(path, weakref.WeakSet()).add(made)
        return made

    def refusing(self, do: Callable[..., None]) -> Callable[..., None]:
        """Return what does to files what another function does, unless one of them is mapped."""

        def refuse(*arguments: Any, **named: Any) -> None:
            for path in arguments:
                if any(not one.closed for one in self._maps.get(Path(path).absolute(), ())):
                    raise PermissionError(13, "a mapped file", str(path))
            do(*arguments, **named)

        return refuse


MMAP = mmap.mmap


@pytest.fixture(autouse=True)
def mapped_files_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    maps = Maps()
    monkeypatch.setattr(mmap, "mmap", maps.mapped)
    for name in ("replace", "rename", "unlink", "remove"):
        monkeypatch.setattr(os, name, maps.refusing(getattr(os, name)))
    monkeypatch.setattr(index_layers, "_REPLACES_MAPPED", False)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "names.index"


def put(registry: Registry, now: datetime, some: list[str]) -> None:
    drafts = [BrandDraft(name, f"单位{number}") for number, name in enumerate(some)]
    import_brands(registry, drafts, file_hash=some[0], who="张三", now=now)


def found(registry: Registry, cache: Path | None) -> list[set[str]]:
    index = open_book(registry, cache=cache).index
    return [{near.name for near in index.neighbours(profile(name))} for name in MADE[::7]]


def bigs(cache: Path) -> list[Path]:
    return [file for file in cache.parent.glob("names.index*") if file.is_file()]


def not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def made(*_: object) -> None:
        pytest.fail("the index is made again")

    monkeypatch.setattr(index_files.IndexFiles, "made_anew", made)


def test_an_index_of_other_tables_gives_way(
    registry: Registry, now: datetime, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(registry, now, MADE)
    open_book(registry, cache=cache)
    server = open_book(registry, cache=cache)  # it goes on with the file it has mapped
    monkeypatch.setattr(stamps, "tables", lambda: "of another version")
    assert found(registry, cache) == found(registry, None)
    assert len(bigs(cache)) == 2
    wanted = found(registry, None)
    not_made_again(monkeypatch)
    assert found(registry, cache) == wanted
    assert len(server.index) == len(open_book(registry, cache=cache).index)


def test_a_damaged_block_is_mended(
    registry: Registry, now: datetime, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(registry, now, MADE)
    wanted = found(registry, cache)
    book = open_book(registry, cache=cache)
    size = cache.stat().st_size
    with cache.open("r+b") as file:
        file.seek(1 << 15)
        file.write(b"\xff" * (size - (1 << 15)))
    near = [{one.name for one in book.neighbours(profile(name))} for name in MADE[::7]]
    assert near == wanted
    not_made_again(monkeypatch)
    assert found(registry, cache) == wanted


def test_the_layers_of_an_index_are_merged(
    registry: Registry, now: datetime, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(registry, now, MADE[:200])
    open_book(registry, cache=cache)
    book = open_book(registry, cache=cache)
    put(registry, now, MADE[200:])
    refresh(book, registry)
    assert len(book.index.layers) == 2
    assert index_merging.merge(cache)
    wanted = found(registry, None)
    not_made_again(monkeypatch)
    again = open_book(registry, cache=cache)
    assert len(again.index.layers) == 1
    assert found(registry, cache) == wanted


def test_what_nobody_maps_any_more_is_removed(
    registry: Registry, now: datetime, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(registry, now, MADE)
    open_book(registry, cache=cache)
    server = [open_book(registry, cache=cache)]
    for version in ("second", "third"):
        monkeypatch.setattr(stamps, "tables", lambda version=version: version)
        found(registry, cache)
        assert len(bigs(cache)) == 2
    server.clear()  # it ends
    gc.collect()
    monkeypatch.setattr(stamps, "tables", lambda: "fourth")
    found(registry, cache)
    assert len(bigs(cache)) == 1


def test_an_audit_takes_the_index_that_counts(
    registry: Registry, now: datetime, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(registry, now, MADE)
    wanted = audit(registry, today=now.date())
    open_book(registry, cache=cache)
    server = open_book(registry, cache=cache)
    monkeypatch.setattr(stamps, "tables", lambda: "of another version")
    assert audit(registry, today=now.date(), index=cache) == wanted
    taken = current(registry, cache)
    assert taken is not None
    assert taken[0] != cache
    assert len(server.index) == len(taken[2])
