"""Memory stays flat however many items there are."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
MOST_MORE = 40
"""Megabytes that 5,000 items may need more than 100; their payloads are 120 MB."""


def weight(folder: Path, count: int) -> int:
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.service.batches.bulk", str(folder), str(count)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


def test_memory_is_flat(tmp_path: Path) -> None:
    few, many = weight(tmp_path / "few", 100), weight(tmp_path / "many", 5000)
    assert many - few < MOST_MORE, (few, many)
