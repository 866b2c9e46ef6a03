"""Clauses on paragraphs: indents, alignment, lines, room, outline, blank lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from service.docx.units import POINTS_PER_MM
from service.linting.kinds.base import Context, Match, at, figure, of
from service.linting.model import Para

_ALIGN = {"left": "左对齐", "both": "两端对齐", "center": "居中", "right": "右对齐"}
_ALIGN["distribute"] = "分散对齐"
# Lengths in twips and in characters are never quite the same.
_INDENT_TOLERANCE = 0.15
_SPACES = " \t　\u00a0"


def typed_indent(text: str) -> float:
    """Return how many characters wide the spaces are that a text begins with."""
    lead = text[: len(text) - len(text.lstrip(_SPACES))]
    return sum(1 if c == "　" else 0.5 if c != "\t" else 2 for c in lead)


def first_line(
    context: Context, *, roles: Sequence[str], characters: float, least: int = 0
) -> Iterator[Match]:
    """Paragraphs begin two characters in; blanks typed instead are reported as such.

    Paragraphs of fewer than `least` characters are left alone.
    """
    for para in of(context, roles):
        form, typed = para.form, typed_indent(para.text)
        if len(para.text.strip()) < least or form.align in ("center", "right"):
            continue
        found = form.first + form.left
        if abs(found - characters) <= _INDENT_TOLERANCE and not typed:
            if abs(form.left) <= _INDENT_TOLERANCE:
                continue
            text = f"回行也缩进 {figure(form.left)} 字"
        elif typed:
            text = f"用空格缩进（{figure(typed)} 字，段落缩进 {figure(found)} 字）"
        else:
            text = f"首行缩进 {figure(found)} 字"
        yield Match(at(para), text, f"首行缩进 {figure(characters)} 字、回行顶格")


def flush(context: Context, *, roles: Sequence[str]) -> Iterator[Match]:
    """Paragraphs begin at the left edge."""
    for para in of(context, roles):
        found = para.form.first + para.form.left + typed_indent(para.text)
        if abs(found) > _INDENT_TOLERANCE or para.form.align in ("center", "right"):
            text = _ALIGN.get(para.form.align, "") if abs(found) <= _INDENT_TOLERANCE else ""
            yield Match(at(para), text or f"缩进 {figure(found)} 字", "居左顶格")


def aligned(context: Context, *, roles: Sequence[str], align: Sequence[str]) -> Iterator[Match]:
    """Paragraphs are aligned in one of some ways, and no indent shifts what is centred."""
    for para in of(context, roles):
        found = _ALIGN.get(para.form.align, para.form.align)
        shifted = "center" in align and abs(para.form.first) > 0.3
        if para.form.align not in align:
            yield Match(at(para), found, _ALIGN[align[0]])
        elif shifted:
            yield Match(at(para), f"{found}，但有首行缩进 {figure(para.form.first)} 字", "居中")


def exact_line(context: Context, *, roles: Sequence[str]) -> Iterator[Match]:
    """The pitch of lines is fixed."""
    for para in of(context, roles):
        if para.form.rule != "exact":
            number = figure(para.form.line)
            found = f"{number} 倍" if para.form.rule == "auto" else f"最小值 {number} 磅"
            yield Match(at(para), found, "固定值行距")


def line_pitch(context: Context, *, roles: Sequence[str], tolerance: float) -> Iterator[Match]:
    """The pitch of lines is the profile's; `tolerance` in points."""
    wanted = context.profile.faces["body"].line
    for para in of(context, roles):
        form = para.form
        if form.rule == "exact" and abs(form.line - wanted) > tolerance:
            yield Match(at(para), f"固定值 {figure(form.line)} 磅", f"固定值 {figure(wanted)} 磅")


def lines_a_page(context: Context) -> Iterator[Match]:
    """As many lines fit on a page as the profile wants, by pitch and height of the text."""
    wanted = context.profile.lines
    for para in of(context, ("body",)):
        form, page = para.form, context.document.sections[para.section]
        if form.rule != "exact" or form.line <= 0 or not 0 < page.width <= page.height:
            continue
        fit = int((page.height - page.top - page.bottom) * POINTS_PER_MM / form.line + 0.001)
        if fit != wanted:
            yield Match(at(para), f"{fit} 行", f"{wanted} 行")


def characters_a_line(context: Context) -> Iterator[Match]:
    """As many characters fit on a line as the profile wants, by type, spacing and width of the text."""
    wanted = context.profile.characters
    for para in of(context, ("body",)):
        page = context.document.sections[para.section]
        look = para.runs[-1].look
        width = (page.width - page.left - page.right - page.gutter) * POINTS_PER_MM
        one = look.size + look.spacing
        if page.grid == "linesAndChars":
            one = max(look.size + page.character_space / 4096, 1.0)
        fit = int(width / one + 0.01) if one > 0 else 0
        if fit != wanted and 0 < page.width <= page.height:
            yield Match(at(para), f"{fit} 字", f"{wanted} 字")


def no_room(context: Context, *, roles: Sequence[str]) -> Iterator[Match]:
    """No room before or after paragraphs: distances are counted in lines."""
    for para in of(context, roles):
        before, after = para.form.before, para.form.after
        if before or after:
            found = f"段前 {figure(before)} 磅、段后 {figure(after)} 磅"
            yield Match(at(para), found, "段前、段后为 0")


def outlined(context: Context, *, roles: Sequence[str]) -> Iterator[Match]:
    """Headings have an outline level, so that they show in the navigation."""
    for para in of(context, roles):
        # A run-in heading is a paragraph of text.
        if not para.form.outline and "。" not in para.text.strip()[:-1]:
            yield Match(at(para), "正文级别", f"大纲 {para.role[-1]} 级")


def blank_lines(context: Context, *, most: int) -> Iterator[Match]:
    """No rows of blank paragraphs; the standard's own blank lines are one or two."""
    row: list[Para] = []
    for para in context.document.paragraphs:
        if para.role == "blank" and not para.table and not para.pictures:
            row.append(para)
            continue
        if len(row) > most and para.role not in ("signature", "date", "imprint"):
            yield Match(at(row[0]), f"连续 {len(row)} 个空段", f"最多 {most} 个")
        row = []


def blank_between(context: Context) -> Iterator[Match]:
    """No blank paragraph between two paragraphs of the running text."""
    text = ("body", "heading1", "heading2", "heading3", "heading4")
    found = context.document.paragraphs
    for before, blank, after in zip(found, found[1:], found[2:], strict=False):
        within = before.role in text and after.role in text and before.section == after.section
        if blank.role == "blank" and within and not blank.pictures and not after.breaks:
            yield Match(at(before), "其后有空段", "不空行")


def blank_after(
    context: Context, *, roles: Sequence[str], before: Sequence[str]
) -> Iterator[Match]:
    """A blank line of its own stands between some roles and the text."""
    for one, following in pairwise(context.document.paragraphs):
        if one.role in roles and following.role in before:
            yield Match(at(one), "未空行", "空一行")


def line_breaks(context: Context, *, roles: Sequence[str]) -> Iterator[Match]:
    """Paragraphs end with a paragraph mark, not with a line break."""
    for para in of(context, roles):
        if "\n" in para.text.strip():
            yield Match(at(para), "换行符", "段落标记")
