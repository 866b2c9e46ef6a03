"""The goals of the product, and what was measured of each: a part of BENCHMARKS.md.

A goal is told with every size that it is set for; where nothing was measured that is said, so that none is
forgotten.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.options import NATION, PROVINCE, SMALL, TOWN
from benchmarks.tables import table

# Rows of data below the headings of a sheet.
SHEET = 1_048_575


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure that is to be reached.

    Attributes:
        what: of the product, with its unit.
        of: the benchmark whose figures tell it, by the name of its file.
        way: how the figure begins that is meant: its `way` or `job`.
        size: names in the registry.
        key: of the figure, or of what else it tells.
        limit: to be reached.
        least: whether it is the least that will do, else it is the most.
    """

    what: str
    of: str
    way: str
    size: int
    key: str
    limit: float
    least: bool = False


def _scale(what: str, size: int, key: str, limit: float) -> Goal:
    return Goal(what, "scale", "pinwen", size, key, limit)


def _pages(database: str) -> Iterator[Goal]:
    for key in ("first", "next", "unit", "status", "choices", "text", "name", "counts"):
        yield Goal(
            f"pages, {database}: {key}, ms",
            "national",
            f"pages, {database}",
            NATION,
            f"{key}_ms",
            50,
        )


def _sheet(database: str) -> Iterator[Goal]:
    for way in (f"import xlsx, {database}", f"export xlsx, {database}"):
        yield Goal(f"{way}, MB (PSS)", "national", way, SHEET, "memory_mb", 2000)
    again = f"import the exported xlsx again, {database}"
    yield Goal(
        f"exported to xlsx and back, {database}: altered", "national", again, SHEET, "altered", 0
    )


def _of(database: str) -> Iterator[Goal]:
    way = f"import csv, {database}"
    yield Goal(f"import into {database}, s", "national", way, NATION, "seconds", 360)
    yield Goal(f"import into {database}, MB (PSS)", "national", way, NATION, "memory_mb", 2000)
    yield from _pages(database)


GOALS = (
    _scale("candidates p50, ms", NATION, "p50_ms", 1),
    _scale("candidates p99, ms", NATION, "p99_ms", 8),
    _scale("whole check p50, ms", NATION, "check_p50_ms", 5),
    _scale("whole check p99, ms", NATION, "check_p99_ms", 30),
    _scale("index on disk, MB", NATION, "file_mb", 1200),
    _scale("index opened, ms", NATION, "open_ms", 10),
    _scale("cold check, 95 of 100, ms", SMALL, "cold_p95_ms", 150),
    _scale("cold check, 95 of 100, ms", NATION, "cold_p95_ms", 200),
    _scale("cold check, the slowest, ms", NATION, "cold_worst_ms", 400),
    Goal("recall against judging a sample", "scale", "pinwen", NATION, "recall", 1, least=True),
    Goal("names alike in letters p50, ms", "alike", "pinwen", NATION, "p50_ms", 8),
    Goal("names alike in letters p99, ms", "alike", "pinwen", NATION, "p99_ms", 30),
    Goal("recall of names alike in letters", "alike", "pinwen", NATION, "recall", 1, least=True),
    Goal("checks/s over HTTP", "http", "pinwen serve", TOWN, "per_s", 1500, least=True),
    Goal("checks/s over HTTP", "http", "pinwen serve", NATION, "per_s", 600, least=True),
    Goal("check over HTTP p99, ms", "http", "pinwen serve", TOWN, "p99_ms", 60),
    Goal("check over HTTP p99, ms", "http", "pinwen serve", NATION, "p99_ms", 60),
    Goal("errors over HTTP", "http", "pinwen serve", NATION, "errors", 0),
    Goal("audit, s", "national", "audit", PROVINCE, "seconds", 15),
    Goal("audit, s", "national", "audit", NATION, "seconds", 300),
    Goal("audit, MB (PSS)", "national", "audit", NATION, "memory_mb", 6000),
    *_of("SQLite"),
    *_of("PostgreSQL"),
    *_sheet("SQLite"),
    *_sheet("PostgreSQL"),
)


def goals(found: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[str]:
    """Yield all goals as a table.

    Args:
        found: figures by the benchmark that measured them; what was not measured may be missing.
    """
    yield "## Goals"
    yield ""
    yield "One row for each figure that is to be reached; *of the goal* is what was measured through it."
    yield ""
    yield from table(
        ("figure", "names", "goal", "measured", "of the goal", "reached"),
        [_row(goal, measured(goal, found.get(goal.of, ()))) for goal in GOALS],
    )


def measured(goal: Goal, figures: Sequence[Mapping[str, Any]]) -> float | None:
    """Return what was measured of a goal; None if nothing was."""
    for one in figures:
        way = one.get("way") or one.get("job") or ""
        if one["size"] == goal.size and way.startswith(goal.way):
            told = {**one.get("detail", {}), **one}.get(goal.key)
            return None if told is None else float(told)
    return None


def _row(goal: Goal, figure: float | None) -> tuple[str, ...]:
    head = (goal.what, f"{goal.size:,}", f"{'≥' if goal.least else '≤'} {goal.limit:,.0f}")
    if figure is None:
        return (*head, "", "", "not measured")
    enough: Callable[[float, float], bool] = operator.ge if goal.least else operator.le
    through = f"{figure / goal.limit:.2f} ×" if goal.limit else ""
    reached = "yes" if enough(figure, goal.limit) else "**no**"
    return (*head, f"{figure:,.3g}" if figure < 100 else f"{figure:,.0f}", through, reached)
