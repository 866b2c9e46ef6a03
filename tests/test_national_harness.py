"""The benchmark of whole registries: its jobs do what they say, its memory is that of all processes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import national
from benchmarks.memory import watched
from benchmarks.sections import national as told

_HOLDING = """
import subprocess, sys
held = bytearray(b"x") * 60_000_000
if len(sys.argv) > 1:
    subprocess.run([sys.executable, "-c", sys.argv[1]], check=True)
else:
    input()
"""


def test_the_memory_of_children_counts() -> None:
    command = [sys.executable, "-c", _HOLDING, "held = bytearray(b'x') * 50_000_000; input()"]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process,
        watched(process.pid) as peak,
    ):
        while peak.processes < 2 or peak.pss < 110:
            assert process.poll() is None
        process.communicate(b"\n")
    assert 110 < peak.pss <= peak.rss < 400


def test_a_process_that_is_gone_holds_nothing() -> None:
    process = subprocess.Popen([sys.executable, "-c", "pass"])
    process.wait()
    with watched(process.pid) as peak:
        pass
    assert (peak.pss, peak.rss, peak.processes) == (0, 0, 0)


def test_chosen_jobs_run_and_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    output = tmp_path / "national.json"
    arguments = ["--sizes", "300", "--jobs", "export", "undo", "sheet", "--databases", "sqlite"]
    national.main([*arguments, "--output", str(output)])
    found = json.loads(output.read_text(encoding="utf-8"))
    assert [one["job"] for one in found] == [
        "import csv, SQLite, index",
        "export csv, SQLite",
        "undo the import, SQLite",
        "import xlsx, SQLite, index",
        "export xlsx, SQLite",
        "import the exported xlsx again, SQLite",
    ]
    assert [one["detail"]["rows"] for one in found] == [300] * 6
    assert [one["detail"].get("altered") for one in found] == [300, None, None, 300, None, 0]
    assert found[2]["detail"]["left"] == 0
    assert all(0 < one["memory_mb"] <= one["rss_mb"] for one in found)
    assert any("| import xlsx, SQLite, index | 300 |" in line for line in told(found))
