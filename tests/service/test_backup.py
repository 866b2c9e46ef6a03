"""A copy of a registry while others use it: whole, checked, never over another file."""

from __future__ import annotations

import os
import stat
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service import registry as use
from service.backup import back_up
from service.errors import StorageUnavailable, WrongUse
from service.model import BrandDraft
from service.storage import Registry, open_registry

_LETTERS = "山水林田湖草沙海河江"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def add(registry: Registry, name: str) -> None:
    use.add_brand(registry, BrandDraft(name, f"{name}支部"), who="张三", now=NOW)


def names(path: Path) -> list[str]:
    with open_registry(str(path), create=False) as opened:
        assert opened.damage() == "" and use.verify_audit_log(opened)
        return [one.name for one in use.all_brands(opened)]


def test_a_copy_holds_all_of_a_moment(tmp_path: Path) -> None:
    copy = tmp_path / "备份.db"
    with open_registry(str(tmp_path / "r.db")) as registry:
        add(registry, "红帆")
        back_up(registry, copy)
        add(registry, "灯塔")
    assert names(copy) == ["红帆"]
    assert names(tmp_path / "r.db") == ["红帆", "灯塔"]
    if os.name == "posix":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_who_writes_meanwhile_goes_on(tmp_path: Path) -> None:
    url, stop = str(tmp_path / "r.db"), threading.Event()
    written: list[str] = []

    def writes() -> None:
        with open_registry(url) as mine:
            while not stop.is_set() or not written:
                name = "".join(_LETTERS[int(digit)] for digit in f"{len(written):05}")
                add(mine, name)
                written.append(name)
                # Whoever writes without a pause can keep all others waiting.
                stop.wait(0.005)

    with open_registry(url) as registry:
        add(registry, "灯塔")
        other = threading.Thread(target=writes)
        other.start()
        try:
            for number in range(3):
                back_up(registry, tmp_path / f"{number}.db")
        finally:
            stop.set()
            other.join()
    for number in range(3):
        held = names(tmp_path / f"{number}.db")
        assert held == ["灯塔", *written][: len(held)]


def test_no_file_is_written_over(tmp_path: Path) -> None:
    with open_registry(str(tmp_path / "r.db")) as registry:
        add(registry, "红帆")
        for name in ("r.db", "旧备份.db"):
            (tmp_path / name).touch()
            with pytest.raises(WrongUse, match="已经存在，备份不覆盖旧文件"):
                back_up(registry, tmp_path / name)
    assert names(tmp_path / "r.db") == ["红帆"]


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with open_registry(str(tmp_path / "r.db")) as registry:
        add(registry, "红帆")
        before = sorted(tmp_path.iterdir())
        with pytest.raises(StorageUnavailable, match="写不进去"):
            back_up(registry, tmp_path / "没有的文件夹" / "a.db")
    assert sorted(tmp_path.iterdir()) == before


def test_a_damaged_copy_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Registry, "damage", lambda _: "row missing")
    with open_registry(str(tmp_path / "r.db")) as registry:
        add(registry, "红帆")
        with pytest.raises(StorageUnavailable, match="没有通过检查"):
            back_up(registry, tmp_path / "a.db")
    assert not (tmp_path / "a.db").exists()


def test_a_server_has_its_own_means(registry: Registry, tmp_path: Path) -> None:
    if registry.engine == "sqlite":
        back_up(registry, tmp_path / "备份.db")
        assert names(tmp_path / "备份.db") == []
    else:
        with pytest.raises(WrongUse, match="pg_dump"):
            back_up(registry, tmp_path / "备份.db")
