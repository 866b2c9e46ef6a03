"""What a paragraph is, known by its words, its look and where it stands."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from service.drafting.drafts import draft
from service.linting import lint
from tests.service.letters.sample import changed
from tests.service.linting.builder import build
from tests.service.linting.reports import rules

LONG = "坚持以高质量党建引领保障企业改革发展稳定各项任务落地见效"


@pytest.mark.parametrize("length", [12, 24, 27, 28, 40])
def test_a_heading_that_text_runs_on_from_is_a_heading_however_long(length: int) -> None:
    data = changed(lambda d: d["duties"][0].update(title=(LONG * 2)[:length]))
    assert lint(draft("letter", data).docx).findings == ()


@pytest.mark.parametrize("text", [f"（一）{LONG}。", f"（一）{LONG[:20]}。"])
def test_a_sentence_alone_in_the_face_of_headings_is_one(text: str) -> None:
    file = stranger(
        ("一、总体要求", "黑体"), (text, "楷体_GB2312"), (LONG * 3 + "。", "仿宋_GB2312")
    )
    assert not rules(lint(file)) & {"GW202", "GW203", "GW204"}
    plain = stranger(
        ("一、总体要求", "黑体"), (text, "仿宋_GB2312"), (LONG * 3 + "。", "仿宋_GB2312")
    )
    assert not rules(lint(plain)) & {"GW202", "GW203", "GW204"}
    wrong = stranger(("一、总体要求", "黑体"), (text, "宋体"), (LONG * 3 + "。", "仿宋_GB2312"))
    assert "GW202" in rules(lint(wrong))


def stranger(*given: tuple[str, str]) -> bytes:
    """Return a file as python-docx makes it: lines with a font each, all set by hand."""
    document = Document()
    for text, font in given:
        run = document.add_paragraph().add_run(text)
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def by_hand(title: str, note: str) -> bytes:
    """Return a notice without styles: title large in the middle, a note on attachments, signature, date."""
    document = Document()
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.add_run(title).font.size = Pt(22)
    for text in ("各基层党组织：", f"{LONG}。", "", note, "", "示范集团党委", "2026年3月5日"):
        line = document.add_paragraph(text)
        if len(text) in (6, 9):
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("lead", ["\t", "……", "......", "   "])
def test_a_table_of_contents_typed_by_hand_is_no_text(lead: str) -> None:
    document = Document(io.BytesIO(build()))
    title = document.paragraphs[0]
    for text in ("目　录", f"一、总体要求{lead}1", f"（一）目标{lead}2", f"三、附则{lead}12"):
        title.insert_paragraph_before(text)
    stream = io.BytesIO()
    document.save(stream)
    report = lint(stream.getvalue())
    assert report.facts["title"] == title.text
    assert rules(report).isdisjoint({"PR101", "PR109", "GW203", "GW204", "GW302", "GW401"})


def test_a_title_with_a_mark_too_many_is_a_title() -> None:
    found = rules(lint(by_hand("关于做好申报工作的通知。", "附件：申报表")))
    assert "GW402" in found and "GW401" not in found
    assert "GW402" not in rules(lint(by_hand("关于做好申报工作的通知", "附件：申报表")))


@pytest.mark.parametrize(("note", "wrong"), [("附件1：申报表", True), ("附件：1.申报表", False)])
def test_a_note_on_attachments_is_known_when_numbered_wrongly(note: str, wrong: bool) -> None:
    found = lint(by_hand("关于做好申报工作的通知", note)).findings
    told = {one.rule: one.message for one in found}
    assert ("GW406" in told) == wrong
    assert "GW311" not in told and "GW314" not in told
    if wrong:
        assert told["GW406"] == "附件说明开头写的是“附件1：”，标准规定写“附件：”。"


def test_a_title_in_the_style_of_headings_is_the_title() -> None:
    document = Document()
    document.add_heading("中共示范学校委员会2026年党建工作要点", 1)
    document.add_paragraph(LONG + "。")
    document.add_heading("一、强化政治建设", 1)
    document.add_heading("第二部分", 1)
    stream = io.BytesIO()
    document.save(stream)
    report = lint(stream.getvalue())
    assert "GW401" not in rules(report)
    assert report.facts["title"] == "中共示范学校委员会2026年党建工作要点"
    headings = next(f for f in report.findings if f.rule == "GW203")
    assert [place.text for place in headings.places] == ["一、强化政治建设", "第二部分"]


_BOX = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


@pytest.mark.parametrize(("text", "fires"), [("联系人：待定", True), ("联系人：李红", False)])
def test_what_stands_in_a_text_box_is_read(text: str, fires: bool) -> None:
    document = Document()
    document.add_heading("关于做好党建品牌工作的通知", 0)
    paragraph = document.add_paragraph("各级党组织要认真抓好落实。")
    paragraph._p.append(parse_xml(_BOX.format(text)))
    stream = io.BytesIO()
    document.save(stream)
    places = [place for f in lint(stream.getvalue()).findings for place in f.places]
    assert any("待定" in place.text and place.number == 2 for place in places) is fires


@pytest.mark.parametrize(
    ("printed", "rule"),
    [
        ("示范市委组织部办公室        2026年4月8日印发", ""),
        ("示范市委组织部办公室        2026年04月8日印发", "GW420"),
    ],
)
def test_an_imprint_between_the_lines_of_a_table_is_one(printed: str, rule: str) -> None:
    document = Document()
    document.add_heading("关于做好党建品牌工作的通知", 0)
    document.add_paragraph("各级党组织要认真抓好落实。")
    table = document.add_table(2, 1)
    table.cell(0, 0).text = "抄送：市委办公室，市纪委监委机关。"
    table.cell(1, 0).text = printed
    stream = io.BytesIO()
    document.save(stream)
    found = rules(lint(stream.getvalue()))
    assert "GW419" in found
    assert ("GW420" in found) is bool(rule)


def regulation(*given: tuple[str, str, str]) -> bytes:
    """Return a regulation as strangers make it: text, font, font of the rest from 　 on; titles centred."""
    document = Document()
    for text, font, rest in given:
        paragraph = document.add_paragraph()
        if not rest:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        head, space, tail = text.partition("　") if rest else (text, "", "")
        for part, face in ((head, font), (space + tail, rest)):
            if part:
                run = paragraph.add_run(part)
                run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


RULES = (
    ("党建品牌管理办法", "方正小标宋简体", ""),
    ("", "仿宋_GB2312", ""),
    ("第一章　总则", "黑体", ""),
    ("第一条　为规范党建品牌的创建和管理，根据有关规定，制定本办法。", "黑体", "仿宋_GB2312"),
    ("第二条　党支部创建品牌应当具备下列条件：", "黑体", "仿宋_GB2312"),
    ("（一）支部班子健全，按期进行换届；", "仿宋_GB2312", "仿宋_GB2312"),
    ("（二）有群众认可的实绩。", "仿宋_GB2312", "仿宋_GB2312"),
)


def test_a_regulation_is_read_as_one() -> None:
    found = rules(lint(regulation(*RULES)))
    assert not found & {"GW202", "GW204", "GW312", "PR111"}
    wrong = [
        (t.replace("第二条", "第三条"), f, "宋体" if r and "第一条" in t else r)
        for t, f, r in RULES
    ]
    assert {"GW202", "PR111"} <= rules(lint(regulation(*wrong)))


@pytest.mark.parametrize(
    ("name", "fires"),
    [("中共示范市委组织部", True), ("中共示范市委组织部    中共示范市委机关工委", False)],
)
def test_names_that_sign_side_by_side_are_not_measured_as_one(name: str, fires: bool) -> None:
    change = {"signature.right": 9, "text": {"奔流集团公司党委": [["signature", name]]}}
    report = lint(build(change))
    assert ("GW411" in rules(report)) is fires
