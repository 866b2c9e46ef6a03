"""The table in a file: heading rows found by what they say, data rows between them and the totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from service.errors import BadData, UnreadableFile
from service.file_kinds import called, is_workbook
from service.importing.cells import NO_COLUMN, clean
from service.importing.data_rows import PlainRows, data_cells
from service.importing.headings import field_of, fields_of
from service.importing.merged import fill_down
from service.importing.model import Grid, Note, Table, TableRow
from service.importing.notes import is_sample, told_of, unread
from service.importing.objects import read_objects
from service.importing.pages import is_page, read_page
from service.importing.strangers import why_no_workbook
from service.importing.text_tables import MISLABELLED, is_mislabelled, read_text
from service.importing.workbooks import Sheet, read_sheets
from service.limits import DEFAULT, Limits
from service.texts import first_of, rows_told
from service.whole_files import content

HEADER_DEPTH = 20
"""Rows among which a heading is looked for."""
_BOOKS = (".xls", ".xlsx", ".et")
_OTHER_OFFICE = (".wps", ".doc", ".docx", ".pdf")
# So many fields beside the one looked for, one below the other, are the headings of a table that lies across.
_FEWEST_ACROSS = 2
_MOST_TOLD = 10
_WANTED = {"name": "品牌名称", "unit": "党组织名称"}


def read_tables(
    source: Path | bytes,
    *,
    filename: str = "",
    sheet: str | None = None,
    limits: Limits = DEFAULT,
    wanted: str = "name",
) -> tuple[list[Table], list[Note]]:
    """Return the tables of all sheets that have one, in their order, and notes on what was not read.

    Hidden sheets and those called samples are left alone if there is another.

    Args:
        source: path or content of a workbook or text file.
        filename: name of the upload, for its ending; by default that of the path.
        sheet: the only sheet to read.
        limits: most rows of data of each sheet.
        wanted: the field that a table must have a column for, `name` or `unit`.

    Raises:
        UnreadableFile: cannot be opened; the message says what to do.
        TooManyRows: more than the limit.
        WrongUse: there is no such sheet.
        BadData: no heading for what is wanted (品牌名称, 党组织名称 or a synonym) within the first 20 rows.
    """
    data, name = content(source), filename or (source.name if isinstance(source, Path) else "")
    sheets = sheets_of(data, name=name.lower(), sheet=sheet, limits=limits)
    found = [(sheet, place) for sheet in sheets if (place := header_of(sheet.grid, wanted))]
    if not found:
        raise no_heading(wanted)
    shown = [one for one in found if not one[0].concealed] or found
    filled = [one for one in shown if not is_sample(one[0].name)] or shown
    for one, place in filled:
        require_upright(one.grid, *place, sheet=one.name)
    left = [one for one, _ in found if all(one is not each for each, _ in filled)]
    told = unread(
        hidden=[one.name for one in left if one.concealed],
        samples=[one.name for one in left if not one.concealed],
        others=[one.name for one in sheets if _is_other(one, [each for each, _ in found])],
        wanted=_WANTED[wanted],
    )
    if not is_workbook(data) and is_mislabelled(data):
        told.append(MISLABELLED)
    return [_table(one, place, limits) for one, place in filled], told


def require_upright(grid: Grid, header: int, columns: dict[int, str], *, sheet: str = "") -> None:
    """Require that headings stand in a row; only the first rows of a table are looked at.

    Raises:
        BadData: they stand one below the other, each with its values to the right.
    """
    [place, *others] = columns
    if others or not _says_beside(grid[header], place):
        return
    column = (
        row for row in grid[: HEADER_DEPTH + 1] if place < len(row) and _says_beside(row, place)
    )
    named = {
        field for row in column if len(fields_of(row)) == 1 and (field := field_of(row[place]))
    }
    if len(named) > _FEWEST_ACROSS:
        table = f"工作表“{sheet}”" if sheet else "表格"
        raise BadData(
            f"{table}像是横着排的（各项名称在左边一列），"
            "请在 Excel 中复制后用“选择性粘贴—转置”改成一行一个，再重试。"
        )


def _says_beside(row: Sequence[str], place: int) -> bool:
    return any(map(clean, row[place + 1 :]))


def _is_other(sheet: Sheet, tables: Sequence[Sheet]) -> bool:
    """Return whether a sheet is shown and says something, but not in a table that can be read."""
    known = sheet.concealed or any(sheet is one for one in tables)
    return not known and any(any(map(clean, row)) for row in sheet.grid)


def no_heading(wanted: str) -> BadData:
    """Return the error that says no column is called what a table must have one for."""
    return BadData(
        f"前 20 行里没有找到“{_WANTED[wanted]}”这一列，请检查表头，"
        f"或把名称所在列的标题改为“{_WANTED[wanted]}”。"
    )


def no_rows(what: str) -> BadData:
    """Return the error that says a table holds headings alone; `what` is what its rows would be."""
    return BadData(f"表头下面没有{what}，请检查是否选错了文件或工作表。")


def sheets_of(
    data: bytes, *, name: str = "", sheet: str | None = None, limits: Limits = DEFAULT
) -> list[Sheet]:
    """Return the sheets of a file of any kind; those of web pages are called 表1, 表2, of texts nothing.

    Raises:
        UnreadableFile, TooManyRows, WrongUse: as `read_tables`.
    """
    ending = Path(name).suffix
    if ending in _OTHER_OFFICE:
        raise UnreadableFile(
            f"不能直接读取 {ending} 文件，请在 WPS 或 Word 中另存为 .xlsx 后重试。"
        )
    if is_workbook(data) or (not data and ending in _BOOKS):
        return read_sheets(data, sheet=sheet, limits=limits)
    if not data.strip():
        raise UnreadableFile("文件是空的，请重新选择文件。")
    if is_page(data):
        return read_page(data)
    if ending == ".json":
        return [Sheet("", read_objects(data, limits=limits), ())]
    # Systems give out texts that are called workbooks; what else is called so is told for what it is.
    if ending in _BOOKS and (called(data) or b"\0" in data):
        raise UnreadableFile(why_no_workbook(data))
    grid = read_text(data, limits=limits)
    if ending in _BOOKS and not any(map(fields_of, grid[:HEADER_DEPTH])):
        raise UnreadableFile(why_no_workbook(data))
    return [Sheet("", grid, ())]


def header_of(grid: Grid, wanted: str) -> tuple[int, dict[int, str]] | None:
    """Return the last heading row (0-based) and the field of each column, or None.

    A heading of two levels is one row of groups above one of names; both may name fields.
    """
    for row in range(min(len(grid), HEADER_DEPTH)):
        fields = fields_of(grid[row])
        if wanted in fields.values() or _group_above(grid, row):
            below = fields_of(grid[row + 1]) if row + 1 < len(grid) else {}
            if _is_heading(grid, row + 1, below):
                merged = {**fields, **below}
                if wanted in merged.values():
                    return row + 1, _single(merged)
            if wanted in fields.values():
                return row, _single(fields)
    return None


def _group_above(grid: Grid, row: int) -> bool:
    return len(fields_of(grid[row])) >= 2


def _is_heading(grid: Grid, row: int, fields: dict[int, str]) -> bool:
    """Whether a row below a heading is its second level: at least half of what it says are headings."""
    said = [cell for cell in grid[row] if clean(cell)] if row < len(grid) else []
    return bool(fields) and 2 * len(fields) >= len(said) >= 2


def _single(fields: dict[int, str]) -> dict[int, str]:
    """Return the columns with each field once, the first column that names it."""
    taken: set[str] = set()
    kept = {}
    for column, name in sorted(fields.items()):
        if name not in taken:
            kept[column] = name
            taken.add(name)
    return kept


def _table(sheet: Sheet, place: tuple[int, dict[int, str]], limits: Limits) -> Table:
    header, columns = place
    notes = about_heading(sheet.grid, header, columns)
    filled = fill_down(sheet.merged, sheet.grid, header)
    rows = list(limits.within(_rows(sheet, header, columns, notes)))
    notes += told_of(sheet, header, columns)
    if filled:
        notes.append(Note(0, f"有 {filled} 个合并单元格的值已按所在区域向下填充。"))
    headings = written(sheet.grid, header, columns)
    return Table(sheet.name, header + 1, headings, tuple(rows), tuple(notes), sheet.old_days)


def about_heading(grid: Grid, header: int, columns: dict[int, str]) -> list[Note]:
    """Return the notes on what stands above a heading, and on columns whose headings mean nothing here."""
    above = [
        Note(i + 1, f"第 {i + 1} 行在表头之前，作为标题跳过。")
        for i in range(header)
        if any(map(clean, grid[i])) and not fields_of(grid[i])
    ]
    upper = grid[header - 1] if header and fields_of(grid[header - 1]) else []
    unknown = [
        said
        for column, cells in enumerate(zip_longest(grid[header], upper, fillvalue=""))
        if (said := next(filter(None, map(clean, cells)), ""))
        and column not in columns
        and said not in NO_COLUMN
    ]
    if unknown:
        shown = first_of([f"“{said}”" for said in unknown], _MOST_TOLD)
        told = f"{shown}这 {len(unknown)} 列没有读入：表头不认识，或与别的列重复。"
        above.append(Note(0, told))
    return above


def written(grid: Grid, header: int, columns: dict[int, str]) -> dict[str, str]:
    """Return the headings as they are written, by field."""
    return {
        name: clean(grid[header][column] if column < len(grid[header]) else "")
        or clean(grid[header - 1][column])
        for column, name in columns.items()
    }


def _rows(
    sheet: Sheet, header: int, columns: dict[int, str], notes: list[Note]
) -> Iterator[TableRow]:
    """Yield the data rows; totals, notes, repeated headings and signatures go to the notes."""
    reader = PlainRows(columns)
    broken: list[int] = []
    for index in range(header + 1, len(sheet.grid)):
        row = sheet.grid[index]
        cells = reader.cells(row)
        if cells is None:
            cells = data_cells(row, index, columns, notes)
        if cells is not None:
            yield TableRow(index + 1, cells, _faults(sheet, index, columns))
        elif not any(map(clean, row)) and _faults(sheet, index, columns):
            broken.append(index + 1)
    if broken:
        told = f"第 {rows_told(broken)} 行只有错误值或没有结果的公式，已跳过，请核对是否缺了内容。"
        notes.append(Note(0, told))


def _faults(sheet: Sheet, index: int, columns: dict[int, str]) -> dict[str, str]:
    """Return what is wrong with cells of a row, by field."""
    if not sheet.faults:
        return {}
    return {name: fault for c, name in columns.items() if (fault := sheet.faults.get((index, c)))}
