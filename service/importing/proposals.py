"""Files of proposed names, or of pairs of names, for the checks that need no registry rows."""

from __future__ import annotations

import re
from pathlib import Path

from service.checking import Proposal
from service.errors import BadData, UnreadableFile
from service.importing.cells import clean
from service.importing.table import content, read_table
from service.importing.text_tables import decode, read_text
from service.limits import DEFAULT, Limits


def read_proposals(
    source: Path | bytes, *, filename: str = "", sheet: str | None = None, limits: Limits = DEFAULT
) -> list[Proposal]:
    """Return the names of a workbook, a text table, or a plain list with one name a line.

    Raises:
        UnreadableFile, BadData, WrongUse: the file holds no names.
        TooManyRows: more than the limit.
    """
    data = content(source)
    name = filename or (source.name if isinstance(source, Path) else "")
    if Path(name).suffix.lower() == ".txt" and data[:2] != b"PK":
        return _plain(decode(data), limits)
    table = read_table(data, filename=name, sheet=sheet, limits=limits)
    rows = [
        Proposal(
            name=row.cells.get("name", ""),
            unit=row.cells.get("unit", ""),
            row=row.number,
            meaning=row.cells.get("meaning", ""),
        )
        for row in table.rows
    ]
    empty = [row.row for row in rows if not row.name]
    if empty:
        raise BadData(f"第 {empty[0]} 行的品牌名称为空，请补充或删去这一行。", row=empty[0])
    return rows


def read_pairs(source: Path, *, limits: Limits = DEFAULT) -> list[tuple[str, str]]:
    """Return the pairs of a CSV with the columns `a` and `b`, other columns left out.

    Raises:
        BadData: the columns are missing, or a row lacks one of the two names.
        TooManyRows: more than the limit.
    """
    grid = read_text(content(source), limits=limits)
    head = [clean(cell).lower() for cell in grid[0]] if grid else []
    if "a" not in head or "b" not in head:
        raise BadData("第一行要有列名 a 和 b，分别是要比较的两个名称。", row=1)
    one, other = head.index("a"), head.index("b")
    pairs = []
    for number, row in enumerate(grid[1:], 2):
        if not any(map(clean, row)):
            continue
        if max(one, other) >= len(row) or not clean(row[one]) or not clean(row[other]):
            raise BadData(f"第 {number} 行缺少一个名称，请补充。", row=number)
        pairs.append((row[one], row[other]))
        limits.require_rows(len(pairs))
    return pairs


def _plain(text: str, limits: Limits) -> list[Proposal]:
    """Return one proposal for each line that is not blank; a tab sets the unit apart."""
    lines = enumerate(re.split(r"\r\n|\n|\r", text.removeprefix("\ufeff")), 1)
    found = list(limits.within(_line(number, line) for number, line in lines if clean(line)))
    if not found:
        raise UnreadableFile("文件里没有名称，请一行写一个。")
    return found


def _line(number: int, line: str) -> Proposal:
    name, _, unit = line.partition("\t")
    return Proposal(clean(name), clean(unit), row=number)
