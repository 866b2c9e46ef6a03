"""A list of organisations → drafts: name, organisation above, kind, level, region, area, type."""

from __future__ import annotations

from pathlib import Path

from service.errors import BadData
from service.importing.model import Problem, Table, TableRow
from service.importing.table import no_rows, read_table
from service.limits import DEFAULT, Limits
from service.registry.organization_import import OrganizationDraft, kind_named


def read_organizations(
    source: Path | bytes, *, filename: str = "", sheet: str | None = None, limits: Limits = DEFAULT
) -> tuple[list[OrganizationDraft], list[Problem], Table]:
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
