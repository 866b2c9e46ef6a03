"""The tables of a workbook as one, as an import needs them: every row with a number of its own.

Offices keep a sheet for each unit below them. Their rows are numbered on from sheet to sheet, so that what
takes rows one after the other needs to know nothing of sheets; what is told names the sheet and its row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate, groupby

from service.importing.flow import Flow
from service.importing.model import Note, Problem, Table, TableRow
from service.limits import DEFAULT, Limits
from service.texts import quoted, row_told


class Tables:
    """Some tables of a file; of a single one the rows keep their numbers.

    Args:
        tables: in the order of their sheets, at least one.
        told: notes on the file.
        limits: most rows of all together.
    """

    def __init__(
        self, tables: Sequence[Table], told: Sequence[Note] = (), *, limits: Limits = DEFAULT
    ) -> None:
        self.tables, self._told = tuple(tables), tuple(told)
        self._limits = limits
        self._ends = list(accumulate(one.rows[-1].number if one.rows else 0 for one in tables))

    @property
    def count(self) -> int:
        """How many rows of data there are."""
        return sum(len(one.rows) for one in self.tables)

    @property
    def rows(self) -> Iterator[TableRow]:
        """The data rows, numbered from table to table; TooManyRows at the first one too many."""
        return self._limits.within(self._numbered())

    def _numbered(self) -> Iterator[TableRow]:
        for table, start in zip(self.tables, [0, *self._ends], strict=False):
            yield from (row._replace(number=row.number + start) for row in table.rows)

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """What is told of the tables; of several, which they are."""
        if len(self.tables) == 1:
            return (*self._told, *self.tables[0].notes)
        each = "、".join(f"{quoted(one.sheet)}（{len(one.rows)} 行）" for one in self.tables)
        several = Note(
            0, f"读了 {len(self.tables)} 个工作表：{each}；只读其中一个，请用 --sheet 指定。"
        )
        notes = (self.within(one, note) for one in self.tables for note in one.notes)
        return (several, *self._told, *notes)

    def parted(self, rows: Iterable[TableRow]) -> Iterator[tuple[Table, Iterable[TableRow]]]:
        """Yield the rows that come, table by table, each with the table it is from."""
        if len(self.tables) == 1:
            yield self.tables[0], rows
            return
        for place, own in groupby(rows, lambda row: self._place(row.number)):
            yield self.tables[place], own

    def row_told(self, number: int) -> str:
        """Return how sentences name a row of some number."""
        sheet, row = self._at(number)
        return row_told(row, sheet)

    def located(self, problem: Problem) -> Problem:
        """Return a problem with the row of its sheet instead of a number."""
        sheet, row = self._at(problem.row)
        return replace(problem, sheet=sheet, row=row)

    def within(self, table: Flow | Table, note: Note) -> Note:
        """Return a note of a table, with its sheet if there are several."""
        return replace(note, sheet=table.sheet) if len(self.tables) > 1 else note

    def _at(self, number: int) -> tuple[str, int]:
        if len(self.tables) == 1:
            return "", number
        place = self._place(number)
        return self.tables[place].sheet, number - (self._ends[place - 1] if place else 0)

    def _place(self, number: int) -> int:
        return bisect_left(self._ends, number)
