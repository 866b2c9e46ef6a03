"""What is wrong with a row comes back beside that row: in its own sheet, headed where its headings are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cli import main
from service.applications import batch, digests
from service.errors import BadData
from tests.service.applications.processing import process

HEAD = ["序号", "申报单位", "品牌名称", "主要做法"]
SHEETS = {
    "一组": [
        ["星河市品牌申报表"],
        HEAD,
        [1, "甲村党支部", "麦田哨", "开办夜校。"],
        [2, "乙村党支部", "", "修路。"],
    ],
    "二组": [
        ["星河市品牌申报表（二组）"],
        ["填报日期：2026-03-05"],
        HEAD,
        [1, "丙村党支部", "渡口灯", "巡河。"],
        [2, "丁村党支部", "山谷回声", "护林。"],
    ],
}


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a workbook of two sheets with titles; the application of 丁村 cannot be made."""
    book, path = openpyxl.Workbook(), tmp_path / "申报.xlsx"
    book.remove(book.worksheets[0])
    for name, rows in SHEETS.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    made = digests.digest

    def digest(values: Any, limit: Any) -> Any:
        if values["brand_name"] == "山谷回声":
            raise BadData("不能生成，请核对。")
        return made(values, limit)

    monkeypatch.setattr(batch, "digest", digest)
    return path


def told(path: Path) -> dict[str, list[str | None]]:
    """Return the last column of each sheet, from its fifth on."""
    found = {}
    for sheet in openpyxl.load_workbook(path).worksheets:
        rows = [row[4:] for row in sheet.iter_rows(values_only=True)]
        found[sheet.title] = [row[0] if row else None for row in rows]
    return found


def test_a_batch_tells_each_sheet_its_own(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ["batch", "application", "--data", str(source), "--out", str(out), "--quiet"]
    assert main([*arguments, "--workers", "1"]) == 1
    assert told(out / "错误原因_申报.xlsx") == {
        "一组": [None, "错误原因", None, "缺少“品牌名称”，请补上。"],
        "二组": [None, None, "错误原因", None, "不能生成，请核对。"],
    }


def test_so_does_one_run_without_a_table(source: Path, tmp_path: Path) -> None:
    outcome = process(source, tmp_path / "out")
    assert (outcome.made, outcome.failed, outcome.rejected) == (2, 1, 1)
    found = told(tmp_path / "out" / "错误原因_申报.xlsx")
    assert found["一组"][1] == found["二组"][2] == "错误原因"
    assert found["一组"][3] == "缺少“品牌名称”，请补上。"
    assert found["二组"][4] == "不能生成，请核对。"
    assert found["一组"][0] is found["二组"][0] is found["二组"][1] is None
