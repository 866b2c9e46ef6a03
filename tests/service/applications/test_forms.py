"""Forms of strange making: numbered rows, values that read like labels."""

from __future__ import annotations

import io

import pytest
from docx import Document

from service.applications.forms import read_form
from tests.service.applications.test_reading import form

NUMBERED = (
    ("序号", "项目", "内容"),
    ("1", "党建品牌名称", "护水先锋"),
    ("2", "申报单位", "制水党支部"),
    ("3", "党员（名）", "18"),
    ("4", "何时创建", "2022年8月"),
    ("5", "奋斗目标", "出厂水合格率保持100%。"),
)


@pytest.mark.parametrize("first", [0, 1], ids=["with a heading", "without"])
def test_a_column_of_row_numbers_does_not_count(first: int) -> None:
    [reading], notes = read_form("供水.docx", form(*NUMBERED[first:]))
    assert notes == []
    assert dict(reading.data) | {"brand_name": "护水先锋"} == dict(reading.data)
    assert reading.data["unit_name"] == "制水党支部"
    assert reading.data["goal"] == "出厂水合格率保持100%。"
    assert {"member_count", "founded"} <= set(reading.data)


def test_numbers_that_do_not_count_up_are_no_row_numbers() -> None:
    rows = (("申报单位", "甲支部"), ("品牌名称", "乙"), ("党员数", "3"))
    [reading], notes = read_form("a.docx", form(*rows))
    assert notes == [] and reading.data["unit_name"] == "甲支部"


def test_a_value_that_reads_like_a_label_is_a_value_beside_its_label() -> None:
    rows = (
        ("品牌名称", "灯塔邮路", "申报单位", "投递党支部"),
        ("党组织类型", "党支部", "党员人数", "23人"),
        ("品牌负责人", "张示范", "联系电话", "000-0000"),
    )
    [reading], notes = read_form("邮政.docx", form(*rows))
    assert (notes, reading.problems) == ([], ())
    assert reading.data["unit_name"] == "投递党支部"
    assert reading.data["leader_name"] == "张示范"


def test_a_row_of_labels_over_a_row_of_values_is_still_read() -> None:
    rows = (("申报单位", "品牌名称", "党员数"), ("甲支部", "乙", "12"))
    [reading], _ = read_form("a.docx", form(*rows))
    assert (reading.data["unit_name"], reading.data["brand_name"]) == ("甲支部", "乙")


def test_a_title_beside_several_labels_is_no_label_and_no_value() -> None:
    rows = (
        ("基本情况", "品牌名称", "灯塔邮路"),
        ("", "申报单位", "投递党支部"),
        ("", "党员人数", "23"),
        ("品牌建设情况", "品牌内涵", "灯照路，路连心。"),
        ("", "取得成效", "投递准点率 99%。"),
    )
    document = Document()
    table = document.add_table(rows=len(rows), cols=3)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    table.cell(0, 0).merge(table.cell(2, 0)).text = "基本情况"
    table.cell(3, 0).merge(table.cell(4, 0)).text = "品牌建设情况"
    target = io.BytesIO()
    document.save(target)
    [reading], notes = read_form("邮政.docx", target.getvalue())
    assert notes == []
    assert set(reading.data) == {
        "brand_name",
        "unit_name",
        "member_count",
        "name_meaning",
        "results",
    }
