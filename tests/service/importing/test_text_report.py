"""A text comes back row by row as it would come back read whole, and large ones in parts that can be used."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from service.importing import text_report
from service.importing.model import Problem
from service.importing.report import error_workbook
from service.importing.text_report import write_error_report
from tests.service.importing.books import plain, read_table

TEXT = (
    "某市党建品牌汇总表,,\r\n"
    "品牌名称,单位名称,备注\r\n"
    "红帆先锋,甲,一\r\n"
    "\r\n"
    '"多行\n名称",乙,,多出一格\r\n'
    "'=先锋,丙\r\n"
)
PROBLEMS = [
    Problem(5, "品牌名称", "名称重复。"),
    Problem(5, "单位", "没有。"),
    Problem(6, "日期", "=错。"),
]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "台账.csv"
    path.write_bytes(TEXT.encode("gb18030"))
    return path


def cells(data: bytes) -> dict[str, object]:
    [sheet] = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    return {cell.coordinate: cell.value for row in sheet for cell in row if cell.value is not None}


def test_a_text_is_what_it_is_read_whole(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "错误.xlsx"
    write_error_report(source, target, PROBLEMS)
    whole = error_workbook(source.read_bytes(), [read_table(source)], PROBLEMS)
    told = cells(target.read_bytes())
    assert told == cells(whole)
    assert told["E2"] == "错误原因"
    assert told["E5"] == "品牌名称：名称重复；单位：没有。"
    before = target.read_bytes()
    write_error_report(source, target, PROBLEMS)
    assert target.read_bytes() == before


def test_formulas_are_texts(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "错误.xlsx"
    write_error_report(source, target, PROBLEMS)
    sheet = openpyxl.load_workbook(target).worksheets[0]
    assert (sheet["A6"].value, sheet["A6"].data_type) == ("=先锋", "s")


def test_a_text_comes_back_as_text(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "错误.csv"
    write_error_report(source, target, PROBLEMS)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1] == ["品牌名称", "单位名称", "备注", "", "错误原因"]
    assert rows[5] == ["'=先锋", "丙", "", "", "日期：=错。"]
    assert len(rows) == 6


def test_what_no_sheet_holds_comes_back_as_the_wrong_rows(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_report, "MOST_ROWS", 5)
    target = tmp_path / "错误.xlsx"
    write_error_report(source, target, PROBLEMS)
    assert [cell.value for cell in openpyxl.load_workbook(target).worksheets[0]["A"]] == [
        "某市党建品牌汇总表",
        "品牌名称",
        "多行\n名称",
        "=先锋",
    ]


def test_a_workbook_comes_back_as_a_workbook(tmp_path: Path) -> None:
    source, target = tmp_path / "台账.xlsx", tmp_path / "错误.xlsx"
    source.write_bytes(plain([["品牌名称", "单位"], ["奔流", "甲"]]))
    write_error_report(source, target, [Problem(2, "品牌名称", "重复。")])
    assert cells(target.read_bytes())["C2"] == "品牌名称：重复。"
