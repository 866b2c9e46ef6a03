"""Whole batches are measured by one worker, two, and two halves, by turns; the report tells all three."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks import batches, sections
from benchmarks.batches import Run
from service.applications.batch import read as applications_in
from service.batches.model import Work
from service.letters.batch import read as letters_in

_READ = {"letter": letters_in, "application": applications_in}


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int, int]]:
    """Take down how each batch is run: its kind, its items, its workers; each takes longer than the last."""
    taken: list[tuple[str, int, int]] = []

    def run(
        kind: str, source: Path, _out: Path, workers: int, _processor: int | None = None
    ) -> Run:
        work: Work = _READ[kind](source.name, source.read_bytes(), {}, None)
        taken.append((kind, len(list(work.items)), workers))
        return Run(float(len(taken)), 2.0, 50.0)

    monkeypatch.setattr(batches, "run", run)
    return taken


def test_application_sets_are_made_whole_and_by_halves(turns: list[tuple[str, int, int]]) -> None:
    found = batches.applications(5, rounds=3)
    assert turns[:3] == [("application", 5, workers) for workers in (1, 1, 2)]
    assert sorted(turns[3:5]) == [("application", 2, 1), ("application", 3, 1)]
    assert len(turns) == 15
    # The middle one of three rounds.
    assert [found[way]["seconds"] for way in batches.WAYS] == [6.0, 7.0, 8.0]
    assert found["count"] == 5
    assert found["halves_s"] >= 0


def test_letters_stand_beside_a_loop_of_a_peer(
    turns: list[tuple[str, int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from service.drafting.package import find_template

    sample = find_template("letter").sample("full")
    monkeypatch.setattr(batches, "_LOOP", 2)
    found = batches.letters(
        4, lambda number: sample | {"unit_name": f"第{number}支部"}, lambda _: b"made"
    )
    assert {(kind, workers) for kind, _, workers in turns} == {("letter", 1), ("letter", 2)}
    assert found["workers 1"]["docxtpl_loop"] == found["workers 2"]["docxtpl_loop"] > 0


def test_both_kinds_are_told_by_one_two_and_halves() -> None:
    letters = _figures(docxtpl_loop=40.0)
    told = "\n".join(
        sections.documents(
            {"per second": {"pinwen": 10.0}, "letters": letters, "applications": _figures()}
        )
    )
    assert "| one processor | 20.0 | 21.0 | 60 | 2.0 × |" in told
    assert "| workers 2 | 10.0 | 21.0 | 60 |\n" in told
    assert told.count("are 2.00 times as fast as everything on one.") == 2
    assert told.count("take 8.0 s: 2.50 times as fast") == 2
    assert "10,000 application sets end to end" in told


def _figures(**beside: float) -> dict[str, Any]:
    run = {"processor": 21.0, "memory_mb": 60.0, **beside}
    runs = {"one processor": run | {"seconds": 20.0}, "workers 2": run | {"seconds": 10.0}}
    return {"count": 10_000, **runs, "halves_s": 8.0}
