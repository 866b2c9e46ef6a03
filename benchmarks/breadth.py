"""Prints how well over-generic names and cores are told, beside a leave-one-out estimate.

The worn list was collected with the judged names in sight, so the plain figures flatter it. The second
line takes away, for each name, the worn words that no other published name holds: a lower bound of
what names not yet seen would get. Run `python -m benchmarks.breadth` from the project's directory.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from pathlib import Path
from unittest.mock import patch

import corpora
from nlp import genericness, words
from nlp.breadth import breadth
from nlp.normalize import normalize

Row = dict[str, str]
NAMES = Path(__file__).parent / "data" / "names.csv"


def main() -> None:
    """Print both measurements."""
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    agreed = [row for row in rows if (row["generic_a"] == "2") == (row["generic_b"] == "2")]
    print(f"{len(rows)} names, {len(agreed)} with agreed labels")
    _print_generic("all worn words", agreed, lambda name: breadth(name).over_generic)
    seen = {n: normalize(n).folded for n in (*corpora.lines("names.tsv"), *_names(rows))}
    _print_generic("leave-one-out", agreed, lambda name: _unseen(name, seen))
    _print_cores(rows)


def _names(rows: Iterable[Row]) -> list[str]:
    return [row["name"] for row in rows]


def _unseen(name: str, seen: dict[str, str]) -> bool:
    """Return the verdict without the worn words that this name alone holds."""
    others = [text for text in seen.values() if text != seen[name]]
    worn = {
        word: genericness.weight(word)
        for word in genericness.worn_words()
        if word not in seen[name] or any(word in text for text in others)
    }
    words.pieces.cache_clear()
    with patch.object(genericness, "_worn", lambda: worn):
        found = breadth(name).over_generic
    words.pieces.cache_clear()
    return found


def _print_generic(title: str, rows: Iterable[Row], verdict: Callable[[str], bool]) -> None:
    pairs = [(verdict(row["name"]), row["generic_a"] == "2") for row in rows]
    hit, extra, missed = (pairs.count(p) for p in ((True, True), (True, False), (False, True)))
    precision, recall = hit / ((hit + extra) or 1), hit / ((hit + missed) or 1)
    f1 = 2 * hit / ((2 * hit + extra + missed) or 1)
    print(f"over-generic, {title}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")


def _print_cores(rows: Iterable[Row]) -> None:
    judged = [(breadth(r["name"]).core, {r["core_a"], r["core_b"]} - {""}) for r in rows]
    judged = [(core, wanted) for core, wanted in judged if wanted]
    equal = sum(core in wanted for core, wanted in judged)
    overlap = sum(any(set(core) & set(w) for w in wanted) for core, wanted in judged)
    n = len(judged)
    print(f"core of {n}: equal {equal / n:.3f}, sharing a character {overlap / n:.3f}")


if __name__ == "__main__":
    main()
