"""The book of a registry's names: always level with the registry, whatever became of its files."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from benchmarks.generator import names
from nlp.normalize import match_key
from service import registry as use
from service.book.files import cache_of
from service.book.names import open_book, refresh
from service.model import BrandDraft
from service.storage import Registry, open_registry
from tests.service.books import found
from tests.service.brands import put
from tests.service.imports import import_brands


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
    done = import_brands(registry, rows, file_hash="x", who="张三", now=now)
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
    import_brands(registry, kept, file_hash="a", who="张三", now=now)
    done = import_brands(registry, more, file_hash="b", who="张三", now=now)
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
