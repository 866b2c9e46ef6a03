"""The Word file: well-formed, the same bytes, only styles, values as typed, read by others."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import templates
from service.docx.outline import outline
from service.docx.profile import find_profile, profiles, read_profile
from service.docx.styles import STYLES, styles_xml
from service.docx.tables import table
from service.docx.writer import write_docx
from service.drafting.blocks import Block, Break, Columns, Paragraph, Row, Table
from service.drafting.markup import LEFT, SOFT, UP
from service.errors import BadData, NotFound

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"))
EVERYTHING: list[Block] = [
    Paragraph("title", "标题"),
    Paragraph("subtitle", "（副题）"),
    Paragraph("flush", "同志们："),
    Paragraph("heading1", "一、标题"),
    Paragraph("heading2", "（一）句子。\x04接排"),
    Paragraph("body", "一\x07重\x07二【待补充：日期】三\x0b四"),
    Table((1, 2), (Row(("甲", "乙"), header=True), Row(("a", "b")), Row(("\x05", "\x06")))),
    Columns((("甲方：", "乙方："),)),
    Break("landscape"),
    Paragraph("attachment-label", "附件1"),
    Break("portrait"),
    Break("page"),
    Paragraph("attachment", "附件：清单"),
    Paragraph("signature", "某单位"),
    Paragraph("signature", "2026年1月1日"),
]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", profiles())
def test_every_part_is_well_formed_and_python_docx_opens_it(name: str) -> None:
    data = write_docx(EVERYTHING, find_profile(name), title="a<b&c")
    for content in parts(data).values():
        ET.fromstring(content)
    document = docx.Document(io.BytesIO(data))
    assert document.core_properties.title == "a<b&c"
    used = {p.style.name for p in document.paragraphs if p.style}
    assert {"Title", "Heading 1", "标题 2 接排", "Body Text", "Signature"} <= used


def test_equal_blocks_give_equal_bytes() -> None:
    assert write_docx(EVERYTHING, find_profile()) == write_docx(EVERYTHING, find_profile())


def test_no_clock_no_person_no_path_is_written() -> None:
    found = parts(write_docx(EVERYTHING, find_profile()))
    assert {name for name in found if name.startswith("docProps")} == {"docProps/core.xml"}
    assert b"created" not in found["docProps/core.xml"]


@given(TEXT)
def test_a_text_comes_out_as_it_went_in(text: str) -> None:
    data = write_docx([Paragraph("body", text)], find_profile())
    root = ET.fromstring(parts(data)["word/document.xml"])
    assert "".join(t.text or "" for t in root.iter(f"{W}t")) == text


def test_only_named_styles_carry_form() -> None:
    root = ET.fromstring(parts(write_docx(EVERYTHING, find_profile()))["word/document.xml"])
    allowed = {"rStyle", "rFonts"}
    for properties in root.iter(f"{W}rPr"):
        assert {child.tag.removeprefix(W) for child in properties} <= allowed
        fonts = properties.find(f"{W}rFonts")
        assert fonts is None or set(fonts.attrib) == {f"{W}hint"}


@pytest.mark.parametrize("name", profiles())
def test_styles_name_a_font_in_all_slots_and_no_theme(name: str) -> None:
    text = styles_xml(find_profile(name))
    root = ET.fromstring(text)
    assert "Theme" not in text
    for fonts in root.iter(f"{W}rFonts"):
        assert {f"{W}ascii", f"{W}hAnsi", f"{W}eastAsia", f"{W}cs"} <= set(fonts.attrib)
    ids = {style.get(f"{W}styleId") for style in root.iter(f"{W}style")}
    assert set(STYLES.values()) | {"RunIn", "Strong", "Gap", "Footer"} <= ids


def test_an_outline_tells_pages_styles_and_cells() -> None:
    told = outline(write_docx(EVERYTHING, find_profile()))
    assert told.splitlines()[:2] == ["page 210×297 37/26/35/28", "page 297×210 28/37/26/35"]
    assert "Heading2RunIn | （一）句子。接排" in told
    assert "head | 甲 | 乙" in told


def test_a_house_profile_is_a_small_file_over_the_standard() -> None:
    own = read_profile('id = "house"\ntitle = "本单位"\nline = 28\n[page]\ntop = 35', "house.toml")
    assert (own.line, own.top, own.bottom) == (28, 35, 35)
    assert own.faces["title"] == find_profile().faces["title"]


def test_a_house_profile_fills_its_own_page() -> None:
    own = read_profile(
        'id = "house"\nline = 26\n[page]\ntop = 30\n[style.body]\nsize = 15', "house.toml"
    )
    # 232 mm are 657.6 points; 156 mm are 442.2 of 14.7 each.
    assert (own.lines, own.characters) == (25, 30)
    told = read_profile('id = "house"\nline = 26\nlines = 24\ncharacters = 27', "house.toml")
    assert (told.lines, told.characters) == (24, 27)


@pytest.mark.parametrize(("bottom", "footer"), [(30, 19.5), (35, 24.5), (45, 34.5), (9, 0)])
def test_the_page_number_follows_the_foot_of_the_text(bottom: int, footer: float) -> None:
    own = read_profile(f'id = "house"\n[page]\nbottom = {bottom}', "house.toml")
    assert own.footer == footer
    told = read_profile(f'id = "house"\n[page]\nbottom = {bottom}\nfooter = 3', "house.toml")
    assert told.footer == 3


@pytest.mark.parametrize("name", profiles())
def test_the_lines_of_a_shipped_profile_are_those_that_fit(name: str) -> None:
    shipped = find_profile(name)
    text = templates.text(f"styles/{name}.toml")
    bare = "\n".join(one for one in text.split("\n") if not one.startswith(("lines", "characters")))
    own = read_profile(bare, "house.toml")
    assert (own.lines, own.characters) == (shipped.lines, shipped.characters)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('id = "a"\nline = \n', ["第 2 行写法有误"]),
        ("line = 'x'", ["里 line 填的“x”须是数字"]),
        ("lines = 21.5", ["里 lines 填的“21.5”须是整数"]),
        (
            "line = 0\nspacing = 99",
            ["里 line 填的“0”须在 5 至 200", "里 spacing 填的“99”须在 -5 至"],
        ),
        ("page = 3", ["里 page 须是一段，请写成 [page]"]),
        ("[style.nonsense]\nfont = 'a'", ["的 [style] 里不认识“nonsense”"]),
        (
            "lin = 28\n[page]\ntopp = 35\nleft = '28mm'\n[style.body]\nsiz = 16\nbold = '是'\nfont = ''",
            [
                "里不认识“lin”，是不是 line？",
                "的 [page] 里不认识“topp”，是不是 top？",
                "的 [page] 里 left 填的“28mm”须是数字，不加引号和单位。",
                "的 [style.body] 里不认识“siz”，是不是 size？",
                "的 [style.body] 里 bold 填的“是”须是 true 或 false",
                "的 [style.body] 里 font 填的“”须是文字",
            ],
        ),
        ("[page]\nleft = 90\nright = 90", ["的页边距加起来太大"]),
    ],
)
def test_a_broken_profile_is_refused_with_every_fault(text: str, told: list[str]) -> None:
    with pytest.raises(BadData) as trouble:
        read_profile(text, "house.toml")
    lines = trouble.value.message.splitlines()
    assert len(lines) == len(told), lines
    for line, start in zip(lines, told, strict=True):
        assert line.startswith(f"版式文件“house.toml”{start}"), lines


def test_an_unknown_profile_names_those_there_are() -> None:
    with pytest.raises(NotFound, match="gbt9704"):
        find_profile("nonsense")


def cells(block: Table) -> list[list[str]]:
    """Return each row of a table as the XML of its cells."""
    xml = table(block, 8845)
    return [row.split("<w:tc>")[1:] for row in xml.split("<w:tr>")[1:]]


def test_a_column_is_centred_as_a_whole_or_not_at_all() -> None:
    rows = (
        Row(("序号", "指标", "分值"), header=True),
        Row(("1", "组织生活", "5")),
        Row(("2", "联系服务职工群众并为其办好年度实事", "10")),
        Row(("合计", LEFT, "15")),
    )
    found = [["jc" in cell for cell in row] for row in cells(Table((1, 4, 1), rows))]
    assert found == [[False] * 3, [True, False, True], [True, False, True], [True, True]]


def test_rows_under_one_merged_cell_and_the_total_stay_together() -> None:
    rows = (
        Row(("编号", "方面"), header=True),
        Row(("1.1", "政治")),
        Row(("1.2", UP)),
        *(Row((f"{n}.1", "组织")) for n in range(2, 9)),
        Row(("合计", "100")),
    )
    kept = ["keepNext" in row[0] for row in cells(Table((1, 1), rows))]
    # Heading and merged rows, then those that may part, then the total with the row before it.
    assert kept == [True, True, *[False] * 7, True, False]


def test_a_short_table_is_not_parted() -> None:
    rows = (Row(("序号", "内容"), header=True), *(Row((str(n), "内容")) for n in range(8)))
    kept = ["keepNext" in row[0] for row in cells(Table((1, 1), rows))]
    assert kept == [True] * 8 + [False]


def _row_marks(block: Table) -> list[tuple[bool, bool]]:
    """Return for each row whether it may part, and whether it stays with the next."""
    rows = table(block, 8845).split("<w:tr>")[1:]
    return [("cantSplit" not in row, "keepNext" in row) for row in rows]


def test_a_table_of_few_but_high_rows_may_part_between_them() -> None:
    rows = (Row(("序号", "内容"), header=True), *(Row((str(n), "内容" * 60)) for n in range(4)))
    kept = [keep for _, keep in _row_marks(Table((1, 2), rows))]
    assert kept == [True, False, False, True, False]


@given(st.integers(1, 40))
def test_only_a_row_of_more_than_twelve_lines_may_part(lines: int) -> None:
    # Two columns of 8845 twips in all; 240 of them a character: seventeen fill a line of the second.
    rows = (Row(("序号", "内容"), header=True), Row(("1", "字" * 17 * lines)), Row(("2", "字")))
    marks = _row_marks(Table((1, 1), rows))
    assert [parts for parts, _ in marks] == [False, lines > 12, False]
    assert marks[0][1] and marks[1][1] == (lines <= 12)


def test_lines_that_were_typed_count_and_merged_cells_reach_over_their_rows() -> None:
    typed = Table((1, 1), (Row(("1", SOFT.join("一行" for _ in range(13)))), Row(("2", "字"))))
    assert [parts for parts, _ in _row_marks(typed)] == [True, False]
    merged = Table((1, 1), (Row(("1", "字" * 300)), Row(("2", UP)), Row(("字" * 60, LEFT))))
    assert [parts for parts, _ in _row_marks(merged)] == [False, False, False]
