"""The three files of an audit, over a registry with planted collisions."""

from __future__ import annotations

import io
import json
import re
import sys
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from service import registry as use
from service.auditing import audit, sheets, write_audit
from service.auditing.model import AuditReport, Gap
from service.auditing.output import page
from service.auditing.sheets import workbook_beside
from service.errors import StorageUnavailable
from service.importing.files import import_file
from service.model import BrandDraft
from service.storage import open_registry
from service.tables import Listing, Share

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
    text = paths["audit.html"].read_text(encoding="utf-8")
    assert "<script>灯塔" not in text
    assert "&lt;script&gt;灯塔" in text
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", text)
    assert "<svg" in text
    book = openpyxl.load_workbook(io.BytesIO(paths["audit.xlsx"].read_bytes()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    found = json.loads(paths["audit.json"].read_text(encoding="utf-8"))
    assert found["schema"] == "pinwen.audit/1"
    assert {"id", "name", "unit"} <= set(found["groups"][0]["members"][0])


def test_the_page_gives_reasons_families_coverage_and_a_whole_axis(
    tmp_path: Path, now: datetime
) -> None:
    with open_registry(str(tmp_path / "a.sqlite")) as registry:
        above = use.add_organization(registry, "海事党委", who="甲", now=now)
        for name, area in (("海事一支部", "东片区"), ("海事二支部", "西片区")):
            use.add_organization(registry, name, who="甲", now=now, parent_id=above.id, area=area)
        for name, unit in (
            ("盐湖渡口", "海事一支部"),
            ("盐湖渡口·运盐人之家", "海事党委"),
            ("宏图税韵", "二局党支部"),
            ("鸿图税韵", "三局党支部"),
            ("铁旒红", "四局党支部"),
        ):
            use.add_brand(registry, BrandDraft(name, unit, emblem="有"), who="甲", now=now)
        report = audit(registry, today=now.date())
        text = page(report)
    for group in report.groups:
        for pair in group.pairs:
            assert pair.explanation in text
    assert {one.group for one in report.coverage} == {"", "东片区", "西片区"}
    for said in ("全部", "东片区", "同一品牌家族", "第 1 组", "80.0%", "100%"):
        assert said in text, said
    # Every length between the shortest and the longest has its place on the axis, names or not.
    axis = re.findall(r'y="202" text-anchor="middle">(\d+)<', text)
    assert axis == [str(n) for n in range(min(report.lengths), max(report.lengths) + 1)]
    assert "@page { size: A4" in text


def test_another_process_writes_the_same_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = (
        ("=1+1", "甲支部", 3, Share(0.25), None, ""),
        ("奔流\n<b>", "𠮷", 0, Share(1), None, "乙"),
    )
    lists = [Listing("一", tuple("甲乙丙丁戊己"), rows), Listing("二", ("甲",), ())]
    here, beside, again = (tmp_path / f"{name}.xlsx" for name in ("here", "beside", "again"))
    with workbook_beside(1, lambda: lists, here):
        assert here.exists()
    monkeypatch.setattr(sheets, "_MANY", 0)
    with workbook_beside(1, lambda: lists, beside):
        pass
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with workbook_beside(1, lambda: lists, again):
        assert not again.exists()
    assert here.read_bytes() == beside.read_bytes() == again.read_bytes()


def test_a_workbook_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "_MANY", 0)
    with (
        pytest.raises(StorageUnavailable),
        workbook_beside(1, lambda: [Listing("一", ("甲",), ())], tmp_path / "none" / "a.xlsx"),
    ):
        pass


def test_a_large_audit_tells_what_the_page_leaves_out() -> None:
    gaps = tuple(Gap(f"红帆{i}", "甲", ("标识",)) for i in range(250))
    report = AuditReport("2026-07-01", 250, {}, (), (), (), (), (), gaps, {3: 250}, ())
    assert "只列前 200 个" in page(report)
