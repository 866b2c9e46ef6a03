"""A list of organisations → drafts: name, organisation above, kind, level, region, area, type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from service import registry as use
from service.errors import BadData
from service.importing.model import Problem, Table, TableRow
from service.importing.table import no_rows, read_table
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
        problems: row and Chinese sentence, in order of rows; any of them keeps all rows out.
        imported: whether the list was taken.
    """

    rows: int
    result: OrganizationResult
    problems: tuple[tuple[int, str], ...]
    imported: bool


OrganizationList = tuple[list[OrganizationDraft], list[Problem], Table]
"""What `read_organizations` returns."""


def import_list(
    registry: Registry, read: OrganizationList, *, who: str, now: datetime, dry_run: bool = False
) -> OrganizationReport:
    """Import a list of organisations that has been read, all rows or none.

    Raises:
        StorageUnavailable: the registry cannot be written.
    """
    drafts, found, table = read
    told = [(one.row, f"{one.field}：{one.message}") for one in found]
    result = use.import_organizations(
        registry, drafts, who=who, now=now, dry_run=dry_run or bool(told)
    )
    problems = tuple(sorted([*told, *((one.row, one.message) for one in result.problems)]))
    return OrganizationReport(len(table.rows), result, problems, not problems and not dry_run)


def read_organizations(
    source: Path | bytes, *, filename: str = "", sheet: str | None = None, limits: Limits = DEFAULT
) -> OrganizationList:
    """Return the organisations of a workbook or text table, what is wrong with it, and the table.

    Raises:
        UnreadableFile, BadData, WrongUse: no table with a column 党组织名称, or one without rows.
        TooManyRows: more than the limit.
    """
    table = read_table(source, filename=filename, sheet=sheet, limits=limits, wanted="unit")
    if not table.rows:
        raise no_rows("党组织")
    drafts: list[OrganizationDraft] = []
    problems: list[Problem] = []
    for row in table.rows:
        try:
            drafts.append(_draft(row))
        except BadData as trouble:
            field = str(trouble.facts.get("field", "unit"))
            problems.append(Problem(row.number, table.headings.get(field, field), trouble.message))
    return drafts, problems, table


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
