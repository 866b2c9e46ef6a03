"""The report of scale tells what was measured."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from xml.etree import ElementTree

from benchmarks import alike, sections
from benchmarks.asking import made, questions
from benchmarks.finding import twins_found
from benchmarks.goals import GOALS, goals
from benchmarks.report import curves, report
from benchmarks.scale import Figures, beside
from benchmarks.searches import Find, Peer
from benchmarks.timing import timed

OURS = Figures(
    "pinwen", 100_000, 10.0, 0.5, 8.0, 1.0, 2.4, 1.0, import_s=20.0, file_mb=17.0, open_ms=1.5,
    check_p50_ms=1.0, check_p99_ms=9.0, cold_ms=150.0, cold_p95_ms=170.0, cold_worst_ms=180.0,
)  # fmt: skip
PEER = Figures("rapidfuzz process.extract", 100_000, 0.0, 40.0, 60.0, 0.7, 3.6)
MORE = [replace(one, size=1_000_000, p50_ms=2 * one.p50_ms) for one in (OURS, PEER)]


def test_a_peer_is_told_with_its_ratio() -> None:
    text = report([OURS, PEER, *MORE], "2026-11-21", "2 processors")
    assert "| rapidfuzz process.extract | 40.00 | 60.00 | 80.0 × | 0.700 |" in text
    assert "our p50 grows 2.0-fold" in text
    assert "95 of 100 within 170 ms" in text


def test_the_curves_are_a_picture_of_all_ways() -> None:
    picture = ElementTree.fromstring(curves([OURS, PEER, *MORE]))
    assert len(picture.findall("{*}polyline")) == 2


def test_names_of_a_measured_registry_differ_and_its_twins_are_new() -> None:
    names = made(2000)
    registered = [name for name, _ in names.registered]
    assert len(set(registered)) == 2000
    assert names.twins
    assert all(other in registered for _, other in names.twins)


def test_a_slow_one_is_asked_as_many_as_the_time_allows() -> None:
    def find(_: str) -> list[str]:
        time.sleep(0.01)
        return ["甲"]

    times = timed(find, ["甲"] * 500, warm_up=0, seconds=0.05)
    assert 1 <= times.asked <= 6
    assert twins_found(find, [("乙", "甲")] * 500, seconds=0.05) == 1.0


def test_a_peer_is_asked_and_then_gone() -> None:
    names, seen = made(300), []

    @contextmanager
    def all_of_them(registered: Sequence[str], folder: Path) -> Iterator[Find]:
        seen.append(folder)
        yield lambda _: list(registered)
        assert folder.is_dir()

    found = beside(Peer("all", all_of_them, 20), names, questions(names))
    assert (found.size, found.twins, found.found, found.asked) == (300, 1.0, 300.0, 17)
    assert [folder.exists() for folder in seen] == [False]


def test_every_goal_is_told_whether_measured_or_not() -> None:
    nation = asdict(replace(OURS, size=5_200_000, p50_ms=0.5, p99_ms=16.0))
    audit = {"job": "audit, SQLite", "size": 1_000_000, "seconds": 30.0, "detail": {}}
    lines = list(goals({"scale": [nation], "national": [audit]}))
    assert "| candidates p50, ms | 5,200,000 | ≤ 1 | 0.5 | 0.50 × | yes |" in lines
    assert "| candidates p99, ms | 5,200,000 | ≤ 8 | 16 | 2.00 × | **no** |" in lines
    assert "| audit, s | 1,000,000 | ≤ 15 | 30 | 2.00 × | **no** |" in lines
    assert "| checks/s over HTTP | 100,000 | ≥ 1,500 |  |  | not measured |" in lines
    assert sum(line.startswith("| ") for line in lines) == len(GOALS) + 1


def test_names_alike_in_letters_are_told_beside_looking_through_all(tmp_path: Path) -> None:
    found = list(alike.measured(1500, (), tmp_path))
    through, ours, told = found
    assert (through.way, ours.way, told.way) == (alike.ALL, alike.OURS, alike.SHOWING)
    assert ours.recall == told.recall == 1.0
    assert (ours.asked, ours.found > 0) == (400, True)
    lines = list(sections.alike([asdict(one) for one in found]))
    assert sum(line.startswith("| pinwen") for line in lines) == 2


def test_recall_is_the_share_of_what_is_alike() -> None:
    truth = {"甲": frozenset("甲乙丙丁"), "乙": frozenset()}
    assert alike.recall(lambda _: ["甲", "乙", "戊"], truth) == 0.5
    assert alike.recall(lambda _: ["甲", "乙"], truth, most=2) == 1.0
    assert alike.recall(lambda _: [], {}) == 1.0
