"""Workbooks as units send them: headings of two rows, further sheets, workbooks that are none of ours."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from service.applications.batch import arrange
from service.applications.reading import gather, gather_bytes
from service.applications.records import template
from service.batches.model import Rejected
from service.drafting.package import find_template
from service.drafting.package import templates as templates_of
from service.drafting.recognising import filled_for
from service.drafting.workbook import form_workbook
from service.errors import BadData
from tests.service.applications.sent import book, read


def test_a_heading_of_two_rows_is_no_application() -> None:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.append(["序号", "申报单位", "品牌名称", "主要做法", None, "取得成效及荣誉", "党员名单"])
    sheet.append([None, None, None, "1", "2"])
    sheet.append([1, "甲支部", "灯塔", "上门办。", "带徒弟。", "办了十件。", "张三"])
    sheet.append(["序号", "申报单位", "品牌名称", "主要做法", None, "取得成效及荣誉", "党员名单"])
    sheet.append([2, "乙支部", "红帆", "巡线。", "复核。", "零差错。"])
    for merged in ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2", "G1:G2"):
        sheet.merge_cells(merged)
    target = io.BytesIO()
    made.save(target)
    intake = gather_bytes("甲.xlsx", target.getvalue())
    first, second = (one.data for one in intake.readings)
    assert first["measures"] == [{"text": "上门办。"}, {"text": "带徒弟。"}]
    assert first["results"] == [{"text": "办了十件。"}]
    assert second["brand_name"] == "红帆"
    told = [one.message for one in intake.notes]
    assert "没有看懂“党员名单”这一列" in told[0]
    assert told[1:] == ["第 4 行是重复的表头，已跳过。"]


@pytest.mark.parametrize("long", [False, True])
def test_cells_that_cannot_be_read_are_told(long: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if long:
        monkeypatch.setattr("service.importing.long_sheets.LONG", 0)
    head = ["序号", "申报单位", "品牌名称", "取得成效", "党员人数"]
    data = book(
        表=[head, ["=ROW()", "甲支部", "灯塔", "#N/A", "=1+1"], [2, "乙支部", "=B3", "有", 3]]
    )
    intake = gather_bytes("甲.xlsx", data)
    told = [[p.message for p in one.problems] for one in intake.readings]
    assert told[0] == [
        "“取得成效”的单元格是错误值 #N/A，请改正公式或直接填写内容。",
        "“党员数”的单元格是没有结果的公式，请在 Excel 或 WPS 中打开、保存一次，或直接填写内容。",
    ]
    rejected: list[Rejected] = []
    assert [one.unit for one in arrange(intake, rejected)] == ["甲支部"]
    assert rejected[0].message.startswith("“品牌名称”的单元格是没有结果的公式")


def test_sheets_by_unit_are_joined_to_the_rows() -> None:
    head = ("单位名称", "品牌名称", "党员数")
    data = book(
        汇总=[("标题行",), head, ("甲支部", "子", 3), ("乙支部", "丑", 4)],
        做法=[
            ("单位", "标题", "内容"),
            ("甲支部", "一标题", "一内容"),
            ("甲支部", "二标题", "二内容"),
            ("丙", "x", "y"),
        ],
        补充=[("党支部", "口号"), ("乙支部", "一步一印")],
        其他=[("口号", "目标"), ("a", "b")],
    )
    first, second = read(data)
    assert first["measures"] == [
        {"title": "一标题", "text": "一内容"},
        {"title": "二标题", "text": "二内容"},
    ]
    assert second["slogan"] == "一步一印"
    told = " ".join(note.message for note in gather_bytes("甲.xlsx", data).notes)
    assert "“丙”" in told
    assert "“其他”没有“申报单位”" in told


def test_a_unit_with_two_brands_needs_the_brand_too() -> None:
    head = ("单位名称", "品牌名称")
    rows = [head, ("甲支部", "子"), ("甲支部", "丑")]
    unclear = book(汇总=rows, 荣誉=[("单位", "荣誉名称", "级别"), ("甲支部", "先进", "市级")])
    assert all("honours" not in one for one in read(unclear))
    clear = book(
        汇总=rows, 荣誉=[("单位", "品牌名称", "荣誉名称", "级别"), ("甲支部", "丑", "先进", "市级")]
    )
    assert [one.get("honours") for one in read(clear)] == [
        None,
        [{"title": "先进", "level": "市级"}],
    ]


def test_two_headings_and_merged_cells() -> None:
    made = Workbook()
    sheet = made.worksheets[0]
    for row in (
        ("推荐单位", "单位名称", "品牌名称", "主要做法", None),
        (None, None, None, "做法一", "做法二"),
        ("市直工委", "甲支部", "子", "包片", "走访"),
        (None, "乙支部", "丑", "议事", None),
    ):
        sheet.append(row)
    sheet.merge_cells("A3:A4")
    target = io.BytesIO()
    made.save(target)
    first, second = read(target.getvalue())
    assert second["superior_org"] == first["superior_org"] == "市直工委"
    assert [one["text"] for one in first["measures"]] == ["包片", "走访"]


def test_a_heading_over_several_columns_and_columns_without_one() -> None:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.append(("单位名称", "品牌名称", "主要做法", None, None, None))
    sheet.append(("甲支部", "子", "包片", "走访", "议事", "没有表头的话"))
    sheet.merge_cells("C1:E1")
    target = io.BytesIO()
    made.save(target)
    intake = gather_bytes("甲.xlsx", target.getvalue())
    assert [one["text"] for one in intake.readings[0].data["measures"]] == ["包片", "走访", "议事"]
    assert ["第 6 列没有表头" in note.message for note in intake.notes] == [True]


def workbook_of(name: str) -> bytes:
    made = find_template(name)
    return form_workbook(made, made.samples())


@pytest.mark.parametrize(("name", "title"), [("letter", "党建目标责任书"), ("speech", "讲话稿")])
def test_a_workbook_of_another_template_is_refused_by_its_name(
    tmp_path: Path, name: str, title: str
) -> None:
    other = workbook_of(name)
    with pytest.raises(BadData, match=f"按“{title}”填写的工作簿"):
        gather_bytes("责任书.xlsx", other)
    (tmp_path / "a.xlsx").write_bytes(workbook_of("application"))
    (tmp_path / "b.xlsx").write_bytes(other)
    found = gather(tmp_path)
    assert {one.origin.file for one in found.readings} == {"a.xlsx"}
    assert [(one.origin.file, title in one.message) for one in found.unread] == [("b.xlsx", True)]


def test_a_sheet_called_like_one_of_a_letter_is_no_letter() -> None:
    rows = [["申报单位", "品牌名称"], ["甲党支部", "河灯"]]
    data = book(单位=rows, 主要任务=[["一", "二"]], 说明=[["三"]])
    assert len(gather_bytes("a.xlsx", data).readings) == 1
    assert filled_for(["单位", "主要做法", "荣誉"], template(), templates_of()) is None
    assert filled_for(["主要任务"], template(), templates_of()) is None


def test_a_letter_whose_sheets_were_cut_down_is_still_told() -> None:
    left = ["共用信息", "签订依据", "主要任务", "考核指标（2026）", "单位", "单位任务", "否决项"]
    found = filled_for(left, template(), templates_of())
    assert found is not None
    assert found.id == "letter"
