"""Days without a year: that of the document where it is sure, told with row and field, else refused."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli import main
from service.drafting.catalogue import check_package, new_package
from service.drafting.drafts import BadFields, draft
from service.drafting.fields import Field, validate
from service.drafting.kinds_of_value import read_value
from service.drafting.manifest import MANIFEST
from service.drafting.package import find_template
from service.drafting.workbook import form_workbook
from service.drafting.years import with_year
from service.letters.batch import read, renderer
from tests.service.letters.workbooks import filled

FIELDS = (
    Field("year", "年度", type="int", units=("年",)),
    Field("meeting", "会议日期", type="date"),
    Field("due", "时限", type="date", year_field="year"),
    Field(
        "tasks",
        "任务",
        type="list",
        item=(Field("due", "完成时限", type="date", year_field="meeting"),),
    ),
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6月30日前", dt.date(2026, 6, 30)),
        ("12月底前", dt.date(2026, 12, 31)),
        ("2月底", dt.date(2026, 2, 28)),
        ("六月三十日之前", dt.date(2026, 6, 30)),
        ("９月１号", dt.date(2026, 9, 1)),
        ("年底前", dt.date(2026, 12, 31)),
        ("今年底", dt.date(2026, 12, 31)),
        ("本年度 10月 8日", dt.date(2026, 10, 8)),
    ],
)
def test_the_year_of_the_document_is_taken_and_told(text: str, day: dt.date) -> None:
    found = validate(FIELDS, {"due": text, "年度": "2026年"})
    assert found.values["due"] == day and found.acceptable
    [noted] = found.problems
    assert (noted.path, noted.label, noted.code) == ("/due", "时限", "year-taken")
    assert f"“{text}”没有年份" in noted.message and "“年度”" in noted.message
    assert f"{day.year}年{day.month}月{day.day}日" in noted.message


@pytest.mark.parametrize(
    "text", ["6月", "6.30", "6-30", "明年6月底", "2月30日", "13月底", "每月底", "26年6月底", "底前"]
)
def test_what_is_not_sure_is_refused(text: str) -> None:
    found = validate(FIELDS, {"due": text, "year": 2026})
    assert [(one.code, one.severity) for one in found.problems] == [("unreadable", "error")]


@pytest.mark.parametrize("year", [{}, {"year": "何年"}, {"year": None}])
def test_without_a_year_of_the_document_it_is_refused(year: dict[str, Any]) -> None:
    found = validate(FIELDS, {"due": "6月30日前", **year})
    assert any(one.path == "/due" and one.code == "unreadable" for one in found.problems)


def test_a_day_before_the_meeting_is_refused_and_said_so() -> None:
    given_ = {"meeting": "2026-07-08", "tasks": [{"due": "7月8日"}, {"due": "7月7日前"}]}
    found = validate(FIELDS, given_)
    assert found.values["tasks"][0]["due"] == dt.date(2026, 7, 8)
    assert [(one.path, one.code) for one in found.problems] == [
        ("/tasks/0/due", "year-taken"),
        ("/tasks/1/due", "unreadable"),
    ]
    assert "2026年7月7日，在 2026年7月8日之前" in found.problems[1].message


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(["", "前", "之前"]))
def test_a_day_with_its_year_put_in_front_is_that_day(day: dt.date, behind: str) -> None:
    text = f"{day.month}月{day.day}日{behind}"
    assert read_value("date", with_year(text, day.year)) == day
    assert with_year(f"{day.year}年{text}", 1999) == ""


def test_what_was_read_before_says_the_year_of_the_rest() -> None:
    own = [one for one in FIELDS if one.id == "due"]
    known = {"year": ("年度", 2026)}
    found = validate(own, {"due": "6月30日前"}, known=known)
    assert found.values == {"due": dt.date(2026, 6, 30)} and "“年度”" in found.problems[0].message


def place(page: Any, label: str) -> tuple[int, int]:
    """Return row of the first item and column of a heading."""
    row, column = next(
        (cell.row, cell.column) for line in page.iter_rows() for cell in line if cell.value == label
    )
    return row + 1, column


def test_a_workbook_of_letters_tells_sheet_and_row_once() -> None:
    where: dict[str, int] = {}

    def without_year(book: Any) -> None:
        row, column = place(book["考核指标"], "时限")
        book["考核指标"].cell(row + 1, column).value = "11月底前"
        where["row"] = row + 1

    work = read("a.xlsx", filled(without_year), {})
    told = [one for one in work.notes if "没有年份" in one]
    assert len(told) == 1
    assert told[0].startswith(f"工作表“考核指标”第 {where['row']} 行：“时限”填的“11月底前”")
    item = next(iter(work.items))
    made = renderer(work.shared, {})(item.payload)
    assert not any("没有年份" in one for one in made.problems)


def test_a_letter_says_the_whole_day_and_refuses_one_out_of_its_time() -> None:
    template = find_template("letter")
    data = template.sample("full")
    data["indicators"][1]["due"] = "11月底前"
    found = draft(template, data)
    assert [one.label for one in found.warnings if one.code == "year-taken"] == [
        "考核指标第 2 项的时限"
    ]
    assert "2026年11月30日" in found.text
    data |= {"valid_from": "2026-07-01", "valid_to": "2027-06-30"}
    data["indicators"][1]["due"] = "3月底前"
    with pytest.raises(BadFields, match="2026-03-31 不在有效期内"):
        draft(template, data)


def test_a_speech_of_a_workbook_tells_sheet_and_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = find_template("speech")
    book = openpyxl.load_workbook(io.BytesIO(form_workbook(template, [template.sample("full")])))
    row, column = place(book["任务"], "时限")
    book["任务"].cell(row, column).value = "12月底前"
    source = tmp_path / "讲话.xlsx"
    book.save(source)
    arguments = ["draft", "speech", "--data", str(source), "--out", str(tmp_path / "a.docx")]
    assert main(arguments) == 1
    assert f"工作表“任务”第 {row} 行：“时限”填的“12月底前”没有年份" in capsys.readouterr().err
    book["任务"].cell(row, column).value = "1月底前"
    book.save(source)
    assert main(arguments) > 1
    assert f"工作表“任务”第 {row} 行：“时限”填的“1月底前”" in capsys.readouterr().err


def test_a_field_of_the_year_that_is_none_is_told(tmp_path: Path) -> None:
    new_package(tmp_path / "own", "通知")
    manifest = tmp_path / "own" / MANIFEST
    text = manifest.read_text(encoding="utf-8")
    more = '\n[[field]]\nid = "due"\nlabel = "时限"\ntype = "date"\nyear_field = "unit_name"\n'
    manifest.write_text(text + more, encoding="utf-8")
    told = [str(one) for one in check_package(tmp_path / "own")]
    assert any("字段“due”的 year_field“unit_name”用不上" in one for one in told)
