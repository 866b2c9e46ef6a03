"""Of a registry's file all pages are asked for, of one that would fill the memory none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from service.connections import Connections
from service.storage import open_registry, reading_ahead


def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Return the ranges of bytes that will be asked for."""
    found: list[tuple[int, int]] = []

    def take(file: int, start: int, size: int, advice: int) -> None:
        assert os.fstat(file).st_size
        assert advice == 3
        found.append((start, start + size))

    monkeypatch.setattr(os, "posix_fadvise", take, raising=False)
    monkeypatch.setattr(os, "POSIX_FADV_WILLNEED", 3, raising=False)
    return found


def test_every_page_is_asked_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "brands.db"
    open_registry(str(path)).close()
    monkeypatch.setattr(reading_ahead, "_STEP", 4096)
    ranges = asked(monkeypatch)
    Connections(f"sqlite:///{path}").read_ahead()
    assert [start for start, _ in ranges] == [0, *(end for _, end in ranges[:-1])]
    assert ranges[-1][1] >= path.stat().st_size


def test_a_file_too_large_for_the_memory_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "brands.db"
    path.write_bytes(bytes(3000))
    ranges = asked(monkeypatch)
    monkeypatch.setattr(reading_ahead, "_memory", lambda: 5000)
    reading_ahead.read_ahead(path)
    assert ranges == []
    monkeypatch.setattr(reading_ahead, "_memory", lambda: 6000)
    reading_ahead.read_ahead(path)
    assert len(ranges) == 1


def test_where_there_is_no_file_nothing_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranges = asked(monkeypatch)
    Connections(str(tmp_path / "none.db")).read_ahead()
    Connections("postgresql://nobody@127.0.0.1:1/none").read_ahead()
    assert ranges == []


def test_a_system_without_such_wishes_is_let_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "brands.db"
    path.write_bytes(bytes(3000))
    monkeypatch.delattr(os, "posix_fadvise", raising=False)
    reading_ahead.read_ahead(path)
    assert path.stat().st_size == 3000
