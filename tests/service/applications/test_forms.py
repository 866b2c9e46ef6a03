"""Forms of strange making: numbered rows, values that read like labels."""

from __future__ import annotations

import io

import pytest
from docx import Document

from service.applications.forms import read_form
from service.applications.labels import resolve
from tests.service.applications.sent import form

NUMBERED = (
    ("序号", "项目", "内容"),
    ("1", "党建品牌名称", "护水先锋"),
    ("2", "申报单位", "制水党支部"),
    ("3", "党员（名）", "18"),
    ("4", "何时创建", "2022年8月"),
    ("5", "奋斗目标", "出厂水合格率保持100%。"),
)


def written(*lines: str, table: tuple[tuple[str, ...], ...] = ()) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    made = document.add_table(rows=len(table), cols=len(table[0])) if table else None
    for row, cells in enumerate(table):
        for column, text in enumerate(cells):
            if made:
                made.cell(row, column).text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


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


LIST = (
    ("序号", "党组织名称", "品牌名称", "主要做法"),
    ("1", "甲社区党支部", "长青藤", "建微信群12个。"),
    ("2", "乙社区党支部", "邻里红", "结对独居老人36名。"),
    ("3", "丙社区党支部", "邻里红", "上门服务218次。"),
    ("合计", "3个", "", ""),
)


def test_a_table_that_lists_brands_is_as_many_applications() -> None:
    readings, notes = read_form("街道.docx", written("填报单位：长青街道党工委", table=LIST))
    assert notes == []
    assert [one.data["unit_name"] for one in readings] == [row[1] for row in LIST[1:4]]
    assert {one.data["superior_org"] for one in readings} == {"长青街道党工委"}
    assert [one.data["measures"] for one in readings][2] == [{"text": "上门服务218次。"}]
    assert not any(one.problems for one in readings)


def test_the_unit_of_the_table_goes_before_who_fills_it_in() -> None:
    rows = (
        ("品牌名称", "清泉先锋", "支部名称", "水务局第一支部"),
        ("党员数", "18", "成立时间", "2021.7"),
    )
    [reading], _ = read_form("水务.docx", written("填报单位：水务局党委", table=rows))
    assert reading.data["unit_name"] == "水务局第一支部"
    assert reading.data["superior_org"] == "水务局党委"
    assert reading.problems == ()
    above = (("品牌名称", "清泉先锋"), ("支部名称", "水务局第一支部"), ("上级党组织", "市直工委"))
    [reading], _ = read_form("水务.docx", written("填报单位：水务局党委", table=above))
    assert reading.data["superior_org"] == "市直工委"
    [reading], _ = read_form("水务.docx", written("填报单位：水务局第二支部", table=rows))
    [problem] = reading.problems
    assert "未采用“水务局第二支部”" in problem.message


WRITTEN = (
    "附件1",
    "“银龄港湾”党建品牌申报材料",
    "南湖街道幸福里社区党委",
    "一、主要做法",
    "（一）办食堂。",
)


def test_unit_and_brand_are_read_off_the_title_and_told() -> None:
    [reading], notes = read_form("港湾.docx", written(*WRITTEN))
    assert notes == []
    assert reading.data["brand_name"] == "银龄港湾"
    assert reading.data["unit_name"] == "南湖街道幸福里社区党委"
    assert [one.message for one in reading.problems] == [
        "没有“品牌名称”“申报单位”栏目，按标题读作“银龄港湾”、“南湖街道幸福里社区党委”，请核对。"
    ]


@pytest.mark.parametrize(
    "title",
    [
        "关于做好“一支部一品牌”申报工作的通知",
        "“银龄港湾”品牌的五年探索与思考及下一步工作打算",
        "银龄港湾",
    ],
)
def test_other_titles_name_no_brand(title: str) -> None:
    readings, [note] = read_form("甲.docx", written(title, *WRITTEN[2:]))
    assert readings == [] and "不像申报表" in note.message


@pytest.mark.parametrize(
    ("said", "read"), [("二十三名", "23"), ("十二", "12"), ("约二十", "约二十"), ("若干", "若干")]
)
def test_numbers_in_characters_are_numbers(said: str, read: str) -> None:
    rows = (("申报单位", "甲支部"), ("品牌名称", "乙"), ("党员数", said))
    [reading], _ = read_form("a.docx", form(*rows))
    assert reading.data["member_count"] == read


def test_a_blank_form_is_told_as_one() -> None:
    readings, [note] = read_form("空.docx", form(("申报单位", ""), ("品牌名称", ""), ("成效", "")))
    assert readings == [] and "空白的申报表" in note.message


def test_numbered_rows_below_a_heading_of_other_words() -> None:
    rows = (("序号", "填报项目", "填报内容"), *NUMBERED[1:], ("6", "支部现有党员数", "18名"))
    [reading], notes = read_form("供水.docx", form(*rows))
    assert notes == [] and reading.data["brand_name"] == "护水先锋"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("特色做法与典型案例", "measures"),
        ("实际效果和社会影响", "results"),
        ("品牌的由来和含义", "name_meaning"),
        ("支部现有党员数", "member_count"),
        ("主要成绩", "results"),
        ("单位党组织意见", "-"),
        ("工作单位", None),
        ("单位负责人", None),
        ("支部书记", None),
        ("群众意见很大，为此支部专门开会研究提出的意见", None),
    ],
)
def test_labels_with_other_words_around_them(said: str, field: str | None) -> None:
    found = resolve(said)
    assert (found and found.field) == field
