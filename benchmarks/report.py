"""BENCHMARKS.md and its curves, from the figures that the benchmarks wrote to `benchmarks/results/`.

python -m benchmarks.scale --peers --output benchmarks/results/scale.json
python -m benchmarks.report
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import sections
from benchmarks.goals import goals
from benchmarks.options import TOWN
from benchmarks.scale import Figures

_ROOT = Path(__file__).parent.parent
FIGURES = _ROOT / "benchmarks" / "results" / "scale.json"
CURVES = _ROOT / "benchmarks" / "results" / "growth.svg"
REPORT = _ROOT / "BENCHMARKS.md"
_COLOURS = ("#c00000", "#1f77b4", "#2ca02c", "#9467bd", "#8c564b", "#e377c2")
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 720, 400, 70, 210, 20, 45

_INTRO = """# Benchmarks

Written by `python -m benchmarks.report` from what `python -m benchmarks.scale` measured on {day}, all ways at
one size in one run: {machine}. Absolute figures are of that machine; quote the ratios.

One name is asked of a registry. Ours answers with **every** registered name that `pinwen compare` calls the
same or confusable, judged (sound, shape, script, meaning, order, containment, abbreviation); the others give
their twenty likest by characters. The names are made by `benchmarks/generator.py` from a seed, no two of one
key. *Twins* is the share of planted twins, one kind for each relation, that are among the answers. *Recall*
is against judging the names of a sample one by one. *Found* is the mean number of answers: the made-up names
are crowded on purpose, and ours does not stop at twenty. *Asked* is how many names the times are of: of a
slow peer as many as a minute allows. A *check* is all that `pinwen check` does: rules,
every neighbour, holders and dossiers of the twenty shown. Questions wait for whatever else runs on the
machine; the time of the processor alone is told beside. Of names that are only alike by characters, without
any relation that `pinwen compare` knows, ours says nothing: they may stand side by side.
"""


def main() -> None:
    """Write the report and the curves."""
    raw = json.loads(FIGURES.read_text(encoding="utf-8"))
    figures = [Figures(**one) for one in raw["figures"]]
    CURVES.write_text(curves(figures), encoding="utf-8")
    text = report(figures, raw["day"], raw["machine"])
    found = kept(FIGURES.parent)
    told = goals({"scale": raw["figures"], **found})
    REPORT.write_text("\n".join([text, *told, *others(found)]), encoding="utf-8")


# The other benchmarks whose figures are told, where they are there.
_OTHERS: dict[str, Callable[[Any], Iterator[str]]] = {
    "alike": sections.alike,
    "judgement": sections.judgement,
    "national": sections.national,
    "http": sections.http,
    "words": sections.words,
    "documents": sections.documents,
}


def kept(folder: Path) -> dict[str, Any]:
    """Return the figures of the other benchmarks that are there."""
    files = {name: folder / f"{name}.json" for name in _OTHERS}
    return {
        name: json.loads(file.read_text(encoding="utf-8"))
        for name, file in files.items()
        if file.is_file()
    }


def others(found: Mapping[str, Any]) -> list[str]:
    """Return the lines of the other parts, one part after another."""
    lines: list[str] = []
    for name, figures in found.items():
        lines += ["", *_OTHERS[name](figures)]
    return [*lines, ""]


def report(figures: Sequence[Figures], day: str, measured_on: str) -> str:
    """Return the report as Markdown."""
    lines = [_INTRO.format(day=day, machine=measured_on)]
    for size in sorted({one.size for one in figures}):
        here = [one for one in figures if one.size == size]
        lines += [f"## {size:,} names", "", *_table(here), ""]
    lines += [
        "## Growth",
        "",
        f"![p50 by number of names]({CURVES.relative_to(REPORT.parent)})",
        "",
    ]
    lines += [_growth(figures), ""]
    return "\n".join(lines)


def _table(figures: Sequence[Figures]) -> list[str]:
    own = next(one for one in figures if one.way == "pinwen")
    rows = [
        "| way | p50 ms | p99 ms | beside ours (p50) | twins | recall | found | asked |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for one in figures:
        recall = "" if one.recall is None else f"{one.recall:.4f}"
        rows.append(
            f"| {one.way} | {one.p50_ms:.2f} | {one.p99_ms:.2f} | {one.p50_ms / own.p50_ms:.1f} ×"
            f" | {one.twins:.3f} | {recall} | {one.found:.1f} | {one.asked or ''} |"
        )
    return [*rows, "", *_ours(own)]


def _ours(own: Figures) -> list[str]:
    """Return what else is to be told of ours at one size, a point each."""
    made = 1e6 * own.build_s / own.size
    filled = f"registry filled in {own.import_s:,.0f} s; " if own.import_s else ""
    return [
        f"- Index: {filled}made in {own.build_s:,.0f} s ({made:.0f} µs a name), {own.file_mb:,.0f} MB,"
        f" opened with its registry in {own.open_ms:.1f} ms; largest resident set of the process that made"
        f" it, the made-up names included: {own.memory_mb:,.0f} MB.",
        f"- Candidates (of a crowd that holds the name the number): p99 {own.p99_ms:.1f} ms,"
        f" {own.cpu_p99_ms:.1f} ms of them the processor's time.",
        f"- Whole check, in process: p50 {own.check_p50_ms:.2f} ms, p99 {own.check_p99_ms:.1f} ms"
        f" ({own.check_cpu_p99_ms:.1f} ms the processor's).",
        f"- `pinwen check NAME` as a process: median {own.cold_ms:.0f} ms, 95 of 100 within"
        f" {own.cold_p95_ms:.0f} ms, the slowest {own.cold_worst_ms:.0f} ms; a Python that does nothing took"
        f" {own.bare_ms:.0f} ms in the same run. Its processor's time: median {own.cold_cpu_ms:.0f} ms,"
        f" 95 of 100 within {own.cold_cpu_p95_ms:.0f} ms.",
        *_alike(own),
    ]


def _alike(own: Figures) -> list[str]:
    """Return what was found of the names that a fuzzy search finds, where it was asked."""
    if own.alike_recall is None:
        return []
    return [
        f"- Of {own.alike:,} pairs with an Indel similarity of 0.75 or more {own.alike_near:,} are judged"
        f" same or confusable; found of them: {own.alike_recall:.4f}. The others may stand side by side."
    ]


def _growth(figures: Sequence[Figures]) -> str:
    own = sorted((one for one in figures if one.way == "pinwen"), key=lambda one: one.size)
    first, last = next((one for one in own if one.size >= TOWN), own[0]), own[-1]
    return (
        f"From {first.size:,} to {last.size:,} names our p50 grows {last.p50_ms / first.p50_ms:.1f}-fold"
        f" (from {first.p50_ms:.2f} to {last.p50_ms:.2f} ms), the registry {last.size / first.size:.0f}-fold."
    )


def curves(figures: Sequence[Figures]) -> str:
    """Return p50 by number of names, both logarithmic, as an SVG."""
    xs, ys = [one.size for one in figures], [one.p50_ms for one in figures]
    low, high = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))
    left, right = math.log10(min(xs)), math.log10(max(max(xs), 10 * min(xs)))

    def place(size: float, ms: float) -> tuple[float, float]:
        x = _LEFT + (math.log10(size) - left) / (right - left) * (_WIDTH - _LEFT - _RIGHT)
        y = _TOP + (high - math.log10(ms)) / (high - low) * (_HEIGHT - _TOP - _BOTTOM)
        return round(x, 1), round(y, 1)

    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}"'
        ' font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for power in range(low, high + 1):
        _, y = place(min(xs), 10.0**power)
        drawn.append(f'<line x1="{_LEFT}" y1="{y}" x2="{_WIDTH - _RIGHT}" y2="{y}" stroke="#ddd"/>')
        drawn.append(
            f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{10.0**power:g} ms</text>'
        )
    for size in sorted(set(xs)):
        x, _ = place(size, 1)
        drawn.append(f'<text x="{x}" y="{_HEIGHT - 20}" text-anchor="middle">{size:,}</text>')
    for number, way in enumerate(dict.fromkeys(one.way for one in figures)):
        colour = _COLOURS[number % len(_COLOURS)]
        mine = sorted((one.size, one.p50_ms) for one in figures if one.way == way)
        points = [place(*point) for point in mine]
        line = " ".join(f"{x},{y}" for x, y in points)
        drawn.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        drawn += [f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in points]
        x, y = points[-1]
        drawn.append(f'<text x="{x + 8}" y="{y + 4}" fill="{colour}">{way}</text>')
    return "\n".join([*drawn, "</svg>\n"])


if __name__ == "__main__":
    main()
