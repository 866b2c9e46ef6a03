"""Precision, recall and F1, at a threshold or at the best one."""

from __future__ import annotations

from collections.abc import Sequence

Row = dict[str, str]


def f1(hits: Sequence[bool], labels: Sequence[bool]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of some answers."""
    both = sum(h and y for h, y in zip(hits, labels, strict=True))
    precision = both / max(1, sum(hits))
    recall = both / max(1, sum(labels))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def best(scores: Sequence[float], labels: Sequence[bool]) -> tuple[float, float]:
    """Return the best F1 that a threshold on scores reaches, and the threshold."""
    return max((f1([s >= t for s in scores], labels)[2], t) for t in sorted(set(scores)))
