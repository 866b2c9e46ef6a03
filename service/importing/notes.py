"""What an office is told about a sheet although nothing is wrong: hidden parts, merged names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from service.importing.cells import clean
from service.importing.long_sheets import LongSheet
from service.importing.model import Note
from service.importing.workbooks import Sheet
from service.model import LONG
from service.sheet_rows import letters_of
from service.texts import breaks_line, quoted, rows_told, trimmed


def told_of(sheet: Sheet, header: int, columns: Mapping[int, str]) -> list[Note]:
    """Return the notes on a sheet.

    Args:
        sheet: the sheet with the table.
        header: its last heading row, from 0.
        columns: field by column, from 0.
    """
    headings = {column: _heading(sheet, header, column) for column in columns}
    return [
        *(Note(0, told) for told in hidden(sheet, headings, partial(_says, sheet))),
        *_merged_names(sheet, header, columns),
        *_broken_lines(sheet, header, columns),
    ]


def is_sample(sheet: str) -> bool:
    """Return whether a sheet is called a sample of how to fill in the others: 填写示例, 样表."""
    return _SAMPLE.search(sheet) is not None


_SAMPLE = re.compile("(?:示例|样例|范例|样表)(?:表|页|数据)?[）)]?$")


def unread(
    *, hidden: Sequence[str], samples: Sequence[str], others: Sequence[str], wanted: str
) -> list[Note]:
    """Return the notes on sheets that were not read: with a table, hidden or samples, or without `wanted`."""
    why = (
        (hidden, "是隐藏的，没有读；要读它，请用 --sheet 指定。"),
        (samples, "看名称是填写示例，没有读；要读它，请用 --sheet 指定。"),
        (others, f"里没有找到“{wanted}”这一列，没有读；如果里面有要读的内容，请补上表头再重试。"),
    )
    return [Note(0, f"工作表{'、'.join(map(quoted, names))}{told}") for names, told in why if names]


def hidden(
    sheet: Sheet | LongSheet,
    headings: Mapping[int, str],
    says: Callable[[int], bool],
    where: str = "",
) -> Iterator[str]:
    """Yield what is hidden of what was read.

    Args:
        sheet: the sheet.
        headings: of the columns read, by column from 0.
        says: whether a row, from 0, says something; asked of hidden ones.
        where: how a sentence on rows or columns begins.
    """
    if sheet.concealed:
        yield f"工作表“{sheet.name}”是隐藏的，{_READ}"
    known = [row for first, last in sheet.hidden_spans for row in range(first, last + 1)]
    said = [row + 1 for row in known if says(row)]
    if count := max(sheet.hidden, len(known)) - len(known) + len(said):
        places = f"（第 {rows_told(said)} 行）" if said else ""
        yield f"{where}有 {count} 行是隐藏的{places}，{_READ}"
    columns = sorted(column for column in headings if column in sheet.hidden_columns)
    if columns:
        named, letters = ("、".join(map(f, columns)) for f in (headings.__getitem__, letters_of))
        yield f"{where}“{named}”这 {len(columns)} 列是隐藏的（{letters} 列），{_READ}"


_READ = "也已读入，请核对是否需要。"


def _says(sheet: Sheet, row: int) -> bool:
    return row < len(sheet.grid) and any(map(str.strip, sheet.grid[row]))


def _merged_names(sheet: Sheet, header: int, columns: Mapping[int, str]) -> Iterator[Note]:
    for top, left, bottom, _ in sheet.merged:
        if top > header and bottom > top and columns.get(left) == "name":
            yield Note(
                top + 1,
                f"第 {top + 1}–{bottom + 1} 行的品牌名称是一个合并单元格，已作为每一行的名称，"
                "请核对是不是几个单位共用一个品牌。",
            )


def _broken_lines(sheet: Sheet, header: int, columns: Mapping[int, str]) -> Iterator[Note]:
    if count := sum(broken_cells(row, columns) for row in sheet.grid[header + 1 :]):
        yield broken_lines(count)


def broken_cells(row: Sequence[str], columns: Mapping[int, str]) -> int:
    """Return how many cells of a row that should be one line are several; `columns` are fields by column."""
    return sum(
        breaks_line(row[column]) and breaks_line(trimmed(row[column]))
        for column, field in columns.items()
        if field not in LONG and column < len(row)
    )


def broken_lines(count: int) -> Note:
    """Return the note on cells whose line breaks have become spaces."""
    return Note(0, f"有 {count} 个单元格内的换行已改为空格，请核对。")


def _heading(sheet: Sheet, header: int, column: int) -> str:
    rows = (sheet.grid[row] for row in (header, header - 1) if row >= 0)
    return next((text for row in rows if column < len(row) and (text := clean(row[column]))), "")
