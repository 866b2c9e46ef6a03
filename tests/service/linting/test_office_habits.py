"""What paragraphs are in files as offices set them by hand: minutes, captions, lists, signatures."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from service.linting import lint
from service.linting.reading import read_document

LONG = "坚持以高质量党建引领保障企业改革发展稳定各项任务落地见效，各单位结合实际抓好落实。"
EAST = qn("w:eastAsia")
TITLE = "关于做好申报工作的通知"


def made(*lines: str, title: str = TITLE, red: str = "") -> bytes:
    document = Document()
    for text, size in ((red, 44), (title, 22)):
        if text:
            heading = document.add_paragraph()
            heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = heading.add_run(text)
            run.font.size = Pt(size)
            if text == red:
                run.font.color.rgb = RGBColor(255, 0, 0)
    for text in lines:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def roles(data: bytes) -> dict[str, str]:
    return {one.text.strip(): one.role for one in read_document(data).paragraphs}


def rules(data: bytes) -> set[str]:
    return {finding.rule for finding in lint(data).findings}


def test_minutes_have_their_title_in_the_red_mark() -> None:
    begin = "2026年3月6日，集团党委书记主持召开党委会议。会议纪要如下："
    points = ("一、会议听取了品牌创建情况汇报。会议认为，成效明显。", "二、会议研究了表彰事项。")
    lines = ("第5期", "示范集团党委　　　　2026年3月6日", begin, *points, "出席：张三、李四。")
    data = made(*lines, title="", red="党委会议纪要")
    found = roles(data)
    assert [found[one] for one in ("第5期", lines[1], begin)] == ["mark", "mark", "body"]
    assert [found[one] for one in points] == ["item", "item"]
    assert rules(data).isdisjoint({"GW401", "GW201", "GW203", "GW414"})


def test_a_red_mark_of_another_kind_is_no_title() -> None:
    assert "GW401" in rules(made(LONG, LONG, title="", red="示范集团党委文件"))


def test_points_of_ordinary_text_are_still_headings() -> None:
    found = roles(made(LONG, "一、强化会议管理", LONG, "二、压实责任。各单位要抓好落实。"))
    assert found["一、强化会议管理"] == "heading1"
    assert found["二、压实责任。各单位要抓好落实。"] == "heading1"


@pytest.mark.parametrize(
    ("caption", "role"),
    [
        ("表1 各系统品牌数量", "note"),
        ("表2-1　各单位得分", "note"),
        ("图1：品牌标识", "note"),
        ("表1显示，国企品牌最多，占到三成以上。", "body"),
        ("表彰对象由各单位推荐", "body"),
    ],
)
def test_captions_are_no_running_text(caption: str, role: str) -> None:
    assert roles(made(LONG, caption, LONG))[caption] == role


def test_what_goes_on_after_a_semicolon_is_no_heading() -> None:
    items = ("（一）公开公正；", "（二）注重实绩；", "（三）群众公认。")
    data = made(LONG, "评选坚持下列原则：", *items)
    assert [roles(data)[one] for one in items] == ["item"] * 3
    assert rules(data).isdisjoint({"GW204", "GW214", "GW309"})


@pytest.mark.parametrize("space", [" " * 30, "　" * 12])
@pytest.mark.parametrize("day", ["2026.3.10", "2026-03-10", "2026年3月10日"])
def test_who_signs_is_known_when_pushed_there_by_spaces(space: str, day: str) -> None:
    data = made("各单位：", LONG, "", f"{space}党群工作部", f"{space}{day}")
    found = roles(data)
    assert [found["党群工作部"], found[day]] == ["signature", "date"]
    told = [one for one in lint(data).findings if one.rule == "GW301"]
    assert all("党群" not in place.text for one in told for place in one.places)
    assert ("PR305" in rules(data)) == ("年" not in day)


def test_a_short_date_in_the_text_is_text() -> None:
    assert roles(made(LONG, "2026.3.10"))["2026.3.10"] == "body"


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("各县（区）党委组织部，市直各单位党委（党组）：", "salutation"),
        ("同志们：", "salutation"),
        ("按照上级部署，现将有关事项通知如下：", "body"),
        ("会议召开以来，各单位抓了以下几个方面：", "body"),
    ],
)
def test_who_is_called_on_is_told_from_how_a_text_begins(line: str, role: str) -> None:
    assert roles(made(line, LONG))[line] == role


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["1、申报表；2、材料；3、照片。"], set[str]()),
        (["1、申报表；", "2、材料。"], {"PR104"}),
        (["1、申报表。"], {"PR104", "PR109"}),
    ],
)
def test_a_list_within_a_paragraph_is_no_level(lines: Sequence[str], told: set[str]) -> None:
    data = made(LONG, "一、报送内容", *lines, "二、报送时间", LONG)
    assert rules(data) & {"PR104", "PR109"} == told


def test_a_red_mark_in_a_table_is_a_mark() -> None:
    document = Document(io.BytesIO(made(LONG)))
    table = document.add_table(rows=1, cols=2)
    for cell, text in zip(table.rows[0].cells, ("中共示范市委组织部", "文件"), strict=True):
        cell.paragraphs[0].add_run(text).font.color.rgb = RGBColor(255, 0, 0)
    document.element.body.insert(0, table._tbl)
    stream = io.BytesIO()
    document.save(stream)
    found = roles(stream.getvalue())
    assert (found["中共示范市委组织部"], found["文件"]) == ("mark", "mark")
    assert "GW241" not in rules(stream.getvalue())


def test_a_red_cell_below_the_title_is_a_cell() -> None:
    document = Document(io.BytesIO(made(LONG)))
    cell = document.add_table(rows=1, cols=1, style="Table Grid").cell(0, 0)
    cell.paragraphs[0].add_run("退回").font.color.rgb = RGBColor(255, 0, 0)
    stream = io.BytesIO()
    document.save(stream)
    assert roles(stream.getvalue())["退回"] != "mark"
    assert "GW241" in rules(stream.getvalue())


def test_lines_to_sign_and_their_days_are_left_for_the_pen() -> None:
    day = "年　　月　　日　　　　　年　　月　　日"
    lines = (
        "甲方（盖章）：　　　　乙方（盖章）：",
        "负责人（签字）：　　　　负责人（签字）：",
        day,
    )
    data = made(LONG, *lines)
    assert [roles(data)[one] for one in lines] == ["party"] * 3
    assert "PR503" not in rules(data)
    assert "PR503" in rules(made(LONG, "本责任书自2026年  月  日起施行，由双方遵守。"))


def test_the_heading_of_an_article_is_a_heading_in_its_face() -> None:
    document = Document(io.BytesIO(made(LONG)))
    document.add_paragraph().add_run("第一条　目标").font.name = "黑体"
    run = document.paragraphs[-1].runs[0]
    run._r.get_or_add_rPr().get_or_add_rFonts().set(EAST, "黑体")
    document.add_paragraph("第二条　考核")
    stream = io.BytesIO()
    document.save(stream)
    found = roles(stream.getvalue())
    assert (found["第一条　目标"], found["第二条　考核"]) == ("heading1", "body")


def test_a_title_of_two_paragraphs_is_one_title() -> None:
    document = Document(
        io.BytesIO(made("各单位：", LONG, title="中共示范市委组织部关于开展品牌创建"))
    )
    second = document.paragraphs[1].insert_paragraph_before()
    second.alignment = WD_ALIGN_PARAGRAPH.CENTER
    second.add_run("工作的通知").font.size = Pt(22)
    stream = io.BytesIO()
    document.save(stream)
    assert lint(stream.getvalue()).facts["title"] == "中共示范市委组织部关于开展品牌创建工作的通知"
