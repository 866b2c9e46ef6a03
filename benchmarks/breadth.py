"""Prints how well over-generic names and cores are told, beside estimates for names not yet seen.

A part of the worn list was collected with the judged names in sight (source OBSERVED), so the plain
figures flatter it. The others take these words away again: leave-one-out, for each name, those that no
other published name holds; k-fold, for each fifth of the judged names, those that only names of that fifth
hold, over several shuffles. Both are lower bounds: a word that an office would list anyway goes too, unless
everyday language or a family of coinages has it (`nlp.ordinary`; those were not collected from names).
Run `python -m benchmarks.breadth` from the project's directory.
"""

from __future__ import annotations

import csv
import random
import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path
from unittest.mock import patch

import corpora
from nlp import genericness, words
from nlp.breadth import Breadth, breadth
from nlp.normalize import normalize

Row = dict[str, str]
FOLDS, SHUFFLES = 5, 5
NAMES = Path(__file__).parent / "data" / "names.csv"


def main() -> None:
    """Print all measurements."""
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    agreed = list(filter(_agreed, rows))
    print(f"{len(rows)} names, {len(agreed)} with agreed labels")
    told = [breadth(row["name"]) for row in rows]
    _print("all worn words", rows, told)
    seen = {n: normalize(n).folded for n in (*corpora.lines("names.tsv"), *_names(rows))}
    _print("leave-one-out", rows, _held_out(rows, seen, len(rows)))
    _print_folds(agreed, seen)


def _print(called: str, rows: list[Row], told: list[Breadth]) -> None:
    """Print both measurements of one way of judging."""
    both = [(row, one) for row, one in zip(rows, told, strict=True) if _agreed(row)]
    agreed, verdicts = zip(*both, strict=True)
    print(f"over-generic, {called}: {_figures(agreed, verdicts)}")
    print(f"core, {called}: {_cores(rows, told)}")


def _agreed(row: Row) -> bool:
    return (row["generic_a"] == "2") == (row["generic_b"] == "2")


def _names(rows: Iterable[Row]) -> list[str]:
    return [row["name"] for row in rows]


def _print_folds(rows: list[Row], seen: dict[str, str]) -> None:
    found = []
    for seed in range(SHUFFLES):
        shuffled = random.Random(seed).sample(rows, len(rows))
        found.append(_f1(shuffled, _held_out(shuffled, seen, FOLDS)))
    mean, spread = statistics.mean(found), statistics.stdev(found)
    print(f"over-generic, {FOLDS}-fold, {SHUFFLES} shuffles: F1 {mean:.3f} ± {spread:.3f}")


def _held_out(rows: list[Row], seen: dict[str, str], folds: int) -> list[Breadth]:
    """Return what is said of each name by the worn words that names of the other folds hold."""
    observed = {row[0] for row in corpora.rows("lexicons/worn.tsv") if row[3] == "OBSERVED"}
    told: dict[int, Breadth] = {}
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
        _forget()
        with patch.object(genericness, "_worn", lambda worn=worn: worn):
            told |= {at: breadth(rows[at]["name"]) for at in mine}
    _forget()
    return [told[at] for at in range(len(rows))]


def _forget() -> None:
    """Clear all that was cut with other worn words."""
    for one in vars(words).values():
        if hasattr(one, "cache_clear"):
            one.cache_clear()


def _counts(rows: Sequence[Row], told: Sequence[Breadth]) -> tuple[int, int, int]:
    """Return hits, extra ones and missed ones."""
    pairs = [(t.over_generic, row["generic_a"] == "2") for t, row in zip(told, rows, strict=True)]
    return pairs.count((True, True)), pairs.count((True, False)), pairs.count((False, True))


def _f1(rows: Sequence[Row], told: Sequence[Breadth]) -> float:
    hit, extra, missed = _counts(rows, told)
    return 2 * hit / ((2 * hit + extra + missed) or 1)


def _figures(rows: Sequence[Row], told: Sequence[Breadth]) -> str:
    hit, extra, missed = _counts(rows, told)
    precision, recall = hit / ((hit + extra) or 1), hit / ((hit + missed) or 1)
    return f"precision {precision:.3f} recall {recall:.3f} F1 {_f1(rows, told):.3f}"


def _cores(rows: Sequence[Row], told: Sequence[Breadth]) -> str:
    pairs = zip(rows, told, strict=True)
    judged = [(one.core, {row["core_a"], row["core_b"]} - {""}) for row, one in pairs]
    judged = [(core, wanted) for core, wanted in judged if wanted]
    equal = sum(core in wanted for core, wanted in judged)
    overlap = sum(any(set(core) & set(w) for w in wanted) for core, wanted in judged)
    n = len(judged)
    return f"of {n} equal {equal / n:.3f}, sharing a character {overlap / n:.3f}"


if __name__ == "__main__":
    main()
