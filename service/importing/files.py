"""A file into the registry: read, check every row, then preview or one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from service import registry as use
from service.importing.brands import brand_rows
from service.importing.model import ImportReport, Problem
from service.importing.table import read_table
from service.limits import DEFAULT, Limits
from service.model import BrandDraft, RowConflict
from service.storage import Registry


def import_file(
    registry: Registry,
    source: Path | bytes,
    *,
    filename: str = "",
    sheet: str | None = None,
    who: str,
    now: dt.datetime,
    dry_run: bool = False,
    skip_invalid: bool = False,
    limits: Limits = DEFAULT,
) -> ImportReport:
    """Import a workbook or text table, all or nothing.

    Args:
        registry: an open registry.
        source: path or content of the file.
        filename: name of an upload.
        sheet: sheet to read.
        who: the person acting, for the audit log.
        now: an aware moment, for the audit log.
        dry_run: only say what would happen.
        skip_invalid: leave rows with errors out instead of refusing the file.
        limits: most rows, longest name.

    Raises:
        UnreadableFile, BadData, WrongUse: the file holds no table that can be read.
        TooManyRows: more than the limit.
        StorageUnavailable: the registry cannot be written.
    """
    name = filename or (source.name if isinstance(source, Path) else "")
    table = read_table(source, filename=name, sheet=sheet, limits=limits)
    drafts, problems = brand_rows(table, limits=limits)
    preview = use.preview_import(registry, drafts, now=now)
    clashing = {conflict.row for conflict in preview.conflicts}
    problems = sorted([*problems, *_clashes(preview.conflicts)], key=lambda problem: problem.row)
    skipped = {problem.row for problem in problems if problem.severity == "error"}
    result = None
    if dry_run:
        result = preview
    elif skip_invalid or not skipped:
        good = [draft for draft in drafts if draft.row not in clashing]
        result = use.import_brands(
            registry,
            good,
            file_hash=_digest(source, good),
            who=who,
            now=now,
            file_name=name,
        )
    return ImportReport(
        file_name=name,
        dry_run=dry_run,
        rows=len(table.rows),
        result=result,
        problems=tuple(problems),
        notes=table.notes,
        skipped=len(skipped),
    )


def _clashes(conflicts: Sequence[RowConflict]) -> list[Problem]:
    return [Problem(conflict.row, "品牌名称", conflict.message) for conflict in conflicts]


def _digest(source: Path | bytes, drafts: Sequence[BrandDraft]) -> str:
    """Return what makes a file the same file: its bytes, and how many rows were taken."""
    data = source.read_bytes() if isinstance(source, Path) else source
    return f"{sha256(data).hexdigest()}:{len(drafts)}"
