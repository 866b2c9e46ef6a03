"""Letters from a workbook that was saved as .xls, and from what is no workbook."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt

import cli
from service.drafting.filled import read_form
from service.drafting.package import find_template
from service.drafting.workbook import form_workbook
from service.letters.batch import read, renderer

TEMPLATE = find_template("letter")


def filled() -> bytes:
    """Return the form with a rate as its first target and a day, as cells of those kinds."""
    book = openpyxl.load_workbook(io.BytesIO(form_workbook(TEMPLATE, TEMPLATE.samples()[:1])))
    page = book["单位目标"]
    places = {cell.value: cell.column for cell in page[1]}
    for label, value, shown in (("年度目标值", 0.95, "0%"), ("基准值", 0.905, "0.0%")):
        page.cell(2, places[label]).value = value
        page.cell(2, places[label]).number_format = shown
    page.cell(2, places["计量单位"]).value = "%"
    for quarter in ("一季度", "二季度", "三季度", "四季度"):
        page.cell(2, places[quarter]).value = None
    for row in book["共用信息"].iter_rows():
        if row[0].value == "签订日期":
            row[1].value, row[1].number_format = dt.date(2026, 1, 9), "yyyy-mm-dd"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def as_old(data: bytes) -> bytes:
    """Return a workbook as an .xls with the same values and formats."""
    book, target = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    for page in openpyxl.load_workbook(io.BytesIO(data)):
        sheet: Any = book.add_sheet(page.title)
        for row in page.iter_rows():
            for cell in row:
                if cell.value is not None:
                    style = xlwt.XFStyle()
                    style.num_format_str = cell.number_format
                    sheet.write(cell.row - 1, cell.column - 1, cell.value, style)
    book.save(target)
    return target.getvalue()


def test_an_old_workbook_makes_the_same_letters() -> None:
    new, old = filled(), as_old(filled())
    target = read_form(old, TEMPLATE).units[0].data["unit_targets"][0]
    assert (target["target_value"], target["baseline"]) == ("95%", "90.5%")
    assert read_form(old, TEMPLATE).shared["sign_date"] == "2026-01-09"
    made = [
        [renderer(work.shared, {})(one.payload).files for one in work.items]
        for work in (read("a.xlsx", new, {}), read("a.xls", old, {}))
    ]
    assert made[0] == made[1]


@pytest.mark.parametrize("name", ["责任书.xls", "责任书", "责任书.et"])
def test_a_single_letter_is_drafted_of_it(name: str, tmp_path: Path) -> None:
    source = tmp_path / name
    source.write_bytes(as_old(filled()))
    assert cli.main(["draft", "letter", "--data", str(source), "--out", str(tmp_path / "o")]) < 2
    assert len(list((tmp_path / "o").glob("*.docx"))) == 1


@pytest.mark.parametrize("name", ["责任书.csv", "责任书.xls", "责任书.xlsx"])
@pytest.mark.parametrize("command", ["draft", "batch"])
def test_what_is_no_workbook_is_told_as_such(
    name: str, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / name
    source.write_bytes("单位编号,单位名称\nDZB-001,甲厂党支部\n".encode("gbk"))
    assert cli.main([command, "letter", "--data", str(source), "--out", str(tmp_path / "o")]) == 3
    told = capsys.readouterr().err
    assert "文件是文本或网页，不是工作簿；请用模板给出的工作簿填写" in told
    assert "UTF-8" not in told and not list(tmp_path.rglob("*.docx"))
