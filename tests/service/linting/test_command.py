"""The command and the JSON: exit status, grouped Chinese text, a stable shape."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

import pytest

from service.commands.lint import lint
from service.errors import WrongUse
from service.linting import lint as report_on
from service.linting import wire
from service.linting.output import text
from tests.service.linting.builder import build


def arguments(path: Path, **more: object) -> Namespace:
    given: dict[str, object] = {
        "file": str(path),
        "profile": "gbt9704",
        "enterprise": False,
        "render": False,
        "previous": "",
        "registry": "",
        "json": False,
        "output": "",
    }
    return Namespace(**{**given, **more})


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "通知.docx"
    path.write_bytes(build())
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "来文.docx"
    path.write_bytes(build({"page.right": 28, "body.font": "宋体", "core.title": ""}))
    return path


def test_a_clean_file_is_status_0(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lint(arguments(good)) == 0
    shown = capsys.readouterr().out
    assert "程序能核对的都符合要求" in shown
    assert "需渲染核对（未判定，不算通过）" in shown and "需纸面核对" in shown


def test_findings_are_status_1_and_grouped(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lint(arguments(bad)) == 1
    shown = capsys.readouterr().out
    assert shown.index("要改的") < shown.index("建议（") < shown.index("需渲染核对")
    assert "[违反] 版心宽 154 毫米" in shown and "5.2.1 规定，GW104" in shown
    assert "第 4 段“各单位党组织" in shown


def test_an_enterprise_reads_deviates(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lint(arguments(bad, enterprise=True)) == 1
    shown = capsys.readouterr().out
    assert "[偏离]" in shown and "[违反]" not in shown


def test_advice_alone_is_status_0(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(build({"core.title": ""}))
    assert lint(arguments(path)) == 0


def test_json_and_files(bad: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lint(arguments(bad, json=True, profile="notice-28pt-s3")) == 1
    shown = json.loads(capsys.readouterr().out)
    assert shown["schema"] == "pinwen.lint/1" and not shown["clean"]
    assert shown["deviations"] and shown["counts"]["error"] >= 1
    target = tmp_path / "report.json"
    lint(arguments(bad, output=str(target)))
    assert json.loads(target.read_text(encoding="utf-8"))["file"] == "来文.docx"
    target = tmp_path / "report.txt"
    lint(arguments(bad, output=str(target)))
    assert target.read_text(encoding="utf-8").startswith("来文.docx：")


def test_every_finding_tells_what_a_reader_needs() -> None:
    shown = wire.report(report_on(build({"page.right": 28, "heading2.bold": True})), name="x")
    for one in shown["findings"]:
        assert one["message"] and one["suggestion"] and one["places"] and one["strength"]
        assert one["severity"] in ("error", "warning", "advice")
    assert set(shown) == {
        *("schema", "file", "clean", "counts", "facts", "findings", "passed", "not_applicable"),
        *("needs_rendering", "needs_paper", "deviations"),
    }
    assert "偏离（" not in text(shown)


def test_a_report_is_written_as_text_or_json_only(good: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="不支持输出为"):
        lint(arguments(good, output=str(tmp_path / "报告.pdf")))
    assert not (tmp_path / "报告.pdf").exists()
