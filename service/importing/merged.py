"""Merged cells: the value of a range, which a file gives to its first cell only, in each of its rows."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from service.importing.model import Grid, Range


def filled_down(
    merged: Sequence[Range], rows: Iterable[list[str]], header: int
) -> Iterator[list[str]]:
    """Yield the rows below the heading as they are taken, with the value of a merged range in all of its.

    Args:
        merged: the ranges.
        rows: of a sheet from its first on, changed as they are yielded.
        header: row of the heading, from 0.
    """
    ranges = deque(sorted(one for one in merged if _is_filled(one, header)))
    current: list[tuple[Range, str]] = []
    for number, cells in enumerate(rows):
        current = [one for one in current if one[0][2] >= number]
        for (_, left, _, _), value in current:
            cells.extend([""] * (left + 1 - len(cells)))
            cells[left] = value
        while ranges and ranges[0][0] == number:
            if (one := ranges.popleft())[1] < len(cells):
                current.append((one, cells[one[1]]))
        if number > header:
            yield cells


def fill_down(merged: Sequence[Range], grid: Grid, header: int) -> int:
    """Do in a grid what `filled_down` does on the way; return how many cells were filled."""
    last = len(grid) - 1
    filled = sum(
        min(bottom, last) - top
        for top, left, bottom, _ in merged
        if _is_filled((top, left, bottom, 0), header) and top <= last and left < len(grid[top])
    )
    if filled:
        deque(filled_down(merged, grid, header), maxlen=0)
    return filled


def _is_filled(one: Range, header: int) -> bool:
    return one[0] > header and one[2] > one[0]
