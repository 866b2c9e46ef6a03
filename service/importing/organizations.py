"""A list of organisations → drafts: name, organisation above, kind, level, region, area, type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from service import registry as use
from service.errors import BadData
from service.importing.model import Note, Problem, TableRow
from service.importing.several import Tables
from service.importing.table import no_rows, read_tables
from service.limits import DEFAULT, Limits
from service.registry.organization_import import (
    OrganizationDraft,
    OrganizationResult,
    kind_named,
)
from service.storage import Registry


@dataclass(frozen=True, slots=True)
class OrganizationReport:
    """What the import of a list did, or would do.

    Attributes:
        rows: number of data rows read.
        problems: in order of rows; any of them keeps all rows out.
        imported: whether the list was taken.
        notes: what is told of the file: sheets and columns that were not read, rows that were skipped.
    """

    rows: int
    result: OrganizationResult
    problems: tuple[Problem, ...]
    imported: bool
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class OrganizationList:
    """A list of organisations that has been read.

    Attributes:
        drafts: of the rows that can be taken.
        problems: what is wrong with the others; rows are numbered on from sheet to sheet.
        tables: what was read.
    """

    drafts: list[OrganizationDraft]
    problems: list[Problem]
    tables: Tables


def import_list(
    registry: Registry, read: OrganizationList, *, who: str, now: datetime, dry_run: bool = False
) -> OrganizationReport:
    """Import a list of organisations that has been read, all rows or none.

    Raises:
        StorageUnavailable: the registry cannot be written.
    """
    result = use.import_organizations(
        registry,
        read.drafts,
        who=who,
        now=now,
        dry_run=dry_run or bool(read.problems),
        row_told=read.tables.row_told,
    )
    found = [*read.problems, *(Problem(one.row, "", one.message) for one in result.problems)]
    problems = tuple(map(read.tables.located, sorted(found, key=lambda one: one.row)))
    imported = not problems and not dry_run
    return OrganizationReport(read.tables.count, result, problems, imported, read.tables.notes)


def read_organizations(
    source: Path | bytes, *, filename: str = "", sheet: str | None = None, limits: Limits = DEFAULT
) -> OrganizationList:
    """Return the organisations of a text table, or of all sheets of a workbook that hold a list.

    Raises:
        UnreadableFile, BadData, WrongUse: no table with a column 党组织名称, or none with rows.
        TooManyRows: more than the limit.
    """
    found = read_tables(source, filename=filename, sheet=sheet, limits=limits, wanted="unit")
    tables = Tables(*found, limits=limits)
    if not tables.count:
        raise no_rows("党组织")
    drafts: list[OrganizationDraft] = []
    problems: list[Problem] = []
    for table, rows in tables.parted(tables.rows):
        for row in rows:
            try:
                drafts.append(_draft(row))
            except BadData as trouble:
                field = str(trouble.facts.get("field", "unit"))
                title = table.headings.get(field, field)
                problems.append(Problem(row.number, title, trouble.message))
    return OrganizationList(drafts, problems, tables)


def _draft(row: TableRow) -> OrganizationDraft:
    """Return the organisation of a row; BadData says what is wrong with it."""
    cells = row.cells
    if row.faults:
        raise BadData("单元格是错误值或没有结果的公式，请直接填写内容。", field=min(row.faults))
    if not cells.get("unit"):
        raise BadData("党组织名称为空，请补充或删去这一行。", field="unit")
    return OrganizationDraft(
        name=cells["unit"],
        parent=cells.get("above", ""),
        kind=kind_named(cells.get("kind", "")),
        level=cells.get("level", ""),
        region=cells.get("region", ""),
        area=cells.get("area", ""),
        unit_type=cells.get("unit_type", ""),
        row=row.number,
    )
