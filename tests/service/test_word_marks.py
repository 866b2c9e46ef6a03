"""What forms hold beside plain text is read as a reader sees it: boxes, text boxes, fields, changes."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from service.applications.forms import read_form
from service.documents import read_tables, read_text

W = nsdecls("w")
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'


def with_paragraph(xml: str, *lines: str) -> bytes:
    """Return a document with a paragraph of this content, and lines behind it."""
    document = Document()
    made = parse_xml(f"<w:p {W} {MC} {WPS} {VML}>{xml}</w:p>")
    document.element.body.insert(0, made)
    for line in lines:
        document.add_paragraph(line)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def text_of(xml: str) -> str:
    return read_text(with_paragraph(xml)).strip("\n")


def run(inside: str) -> str:
    return f"<w:r>{inside}</w:r>"


def boxed(*lines: str) -> str:
    """Return a text box as Word writes it: once for newer programs, once for older ones."""
    text = "".join(f"<w:p>{run(f'<w:t>{line}</w:t>')}</w:p>" for line in lines)
    content = f"<w:txbxContent>{text}</w:txbxContent>"
    return run(
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}</wps:txbx>'
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
    )


@pytest.mark.parametrize(
    ("font", "char", "shown"),
    [
        ("Wingdings 2", "F052", "☑"),
        ("Wingdings 2", "F0A3", "□"),
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "F0A8", "□"),
        ("wingdings", "00FE", "☑"),
        ("Segoe UI Symbol", "2611", "☑"),
        ("Wingdings", "F04A", ""),
        ("Symbol", "F0B7", ""),
        ("Wingdings", "no code", ""),
    ],
)
def test_a_symbol_is_what_it_shows(font: str, char: str, shown: str) -> None:
    symbol = run(f'<w:sym w:font="{font}" w:char="{char}"/>')
    assert text_of(f"{symbol}{run('<w:t>是</w:t>')}") == f"{shown}是"


def test_letters_in_a_font_of_symbols_are_what_they_show() -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr>'
    assert text_of(run(f"{fonts}<w:t>R\uf0a3</w:t>") + run("<w:t>R</w:t>")) == "☑□R"


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ('<w:default w:val="0"/>', "□"),
        ('<w:default w:val="1"/>', "☑"),
        ('<w:default w:val="0"/><w:checked/>', "☑"),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', "□"),
        ("", "□"),
    ],
)
def test_a_check_box_of_an_older_form_is_a_character(state: str, shown: str) -> None:
    box = f"<w:ffData><w:checkBox>{state}</w:checkBox></w:ffData>"
    field = f'<w:fldChar w:fldCharType="begin">{box}</w:fldChar>'
    assert text_of(f"{run(field)}{run('<w:t>服务群众类</w:t>')}") == f"{shown}服务群众类"


def test_a_text_box_is_read_once_before_its_paragraph() -> None:
    data = with_paragraph(boxed("品牌名称：丹心护幼", "申报单位：儿科党支部"), "党员人数：12")
    assert read_tables(data).paragraphs == (
        *("品牌名称：丹心护幼", "申报单位：儿科党支部"),
        "党员人数：12",
    )
    [reading], notes = read_form("甲.docx", data)
    assert dict(reading.data) == {
        "brand_name": "丹心护幼",
        "unit_name": "儿科党支部",
        "member_count": "12",
    }
    assert notes == []


def test_a_box_in_a_box_is_read_too() -> None:
    inner = f"<w:txbxContent><w:p>{run('<w:t>里</w:t>')}</w:p></w:txbxContent>"
    outer = f"<w:txbxContent><w:p>{run(f'<w:drawing>{inner}</w:drawing><w:t>外</w:t>')}</w:p></w:txbxContent>"
    assert text_of(run(f"<w:drawing>{outer}</w:drawing>")).split("\n") == ["里", "外"]


@pytest.mark.parametrize(("mark", "read"), [("<w:showingPlcHdr/>", ""), ("", "单击此处输入文字。")])
def test_a_field_that_nobody_filled_in_says_nothing(mark: str, read: str) -> None:
    content = f"<w:sdtContent>{run('<w:t>单击此处输入文字。</w:t>')}</w:sdtContent>"
    assert text_of(f"<w:sdt><w:sdtPr>{mark}</w:sdtPr>{content}</w:sdt>") == read


def test_changes_are_read_as_if_accepted() -> None:
    said = run("<w:t>{}</w:t>")
    gone = run("<w:delText>旧</w:delText>")
    xml = f"<w:del>{gone}</w:del><w:ins>{said.format('新')}</w:ins><w:moveTo>{said.format('移')}</w:moveTo>"
    xml += f"<w:moveFrom>{said.format('移')}</w:moveFrom><w:customXml>{said.format('标')}</w:customXml>"
    assert text_of(xml) == "新移标"


def test_a_row_taken_out_is_no_row() -> None:
    document = Document()
    table = document.add_table(2, 2)
    for number, row in enumerate(table.rows):
        for cell in row.cells:
            cell.text = str(number)
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {W} w:id="1" w:author="a"/>'))
    target = io.BytesIO()
    document.save(target)
    [read] = read_tables(target.getvalue()).tables
    assert [[cell.text for cell in row] for row in read] == [["0", "0"]]
