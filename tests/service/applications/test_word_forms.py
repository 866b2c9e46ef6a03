"""Forms in Word: values found by their labels, wherever these stand; what is not understood is told."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from service.applications.reading import gather, gather_bytes
from service.applications.records import settle
from service.errors import BadData, UnreadableFile
from tests.service.applications.sent import SAMPLES, form, read


def test_the_sample_form_is_read_by_its_labels() -> None:
    intake = gather(SAMPLES / "form.docx")
    data = intake.readings[0].data
    values, problems = settle(data)
    assert intake.notes == ()
    assert problems == ()
    assert values["unit_name"] == "星河市消防救援支队特勤站党支部"
    assert values["brand_type"] == "服务民生类"
    assert values["member_count"] == 26
    assert values["founded"] == "2022-11"
    assert values["apply_date"].isoformat() == "2026-03-24"
    assert values["leader_is_member"] is True
    assert [one["title"] for one in values["measures"]] == ["后背搭档", "后背课堂", "后背热线"]
    assert [one["body"] for one in values["honours"]] == ["团市委", "星河市消防救援支队党委"]
    assert "opinions" not in data


@pytest.mark.parametrize(
    "data",
    [
        form(("申报单位", "甲支部"), ("品牌名称", "乙")),
        form(("申报单位：", "甲支部", "品 牌 名 称", "乙")),
        form(("申报单位", "品牌名称"), ("甲支部", "乙")),
        form(("申报单位：甲支部", ""), ("品牌名称：乙", "")),
        form(
            ("申报单位（全称）", "甲支部", ""),
            ("二、品牌名称", "乙", ""),
            merge=[(0, 1, 2), (1, 1, 2)],
        ),
        form(
            ("申报单位", "", ""),
            ("甲支部", "", ""),
            ("品牌\n名称", "乙", ""),
            merge=[(0, 0, 2), (1, 0, 2)],
        ),
    ],
)
def test_labels_stand_left_above_or_inside(data: bytes) -> None:
    assert read(data, "表.docx") == [{"unit_name": "甲支部", "brand_name": "乙"}]


def test_what_a_form_says_beside_its_labels_is_told() -> None:
    data = form(("申报单位", "甲支部"), ("品牌名称", "乙"), ("幸运数字", "七"))
    notes = [note.message for note in gather_bytes("表.docx", data).notes]
    assert notes == ["没有看懂表中第 3 行的“幸运数字 七”，未读入，请核对。"]


def test_a_document_that_is_no_form_is_told() -> None:
    intake = gather_bytes("表.docx", form(("甲", "乙")))
    assert not intake.readings
    assert "不像申报表" in intake.notes[0].message


def test_two_values_for_one_field_are_told() -> None:
    data = form(("申报单位", "甲支部"), ("品牌名称", "乙"), ("品牌名称", "丙"))
    problems = gather_bytes("表.docx", data).readings[0].problems
    assert [problem.code for problem in problems] == ["twice"]


def test_fields_of_a_form_and_insertions_are_read() -> None:
    document = Document(io.BytesIO(form(("申报单位", "甲支部"), ("品牌名称", ""))))
    cell = document.tables[0].cell(1, 1)
    space = cell._tc.nsmap["w"]
    paragraph = cell.paragraphs[0]._p
    for name, text in (("sdt", "乙"), ("ins", "丙")):
        wrapper = paragraph.makeelement(f"{{{space}}}{name}", {})
        inside = wrapper
        if name == "sdt":
            inside = wrapper.makeelement(f"{{{space}}}sdtContent", {})
            wrapper.append(inside)
        run = wrapper.makeelement(f"{{{space}}}r", {})
        letters = wrapper.makeelement(f"{{{space}}}t", {})
        letters.text = text
        run.append(letters)
        inside.append(run)
        paragraph.append(wrapper)
    target = io.BytesIO()
    document.save(target)
    assert read(target.getvalue(), "表.docx") == [{"unit_name": "甲支部", "brand_name": "乙丙"}]


def test_lines_to_write_on_are_no_value() -> None:
    data = form(("申报单位", "甲支部"), ("品牌名称", "乙"), ("传播语", "______"), ("荣誉", "无"))
    assert read(data, "表.docx") == [{"unit_name": "甲支部", "brand_name": "乙"}]


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.integers(0, 255), st.sampled_from(("cut", "change", "part")))
def test_a_damaged_form_is_told_and_raises_nothing_else(place: int, byte: int, how: str) -> None:
    data = bytearray((SAMPLES / "form.docx").read_bytes())
    place %= len(data)
    if how == "cut":
        data = data[:place]
    elif how == "change":
        data[place] = byte
    else:
        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
            for name in old.namelist():
                part = old.read(name)
                new.writestr(name, part[: place % (len(part) + 1)] if "document" in name else part)
        data = bytearray(target.getvalue())
    try:
        assert gather_bytes("表.docx", bytes(data)).readings is not None
    except (UnreadableFile, BadData) as trouble:
        assert trouble.message.endswith("。")
