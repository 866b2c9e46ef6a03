"""What a batch tells at its end: an index of what was made, the upload with what was wrong, one archive."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from service.batches.model import Done, MadeItem, Rejected
from service.importing.report import told_workbook
from service.tables import Listing, Row, Rows, workbook
from service.texts import in_a_row

INDEX = "索引.xlsx"
_TABLES = (".xlsx", ".xls", ".csv", ".tsv", ".txt")
_STATES = {"done": "已生成", "failed": "未生成", "waiting": "未完成", "leased": "未完成"}


def index_file(
    done: Done, left: Sequence[str] = (), edited: Sequence[str] = ()
) -> tuple[str, bytes]:
    """Return the index: each item in order, its files, what to look at; rows left out; files left over.

    Args:
        done: the batch.
        left: names of files of earlier batches for which the source has no row any more.
        edited: names of files that somebody has edited, beside which new ones were put.
    """

    def rows() -> Iterator[Row]:
        for number, one in enumerate(done.items, 1):
            files = "；".join(name for name, _ in one.files)
            yield (number, one.label, _STATES[one.state], files, in_a_row(one.problems))

    headings = ("序号", "单位", "结果", "文件", "说明")
    listings = [Listing("索引", headings, Rows.counted(rows))]
    if done.rejected:
        out = tuple((one.sheet, one.row or "", one.message) for one in done.rejected)
        listings.append(Listing("未生成的行", ("工作表", "行", "错误原因"), out))
    if left or edited:
        kept = "已人工修改，没有覆盖；新的一份在旁边，文件名后加“（新）”，请核对后留一份。"
        told = "以前的名单里有，现在没有；未删除，请核对后处理。"
        old = (*((name, kept) for name in edited), *((name, told) for name in left))
        listings.append(Listing("旧文件", ("文件", "说明"), old))
    return INDEX, workbook(listings)


def error_report(
    rejected: Iterable[Rejected],
    items: Iterable[MadeItem],
    source: str,
    kept: Path,
    headings: Mapping[str, int],
) -> Iterator[tuple[str, bytes]]:
    """Yield the upload with a column 错误原因, when something in it could not be made.

    Args:
        rejected: rows that became no items.
        items: those that became some; failed ones are told.
        source: name of the upload.
        kept: where it is, if it is there; only a table is given back, the index tells the rest.
        headings: 1-based row of the headings, by sheet.
    """
    told: dict[str, dict[int, list[str]]] = {}
    for one in rejected:
        told.setdefault(one.sheet, {}).setdefault(one.row, []).append(one.message)
    for item in items:
        if item.state == "failed":
            told.setdefault(item.sheet, {}).setdefault(item.row, []).extend(item.problems)
    # Read only where it is needed: it may be large.
    if told and Path(source).suffix.lower() in _TABLES and kept.is_file():
        yield report_name(source), told_workbook(kept.read_bytes(), told, headings)


def report_name(source: str) -> str:
    """Return the name of the report on an upload."""
    path = Path(source)
    return f"错误原因_{path.with_suffix('.xlsx').name if path.suffix.lower() in _TABLES else path.name}"


def write_archive(target: Path, folder: Path, *, hidden: str) -> None:
    """Write all files of a batch into one zip, in order of name, the same bytes for the same files.

    Args:
        target: the zip.
        folder: of the batch.
        hidden: name of the folder inside that stays out.
    """
    names = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and hidden not in path.relative_to(folder).parts and path != target
    )
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        for name in names:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_STORED if name.endswith((".docx", ".xlsx")) else 8
            info.external_attr = 0o644 << 16
            with (
                (folder / name).open("rb") as file,
                archive.open(info, "w", force_zip64=True) as into,
            ):
                while block := file.read(1 << 20):
                    into.write(block)
