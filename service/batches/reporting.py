"""What a batch tells at its end: an index of what was made, the upload with what was wrong."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from service.batches.model import Done
from service.batches.starting import HIDDEN
from service.importing.report import told_workbook
from service.tables import Listing, workbook

INDEX = "索引.xlsx"
_STATES = {"done": "已生成", "failed": "未生成", "waiting": "未完成", "leased": "未完成"}


def index_file(done: Done) -> tuple[str, bytes]:
    """Return the index: each item in order, its files, what to look at."""
    rows = tuple(
        (
            number,
            one.label,
            _STATES[one.state],
            "；".join(name for name, _ in one.files),
            "；".join(one.problems),
        )
        for number, one in enumerate(done.items, 1)
    )
    listing = Listing("索引", ("序号", "单位", "结果", "文件", "说明"), rows)
    return INDEX, workbook([listing])


def error_report(done: Done, source: str, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the upload with a column 错误原因, when something in it could not be made."""
    told: dict[str, dict[int, list[str]]] = {}
    for rejected in done.rejected:
        told.setdefault(rejected.sheet, {}).setdefault(rejected.row, []).append(rejected.message)
    for one in done.items:
        if one.state == "failed":
            told.setdefault("", {}).setdefault(one.row, []).extend(one.problems)
    upload = folder / HIDDEN / f"source{Path(source).suffix}"
    if told and upload.suffix == ".xlsx":
        yield f"错误原因_{Path(source).name}", told_workbook(upload.read_bytes(), told)


def write_archive(target: Path, folder: Path) -> None:
    """Write all files of a batch into one zip, in order of name, the same bytes for the same files."""
    names = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and HIDDEN not in path.relative_to(folder).parts and path != target
    )
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        for name in names:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name.endswith((".docx", ".xlsx")) else 8
            info.external_attr = 0o644 << 16
            with (folder / name).open("rb") as file, archive.open(info, "w") as into:
                while block := file.read(1 << 20):
                    into.write(block)
