"""Files of proposed names, or of pairs of names, for the checks that need no registry rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from service.errors import BadData, UnreadableFile
from service.file_kinds import is_workbook
from service.importing.brands import fault_of
from service.importing.cells import clean
from service.importing.model import Grid, Note, TableRow
from service.importing.pages import is_page
from service.importing.several import Tables
from service.importing.table import HEADER_DEPTH, header_of, no_rows, read_tables, sheets_of
from service.importing.text_tables import MISLABELLED, decode_table, is_mislabelled, read_text
from service.limits import DEFAULT, Limits
from service.proposals import Proposal
from service.texts import quoted
from service.whole_files import content


@dataclass(frozen=True, slots=True)
class ProposalFile:
    """The names of a file in order, and what was skipped or done on the way."""

    rows: tuple[Proposal, ...]
    notes: tuple[Note, ...] = ()


def read_proposals(
    source: Path | bytes, *, filename: str = "", sheet: str | None = None, limits: Limits = DEFAULT
) -> ProposalFile:
    """Return the names of a workbook, a text table, or a plain list with one name a line.

    A text (.txt, standard input) whose first rows hold headings is a table. A row whose name cannot be
    read stays, with the reason.

    Raises:
        UnreadableFile, BadData, WrongUse: the file holds no names.
        TooManyRows: more than the limit.
    """
    data = content(source)
    name = filename or (source.name if isinstance(source, Path) else "")
    if Path(name).suffix.lower() == ".txt" and not is_workbook(data) and not is_page(data):
        text = decode_table(data)
        if not _is_table(text):
            told = (MISLABELLED,) if is_mislabelled(data) else ()
            return ProposalFile(tuple(_plain(text, limits)), told)
    found = Tables(*read_tables(data, filename=name, sheet=sheet, limits=limits), limits=limits)
    if not found.count:
        raise no_rows("名称")
    limits.require_rows(found.count)
    several = len(found.tables) > 1
    rows = (
        _proposal(row, one.sheet if several else "") for one in found.tables for row in one.rows
    )
    return ProposalFile(tuple(rows), found.notes)


def _proposal(row: TableRow, sheet: str) -> Proposal:
    return Proposal(
        name=row.cells.get("name", ""),
        unit=row.cells.get("unit", ""),
        row=row.number,
        meaning=row.cells.get("meaning", ""),
        trouble=fault_of(row, "name"),
        sheet=sheet,
    )


def _is_table(text: str) -> bool:
    """Whether a text has a heading for names with another column beside it."""
    head = "\n".join(text.splitlines()[:HEADER_DEPTH])
    try:
        grid = read_text(head.encode())
    except (UnreadableFile, UnicodeEncodeError):
        return False
    found = header_of(grid, "name")
    return found is not None and sum(map(bool, map(clean, grid[found[0]]))) > 1


@dataclass(frozen=True, slots=True)
class PairFile:
    """The pairs of names of a file in order, each with its row, and what was not read."""

    pairs: tuple[tuple[int, str, str], ...]
    notes: tuple[Note, ...] = ()


def read_pairs(source: Path, *, limits: Limits = DEFAULT) -> PairFile:
    """Return the pairs of the first table with the columns `a` and `b`, other columns left out.

    Raises:
        BadData: the columns are missing, no row is there, or one lacks one of the two names.
        TooManyRows: more than the limit.
    """
    sheets = sheets_of(content(source), name=source.name.lower(), limits=limits)
    chosen = next((one for one in sheets if {"a", "b"} <= {*_head(one.grid)}), None)
    if chosen is None:
        raise BadData("第一行要有列名 a 和 b，分别是要比较的两个名称。", row=1)
    others = [one.name for one in sheets if one is not chosen and any(map(_says, one.grid))]
    notes = (_left_out(chosen.name, others),) if others else ()
    return PairFile(tuple(_pairs(chosen.grid, limits)), notes)


def _left_out(chosen: str, others: Sequence[str]) -> Note:
    left = "、".join(map(quoted, others))
    return Note(0, f"只读了{quoted(chosen)}，没有读{left}；要比较的，请另存为一个文件。")


def _head(grid: Grid) -> list[str]:
    return [clean(cell).lower() for cell in grid[0]] if grid else []


def _says(row: Sequence[str]) -> bool:
    return any(map(clean, row))


def _pairs(grid: Grid, limits: Limits) -> Sequence[tuple[int, str, str]]:
    one, other = map(_head(grid).index, ("a", "b"))
    pairs = []
    for number, row in enumerate(grid[1:], 2):
        if not _says(row):
            continue
        if max(one, other) >= len(row) or not clean(row[one]) or not clean(row[other]):
            raise BadData(f"第 {number} 行缺少一个名称，请补充。", row=number)
        pairs.append((number, row[one], row[other]))
        limits.require_rows(len(pairs))
    if not pairs:
        raise no_rows("要比较的名称")
    return pairs


def _plain(text: str, limits: Limits) -> list[Proposal]:
    """Return one proposal for each line but blank ones and a heading; a tab sets the unit apart."""
    lines = enumerate(re.split(r"\r\n|\n|\r", text.removeprefix("\ufeff")), 1)
    said = [(number, line) for number, line in lines if clean(line)]
    if said and header_of([[said[0][1]]], "name"):
        said = said[1:]
    found = list(limits.within(_line(number, line) for number, line in said))
    if not found:
        raise UnreadableFile("文件里没有名称，请一行写一个。")
    return found


def _line(number: int, line: str) -> Proposal:
    name, _, unit = line.partition("\t")
    return Proposal(clean(name), clean(unit), row=number)
