"""The three files of an audit, over a registry with planted collisions."""

from __future__ import annotations

import io
import json
import re
from datetime import datetime
from pathlib import Path

import openpyxl

from service.auditing import audit, write_audit
from service.importing import import_file
from service.storage import open_registry

ROWS = [
    ("星火燎原先锋队", "一厂党支部"),
    ("宏图税韵", "二局党支部"),
    ("鸿图税韵", "三局党支部"),
    ("=<script>灯塔", "海事党支部"),
    ("服务先锋", "四科党支部"),
]


def test_collisions_worn_names_and_gaps_are_found_and_written(
    tmp_path: Path, now: datetime
) -> None:
    source = "品牌名称\t单位名称\n" + "\n".join("\t".join(row) for row in ROWS)
    with open_registry(str(tmp_path / "a.sqlite")) as registry:
        taken = import_file(registry, source.encode(), filename="a.tsv", who="甲", now=now)
        assert taken.result is not None, taken.problems
        report = audit(registry, today=now.date())
    assert report.total == len(ROWS)
    grouped = [{member.name for member in group.members} for group in report.groups]
    assert {"宏图税韵", "鸿图税韵"} in grouped
    assert "服务先锋" in [item.row.name for item in report.generic]
    assert len(report.gaps) == len(ROWS)
    paths = {path.name: path for path in write_audit(report, tmp_path / "out")}
    page = paths["audit.html"].read_text(encoding="utf-8")
    assert "<script>灯塔" not in page
    assert "&lt;script&gt;灯塔" in page
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", page)
    assert "<svg" in page
    book = openpyxl.load_workbook(io.BytesIO(paths["audit.xlsx"].read_bytes()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert json.loads(paths["audit.json"].read_text(encoding="utf-8"))["schema"] == "pinwen.audit/1"
