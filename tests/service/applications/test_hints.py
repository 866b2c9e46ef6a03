"""What a form says to those who fill it in is no part of what they say; a label may have several rows."""

from __future__ import annotations

import io

import pytest
from docx import Document

from service.applications.forms import read_form
from service.applications.hints import without_hint
from service.applications.labels import Target
from service.applications.written import several
from service.importing.dates import iso_date
from tests.service.applications.sent import form

WHO = (("申报单位", "儿科党支部"), ("品牌名称", "丹心护幼"))


@pytest.mark.parametrize(
    ("text", "kept", "hint"),
    [
        ("（请写由来，不超过300字）\n取自日常。", "取自日常。", "（请写由来，不超过300字）"),
        ("（300字以内）取自儿科日常。", "取自儿科日常。", "（300字以内）"),
        ("(县级以上表彰，没有填“无”)\n无", "无", "(县级以上表彰，没有填“无”)"),
        ("（须写明数据）：满意度95%。", "满意度95%。", "（须写明数据）："),
        ("单击或点击此处输入文字。", "", ""),
        ("请选择", "", ""),
        ("点击此处添加内容", "", ""),
        ("（一）请进来。请专家坐诊。", "（一）请进来。请专家坐诊。", ""),
        ("（2023年起）设夜间门诊。", "（2023年起）设夜间门诊。", ""),
        ("请党员填写承诺书。", "请党员填写承诺书。", ""),
        ("设夜间门诊（请见附件）。", "设夜间门诊（请见附件）。", ""),
    ],
)  # fmt: skip
def test_a_hint_before_a_value_is_parted_from_it(text: str, kept: str, hint: str) -> None:
    assert without_hint(text) == (kept, hint)


def test_a_hint_is_left_out_and_told() -> None:
    said = ("品牌内涵", "（请简述由来，200字以内）\n取自儿科日常。")
    rows = (*WHO, said, ("荣誉", "（没有填“无”）无"), ("传播语", "请输入文字"))
    [reading], _ = read_form("甲.docx", form(*rows))
    assert dict(reading.data) == {
        "unit_name": "儿科党支部",
        "brand_name": "丹心护幼",
        "name_meaning": "取自儿科日常。",
    }
    assert [one.message for one in reading.problems] == [
        "“品牌内涵”开头的“（请简述由来，200字以内）”是填写提示，没有读入。",
        "“荣誉”开头的“（没有填“无”）”是填写提示，没有读入。",
    ]


def test_a_cell_of_several_labels_is_taken_apart() -> None:
    rows = (*WHO, ("品牌负责人姓名及职务", "姓名：王示范  职务：护士长"))
    [reading], notes = read_form("甲.docx", form(*rows))
    assert (reading.data["leader_name"], reading.data["leader_role"]) == ("王示范", "护士长")
    assert notes == []
    assert several("姓名：王示范\n职务：护士长")[1] == (Target("leader_role"), "护士长")
    assert several("姓名：王示范") == several("姓名：王示范  护士长") == several("") == []


@pytest.mark.parametrize(
    "said", ["2023年5月至今", "2023年5月起", "2023.5 - 至今", "2023年5月起至今"]
)
def test_a_brand_that_goes_on_was_founded_then(said: str) -> None:
    [reading], _ = read_form("甲.docx", form(*WHO, ("创建时间", said)))
    assert iso_date(reading.data["founded"]) == "2023-05"


@pytest.mark.parametrize("kind", ["民生类", "推动发展类", "作风建设"])
@pytest.mark.parametrize("unit", ["机关", "国企", "医院类", "市直机关", "两新组织"])
def test_the_kind_of_a_brand_is_told_from_that_of_a_unit(kind: str, unit: str) -> None:
    [reading], _ = read_form("甲.docx", form(*WHO, ("类别", kind)))
    assert reading.data["brand_type"] == kind and "unit_type" not in reading.data
    [reading], _ = read_form("甲.docx", form(*WHO, ("类别", unit)))
    assert reading.data["unit_type"] == unit and "brand_type" not in reading.data
    [reading], _ = read_form("甲.docx", form(*WHO, ("单位类别", unit), ("类别", kind)))
    assert (reading.data["unit_type"], reading.data["brand_type"]) == (unit, kind)


def merged(rows: tuple[tuple[str, ...], ...], first: int, last: int) -> bytes:
    """Return a form of these rows, its first column merged from one row to another."""
    document = Document(io.BytesIO(form(*rows)))
    table = document.tables[0]
    table.cell(first, 0).merge(table.cell(last, 0))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_a_label_over_several_rows_has_all_their_values() -> None:
    rows = (
        *WHO,
        ("主要做法", "设夜间门诊。"),
        ("", "建随访台账。"),
        ("", "开绿色通道。"),
        ("目标", "满意"),
    )
    [reading], notes = read_form("甲.docx", merged(rows, 2, 4))
    told = [one["text"] for one in reading.data["measures"]]
    assert told == ["设夜间门诊。", "建随访台账。", "开绿色通道。"]
    assert (reading.data["goal"], notes) == ("满意", [])


def test_a_label_beside_further_labels_takes_none_of_their_values() -> None:
    rows = (*WHO, ("主要做法", "设夜间门诊。"), ("", "成效"), ("", "等候缩短10分钟。"))
    [reading], _ = read_form("甲.docx", merged(rows, 2, 4))
    assert [one["text"] for one in reading.data["measures"]] == ["设夜间门诊。"]
    assert [one["text"] for one in reading.data["results"]] == ["等候缩短10分钟。"]
