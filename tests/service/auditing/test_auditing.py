"""The review of a registry: groups, worn names, gaps; files that open without a network."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook

from service import registry as use
from service.auditing import audit, write_audit
from service.model import BrandDraft
from service.storage import Registry

NAMES = ("铁旒红", "铁流红", "盐湖渡口", "盐湖渡口·运盐人之家", "服务先锋", "奔流<b>&")


def filled(registry: Registry, now: datetime) -> None:
    for number, name in enumerate(NAMES):
        draft = BrandDraft(name, f"第{number}支部")
        use.add_brand(registry, draft, who="张三", now=now)


def test_groups_generic_names_and_gaps_are_found(registry: Registry, now: datetime) -> None:
    filled(registry, now)
    report = audit(registry, today=now.date())
    groups = [{row.name for row in group.members} for group in report.groups]
    assert groups == [{"铁旒红", "铁流红"}, {"盐湖渡口", "盐湖渡口·运盐人之家"}]
    assert [item.row.name for item in report.generic] == ["服务先锋"]
    assert len(report.gaps) == len(NAMES)
    assert report.total == len(NAMES)


def test_accepted_pairs_are_told_apart(registry: Registry, now: datetime) -> None:
    filled(registry, now)
    one, other = (use.find_brand(registry, name).id for name in NAMES[:2])
    use.decide_pair(registry, one, other, "accepted", who="张三", now=now, why="历史原因")
    report = audit(registry, today=now.date())
    assert len(report.groups) == 1
    assert [pair.standing for pair in report.settled] == ["accepted"]


def test_the_files_are_whole_and_name_no_address(
    registry: Registry, now: datetime, tmp_path: Path
) -> None:
    filled(registry, now)
    workbook, page, data = write_audit(audit(registry, today=now.date()), tmp_path / "out")
    text = page.read_text(encoding="utf-8")
    assert "铁旒红" in text
    assert "&lt;b&gt;&amp;" in text
    assert not re.search(r"(?:https?:)?//", text)
    assert load_workbook(workbook).sheetnames[0] == "重复与近似"
    assert data.stat().st_size > 0


def test_an_empty_registry_is_reviewed_too(
    registry: Registry, now: datetime, tmp_path: Path
) -> None:
    report = audit(registry, today=now.date())
    assert report.total == 0
    assert all(path.exists() for path in write_audit(report, tmp_path))
