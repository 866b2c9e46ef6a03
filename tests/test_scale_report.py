"""The report of scale tells what was measured."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

from benchmarks.asking import made
from benchmarks.report import curves, report
from benchmarks.scale import Figures

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
