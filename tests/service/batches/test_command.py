"""`pinwen batch` with real letters: what is made, told and returned, whatever happens."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import templates
from cli import main
from service.batches.lock import only_runner
from service.batches.writing import PREFIX, Stage
from service.errors import StorageUnavailable
from tests.service.batches.conftest import ending
from tests.service.batches.letters import book, units

Make = Callable[..., int]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write a workbook of letters and run `batch letter` on it."""

    def making(samples: list[dict[str, Any]], *options: str) -> int:
        file = tmp_path / "名单.xlsx"
        file.write_bytes(book(samples))
        out = str(tmp_path / "out")
        return main(["batch", "letter", "--data", str(file), "--out", out, *options])

    return making


def test_all_made_and_again_nothing_to_do(
    make: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make(units(2), "--json") == 0
    told, errors = capsys.readouterr()
    state = json.loads(told)
    assert (state["schema"], state["done"], state["state"]) == ("pinwen.batch/1", 2, "done")
    assert errors == ""  # no bar where there is no terminal
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "out").glob("*.*")}
    assert make(units(2), "--json") == 0
    assert json.loads(capsys.readouterr().out) == state
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "out").glob("*.*")} == before
    assert main(["batch", "status", str(tmp_path / "out"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == state


def test_a_folder_is_for_one_kind_of_batch(
    make: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make(units(1)) == 0
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "out").glob("*.*")}
    sample = Path(templates.__file__).parent / "application" / "samples" / "applications.xlsx"
    asked = ["batch", "application", "--data", str(sample), "--out", str(tmp_path / "out")]
    assert main(asked) == 5
    assert "里是责任书的批次，请换一个文件夹。" in capsys.readouterr().err
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "out").glob("*.*")} == before


def test_a_moved_folder_is_resumed_where_it_is(make: Make, tmp_path: Path) -> None:
    assert make(units(2)) == 0
    moved = (tmp_path / "out").rename(tmp_path / "moved")
    letters = sorted(moved.glob("2026*.docx"))
    letters[0].unlink()
    assert main(["batch", "resume", str(moved)]) == 0
    assert sorted(moved.glob("2026*.docx")) == letters
    assert not (tmp_path / "out").exists()


def test_bad_rows_are_findings(
    make: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    samples = units(3)
    samples[1]["unit_type"] = "工厂"
    assert make(samples) == 1
    assert "已生成 2，未生成 1" in capsys.readouterr().out
    report = tmp_path / "out" / "错误原因_名单.xlsx"
    assert report.exists()
    # All is right at last: a report that says otherwise must not stay.
    assert make(units(3)) == 0
    assert not report.exists()


def test_nothing_made_is_bad_data_with_every_reason(
    make: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    samples = units(2)
    for one in samples:
        one["brand_goal"] = f"学习{samples[0]['unit_name']}和{samples[1]['unit_name']}的经验"
    assert make(samples) == 3
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "“名单.xlsx”里没有可以生成的内容，原因如下。"
    assert [line[:13] for line in told[1:]] == ["工作表“单位”第 2 行：", "工作表“单位”第 3 行："]
    report = openpyxl.load_workbook(tmp_path / "out" / "错误原因_名单.xlsx")
    told = [str(row[-1].value) for row in report["单位"].iter_rows(min_row=2) if row[-1].value]
    assert len(told) == 2


def test_a_folder_without_a_batch_is_not_found(tmp_path: Path) -> None:
    assert main(["batch", "resume", str(tmp_path)]) == 4
    assert main(["batch", "status", str(tmp_path / "none")]) == 4
    assert list(tmp_path.iterdir()) == []


def test_a_folder_at_work_is_a_conflict(make: Make, tmp_path: Path) -> None:
    assert make(units(2)) == 0
    with only_runner(tmp_path / "out" / ".pinwen"):
        assert main(["batch", "resume", str(tmp_path / "out")]) == 5


@pytest.mark.parametrize("count", ["0", "-3"])
def test_without_a_process_nothing_is_begun(
    make: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str], count: str
) -> None:
    assert make(units(1), "--workers", count) == 2
    assert f"进程数 {count} 不能用" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_storage_trouble_says_how_to_go_on(
    make: Make,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def full(_self: Stage) -> None:
        raise StorageUnavailable("磁盘已满。")

    with monkeypatch.context() as patched:
        patched.setattr(Stage, "publish", full)
        assert make(units(2)) == 6
    assert "pinwen batch resume" in capsys.readouterr().err
    assert main(["batch", "status", str(tmp_path / "out")]) == 6
    assert main(["batch", "resume", str(tmp_path / "out")]) == 0


def test_a_folder_that_cannot_be_made_is_storage_trouble(tmp_path: Path) -> None:
    data = tmp_path / "a.xlsx"
    data.write_bytes(book(units(1)))
    assert main(["batch", "letter", "--data", str(data), "--out", str(data)]) == 7


def test_interrupted_it_can_be_resumed(make: Make, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = os.fork()
    if not process:
        code = 1
        try:
            code = make(units(300))
        finally:
            os._exit(code)
    _wait_for_letters(out)
    os.kill(process, signal.SIGINT)
    assert ending(process) == 130
    assert not list(out.glob(f"{PREFIX}*"))
    table = sqlite3.connect(out / ".pinwen" / "batch.db")
    states = dict(table.execute("SELECT state, COUNT(*) FROM batch_items GROUP BY state"))
    table.close()
    assert states.get("leased", 0) == 0
    assert states["waiting"] > 0
    assert main(["batch", "resume", str(out)]) == 0
    assert len(list(out.glob("2026*.docx"))) == 300


def _wait_for_letters(out: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if any(out.glob("2026*.docx")):
            return
        time.sleep(0.005)
    raise AssertionError("no letter was made")


def test_a_source_not_wholly_read_is_told_and_read_by_resume(
    make: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a kill leaves it while items are stored; `test_storing` kills."""
    out = tmp_path / "out"
    assert make(units(2)) == 0
    with sqlite3.connect(out / ".pinwen" / "batch.db") as table:
        table.execute("UPDATE batches SET stored = 0")
        table.execute("DELETE FROM batch_items WHERE position = 1")
    table.close()
    assert main(["batch", "status", str(out)]) == 6
    assert "没有读完" in capsys.readouterr().out
    assert main(["batch", "resume", str(out)]) == 0
    assert "已生成 2，" in capsys.readouterr().out
