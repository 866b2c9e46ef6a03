"""How well two names are judged, against labelled pairs, beside plain measures of likeness.

    python -m benchmarks.judgement [--pairs FILE] [--output judgement.json]

Prints precision, recall and F1 of «same or confusable» against «fine», the share of exact levels and
relations, the confusion of levels, every error, and each baseline at its own best threshold.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from benchmarks import peers
from benchmarks.keeping import keep
from benchmarks.scoring import Row, best, f1
from nlp import sound
from nlp.compare import LEVELS, compare
from nlp.normalize import match_key

PAIRS = Path(__file__).parent / "data" / "pairs.csv"


def read(path: Path) -> list[Row]:
    """Return the labelled pairs: a, b, level, relation (may be empty)."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def pinyin(text: str) -> str:
    """Return the toneless syllables of a name."""
    return " ".join(sound.toneless(r[0]) for r in sound.readings(match_key(text)))


def jaccard(a: set[str], b: set[str]) -> float:
    """Return the share of two sets that is common."""
    return 100 * len(a & b) / max(1, len(a | b))


def bigrams(text: str) -> set[str]:
    """Return the pairs of neighbours of a name."""
    key = match_key(text)
    return {key[i : i + 2] for i in range(len(key) - 1)} or {key}


BASELINES: dict[str, Callable[[str, str], float]] = {
    "rapidfuzz ratio": fuzz.ratio,
    "rapidfuzz token_sort": fuzz.token_sort_ratio,
    "rapidfuzz ratio of our keys": lambda a, b: fuzz.ratio(match_key(a), match_key(b)),
    "pinyin ratio": lambda a, b: fuzz.ratio(pinyin(a), pinyin(b)),
    "bigram Jaccard": lambda a, b: jaccard(bigrams(a), bigrams(b)),
    "character set": lambda a, b: jaccard(set(match_key(a)), set(match_key(b))),
}


def report(rows: list[Row]) -> dict[str, Any]:
    """Print the whole report and return its figures."""
    labels = [row["level"] != "fine" for row in rows]
    dossiers = [compare(row["a"], row["b"]) for row in rows]
    precision, recall, both = f1([d.level != "fine" for d in dossiers], labels)
    exact = sum(d.level == row["level"] for d, row in zip(dossiers, rows, strict=True)) / len(rows)
    related = [(d, r) for d, r in zip(dossiers, rows, strict=True) if r["relation"]]
    right = sum(d.relation == r["relation"] for d, r in related) / max(1, len(related))
    print(f"{len(rows)} pairs, {sum(labels)} of them same or confusable\n")
    print(f"{'':30}{'P':>7}{'R':>7}{'F1':>7}")
    print(f"{'pinwen compare':30}{precision:7.3f}{recall:7.3f}{both:7.3f}")
    baselines = {
        name: best([score(r["a"], r["b"]) for r in rows], labels)
        for name, score in BASELINES.items()
    }
    for name, (value, threshold) in baselines.items():
        print(f"{name:30}{'':14}{value:7.3f}  at {threshold:.0f}")
    peers.report(rows, [d.level != "fine" for d in dossiers])
    print(f"\nexact level {exact:.3f}, exact relation {right:.3f} of {len(related)}\n")
    confusion(rows, [d.level for d in dossiers])
    print("\nerrors")
    for row, dossier in zip(rows, dossiers, strict=True):
        if dossier.level != row["level"]:
            wanted, got = f"{row['level']}/{row['relation']}", f"{dossier.level}/{dossier.relation}"
            print(f"  {row['a']} | {row['b']}: {wanted} judged {got}")
    return {
        "pairs": len(rows),
        "positive": sum(labels),
        "precision": precision,
        "recall": recall,
        "f1": both,
        "level": exact,
        "relation": right,
        "baselines": {name: value for name, (value, _) in baselines.items()},
    }


def confusion(rows: list[Row], levels: list[str]) -> None:
    """Print how often each label was judged as each level."""
    counts = Counter(zip((row["level"] for row in rows), levels, strict=True))
    print(f"{'label / judged':16}" + "".join(f"{level:>12}" for level in LEVELS))
    for label in LEVELS:
        print(f"{label:16}" + "".join(f"{counts[label, level]:12}" for level in LEVELS))


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pairs", type=Path, default=PAIRS)
    arguments.add_argument("--output", type=Path)
    chosen = arguments.parse_args()
    keep(report(read(chosen.pairs)), chosen.output)
