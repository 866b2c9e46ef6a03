"""Prints how well over-generic names and cores are told, beside estimates for names not yet seen.

A part of the worn list was collected with the judged names in sight (source OBSERVED), so the plain
figures flatter it. The others take these words away again: leave-one-out, for each name, those that no
other published name holds; k-fold, for each fifth of the judged names, those that only names of that fifth
hold, over several shuffles. Both are lower bounds: a word that an office would list anyway goes too.
Run `python -m benchmarks.breadth` from the project's directory.
"""

from __future__ import annotations

import csv
import random
import statistics
from collections.abc import Iterable
from pathlib import Path
from unittest.mock import patch

import corpora
from nlp import genericness, words
from nlp.breadth import breadth
from nlp.normalize import normalize

Row = dict[str, str]
FOLDS, SHUFFLES = 5, 5
NAMES = Path(__file__).parent / "data" / "names.csv"


def main() -> None:
    """Print all measurements."""
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    agreed = [row for row in rows if (row["generic_a"] == "2") == (row["generic_b"] == "2")]
    print(f"{len(rows)} names, {len(agreed)} with agreed labels")
    told = [breadth(row["name"]).over_generic for row in agreed]
    print(f"over-generic, all worn words: {_figures(agreed, told)}")
    seen = {n: normalize(n).folded for n in (*corpora.lines("names.tsv"), *_names(rows))}
    print(f"over-generic, leave-one-out: {_figures(agreed, _held_out(agreed, seen, len(agreed)))}")
    _print_folds(agreed, seen)
    _print_cores(rows)


def _names(rows: Iterable[Row]) -> list[str]:
    return [row["name"] for row in rows]


def _print_folds(rows: list[Row], seen: dict[str, str]) -> None:
    found = []
    for seed in range(SHUFFLES):
        shuffled = random.Random(seed).sample(rows, len(rows))
        found.append(_f1(shuffled, _held_out(shuffled, seen, FOLDS)))
    mean, spread = statistics.mean(found), statistics.stdev(found)
    print(f"over-generic, {FOLDS}-fold, {SHUFFLES} shuffles: F1 {mean:.3f} ± {spread:.3f}")


def _held_out(rows: list[Row], seen: dict[str, str], folds: int) -> list[bool]:
    """Return the verdict on each name by the worn words that names of the other folds hold."""
    observed = {row[0] for row in corpora.rows("lexicons/worn.tsv") if row[3] == "OBSERVED"}
    told: dict[int, bool] = {}
    for fold in range(folds):
        mine = range(fold, len(rows), folds)
        held = {seen[rows[at]["name"]] for at in mine}
        others = "\n".join(text for text in seen.values() if text not in held)
        own = "\n".join(held)
        worn = {
            word: genericness.weight(word)
            for word in genericness.worn_words()
            if word not in observed or word not in own or word in others
        }
        words.pieces.cache_clear()
        with patch.object(genericness, "_worn", lambda worn=worn: worn):
            told |= {at: breadth(rows[at]["name"]).over_generic for at in mine}
    words.pieces.cache_clear()
    return [told[at] for at in range(len(rows))]


def _counts(rows: list[Row], told: list[bool]) -> tuple[int, int, int]:
    """Return hits, extra ones and missed ones."""
    pairs = [(t, row["generic_a"] == "2") for t, row in zip(told, rows, strict=True)]
    return pairs.count((True, True)), pairs.count((True, False)), pairs.count((False, True))


def _f1(rows: list[Row], told: list[bool]) -> float:
    hit, extra, missed = _counts(rows, told)
    return 2 * hit / ((2 * hit + extra + missed) or 1)


def _figures(rows: list[Row], told: list[bool]) -> str:
    hit, extra, missed = _counts(rows, told)
    precision, recall = hit / ((hit + extra) or 1), hit / ((hit + missed) or 1)
    return f"precision {precision:.3f} recall {recall:.3f} F1 {_f1(rows, told):.3f}"


def _print_cores(rows: Iterable[Row]) -> None:
    judged = [(breadth(r["name"]).core, {r["core_a"], r["core_b"]} - {""}) for r in rows]
    judged = [(core, wanted) for core, wanted in judged if wanted]
    equal = sum(core in wanted for core, wanted in judged)
    overlap = sum(any(set(core) & set(w) for w in wanted) for core, wanted in judged)
    n = len(judged)
    print(f"core of {n}: equal {equal / n:.3f}, sharing a character {overlap / n:.3f}")


if __name__ == "__main__":
    main()
