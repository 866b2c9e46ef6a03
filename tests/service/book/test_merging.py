"""The files of an index: small ones upon a big one, merged by a process of its own, killed at any moment."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest

from benchmarks.generator import names
from nlp.index import Segment, segment_of
from nlp.normalize import match_key
from nlp.profile import profile
from service import registry as use
from service.book import files as index_files
from service.book import merging as index_merging
from service.book.layers import open_layers
from service.book.names import NameBook, open_book, refresh
from service.model import BrandDraft
from service.storage import Registry

FRESH = list({match_key(name): name for name in names(1500, seed=5)}.values())


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "index" / "names.index"


@pytest.fixture
def quick_to_merge(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every few changes be filed, and a merge be started for them."""
    monkeypatch.setattr(index_files, "_MANY_CHANGES", 4)
    monkeypatch.setattr(index_files, "_MANY_RECENT", 30)
    monkeypatch.setattr(index_files, "_QUICK", 20)


def put(registry: Registry, now: datetime, some: list[str]) -> list[str]:
    drafts = [BrandDraft(name, f"单位{name}") for name in some]
    return [use.add_brand(registry, draft, who="张三", now=now).id for draft in drafts]


def answers(book: NameBook) -> list[set[tuple[str, str]]]:
    return [
        {(near.id, near.name) for near in book.neighbours(profile(name))} for name in FRESH[::29]
    ]


def files(cache: Path) -> list[str]:
    return sorted(file.name for file in cache.parent.iterdir() if file.is_file())


def ended(cache: Path) -> None:
    """Wait for the merge that was started."""
    running = index_merging._started.get(cache)
    if running is not None:
        running.wait(60)


@pytest.mark.usefixtures("quick_to_merge")
def test_a_merge_makes_one_file_that_answers_alike(
    registry: Registry, now: datetime, cache: Path
) -> None:
    put(registry, now, FRESH[:25])
    book = open_book(registry, cache=cache)
    brands = put(registry, now, FRESH[25:60])
    use.change_brand(registry, brands[3], {"name": FRESH[70]}, who="张三", now=now)
    refresh(book, registry)
    ended(cache)
    assert files(cache) == ["names.index"]
    merged = open_book(registry, cache=cache)
    assert len(merged.index.layers) == 1
    assert answers(merged) == answers(book) == answers(open_book(registry))
    put(registry, now, FRESH[60:65])
    refresh(book, registry)  # it finds the new file and goes on from there
    assert answers(book) == answers(open_book(registry))


@pytest.mark.usefixtures("quick_to_merge")
def test_what_is_filed_during_a_merge_lies_upon_the_merged_file(
    registry: Registry, now: datetime, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_merging, "start", lambda _: None)
    put(registry, now, FRESH[:30])
    book = open_book(registry, cache=cache)
    put(registry, now, FRESH[30:60])
    refresh(book, registry)

    def meanwhile(entries: Iterator[tuple[str, str]], *, processes: int) -> Segment:
        put(registry, now, FRESH[60:66])
        refresh(book, registry)
        return segment_of(entries, processes=processes)

    monkeypatch.setattr(index_merging, "segment_of", meanwhile)
    assert index_merging.merge(cache)
    assert len(files(cache)) == 2
    again = open_book(registry, cache=cache)
    assert len(again.index.layers) == 2
    assert not again.index.gone
    assert answers(again) == answers(book) == answers(open_book(registry))


def test_there_is_nothing_to_merge_in_one_file(
    registry: Registry, now: datetime, cache: Path
) -> None:
    put(registry, now, FRESH[:3])
    open_book(registry, cache=cache)
    before = cache.stat().st_ino
    assert not index_merging.merge(cache)
    assert cache.stat().st_ino == before


@pytest.mark.usefixtures("quick_to_merge")
@pytest.mark.parametrize("delay", [0.0, 0.15, 0.25, 0.3, 0.35, 0.4, 0.5])
def test_a_merge_that_is_killed_loses_nothing(
    registry: Registry, now: datetime, cache: Path, delay: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_merging, "start", lambda _: None)
    put(registry, now, FRESH[:30])
    book = open_book(registry, cache=cache)
    put(registry, now, FRESH[30:70])
    refresh(book, registry)
    monkeypatch.undo()
    process = index_merging.start(cache)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    opened = open_book(registry, cache=cache)
    assert answers(opened) == answers(open_book(registry))
    index_merging.start(cache).wait(60)
    assert len(open_layers(cache, lambda _: None).layers) == 1


@pytest.mark.usefixtures("quick_to_merge")
def test_only_one_process_merges_at_a_time(registry: Registry, now: datetime, cache: Path) -> None:
    put(registry, now, FRESH[:30])
    open_book(registry, cache=cache)
    first = index_merging.start(cache)
    assert index_merging.start(cache) is first
    first.wait(60)
    assert index_merging.start(cache) is not first
    ended(cache)


MACHINE = """
import sys
from datetime import datetime, timezone
from pathlib import Path
from nlp.profile import profile
from service.book import files as index_files
from service import registry as use
from service.model import BrandDraft
from service.book.names import open_book, refresh
from service.storage import open_registry
index_files._MANY_CHANGES, index_files._MANY_RECENT, index_files._QUICK = 4, 30, 20
url, cache, names = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
with open_registry(url) as registry:
    book = open_book(registry, cache=cache)
    for name in names:
        now = datetime.now(timezone.utc)
        brand = use.add_brand(registry, BrandDraft(name, "单位" + name), who="张三", now=now)
        refresh(book, registry)
        if brand.id not in {near.id for near in book.neighbours(profile(name))}:
            sys.exit("older than its own registration: " + name)
"""


def machine(url: str, cache: Path, some: list[str]) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    command = [sys.executable, "-c", MACHINE, url, str(cache), *some]
    return subprocess.Popen(command, env=environment)


def test_machines_that_share_a_registry_answer_from_its_latest_state(
    registry: Registry, registry_url: str, now: datetime, tmp_path: Path
) -> None:
    put(registry, now, FRESH[:25])
    caches = [tmp_path / f"machine{i}" / "names.index" for i in range(3)]
    book = open_book(registry, cache=caches[0])
    parts = [FRESH[100 + 30 * i : 130 + 30 * i] for i in range(3)]
    running = [machine(registry_url, *both) for both in zip(caches, parts, strict=True)]
    assert [process.wait(120) for process in running] == [0, 0, 0]
    refresh(book, registry)
    wanted = answers(open_book(registry))
    assert answers(book) == wanted
    for cache in caches:
        assert answers(open_book(registry, cache=cache)) == wanted


def test_a_machine_that_is_killed_leaves_files_that_answer_rightly(
    registry: Registry, registry_url: str, now: datetime, cache: Path
) -> None:
    put(registry, now, FRESH[:25])
    rng = random.Random(3)
    fresh: Iterator[int] = count(100, 40)
    for _ in range(4):
        start = next(fresh)
        process = machine(registry_url, cache, FRESH[start : start + 40])
        time.sleep(0.4 + rng.random())
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert answers(open_book(registry, cache=cache)) == answers(open_book(registry))
