"""Workbooks with a sheet for each unit: taken whole, rows told with their sheet, nothing lost silently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from fastapi.testclient import TestClient

from cli import main
from service import console, wire
from service.api import create_app
from service.errors import TooManyRows, WrongUse
from service.importing.files import import_file
from service.importing.model import ImportReport
from service.importing.proposals import read_proposals
from service.importing.text_report import write_error_report
from service.limits import Limits
from service.registry import all_brands, list_imports
from service.settings import Settings
from service.storage import open_registry
from tests.service.importing.books import book

Sheets = Mapping[str, Sequence[Sequence[object]]]

FIRST: Sequence[Sequence[object]] = [
    ["一公司品牌台账"],
    ["序号", "品牌名称", "单位名称"],
    [1, "红帆先锋", "港口党支部"],
    [2, "炉火红", "一厂党支部"],
]
SECOND: Sequence[Sequence[object]] = [
    ["党支部", "党建品牌", "申报日期"],
    ["二厂党支部", "星火塔", "2026.7.1"],
    ["三厂党支部", "灯塔航", None],
]
TWO: Sheets = {"一公司": FIRST, "二公司": SECOND}


def workbook(sheets: Sheets, *hidden: str) -> bytes:
    def fill(made: Any, first: Any) -> None:
        made.remove(first)
        for name, rows in sheets.items():
            sheet = made.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
        for name in hidden:
            made[name].sheet_state = "hidden"

    return book(fill)


def imported(
    where: Path, now: datetime, sheets: Sheets | bytes, **how: Any
) -> tuple[ImportReport, list[tuple[str, str]]]:
    data = sheets if isinstance(sheets, bytes) else workbook(sheets)
    with open_registry(str(where / "a.sqlite")) as registry:
        done = import_file(registry, data, filename="a.xlsx", who="张三", now=now, **how)
        return done, [(one.name, one.unit) for one in all_brands(registry)]


def test_all_sheets_are_taken_each_by_its_own_headings(tmp_path: Path, now: datetime) -> None:
    done, brands = imported(tmp_path, now, TWO)
    assert brands == [
        ("红帆先锋", "港口党支部"),
        ("炉火红", "一厂党支部"),
        ("星火塔", "二厂党支部"),
        ("灯塔航", "三厂党支部"),
    ]
    assert (done.rows, done.skipped) == (4, 0)
    told = console.imported(wire.imported(done))
    assert "读了 2 个工作表：“一公司”（2 行）、“二公司”（2 行）" in told
    assert "工作表“一公司”：第 1 行在表头之前" in told


def test_what_is_wrong_is_told_with_its_sheet_and_row(tmp_path: Path, now: datetime) -> None:
    sheets: Sheets = {
        **TWO,
        "三公司": [*SECOND[:1], ["甲支部", "炉火红", None], ["乙支部", "", "7月1日"]],
    }
    done, brands = imported(tmp_path, now, sheets)
    assert done.refused and not brands
    assert [(p.sheet, p.row, p.field) for p in done.problems] == [
        ("三公司", 2, "品牌名称"),
        ("三公司", 3, "党建品牌"),
        ("三公司", 3, "申报日期"),
    ]
    assert "本文件工作表“一公司”第 4 行" in done.problems[0].message
    assert done.skipped == 2
    assert "工作表“三公司”第 3 行 申报日期：" in console.imported(wire.imported(done))


def test_rows_of_equal_number_in_two_sheets_are_two_rows(tmp_path: Path, now: datetime) -> None:
    wrong = [["品牌名称", "单位"], ["", "甲支部"]]
    good = [["品牌名称", "单位"], ["星火塔", ""]]
    done, brands = imported(tmp_path, now, {"甲": wrong, "乙": good}, skip_invalid=True)
    assert [name for name, _ in brands] == ["星火塔"]
    assert (done.skipped, done.warned) == (1, 1)
    assert [(p.sheet, p.row) for p in done.problems] == [("甲", 2), ("乙", 2)]


def test_an_error_report_marks_each_sheet(tmp_path: Path, now: datetime) -> None:
    source, target = tmp_path / "a.xlsx", tmp_path / "错误.xlsx"
    source.write_bytes(workbook({**TWO, "三公司": [["品牌名称"], ["红帆先锋"]]}))
    done, _ = imported(tmp_path, now, source.read_bytes())
    write_error_report(source, target, done.problems)
    marked = openpyxl.load_workbook(target)
    assert marked["三公司"]["B1"].value == "错误原因"
    assert "一公司" in marked["三公司"]["B2"].value
    assert [c.value for c in marked["一公司"]["D"]] == [None, "错误原因", None, None]


def test_one_sheet_may_still_be_chosen_and_two_after_each_other_are_two_imports(
    tmp_path: Path, now: datetime
) -> None:
    data = workbook(TWO)
    first, _ = imported(tmp_path, now, data, sheet="一公司")
    second, brands = imported(tmp_path, now, data, sheet="二公司")
    assert first.result and second.result and not second.result.repeated
    assert len(brands) == 4
    again, _ = imported(tmp_path, now, data, sheet="二公司")
    assert again.result and again.result.repeated
    with open_registry(str(tmp_path / "a.sqlite")) as registry:
        assert len(list_imports(registry)) == 2
    with pytest.raises(WrongUse, match="三公司"):
        imported(tmp_path, now, TWO, sheet="三公司")


def test_sheets_that_are_not_read_are_told(tmp_path: Path, now: datetime) -> None:
    sheets: Sheets = {
        **TWO,
        "填写示例": [["品牌名称", "单位"], ["样样红", "某支部"]],
        "旧台账": [["品牌名称", "单位"], ["旧时红", "某支部"]],
        "三公司": [["星月红", "无表头支部"], ["星夜红", "无表头支部"]],
        "空表": [[]],
    }
    done, brands = imported(tmp_path, now, workbook(sheets, "旧台账"))
    assert len(brands) == 4
    told = [one.message for one in done.notes]
    for name, why in (("填写示例", "示例"), ("旧台账", "隐藏"), ("三公司", "没有找到“品牌名称”")):
        assert any(f"工作表“{name}”" in one and why in one for one in told), name
    assert not any("空表" in one for one in told)


def test_a_sheet_without_rows_or_units_is_told_by_its_name(tmp_path: Path, now: datetime) -> None:
    done, brands = imported(
        tmp_path, now, {"甲": [["品牌名称"], ["红帆"]], "乙": [["品牌名称", "单位"]]}
    )
    assert [name for name, _ in brands] == ["红帆"]
    told = [(one.sheet, one.message) for one in done.notes]
    assert (
        "",
        "读了 2 个工作表：“甲”（1 行）、“乙”（0 行）；只读其中一个，请用 --sheet 指定。",
    ) in told
    assert any(sheet == "甲" and "没有“单位”一列" in message for sheet, message in told)


def test_the_limit_is_that_of_all_sheets_together(tmp_path: Path, now: datetime) -> None:
    data = workbook(TWO)
    with pytest.raises(TooManyRows):
        imported(tmp_path, now, data, limits=Limits(rows=3))
    with pytest.raises(TooManyRows):
        read_proposals(data, filename="a.xlsx", limits=Limits(rows=3))
    assert len(read_proposals(data, filename="a.xlsx", limits=Limits(rows=4)).rows) == 4


def test_a_file_of_names_is_checked_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "名单.xlsx", tmp_path / "结果.xlsx"
    source.write_bytes(workbook({**TWO, "三公司": [["品牌名称"], ["炉火虹"], ["#N/A"]]}))
    assert main(["check", "--input", str(source)]) == 1
    shown = capsys.readouterr()
    told = shown.out
    assert "工作表“二公司”第 3 行 “灯塔航”" in told
    assert "工作表“三公司”：第 3 行只有错误值" in shown.err
    assert "工作表“一公司”第 4 行" in told.split("“炉火虹”")[1]
    assert main(["check", "--input", str(source), "--output", str(target)]) == 1
    rows = [[c.value for c in row] for row in openpyxl.load_workbook(target).worksheets[0].rows]
    head = next(n for n, row in enumerate(rows) if "行号" in row)
    assert rows[head][:3] == ["工作表", "行号", "品牌名称"]
    assert [row[:3] for row in rows[head + 1 :]] == [
        ["一公司", 3, "红帆先锋"],
        ["一公司", 4, "炉火红"],
        ["二公司", 2, "星火塔"],
        ["二公司", 3, "灯塔航"],
        ["三公司", 2, "炉火虹"],
    ]


def test_a_workbook_of_one_sheet_is_told_as_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "名单.xlsx"
    source.write_bytes(workbook({"一公司": FIRST}))
    main(["check", "--input", str(source)])
    shown = capsys.readouterr()
    assert "工作表" not in shown.out + shown.err and "第 3 行 “红帆先锋”" in shown.out


def test_many_rows_in_several_sheets_fill_a_registry_and_its_index(
    tmp_path: Path, now: datetime
) -> None:
    head: Sequence[object] = ["品牌名称", "单位"]
    sheets: Sheets = {
        name: [head, *([f"{start}{n}号旗", f"{name}第{n}党支部"] for n in range(20_001))]
        for name, start in (("甲", "红帆"), ("乙", "炉火"))
    }
    index = tmp_path / "index"
    done, brands = imported(tmp_path, now, sheets, index=index)
    assert done.rows == len(brands) == 40_002 and not done.problems
    assert brands[0] == ("红帆0号旗", "甲第0党支部") and brands[-1] == (
        "炉火20000号旗",
        "乙第20000党支部",
    )


def test_over_http_a_sheet_may_be_chosen(tmp_path: Path) -> None:
    upload = {"file": ("a.xlsx", workbook({**TWO, "三公司": [["品牌名称"], [""], ["红帆先锋"]]}))}
    with TestClient(create_app(Settings(registry=str(tmp_path / "a.db")))) as client:
        refused = client.post("/api/v1/brands:import", files=upload).json()
        assert [(one["sheet"], one["row"]) for one in refused["problems"]] == [("三公司", 3)]
        assert not refused["imported"]
        one = client.post("/api/v1/brands:import?sheet=一公司", files=upload).json()
        assert (one["added"], one["problems"]) == (2, [])
        none = client.post("/api/v1/brands:import?sheet=四公司", files=upload)
        assert none.status_code == 400 and "四公司" in none.json()["detail"]
