"""What a clerk is told when a registry cannot be opened, read or written."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from service.errors import NotFound, ServiceError, StorageUnavailable, WrongUse
from service.model import BrandDraft
from service.registry import add_brand, name_rows
from service.storage import Registry, open_registry


def test_a_new_file_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    open_registry(str(path)).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_look_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        open_registry(str(tmp_path / "none.sqlite"), create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable, match="没有的文件夹"):
        open_registry(str(tmp_path / "没有的文件夹" / "registry.sqlite"))
    with pytest.raises(StorageUnavailable, match="文件夹"):
        open_registry(str(tmp_path))
    with pytest.raises(WrongUse):
        open_registry("mysql://host/name")


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 a workbook, not a registry" * 20, b"text"], ids=["xlsx", "short"]
)
def test_another_kind_of_file_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(content)
    with pytest.raises(StorageUnavailable, match="不是台账"):
        open_registry(str(path))
    assert path.read_bytes() == content


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE notes (text TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StorageUnavailable, match="别的程序"):
        open_registry(str(path))
    assert path.read_bytes() == before


def test_a_registry_of_a_newer_version_is_refused(registry: Registry, registry_url: str) -> None:
    registry.database.execute(
        "INSERT INTO schema_migrations (number, name, checksum) VALUES (999, 'later', '')"
    )
    with pytest.raises(StorageUnavailable, match="升级"):
        open_registry(registry_url)


def test_a_damaged_file_is_told(tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "registry.sqlite"
    with open_registry(str(path)) as registry:
        for i in range(200):
            add_brand(registry, BrandDraft(f"红帆{i}号", f"第{i}党支部"), who="x", now=now)
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    with pytest.raises(StorageUnavailable, match="损坏"), open_registry(str(path)) as registry:
        name_rows(registry)


def used(folder: Path, now: datetime) -> Path:
    """Return a registry with brands, closed."""
    path = folder / "registry.sqlite"
    with open_registry(str(path)) as registry:
        for i in range(60):
            add_brand(registry, BrandDraft(f"红帆{i}号", f"第{i}党支部"), who="x", now=now)
    return path


@pytest.mark.parametrize(
    ("at", "torn"),
    [
        (0, b"\0" * 16),
        (3, b"?"),
        (16, b"\0\3"),
        (21, b"\0" * 3),
        (44, b"\xff" * 4),
        (0, b"\0" * 4096),
    ],
    ids=["magic", "letter", "page-size", "fractions", "format", "page"],
)
def test_a_torn_header_is_damage_and_no_newer_version(
    tmp_path: Path, now: datetime, at: int, torn: bytes
) -> None:
    path = used(tmp_path, now)
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + torn + whole[at + len(torn) :])
    with pytest.raises(StorageUnavailable, match="已损坏"):
        open_registry(str(path), create=False)


@pytest.mark.parametrize(
    "tear",
    [
        "UPDATE schema_migrations SET number = number + 100 WHERE number > 3",
        "UPDATE schema_migrations SET checksum = 'x', number = number + 100",
        "DELETE FROM schema_migrations WHERE number < (SELECT MAX(number) FROM schema_migrations);"
        " UPDATE schema_migrations SET number = 60, name = '红帆'",
    ],
)
def test_a_list_of_migrations_that_cannot_be_is_damage(
    tmp_path: Path, now: datetime, tear: str
) -> None:
    path = used(tmp_path, now)
    with sqlite3.connect(path) as connection:
        connection.executescript(tear)
    connection.close()
    with pytest.raises(StorageUnavailable, match="已损坏"):
        open_registry(str(path), create=False)


@pytest.mark.parametrize("page", range(1, 12))
def test_any_torn_page_is_told_and_never_a_fault_of_the_program(
    tmp_path: Path, now: datetime, page: int
) -> None:
    path = tmp_path / "registry.sqlite"
    with open_registry(str(path)) as registry:
        for i in range(60):
            add_brand(registry, BrandDraft(f"红帆{i}号", f"第{i}党支部"), who="x", now=now)
    data = bytearray(path.read_bytes())
    data[page * 4096 : (page + 1) * 4096] = bytes(
        b ^ 0xFF for b in data[page * 4096 : (page + 1) * 4096]
    )
    path.write_bytes(data)
    try:
        with open_registry(str(path), create=False) as registry:
            assert registry.damage()
    except ServiceError as trouble:
        assert trouble.message.endswith("。")


def test_a_sound_registry_has_no_damage(registry: Registry, now: datetime) -> None:
    add_brand(registry, BrandDraft("红帆"), who="x", now=now)
    assert registry.damage() == ""


def test_a_broken_index_is_damage(tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "registry.sqlite"
    with open_registry(str(path)) as registry:
        for i in range(200):
            add_brand(registry, BrandDraft(f"红帆{i}号"), who="x", now=now)
    whole = bytearray(path.read_bytes())
    page = whole.rindex("红帆199号".encode()) // 4096
    whole[page * 4096 : page * 4096 + 12] = bytes(12)
    path.write_bytes(whole)
    with open_registry(str(path)) as registry:
        try:
            assert registry.damage()
        except StorageUnavailable as error:
            assert "损坏" in error.message


def test_a_file_cut_short_is_told(tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "registry.sqlite"
    with open_registry(str(path)) as registry:
        for i in range(100):
            add_brand(registry, BrandDraft(f"红帆{i}号"), who="x", now=now)
    path.write_bytes(path.read_bytes()[:20000])
    with pytest.raises(StorageUnavailable), open_registry(str(path)) as registry:
        add_brand(registry, BrandDraft("灯塔"), who="x", now=now)


def test_a_writer_that_waits_too_long_is_told_and_nothing_is_lost(
    tmp_path: Path, now: datetime
) -> None:
    path = tmp_path / "registry.sqlite"
    with open_registry(str(path), wait=0.2) as registry:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageUnavailable, match="占用"):
            add_brand(registry, BrandDraft("红帆"), who="x", now=now)
        other.execute("ROLLBACK")
        other.close()
        add_brand(registry, BrandDraft("红帆"), who="x", now=now)
        assert [row.name for row in name_rows(registry)] == ["红帆"]


def test_a_read_only_registry_can_be_read(tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "registry.sqlite"
    with open_registry(str(path)) as registry:
        add_brand(registry, BrandDraft("红帆"), who="x", now=now)
    with open_registry(str(path)) as registry:
        # The account that runs the tests may be allowed everything, so the connection is shut instead.
        registry.database.execute("PRAGMA query_only = ON")
        assert [row.name for row in name_rows(registry)] == ["红帆"]
        with pytest.raises(StorageUnavailable, match="只读"):
            add_brand(registry, BrandDraft("灯塔"), who="x", now=now)


def test_an_unreachable_server_is_told_without_its_password() -> None:
    with pytest.raises(StorageUnavailable) as refusal:
        open_registry("postgresql://clerk:secret@127.0.0.1:1/brands")
    assert "127.0.0.1" in refusal.value.message
    assert "secret" not in f"{refusal.value.message}{refusal.value.facts}"


def test_a_file_needs_no_server_driver(tmp_path: Path) -> None:
    code = (
        "import sys; from service.storage import open_registry;"
        " open_registry(sys.argv[1]).close(); print('psycopg' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "r.sqlite")],
        env={**os.environ, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "False\n"
