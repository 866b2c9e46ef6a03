"""Values of an import: the table read, what was skipped, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from service.results import ImportResult

Grid = list[list[str]]
Range = tuple[int, int, int, int]
"""First row, first column, last row, last column, all from 0."""


class TableRow(NamedTuple):
    """A row of data; a tuple, since there may be millions.

    Attributes:
        number: 1-based as Excel shows it.
        cells: texts by field.
        faults: by field, what is wrong with a cell whose text tells nothing: `#N/A` and the like, or
            `formula` for one without a stored result.
    """

    number: int
    cells: dict[str, str]
    faults: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Note:
    """Something done or left out on the way, in Chinese.

    Attributes:
        row: 1-based, 0 for the whole file or sheet.
        sheet: empty where one sheet was read, or for the whole file.
    """

    row: int
    message: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a row.

    Attributes:
        row: 1-based as Excel shows it.
        field: heading of the column as the office knows it, e.g. 品牌名称.
        message: one Chinese sentence, what is wrong and what to do.
        severity: `error` keeps the row out, `warning` does not.
        sheet: empty where one sheet was read.
    """

    row: int
    field: str
    message: str
    severity: str = "error"
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table found in a file.

    Attributes:
        sheet: name of the sheet, empty for text files.
        header_row: 1-based row of the (last) heading.
        headings: heading as written, by field.
        rows: the data rows in order.
        notes: titles, totals, notes skipped; cells filled down; what is hidden.
        old_days: whether a bare number for a day counts from 1904.
    """

    sheet: str
    header_row: int
    headings: dict[str, str]
    rows: tuple[TableRow, ...]
    notes: tuple[Note, ...]
    old_days: bool = False


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do when `dry_run`.

    Attributes:
        result: counts, None when errors kept everything out.
        rows: number of data rows read.
        problems: in order of sheets and rows; `skipped` is how many rows errors kept out.
    """

    file_name: str
    dry_run: bool
    rows: int
    result: ImportResult | None
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]
    skipped: int

    @property
    def warned(self) -> int:
        """How many rows have warnings alone."""
        wrong = {(one.sheet, one.row) for one in self.problems if one.severity == "error"}
        return len({(one.sheet, one.row) for one in self.problems} - wrong)

    @property
    def refused(self) -> bool:
        """Whether errors kept the whole file out."""
        return self.result is None
