"""What is told of a filled-in workbook although nothing is wrong: what is hidden, what was not read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from service.drafting.filled_tables import Table, headings_of
from service.importing.cells import NO_COLUMN, heading
from service.importing.long_sheets import LongSheet
from service.importing.notes import hidden
from service.sheet_rows import letters_of
from service.texts import first_of

_MOST_TOLD = 10


def by_name(sheets: Sequence[LongSheet]) -> tuple[dict[str, LongSheet], list[LongSheet]]:
    """Return sheets by what they are called, and those called like another but for a remark: 单位 (2)."""
    found: dict[str, LongSheet] = {}
    # Whose name has no remark goes first, wherever it stands.
    for sheet in sorted(sheets, key=lambda one: len(one.name)):
        found.setdefault(heading(sheet.name), sheet)
    return found, [sheet for sheet in sheets if found[heading(sheet.name)] is not sheet]


def unread_sheets(
    sheets: Mapping[str, LongSheet], twins: Sequence[LongSheet], known: Collection[str]
) -> Iterator[str]:
    """Yield a note for each sheet that says something and is not read; see `by_name`.

    Args:
        sheets: by what they are called.
        twins: those called like another.
        known: what the sheets of the template are called.
    """
    names = {heading(name) for name in known}
    strange = [sheet for name, sheet in sheets.items() if name not in names]
    for sheet in (*strange, *twins):
        if any(cell.strip() for row in sheet.rows for cell in row):
            other = sheets[heading(sheet.name)]
            why = "不是模板里的" if other is sheet else f"与“{other.name}”同名"
            yield f"工作表“{sheet.name}”{why}，没有读；有要用的内容请填到模板的表里。"


def told_of(table: Table) -> Iterator[str]:
    """Yield what is hidden of a table whose rows were taken, and its columns that were not read."""
    said, columns = headings_of(table), table.columns
    where = f"工作表“{table.sheet.name}”里"
    read = {c: said.get(c, "") for c in columns}
    yield from hidden(table.sheet, read, table.said.__contains__, where)
    others = [f"“{text}”" for c, text in said.items() if c not in columns and text not in NO_COLUMN]
    if others:
        told = f"这 {len(others)} 列没有读：模板里没有这样的列。"
        yield f"{where}{first_of(others, _MOST_TOLD)}{told}"
    if table.bare:
        named = first_of([letters_of(c) for c in sorted(table.bare)], _MOST_TOLD)
        yield f"{where} {named} 列没有表头，里面的内容没有读。"
