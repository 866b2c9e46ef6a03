"""The table of a form by places: row numbers left out, a merged cell one cell, values found by labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from service.applications.labels import part_names, resolve
from service.applications.records import fields
from service.documents import Cell, Cells
from service.importing.cells import clean, heading

_HEADS = re.compile(r"序号|编号|(?:填写|填报|申报)?(?:项目|栏目|内容|要求|说明)")


def without_numbers(table: Cells) -> Cells:
    """Return a form without its column of row numbers, and without the heading above (序号 | 项目 | 内容)."""
    rows = [row for row in table if row]
    first = [clean(row[0].text) for row in rows if not _is_head(row)]
    counted = [text.rstrip("、.．") for text in first]  # noqa: RUF001
    if len(counted) < _FEWEST or counted != [str(n) for n in range(1, len(counted) + 1)]:
        return table
    kept = [number for number, row in enumerate(table) if row and clean(row[0].text) in first]
    moved = {number: place for place, number in enumerate(kept)}
    return tuple(
        tuple(
            replace(cell, row=moved.get(cell.row, moved[number]), column=cell.column - 1)
            for cell in table[number][1:]
        )
        for number in kept
    )


def _is_head(row: Iterable[Cell]) -> bool:
    return all(_HEADS.fullmatch("".join(cell.text.split())) for cell in row)


# So many rows in order make a column of numbers.
_FEWEST = 3


class Grid:
    """A table by places; a merged cell is one cell."""

    def __init__(self, table: Cells) -> None:
        self._rows = table
        self.height = len(table)

    def cells(self) -> Iterator[Cell]:
        """Yield each cell once, in reading order."""
        yield from dict.fromkeys(cell for row in self._rows for cell in row)

    def row(self, number: int) -> list[Cell]:
        """Return the cells of a row, each once."""
        return list(dict.fromkeys(self._rows[number]))

    def at(self, row: int, column: int) -> Cell | None:
        """Return the cell at a place, None beyond the table."""
        if row < self.height and column < len(self._rows[row]):
            return self._rows[row][column]
        return None

    def titles(self) -> set[Cell]:
        """Return the cells beside several labels that are their title (基本情况), no labels themselves."""
        beside: dict[Cell, set[Cell]] = {}
        for row in self._rows:
            for cell, right in pairwise(dict.fromkeys(row)):
                if resolve(right.text):
                    beside.setdefault(cell, set()).add(right)
        return {cell for cell, labels in beside.items() if len(labels) > 1}

    def values(self, label: Cell) -> list[Cell]:
        """Return the cells with the value of a label: right of it, else the one below.

        Beside a label merged over several rows each of them may have a cell of its own.
        """
        right = next(self._after(label, label.row), None)
        if right is not None and (resolve(right.text) is None or self._alternating(label.row)):
            return [right, *self._further(label, right)]
        below = self._below(label)
        return [below] if below is not None and resolve(below.text) is None else []

    def _further(self, label: Cell, first: Cell) -> Iterator[Cell]:
        """Yield the cells below a value that are, like it, alone beside the same label."""
        for number in range(label.row, self.height):
            beside = list(self._after(label, number))
            if (
                self.at(number, label.column) != label
                or len(beside) != 1
                or resolve(beside[0].text)
            ):
                return
            if beside[0] != first:
                yield beside[0]

    def _alternating(self, number: int) -> bool:
        """Return whether a row is label, value, label, value, though a value reads like a label (党支部)."""
        known = [resolve(cell.text) is not None for cell in self.row(number)]
        return len(known) > 2 and all(known[::2]) and not all(known[1::2])

    def _after(self, label: Cell, number: int) -> Iterator[Cell]:
        """Yield the cells of a row that stand behind a label, each once."""
        behind = dict.fromkeys(self._rows[number][label.column :])
        yield from (cell for cell in behind if cell != label)

    def _below(self, label: Cell) -> Cell | None:
        for number in range(label.row + 1, self.height):
            cell = self.at(number, label.column)
            if cell != label:
                return cell
        return None

    def list_header(self, number: int) -> str:
        """Return the list whose parts a row of labels names (荣誉名称 | 级别 | 授予单位), or nothing.

        The row may begin with the name of the list; all its other cells are labels of parts.
        """
        said = [heading(cell.text) for cell in self.row(number)]
        if len(said) < 2 or not all(said):
            return ""
        named = resolve(said[0])
        for one in fields().values():
            if one.type == "list":
                first = 1 if named and named.field == one.id else 0
                parts = part_names(one)
                if len(said) - first >= 2 and all(text in parts for text in said[first:]):
                    return one.id
        return ""
