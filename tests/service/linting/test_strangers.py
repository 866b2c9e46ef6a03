"""Files that others make: the traps that checkers fall into, and a correct file that has none."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from service.drafting.drafts import draft
from service.linting import Report, lint
from tests.service.letters.sample import changed
from tests.service.linting.builder import build


def rules(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings}


@pytest.mark.parametrize("form", ["styles", "direct"])
def test_a_correct_document_is_clean_however_it_is_made(form: str) -> None:
    report = lint(build({"form": form}))
    assert report.findings == ()
    assert report.clean and len(report.passed) > 70
    assert len(report.needs_rendering) == 12 and len(report.needs_paper) == 14
    judged = {line.rule for line in (*report.passed, *report.not_applicable)}
    open_ = {line.rule for line in (*report.needs_rendering, *report.needs_paper)}
    assert not judged & open_


def test_what_python_docx_makes_is_seen_through() -> None:
    document = Document()
    document.add_heading("关于做好党建品牌工作的通知", 0)
    document.add_paragraph("各单位：")
    document.add_heading("一、总体要求", 1)
    document.add_paragraph("各级党组织要认真抓好落实，按时报送材料。")
    document.add_heading("（一）目标", 2)
    document.add_paragraph("摸清底数", style="List Number")
    document.add_paragraph("建立台账", style="List Number")
    stream = io.BytesIO()
    document.save(stream)
    report = lint(stream.getvalue())
    # Letter paper, theme fonts, blue and bold headings, no page number, numbers by list.
    wanted = {"GW101", "GW102", "GW103", "GW104", "GW201", "GW202", "GW203", "GW204", "GW211"}
    wanted |= {"GW212", "GW233", "GW234", "GW241", "GW242", "GW301", "GW303", "GW501", "GW005"}
    assert wanted <= rules(report)
    page = next(finding for finding in report.findings if finding.rule == "GW101")
    assert page.found == "215.9 × 279.4 毫米"
    listed = next(f for f in report.findings if f.rule == "GW205")
    assert [place.text for place in listed.places] == ["1.摸清底数", "2.建立台账"]


@pytest.mark.parametrize("form", ["styles", "direct"])
@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"page.right": 28}, "GW104"),
        ({"page.width": 215.9, "page.height": 279.4}, "GW101"),
        ({"footer.odd": "center", "footer.even": "center"}, "GW502"),
        ({"heading2.bold": True}, "GW234"),
        ({"heading3.bold": True}, "GW235"),
        ({"body.font": "仿宋"}, "GW221"),
        ({"body.font": "华文中宋"}, "GW202"),
        ({"footer.one_run": True}, "GW507"),
        ({"page.grid": "linesAndChars", "page.space": -849}, "GW106"),
        ({"body.colour": "0563C1"}, "GW241"),
        ({"heading1.theme": "majorEastAsia"}, "GW242"),
    ],
)
def test_traps(form: str, change: dict[str, object], rule: str) -> None:
    assert rule in rules(lint(build({**change, "form": form})))


def test_the_same_typeface_under_another_name_is_advice_and_no_breach() -> None:
    report = lint(build({"body.font": "仿宋"}))
    assert "GW202" not in rules(report)
    assert [f.severity for f in report.findings if f.rule == "GW221"] == ["advice"]
    assert report.clean


def test_a_derived_figure_is_not_called_a_rule() -> None:
    report = lint(build({"body.line": 30}))
    [found] = [f for f in report.findings if f.rule == "GW107"]
    assert (found.strength, found.severity) == ("推算", "advice")
    assert "标准规定" not in found.message


def test_an_enterprise_deviates_and_does_not_breach() -> None:
    data = build({"page.width": 215.9, "page.height": 279.4})
    strict, mild = lint(data), lint(data, enterprise=True)
    assert {(f.severity, f.deviates) for f in strict.findings if f.rule == "GW101"} == {
        ("error", False)
    }
    assert {(f.severity, f.deviates) for f in mild.findings if f.rule == "GW101"} == {
        ("warning", True)
    }


def test_the_deviations_of_a_profile_are_in_every_report() -> None:
    assert lint(build()).deviations == ()
    found = {d.element: d for d in lint(build(), profile="notice-28pt-s3").deviations}
    assert found["行距"].expected == "28.95 磅" and found["行距"].clause == "5.2.3"
    assert found["三级标题加粗"].found == "加粗"
    assert found["正文字号"].found == "小三（15 磅）"
    assert not any(one.tolerated for one in found.values())


def test_a_deviation_within_the_tolerance_is_called_so(tmp_path: Path) -> None:
    house = tmp_path / "house.toml"
    house.write_text(
        'id = "house"\ntitle = "本单位"\n[page]\ntop = 36.5\nright = 25\n', encoding="utf-8"
    )
    found = {d.element: d for d in lint(build(), profile=str(house)).deviations}
    assert found["天头（上边距）"].tolerated and found["天头（上边距）"].strength == "规定"
    assert not found["右边距"].tolerated and found["右边距"].strength == "推算"


def test_a_house_profile_judges_by_its_own_figures() -> None:
    data = build({"body.size": 15, "heading3.bold": True})
    theirs = rules(lint(data, profile="notice-28pt-s3"))
    assert "GW212" in rules(lint(data)) and "GW235" in rules(lint(data))
    # What is left over of the salutation and others is in another size there.
    assert "GW235" not in theirs
    found = [f for f in lint(data, profile="notice-28pt-s3").findings if f.rule == "GW212"]
    assert all("各单位党组织" not in place.text for f in found for place in f.places)
    assert all("所选版式" in f.message for f in found)


def test_advice_under_a_house_profile_names_its_own_figures(tmp_path: Path) -> None:
    house = tmp_path / "house.toml"
    house.write_text(
        'id = "house"\ntitle = "本单位"\nline = 26\n[page]\ntop = 30\nleft = 30\n', "utf-8"
    )
    told = {f.rule: f.suggestion for f in lint(build(), profile=str(house)).findings}
    assert told["GW105"].endswith("上 30、下 35 毫米。")
    assert told["GW104"].endswith("左 30、右 26 毫米。")
    assert told["GW107"] == "请把行距设为固定值 26 磅；再大，一面就少一行。"


def test_a_house_profile_sets_the_place_of_the_page_number(tmp_path: Path) -> None:
    house = tmp_path / "house.toml"
    house.write_text('id = "house"\ntitle = "本单位"\n[page]\nfooter = 18\n', "utf-8")
    lower = build({"page.footer": 18})
    assert "GW508" not in rules(lint(lower, profile=str(house)))
    assert "GW508" in rules(lint(lower)) and "GW508" not in rules(lint(build()))
    report = lint(build(), profile=str(house))
    [told] = [one for one in report.findings if one.rule == "GW508"]
    assert "所选版式（本单位）要求是13.5 毫米" in told.message
    assert told.suggestion == "请把“页脚距边界”设为约 18 毫米。"
    assert "成品一字线距版心下边缘 13.5 毫米" in {one.title for one in report.needs_rendering}
    found = {d.element: d for d in report.deviations}["一字线距版心下边缘"]
    assert (found.expected, found.found, found.strength) == ("7 毫米", "13.5 毫米", "规定")


def test_words_that_bind_are_compared_with_an_earlier_version() -> None:
    clause = "乙方应当在每季度末报送工作总结，逾期的由甲方通报。"
    earlier = build(
        {"text": {"（一）明确目标": [["heading2", "（一）明确目标"], ["body", clause]]}}
    )
    softer = clause.replace("应当", "可以")
    later = build({"text": {"（一）明确目标": [["heading2", "（一）明确目标"], ["body", softer]]}})
    without, compared = lint(later), lint(later, previous=earlier)
    new = rules(compared) - rules(without)
    assert new and all(rule.startswith("PR") for rule in new)
    assert lint(later, previous=later).findings == without.findings


def test_text_rules_read_headers_footers_and_notes() -> None:
    document = Document()
    document.add_paragraph("关于开展检查的通知")
    section = document.sections[0]
    section.header.paragraphs[0].text = "内部资料XX"
    section.footer.paragraphs[0].text = "示範集团《简报"
    target = io.BytesIO()
    document.save(target)
    found = {f.rule: f.place for f in lint(target.getvalue()).findings if f.rule.startswith("PR")}
    assert found["PR501"].text == "页眉“内部资料XX”"
    assert {found["PR401"].text, found["PR601"].text} == {"页脚“示範集团《简报”"}
    assert found["PR401"].kind == "footer" and found["PR401"].number == 1


def test_text_rules_read_footnotes() -> None:
    data = with_footnote(build(), "见《中国共产党章程，由XX提供。")
    found = {f.rule: f.place.text for f in lint(data).findings}
    assert found["PR401"] == found["PR501"] == "脚注“见《中国共产党章程，由XX提供。”"
    assert lint(with_footnote(build(), "见《中国共产党章程》。")).findings == lint(build()).findings


def with_footnote(data: bytes, text: str) -> bytes:
    """Return a document with a part of footnotes: the separator that Word puts there, and one note."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    part = (
        f'<w:footnotes xmlns:w="{space}"><w:footnote w:type="separator" w:id="-1"><w:p><w:r>'
        f'<w:separator/></w:r></w:p></w:footnote><w:footnote w:id="1"><w:p><w:r><w:t>{text}</w:t>'
        "</w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relation = f'<Relationship Id="rIdNotes" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            said = old.read(name)
            if name == "word/_rels/document.xml.rels":
                said = said.replace(b"</Relationships>", relation.encode())
            new.writestr(name, said)
        new.writestr("word/footnotes.xml", part)
    return target.getvalue()


def test_text_rules_read_automatic_numbers_and_say_where() -> None:
    data = build({"text": {"二、工作安排": ["heading1", "三、工作安排"]}})
    [found] = lint(data).findings
    assert found.rule.startswith("PR") and found.element == "文字"
    assert found.place.kind == "paragraph" and "三、" in found.place.text


def test_findings_alike_are_one_with_many_places() -> None:
    [found] = [f for f in lint(build({"body.size": 14})).findings if f.rule == "GW212"]
    assert len(found.places) == 7
    assert found.place.number < found.places[-1].number


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


def test_a_theme_font_of_figures_is_not_called_chinese() -> None:
    document = Document()
    document.add_heading("关于做好党建品牌工作的通知", 0)
    document.add_table(1, 1).cell(0, 0).text = "12"
    stream = io.BytesIO()
    document.save(stream)
    told = {f.message[:2] for f in lint(stream.getvalue()).findings if f.rule == "GW242"}
    assert told == {"中文", "西文"}


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
