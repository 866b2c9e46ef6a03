"""A file into the registry: read, check every row, then preview or one transaction."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from service import registry as use
from service.importing.brands import drafts_of
from service.importing.filling import Filling
from service.importing.flow import Flow, read_flow
from service.importing.model import ImportReport, Note, Problem, Table, TableRow
from service.importing.several import Tables
from service.importing.table import no_rows, read_tables
from service.limits import DEFAULT, Limits
from service.model import BrandDraft
from service.results import ImportResult
from service.storage import Registry
from service.whole_files import told_unreadable

_NO_UNITS = "表里没有“单位”一列，品牌都按没有单位读入；需要时请加上这一列重新导入。"


def import_file(
    registry: Registry,
    source: Path | bytes | BinaryIO,
    *,
    filename: str = "",
    sheet: str | None = None,
    who: str,
    now: dt.datetime,
    dry_run: bool = False,
    skip_invalid: bool = False,
    limits: Limits = DEFAULT,
    index: Path | None = None,
) -> ImportReport:
    """Import a workbook or text table, all or nothing.

    Args:
        registry: an open registry.
        source: path or content of the file, or the file open for reading, which may be closed then.
        filename: name of an upload.
        sheet: sheet to read.
        who: the person acting, for the audit log.
        now: an aware moment, for the audit log.
        dry_run: only say what would happen.
        skip_invalid: leave rows with errors out instead of refusing the file.
        limits: most rows, longest name.
        index: where the index of the registry is kept; if many rows fill it, it is made beside.

    Raises:
        UnreadableFile, BadData, WrongUse: the file holds no table that can be read, or one without rows.
        TooManyRows: more than the limit.
        StorageUnavailable: the registry cannot be written.
    """
    name = filename or (source.name if isinstance(source, Path) else "")
    with _opened(source) as file:
        digest = _digest(file)
        table = _table(file, name, sheet, limits)
        known = "" if dry_run else f"{digest}:{sheet}" if sheet else digest
        intake = _Intake(table, limits, known, skip=skip_invalid)
        filled = bool(index) and not dry_run and not use.counts(registry).total
        with ExitStack() as stack:
            filling = stack.enter_context(Filling(registry, index)) if index and filled else None
            result = use.import_rows(
                registry,
                intake.drafts(table.rows if filling is None else filling.rows(table.rows)),
                seal=intake.seal,
                who=who,
                now=now,
                file_name=name,
                skip=skip_invalid,
                beside=filling,
                row_told=table.row_told,
            )
            if filling:
                filling.keep()
    if not table.count:
        raise no_rows("品牌")
    clashes = [Problem(one.row, "品牌名称", one.message) for one in result.conflicts]
    problems = sorted([*intake.problems, *clashes], key=lambda problem: problem.row)
    skipped = {problem.row for problem in problems if _keeps_out(problem)}
    kept = dry_run or bool(result.id)
    return ImportReport(
        file_name=name,
        dry_run=dry_run,
        rows=table.count,
        result=result if kept else None,
        problems=tuple(map(table.located, problems)),
        notes=(*table.notes, *_about_columns(table)),
        skipped=len(skipped),
    )


class _Intake:
    """The rows of a table on their way into the registry: what is wrong with them, how many are taken.

    Args:
        table: what was read.
        limits: longest name.
        known: the hash of the file, with the sheet if one was chosen; empty for a preview.
        skip: leave rows with errors out instead of refusing the file.
    """

    def __init__(self, table: Flow | Tables, limits: Limits, known: str, *, skip: bool) -> None:
        self._table, self._limits, self._known, self._skip = table, limits, known, skip
        self._taken = 0
        self._words = set[tuple[str, str]]()
        self.problems: list[Problem] = []

    def drafts(self, rows: Iterable[TableRow]) -> Iterator[BrandDraft]:
        """Yield the drafts of the rows without errors."""
        for one, own in self._table.parted(rows):
            drafts = drafts_of(
                one, self.problems, rows=own, limits=self._limits, words_told=self._words
            )
            for draft in drafts:
                self._taken += 1
                yield draft

    def seal(self, found: ImportResult) -> str:
        """Return what the import is known by, empty if nothing is to stay of it.

        The same file is the same bytes with as many rows taken.
        """
        wrong = bool(found.conflicts) or any(map(_keeps_out, self.problems))
        refused = wrong and not self._skip
        rows = self._taken - len({conflict.row for conflict in found.conflicts})
        stays = self._known and not refused and self._table.count
        return f"{self._known}:{rows}" if stays else ""


def _table(file: BinaryIO, name: str, sheet: str | None, limits: Limits) -> Flow | Tables:
    """Return the tables of a file: read row by row where that can be, whole else."""
    file.seek(0)
    if sheet is None and (flow := read_flow(file, name, limits=limits)):
        return flow
    file.seek(0)
    found = read_tables(file.read(), filename=name, sheet=sheet, limits=limits)
    return Tables(*found, limits=limits)


def _opened(source: Path | bytes | BinaryIO) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    if not isinstance(source, Path):
        return source
    with told_unreadable(source):
        return source.open("rb")


def _digest(file: BinaryIO) -> str:
    """Return the SHA-256 of a file, read to its end."""
    found = sha256()
    while piece := file.read(1 << 20):
        found.update(piece)
    return found.hexdigest()


def _keeps_out(problem: Problem) -> bool:
    return problem.severity == "error"


def _about_columns(source: Flow | Tables) -> Iterator[Note]:
    """Yield the notes on columns that are lacking, or not for brands, table by table."""
    for told in (_without_units, _of_organizations):
        for table in source.tables:
            yield from (source.within(table, note) for note in told(table))


def _of_organizations(table: Flow | Table) -> list[Note]:
    """Return the note on columns that tell of organisations: a list of brands has no place for them."""
    told = [f"“{said}”" for field, said in table.headings.items() if field in _OF_ORGANIZATIONS]
    if not told:
        return []
    message = (
        f"{''.join(told)}这 {len(told)} 列说的是党组织，不是品牌，没有读入；"
        "要按上下级和地区统计，请用 pinwen registry units import 导入。"
    )
    return [Note(0, message)]


_OF_ORGANIZATIONS = ("above", "region", "area", "kind", "unit_type")


def _without_units(table: Flow | Table) -> list[Note]:
    """Return a note if no column holds units: told once, where empty cells are told row by row."""
    return [] if "unit" in table.headings else [Note(0, _NO_UNITS)]
