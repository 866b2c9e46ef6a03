"""The model of a Word file: inheritance resolved, automatic numbers written out, broken files refused."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.errors import UnreadableFile
from service.linting import lint, wire
from service.linting.model import Para
from service.linting.numbering import number_text
from service.linting.package import open_package
from service.linting.reading import read_document
from service.tables import Listing, workbook
from tests.service.linting.builder import build

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def paragraph(data: bytes, text: str) -> Para:
    return next(p for p in read_document(data).paragraphs if text in p.text)


def with_styles(styles: str, body: str, **parts: str) -> bytes:
    """Return a file with further styles and with a body put before the correct one."""
    return build(
        {"parts": parts},
        [("</w:styles>", f"{styles}</w:styles>"), ("<w:body>", f"<w:body>{body}")],
    )


@pytest.mark.parametrize("form", ["styles", "direct"])
def test_looks_are_the_same_by_style_and_by_hand(form: str) -> None:
    one = paragraph(build({"form": form}), "各单位党组织")
    look = one.runs[0].look
    assert (look.east, look.ascii, look.size, look.spacing) == (
        "仿宋_GB2312",
        "Times New Roman",
        16,
        -0.25,
    )
    assert (one.form.first, one.form.line, one.form.rule) == (2, 28.95, "exact")
    assert one.role == "body"


def test_a_style_stands_on_another_and_direct_form_wins() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="base"><w:name w:val="base"/><w:pPr><w:jc w:val="right"/>'
        '<w:spacing w:before="240" w:line="480" w:lineRule="exact"/></w:pPr><w:rPr><w:b/><w:sz w:val="40"/>'
        '</w:rPr></w:style><w:style w:type="paragraph" w:styleId="on"><w:name w:val="on"/>'
        '<w:basedOn w:val="base"/><w:pPr><w:spacing w:after="120"/></w:pPr><w:rPr><w:color w:val="ff0000"/>'
        "</w:rPr></w:style>"
    )
    one = paragraph(
        with_styles(
            styles,
            '<w:p><w:pPr><w:pStyle w:val="on"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="30"/>'
            "</w:rPr><w:t>样子</w:t></w:r></w:p>",
        ),
        "样子",
    )
    look, form = one.runs[0].look, one.form
    assert (look.bold, look.size, look.colour) == (True, 15, "FF0000")
    assert (form.align, form.before, form.after, form.line) == ("center", 12, 6, 24)


def test_a_circle_of_styles_ends() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="x"><w:basedOn w:val="y"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="y"><w:basedOn w:val="x"/></w:style>'
    )
    body = '<w:p><w:pPr><w:pStyle w:val="x"/></w:pPr><w:r><w:t>圆圈</w:t></w:r></w:p>'
    assert paragraph(with_styles(styles, body), "圆圈").runs[0].look.size == 16


def test_a_character_style_turns_bold_over() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="h"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr>'
        "</w:style>"
    )
    run = '<w:r><w:rPr><w:rStyle w:val="strong"/>{}</w:rPr><w:t>{}</w:t></w:r>'
    body = (
        f'<w:p><w:pPr><w:pStyle w:val="h"/></w:pPr>{run.format("", "甲")}{run.format("<w:b/>", "乙")}</w:p>'
        f"<w:p>{run.format('', '丙')}</w:p>"
    )
    data = with_styles(styles, body)
    bold = {run.text: run.look.bold for p in read_document(data).paragraphs[:2] for run in p.runs}
    assert bold == {"甲": False, "乙": True, "丙": True}


THEME = (
    f'<a:theme xmlns:a="{DRAWING}"><a:themeElements><a:fontScheme name="x"><a:majorFont>'
    '<a:latin typeface="Calibri Light"/><a:ea typeface=""/><a:cs typeface=""/><a:font script="Hans" '
    'typeface="等线 Light"/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/>'
    '<a:ea typeface="微软雅黑"/>'
    '<a:cs typeface=""/><a:font script="Hans" typeface="等线"/></a:minorFont></a:fontScheme>'
    "</a:themeElements></a:theme>"
)


@pytest.mark.parametrize(
    ("fonts", "east", "themed"),
    [
        ('w:eastAsia="仿宋" w:eastAsiaTheme="majorEastAsia"', "等线 Light", True),
        ('w:eastAsiaTheme="minorEastAsia"', "微软雅黑", True),
        ('w:eastAsia="仿宋"', "仿宋", False),
    ],
)
def test_theme_fonts_are_resolved_and_win_over_a_name_beside_them(
    fonts: str, east: str, themed: bool
) -> None:
    body = f"<w:p><w:r><w:rPr><w:rFonts {fonts}/></w:rPr><w:t>主题</w:t></w:r></w:p>"
    look = paragraph(with_styles("", body, theme=THEME), "主题").runs[0].look
    assert (look.east, "east" in look.themed) == (east, themed)


def numbering(*levels: tuple[str, str], number: str = "") -> str:
    written = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:firstLineChars="200"/></w:pPr></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    return (
        f'<w:numbering xmlns:w="{MAIN}"><w:abstractNum w:abstractNumId="7">{written}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId '
        f'w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        "</w:numbering>"
    )


def listed(text: str, level: int, number: int = 1) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def test_automatic_numbers_are_read_as_text() -> None:
    part = numbering(
        ("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%1.%3")
    )
    body = "".join(
        (listed("甲", 0), listed("乙", 1), listed("丙", 1), listed("丁", 0), listed("戊", 1))
    ) + "".join((listed("己", 2), listed("庚", 0, 2), listed("辛", 1, 2)))
    read = read_document(with_styles("", body, numbering=part)).paragraphs[:8]
    assert [p.text for p in read] == [
        *("一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊", "二.1己", "一、庚", "（一）辛")
    ]
    assert read[0].automatic == "一、" and read[0].role == "heading1"
    assert read[0].form.first == 2


@pytest.mark.parametrize(
    ("mark", "own", "look"),
    [
        ("", "", ("仿宋_GB2312", 16)),
        ("黑体", "", ("黑体", 16)),
        ("", '<w:rFonts w:eastAsia="黑体"/>', ("黑体", 16)),
        ("楷体", '<w:rFonts w:eastAsia="黑体"/><w:sz w:val="28"/>', ("黑体", 14)),
        ("楷体", '<w:rFonts w:hint="default"/>', ("楷体", 16)),
    ],
)
def test_an_automatic_number_is_set_as_its_list_says(
    mark: str, own: str, look: tuple[str, float]
) -> None:
    part = numbering(("chineseCounting", "%1、")).replace(
        "</w:lvl>", f"<w:rPr>{own}</w:rPr></w:lvl>"
    )
    named = f'<w:rPr><w:rFonts w:eastAsia="{mark}"/></w:rPr>' if mark else ""
    text = listed("总体要求", 0).replace("</w:numPr>", f"</w:numPr>{named}")
    data = with_styles("", text, numbering=part)
    first = read_document(data).paragraphs[0].runs[0]
    assert (first.text, first.look.east, first.look.size) == ("一、", *look)


@pytest.mark.parametrize(
    ("form", "number", "text"),
    [
        ("decimal", 12, "12"),
        ("chineseCounting", 12, "十二"),
        ("chineseLegalSimplified", 3, "叁"),
        ("ideographTraditional", 2, "乙"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("lowerRoman", 9, "ix"),
        ("upperRoman", 14, "XIV"),
        ("upperLetter", 28, "BB"),
        ("decimalZero", 4, "04"),
        ("decimalFullWidth", 10, "\uff11\uff10"),
        ("hebrew1", 5, "5"),
    ],
)
def test_forms_of_numbers(form: str, number: int, text: str) -> None:
    assert number_text(number, form) == text


def test_deleted_text_is_not_read_and_inserted_text_is() -> None:
    body = (
        '<w:p><w:r><w:t>应当</w:t></w:r><w:del w:id="1"><w:r><w:delText>删去</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>加上</w:t></w:r></w:ins><w:hyperlink><w:r><w:t>链接</w:t></w:r>'
        "</w:hyperlink><w:r><w:tab/><w:t>后</w:t></w:r></w:p>"
    )
    document = read_document(with_styles("", body))
    assert document.paragraphs[0].text == "应当加上链接\t后"
    assert document.revisions == 2


def test_cells_know_their_table_row_and_column() -> None:
    document = read_document(build({"table.rows": 3}))
    cells = [p for p in document.paragraphs if p.table]
    assert [(p.row, p.column, p.role) for p in cells[:4]] == [
        *((1, 1, "head-cell"), (1, 2, "head-cell"), (2, 1, "cell"), (2, 2, "cell"))
    ]
    assert document.tables[0].rows[1].cells == ("1", "登记")


def test_sections_hand_footers_down() -> None:
    size = '<w:pgSz w:w="11906" w:h="16838"/>'
    odd = '<w:footerReference w:type="default" r:id="rId3"/>'
    first = f"<w:p><w:pPr><w:sectPr>{odd}{size}</w:sectPr></w:pPr></w:p>"
    even = '<w:footerReference w:type="even" r:id="rId4"/>'
    # The last section names no footer of its own.
    data = build({}, [(f"{odd}{even}{size}", size), ("<w:body>", f"<w:body>{first}")])
    sections = read_document(data).sections
    assert len(sections) == 2
    assert sections[1].footers["default"].number is not None


def test_a_page_number_in_a_text_box_is_found_with_its_side() -> None:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r>'
        '<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    box = (
        f'<w:r><mc:AlternateContent xmlns:mc="{compatible}"><mc:Choice Requires="wps"><w:drawing>'
        f'<wp:anchor xmlns:wp="{drawing}"><wp:positionH relativeFrom="margin"><wp:align>outside</wp:align>'
        f"</wp:positionH><w:txbxContent><w:p><w:r><w:t>— </w:t></w:r>{field}<w:r><w:t> —</w:t></w:r></w:p>"
        "</w:txbxContent></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:p><w:r><w:t>旧</w:t></w:r></w:p>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    data = build({"footer.before": "⟦", "footer.after": "⟧"})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/footer1.xml"] = f'<w:ftr xmlns:w="{MAIN}"><w:p>{box}</w:p></w:ftr>'.encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    number = read_document(stream.getvalue()).sections[0].footers["default"].number
    assert number is not None
    assert (number.text, number.form.frame) == ("— 1 —", "outside")


def test_the_strict_form_of_the_format_is_read_too() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    data = build({}, [(MAIN, strict)])
    assert paragraph(data, "总体要求").role == "heading1"


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.7", "文字".encode()],
    ids=["empty", "broken", "old", "pdf", "text"],
)
def test_what_is_no_word_file_is_refused_in_chinese(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="请"):
        read_document(data)


@pytest.mark.parametrize(
    "old",
    ["<w:document ", "<w:styles ", "<w:settings ", "<w:ftr "],
)
@pytest.mark.parametrize("mark", ["<!DOCTYPE x>", '<!DOCTYPE x [<!ENTITY a "b">]>'])
def test_entities_are_refused_in_every_part(old: str, mark: str) -> None:
    with pytest.raises(UnreadableFile, match="实体"):
        read_document(build({}, [(old, mark + old)]))


def test_damaged_parts_are_refused() -> None:
    for old, new in (("</w:body>", ""), ("</w:styles>", "<")):
        with pytest.raises(UnreadableFile):
            read_document(build({}, [(old, new)]))


def test_a_file_that_unpacks_beyond_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.linting.package.MOST_BYTES", 1000)
    with pytest.raises(UnreadableFile, match="过大"):
        open_package(build())
    monkeypatch.undo()
    monkeypatch.setattr("service.linting.package.MOST_PART_BYTES", 1000)
    with pytest.raises(UnreadableFile, match="过大"):
        read_document(build())


def test_a_workbook_under_the_name_of_a_document_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="不是 Word 文档，可能是表格"):
        open_package(workbook([Listing("表", ("甲",), ())]))


def test_a_file_with_a_password_is_not_called_old() -> None:
    container = b"\xd0\xcf\x11\xe0" + bytes(600)
    with pytest.raises(UnreadableFile, match="旧格式"):
        open_package(container)
    with pytest.raises(UnreadableFile, match="打开密码"):
        open_package(container + "EncryptedPackage".encode("utf-16-le"))


def test_a_document_without_section_is_judged_and_says_so() -> None:
    data = build()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("word/document.xml").decode()
    section = text[text.index("<w:sectPr") : text.index("</w:body>")]
    report = lint(build({}, [(section, "")]))
    assert {f.found for f in report.findings if f.rule == "GW101"} == {"没有写明的大小"}


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    form=st.sampled_from(("styles", "direct")),
    part=st.sampled_from(("document", "styles", "settings", "footer1")),
    place=st.integers(0, 10_000),
    value=st.sampled_from(("", "x", "-1", "99999999999", "1.5", "NaN", "\u00b2", "\uff11", "none")),
    remove=st.booleans(),
)
def test_any_damage_is_read_or_refused(
    form: str, part: str, place: int, value: str, remove: bool
) -> None:
    """No attribute may be what it should be, no element there: the report is made, or the file refused."""
    with zipfile.ZipFile(io.BytesIO(build({"form": form, "table.rows": 3}))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    name = f"word/{part}.xml"
    found = list(re.finditer(r"<w:[^<>]*/>" if remove else r'(?<=")[^"<>]*(?=")', parts[name]))
    match = found[place % len(found)]
    parts[name] = (
        parts[name][: match.start()] + ("" if remove else value) + parts[name][match.end() :]
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for one, content in parts.items():
            archive.writestr(one, content)
    with contextlib.suppress(UnreadableFile):
        assert wire.report(lint(stream.getvalue()))["schema"] == wire.SCHEMA
