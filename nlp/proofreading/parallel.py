"""Whether the headings under one parent are built alike (对仗)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.proofreading.headings import mark
from nlp.wordcount import characters

_CLAUSES = re.compile("[，,；;：:、 \u3000]+|——")
_ENDS = "。；;，,：:！!？?、 \u3000"
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Parallelism:
    """How alike some headings are built.

    Attributes:
        degree: `exact`, `near` (as many clauses, none of which differs by more than one character from
            its like) or `uneven`.
        shapes: for each heading the lengths of its clauses in characters.
        odd: numbers, from 0, of the headings that are not built as most are.
    """

    degree: str
    shapes: tuple[tuple[int, ...], ...]
    odd: tuple[int, ...]


def parallel(headings: Sequence[str]) -> Parallelism:
    """Return how alike headings are built; their numbers are set aside. Fewer than two are `exact`."""
    bodies = [_body(heading) for heading in headings]
    clauses = [[part for part in _CLAUSES.split(body) if part] for body in bodies]
    shapes = tuple(tuple(characters(part) for part in parts) for parts in clauses)
    usual = Counter(shapes).most_common(1)[0][0] if shapes else ()
    odd = tuple(i for i, shape in enumerate(shapes) if shape != usual)
    return Parallelism(_degree(shapes), shapes, odd)


def _body(heading: str) -> str:
    found = mark(heading)
    return heading[found.end if found else 0 :].strip().rstrip(_ENDS)


def _degree(shapes: Sequence[tuple[int, ...]]) -> str:
    if len(set(shapes)) < _LEAST:
        return "exact"
    if len({len(shape) for shape in shapes}) > 1:
        return "uneven"
    spread = max((max(column) - min(column) for column in zip(*shapes, strict=True)), default=0)
    return "near" if spread <= 1 else "uneven"
