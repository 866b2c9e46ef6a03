"""The parts of BENCHMARKS.md beside the search among names: judgement, registries, words, documents.

Each takes the figures that its benchmark wrote and gives lines of Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.batches import ONE_PROCESSOR, WAYS
from benchmarks.tables import table

Figures = Mapping[str, Any]


def judgement(found: Figures) -> Iterator[str]:
    """Yield how well names are judged (`benchmarks.judgement`)."""
    yield "## Judging two names"
    yield ""
    yield (
        f"{found['pairs']} labelled pairs, {found['positive']} of them the same or confusable; F1 of these"
        " against the rest, each baseline at its best threshold on the very pairs"
        " (`make bench-judgement` prints every error)."
    )
    yield ""
    rows = [("pinwen compare", f"{found['f1']:.3f}")]
    rows += [(name, f"{value:.3f}") for name, value in found["baselines"].items()]
    yield from table(("way", "F1"), rows)
    yield (
        f"Precision {found['precision']:.3f}, recall {found['recall']:.3f}; exact level"
        f" {found['level']:.3f}, exact relation {found['relation']:.3f}. Part of the pairs was seen while the"
        " judgement was made; on pairs invented before it was run the first F1 was .83 to .98 (.95 to .98"
        " in the last three of nine goes)."
    )


def alike(found: Sequence[Figures]) -> Iterator[str]:
    """Yield how fast names alike in letters are found (`benchmarks.alike`)."""
    yield "## Names alike in letters"
    yield ""
    yield (
        "All registered names whose match key has an Indel similarity of 0.75 or more to one that is asked,"
        " beside `rapidfuzz` looking through all match keys with the same scorer and bound, and beside the"
        " searches above, which give their twenty likest. *Recall* is the share found of what is so alike, of"
        " twenty at most where a way gives twenty. Every second name is asked with a letter wrong. *Twenty"
        " told* reads from the registry who holds the names, too."
    )
    yield ""
    rows = []
    for row in found:
        own = next(r for r in found if r["size"] == row["size"] and r["way"] == "pinwen")
        times = (f"{row[key]:,.2f}" for key in ("p50_ms", "p99_ms", "cpu_p50_ms", "cpu_p99_ms"))
        beside = _times(row["p50_ms"] / own["p50_ms"])
        last = (f"{row['recall']:.4f}", f"{row['found']:.1f}", f"{row['asked']}")
        rows.append((row["way"], f"{row['size']:,}", *times, beside, *last))
    head = (
        "way",
        "names",
        "p50 ms",
        "p99 ms",
        "of the processor",
        "p99 of it",
        "beside ours (p50)",
    )
    yield from table((*head, "recall", "found", "asked"), rows)


def words(found: Figures) -> Iterator[str]:
    """Yield how fast words, sounds and scripts are (`benchmarks.words`)."""
    yield "## Words, sounds, scripts"
    yield ""
    rows = []
    for row in found["rows"]:
        own = next(r["figure"] for r in found["rows"] if r["job"] == row["job"])
        alike = "" if row["equal"] is None else f"{row['equal']:.3f}"
        rows.append(
            (row["job"], row["way"], f"{row['figure']:.1f}", _times(row["figure"] / own), alike)
        )
    yield from table(("job", "way", "figure", "beside ours", "equal to ours"), rows)


def documents(found: Figures) -> Iterator[str]:
    """Yield how fast documents are drafted (`benchmarks.documents`)."""
    yield "## Drafting"
    yield ""
    yield "The same six-page letter with a table of 27 rows, one process, from validated data to bytes."
    yield ""
    rates = found["per second"]
    yield from table(
        ("way", "letters/s", "ours is"),
        [(name, f"{rate:,.1f}", _times(rates["pinwen"] / rate)) for name, rate in rates.items()],
    )
    for kind, title in (("letters", "letters"), ("applications", "application sets")):
        if kind in found:
            yield from _batch(found[kind], title)
    if note := found.get("note"):
        yield note


def national(found: Sequence[Figures]) -> Iterator[str]:
    """Yield what whole registries take (`benchmarks.national`)."""
    yield "## Whole registries"
    yield ""
    yield (
        "Each job in a process of its own; beside ours what one would write for it: a csv to `executemany`,"
        " `rapidfuzz` cdist on a sample, its time for all pairs reckoned from that (`all_pairs_s`). MB is the"
        " most that the job's processes hold at once, what they share counted once (PSS); RSS counts it in"
        " each. A PostgreSQL server is not counted."
    )
    yield ""
    rows = []
    for one in found:
        told = ", ".join(f"{name} {value:,.1f}" for name, value in one["detail"].items())
        figures = (f"{one['seconds']:,.1f}", f"{one['processor']:,.1f}", f"{one['memory_mb']:,.0f}")
        held = f"{one['rss_mb']:,.0f}" if "rss_mb" in one else ""
        rows.append((one["job"], f"{one['size']:,}", *figures, held, told))
    yield from table(("job", "names", "s", "of a processor", "MB", "RSS", "told"), rows)


def http(found: Sequence[Figures]) -> Iterator[str]:
    """Yield how fast names are checked over HTTP (`benchmarks.http`)."""
    yield "## Checks over HTTP"
    yield ""
    yield (
        f"The whole check of one name as JSON, asked by {found[0]['connections']} connections that are kept"
        " open, every second name a registered one; beside the service a FastAPI endpoint with"
        " `rapidfuzz.process.extract` over the same names, which tells the twenty likest by characters."
        " Servers and load share the machine's processors."
    )
    yield ""
    rows = []
    for one in found:
        own = next(r for r in found if r["size"] == one["size"])
        times = (f"{one[name]:,.1f}" for name in ("p50_ms", "p99_ms", "worst_ms"))
        told = (f"{one['size']:,}", str(one["workers"]), f"{one['per_s']:,.0f}", *times)
        rows.append((one["way"], *told, str(one["errors"]), _times(own["per_s"] / one["per_s"])))
    head = (
        "way",
        "names",
        "workers",
        "checks/s",
        "p50 ms",
        "p99 ms",
        "worst ms",
        "errors",
        "ours is",
    )
    yield from table(head, rows)


def _batch(found: Figures, title: str) -> Iterator[str]:
    yield (
        f"{found['count']:,} {title} end to end: `pinwen batch` reads the workbook, checks, drafts, writes"
        " safely, and makes registers and print files."
    )
    yield ""
    rows = []
    runs = {way: found[way] for way in WAYS if way in found}
    for way, run in runs.items():
        figures = (f"{run['seconds']:.1f}", f"{run['processor']:.1f}", f"{run['memory_mb']:.0f}")
        loop = run.get("docxtpl_loop")
        rows.append((way, *figures, *([_times(loop / run["seconds"])] if loop else ())))
    head = ("way", "s", "of processors", "MB at most", "a docxtpl loop takes")
    yield from table(head[: len(rows[0])], rows)
    alone = found[ONE_PROCESSOR]["seconds"]
    halves = found["halves_s"]
    yield (
        f"Two workers on two processors are {alone / found['workers 2']['seconds']:.2f} times as fast as"
        " everything on one. Two batches that know nothing of each other, each of half of them on a"
        f" processor of its own, take {halves:.1f} s: {alone / halves:.2f} times as fast, about what the two"
        " processors can do."
    )
    yield ""


def _times(ratio: float) -> str:
    return f"{ratio:,.1f} ×" if ratio < 100 else f"{ratio:,.0f} ×"
