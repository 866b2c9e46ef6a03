"""Numbers of applications in one line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby


def in_runs(numbers: Sequence[int], most: int = 0) -> str:
    """Return growing numbers in one line, three and more that follow each other as a run: 1、2、4—9.

    Args:
        numbers: of what is told.
        most: so many of them at most, then 等; 0 tells all.
    """
    told = list[str]()
    for _, group in groupby(enumerate(numbers[: most or None]), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        told += [f"{run[0]}—{run[-1]}"] if len(run) > _FEW else map(str, run)
    return "、".join(told) + ("等" if 0 < most < len(numbers) else "")


_FEW = 2
