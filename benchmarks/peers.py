"""Peers that score one channel, sound or shape; used when somebody has installed them, never required.

    pip install dimsim                 # sound: DimSim 0.2.2
    pip install char-similar-z         # shape: char-similar-z 0.2.0, char-similar for newer Pythons
    pip install fuzzychinese "setuptools<81" scikit-learn pandas   # strokes: fuzzychinese 0.1.5

Install them beside this project's libraries in an environment of their own. Each is asked twice: on all
pairs, and on its own channel alone (the pairs that reviewers called such, against the fine ones), each
time at its best threshold on the very pairs.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.scoring import Row, best, f1
from nlp.normalize import match_key

Scores = Callable[[Any, list[tuple[str, str]]], list[float]]


def dimsim(module: Any, pairs: list[tuple[str, str]]) -> list[float]:
    """Return closeness in sound for each character, by DimSim's distance; 0 for unequal lengths."""
    return [
        1000 - module.get_distance(a, b) / len(a) if _comparable(a, b) else 0.0 for a, b in pairs
    ]


def char_similar(module: Any, pairs: list[tuple[str, str]]) -> list[float]:
    """Return the mean likeness in shape of the characters side by side; 0 for unequal lengths."""
    score = module.CharSimilarity().std_cal_sim
    return [
        100 * sum(score(x, y, kind="shape") for x, y in zip(a, b, strict=True)) / len(a)
        if _comparable(a, b)
        else 0.0
        for a, b in pairs
    ]


def fuzzychinese(module: Any, pairs: list[tuple[str, str]]) -> list[float]:
    """Return the cosine of stroke trigrams, fitted on the second names as its manual has it."""
    pandas = importlib.import_module("pandas")
    known = sorted({b for _, b in pairs})
    model = module.FuzzyChineseMatch(ngram_range=(3, 3), analyzer="stroke")
    model.fit(pandas.Series(known))
    found = model.transform(pandas.Series([a for a, _ in pairs]), n=len(known))
    scores = model.get_similarity_score()
    return [
        100 * dict(zip(names, values, strict=True)).get(b, 0.0)
        for (_, b), names, values in zip(pairs, found, scores, strict=True)
    ]


PEERS: dict[str, tuple[str, Scores, str]] = {
    "DimSim (sound)": ("dimsim", dimsim, "homophone"),
    "char-similar-z (shape)": ("char_similar_z", char_similar, "look-alike"),
    "fuzzychinese (strokes)": ("fuzzychinese", fuzzychinese, "look-alike"),
}


def report(rows: Sequence[Row], ours: Sequence[bool]) -> None:
    """Print for each peer its F1 on all pairs, and on its own channel beside ours."""
    pairs = [(_han(row["a"]), _han(row["b"])) for row in rows]
    labels = [row["level"] != "fine" for row in rows]
    for title, (name, scores, channel) in PEERS.items():
        try:
            module = importlib.import_module(name)
        except ImportError as missing:
            print(f"{title:30}not installed ({missing.name or name})")
            continue
        told = scores(module, pairs)
        value, threshold = best(told, labels)
        mine = [at for at, row in enumerate(rows) if row["relation"] == channel or not labels[at]]
        own = best([told[at] for at in mine], [labels[at] for at in mine])[0]
        us = f1([ours[at] for at in mine], [labels[at] for at in mine])[2]
        line = f"{title:30}{'':14}{value:7.3f}  at {threshold:.0f}"
        print(f"{line}; on {channel} pairs alone {own:.3f}, pinwen {us:.3f}")


def _han(text: str) -> str:
    """Return the Chinese characters of a match key: what these libraries can read."""
    return "".join(c for c in match_key(text) if "\u4e00" <= c <= "\u9fff")


def _comparable(a: str, b: str) -> bool:
    return bool(a) and len(a) == len(b)
