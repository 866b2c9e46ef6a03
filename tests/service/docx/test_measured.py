"""What LibreOffice makes of our files: page, lines, characters and faces, measured in the PDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.docx.profile import find_profile, profiles
from service.docx.writer import write_docx
from service.drafting.blocks import Block, Break, Columns, Paragraph, Row, Table
from service.linting import lint
from tests.office import faces, pages, to_pdf, to_pdfs

LONG = [Paragraph("title", "二〇二六年工作安排"), *[Paragraph("body", "国" * 300)] * 12]


@pytest.mark.parametrize("name", profiles())
def test_a_full_page_has_the_lines_and_characters_of_its_profile(name: str, tmp_path: Path) -> None:
    profile = find_profile(name)
    found = pages(to_pdf(write_docx(LONG, profile), tmp_path))
    for page in found:
        assert (round(page.width), round(page.height)) == (210, 297)
    full = found[1]
    assert len(full.body) == profile.lines
    assert max(len(line.text) for line in full.body) == profile.characters
    # Even pages are mirrored: the binding edge is on the right.
    assert min(line.left for line in full.body) == pytest.approx(profile.right, abs=1)
    assert min(line.left for line in found[2].body) == pytest.approx(profile.left, abs=1)
    assert max(line.right for line in full.body) == pytest.approx(210 - profile.left, abs=1)
    assert profile.top < full.body[0].top < 297 - profile.bottom


@pytest.mark.parametrize("name", profiles())
def test_a_mark_behind_a_full_line_is_not_lost(name: str, tmp_path: Path) -> None:
    profile = find_profile(name)
    marks = "，。、；：！？）”》"
    full = profile.characters
    blocks = [
        Paragraph(kind, "国" * count + mark + "后面还有一些字")
        for mark in marks
        for kind, count in (("flush", full), ("body", full - 2), ("flush", 2 * full))
    ]
    found = pages(to_pdf(write_docx(blocks, profile), tmp_path))
    shown = "".join(line.text for page in found for line in page.body)
    assert {mark: shown.count(mark) for mark in marks} == dict.fromkeys(marks, 3)


def test_page_numbers_stand_outside_seven_millimetres_below_the_text(tmp_path: Path) -> None:
    found = pages(to_pdf(write_docx(LONG, find_profile()), tmp_path))
    for number, page in enumerate(found, 1):
        [shown] = [line for line in page.lines if line not in page.body]
        assert shown.text == f"— {number} —"
        # One character of four-size type from the edge of the text: 4.9 mm.
        if number % 2:
            assert shown.right == pytest.approx(210 - 26 - 4.9, abs=1)
        else:
            assert shown.left == pytest.approx(26 + 4.9, abs=1)
        assert (shown.top + shown.bottom) / 2 == pytest.approx(297 - 35 + 7, abs=1)


def test_title_body_and_levels_have_faces_of_their_own(tmp_path: Path) -> None:
    blocks = [
        Paragraph("title", "标题"),
        Paragraph("heading1", "一、一级"),
        Paragraph("heading2", "（一）二级"),
        Paragraph("body", "正文"),
    ]
    found = faces(to_pdf(write_docx(blocks, find_profile()), tmp_path))
    assert {"FandolFang-Regular", "FandolHei-Regular", "FandolKai-Regular"} <= found
    assert any(name.startswith("FandolSong") for name in found)


@pytest.mark.parametrize("annexes", range(1, 9))
def test_signatures_take_text_or_annexes_along(annexes: int, tmp_path: Path) -> None:
    sides = Columns((("甲方（盖章）：", "乙方（盖章）："), *[("负责人：", "负责人：")] * 5))
    names = [f"附件的名称写得长一些以便它在这里回行{n}" for n in range(annexes)]
    blocks: list[Block] = [
        *[Paragraph("body", f"第{n}段正文。") for n in range(14)],
        *(Paragraph("attachment", f"附件：{n}. {name}") for n, name in enumerate(names, 1)),
        sides,
    ]
    last = pages(to_pdf(write_docx(blocks, find_profile()), tmp_path))[-1]
    told = " ".join(line.text for line in last.body)
    assert "甲方" in told
    assert "附件" in told or "正文" in told


@pytest.mark.parametrize("lines", range(14, 26))
def test_signatures_never_stand_alone_on_a_page(lines: int, tmp_path: Path) -> None:
    sides = Columns(
        (("甲方（盖章）：", "乙方（盖章）："), ("负责人：", "负责人："), ("年　月　日",) * 2)
    )
    blocks: list[Block] = [*[Paragraph("body", f"第{n}段正文。") for n in range(lines)], sides]
    last = pages(to_pdf(write_docx(blocks, find_profile()), tmp_path))[-1]
    told = [line.text for line in last.body]
    assert f"第{lines - 1}段正文。" in told[told.index("甲方（盖章）：") - 1 :] or any(
        "正文" in text for text in told
    )
    assert any("负责人" in text for text in told) and any("甲方" in text for text in told)


def test_a_wide_table_lies_across_and_repeats_its_head(tmp_path: Path) -> None:
    rows = tuple(Row((str(n), "考核内容" * 12, "5")) for n in range(40))
    table = Table((1, 8, 1), (Row(("序号", "内容", "分值"), header=True), *rows))
    blocks: list[Block] = [
        Paragraph("body", "前"),
        Break("landscape"),
        table,
        Break("portrait"),
        Paragraph("body", "后"),
    ]
    found = pages(to_pdf(write_docx(blocks, find_profile()), tmp_path))
    across = [page for page in found if page.width > page.height]
    assert len(across) > 1
    assert all(any("序号" in line.text for line in page.lines) for page in across)
    assert [found[0].width < found[0].height, found[-1].width < found[-1].height] == [True, True]


def _high_rows(rows: int, length: int) -> bytes:
    """Return a file with some text, a heading and a table whose rows hold so many characters."""
    head = Row(("序号", "单位", "补正内容"), header=True)
    high = (Row((str(n), f"第{n}支部", "补正" * (length // 2))) for n in range(rows))
    blocks: list[Block] = [
        *(Paragraph("body", f"第{n}段正文。") for n in range(8)),
        Paragraph("heading2", "（一）需要补正的申报"),
        Table((1, 3, 5), (head, *high)),
    ]
    return write_docx(blocks, find_profile())


def test_a_heading_before_a_table_of_high_rows_leaves_no_page_empty(tmp_path: Path) -> None:
    made = {f"{r} x {n}": _high_rows(r, n) for r in (4, 30) for n in (300, 600)}
    for name, pdf in to_pdfs(made, tmp_path).items():
        first, *rest = found = pages(pdf)
        assert rest and any("需要补正" in line.text for line in first.lines), name
        assert any("补正补正" in line.text for line in first.lines), "with some of its table"
        # Two thirds of each page are full.
        assert all(page.body[-1].bottom > 297 * 2 / 3 for page in found[:-1]), name
        assert not [one for one in lint(made[name]).findings if one.rule == "GW602"]


def test_the_number_of_a_page_that_lies_across_stands_where_upright_pages_have_it(
    tmp_path: Path,
) -> None:
    rows = tuple(Row((str(n), "考核内容" * 12, "5")) for n in range(40))
    blocks: list[Block] = [
        Break("landscape"),
        Table((1, 8, 1), (Row(("序号", "内容", "分值"), header=True), *rows)),
    ]
    found = pages(to_pdf(write_docx(blocks, find_profile()), tmp_path))
    assert len(found) > 2
    character = 14 * 25.4 / 72
    for number, page in enumerate(found, 1):
        [shown] = [line for line in page.lines if line not in page.body]
        assert shown.text == f"— {number} —"
        # Turned upright its left edge is below: seven millimetres from the text, at the outer side.
        assert (shown.left + shown.right) / 2 == pytest.approx(35 - 7, abs=1)
        if number % 2:
            assert shown.bottom == pytest.approx(210 - 26 - character, abs=1)
        else:
            assert shown.top == pytest.approx(28 + character, abs=1)


def test_a_page_that_lies_across_is_filled_to_its_margin(tmp_path: Path) -> None:
    """The foot of such a page is empty: its number stands at the side."""
    rows = tuple(Row((str(n), "考核内容", "5")) for n in range(60))
    head = Row(("序号", "内容", "分值"), header=True)
    blocks: list[Block] = [Break("landscape"), Table((1, 8, 1), (head, *rows))]
    first = pages(to_pdf(write_docx(blocks, find_profile()), tmp_path))[0]
    text = [line for line in first.body if line.text != "序号"]
    # A row is 6.4 mm high; the foot of the text 26 mm above the edge.
    assert text[-1].bottom > 210 - 26 - 6.5


def test_an_unsealed_signature_follows_the_rule_of_two_characters(tmp_path: Path) -> None:
    blocks = [
        Paragraph("body", "正文。"),
        Paragraph("signature", "示范集团有限公司党委办公室"),
        # Han digits: LibreOffice adds room beside Arabic ones whatever the file says, Word does not.
        Paragraph("signature", "二〇二六年三月"),
    ]
    body = pages(to_pdf(write_docx(blocks, find_profile()), tmp_path))[0].body
    name, day = body[-2], body[-1]
    character = 15.7 * 25.4 / 72
    assert name.right == pytest.approx(184 - 2 * character, abs=1.5)
    assert day.left - name.left == pytest.approx(2 * character, abs=1.5)
