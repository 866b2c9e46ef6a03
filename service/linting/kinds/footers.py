"""Clauses on the page number: there, on the outer side, between dashes, in its type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.docx.units import MM_PER_POINT
from service.linting.clauses import family
from service.linting.kinds.base import Context, Match, figure, size_name
from service.linting.model import Footer, Para, Section
from service.linting.report import Place

_SIDES = {"left": "居左", "right": "居右", "center": "居中", "both": "居左", "frame": "位置不明"}
_SIDES |= {"outside": "外侧", "inside": "内侧"}
_DASHED = re.compile(r"—\s?\d+\s?—")
_EXPECTED = "单页居右、双页居左"


def _of(section: Section, kind: str) -> Place:
    names = {"default": "单页页脚", "even": "双页页脚", "first": "首页页脚"}
    return Place("footer", section.number + 1, names.get(kind, kind))


def _numbered(context: Context) -> Iterator[tuple[Section, str, Para]]:
    """Yield the page numbers that show: section, type of footer, paragraph."""
    for section in context.document.sections:
        for kind, footer in _used(context, section).items():
            if footer.number is not None:
                yield section, kind, footer.number


def _used(context: Context, section: Section) -> dict[str, Footer]:
    kinds = {"default"}
    if context.document.settings.even_and_odd:
        kinds.add("even")
    if section.title_page:
        kinds.add("first")
    return {kind: footer for kind, footer in section.footers.items() if kind in kinds}


def side(para: Para) -> str:
    """Return the side a page number stands on; a frame or text box decides before the alignment."""
    if para.form.frame and para.form.frame not in ("frame", "left"):
        return para.form.frame
    return {"both": "left", "start": "left", "end": "right"}.get(para.form.align, para.form.align)


def present(context: Context) -> Iterator[Match]:
    """Every section has a page number, on odd and on even pages."""
    for section in context.document.sections:
        used = _used(context, section)
        wanted = ["default"] + (["even"] if context.document.settings.even_and_odd else [])
        for kind in wanted:
            footer = used.get(kind)
            if footer is None or footer.number is None:
                yield Match(_of(section, kind), "没有页码", "有页码")


def outer_side(context: Context) -> Iterator[Match]:
    """Odd pages have their number on the right, even pages on the left."""
    for section, kind, para in _numbered(context):
        found = side(para)
        if found == "outside" or kind == "first":
            continue
        wanted = {"default": "right", "even": "left"}.get(kind, "right")
        if found != wanted:
            yield Match(_of(section, kind), _SIDES.get(found, found), _EXPECTED)
        elif kind == "default" and not context.document.settings.even_and_odd:
            yield Match(_of(section, kind), "单双页都居右", _EXPECTED)


def turned_number(context: Context) -> Iterator[Match]:
    """On a page that lies across the number is turned with the page, at the edge that is below when bound."""
    for section, kind, para in _numbered(context):
        if section.width > section.height and not para.form.turned:
            yield Match(
                _of(section, kind), "放在横放时的下边", "随表格转向、与竖排页的页码位置一致"
            )


def one_character_in(context: Context, *, tolerance: float) -> Iterator[Match]:
    """The number stands one character from the edge of the text; `tolerance` in characters."""
    for section, kind, para in _numbered(context):
        place = side(para)
        if place not in ("left", "right") or para.form.frame:
            continue
        if place == "left":
            found = para.form.left + para.form.first + _blanks(para.text, at_end=False)
        else:
            found = para.form.right + _blanks(para.text, at_end=True)
        if abs(found - 1) > tolerance:
            yield Match(_of(section, kind), f"空 {figure(found)} 字", "空一字")


def _blanks(text: str, *, at_end: bool) -> float:
    kept = text.rstrip() if at_end else text.lstrip()
    gone = text[len(kept) :] if at_end else text[: len(text) - len(kept)]
    return sum(1 if c == "　" else 0.5 for c in gone)


def dashed(context: Context) -> Iterator[Match]:
    """The number stands between two dashes of one character each."""
    for section, kind, para in _numbered(context):
        shown = para.text.strip()
        if section.number_format == "numberInDash":
            yield Match(_of(section, kind), "- 1 -", "— 1 —")
        elif not _DASHED.fullmatch(shown):
            yield Match(_of(section, kind), re.sub(r"\d+", "1", shown) or "1", "— 1 —")


def number_type(context: Context, *, what: str) -> Iterator[Match]:
    """The number has the profile's size, or its typeface."""
    wanted = context.profile.number
    for section, kind, para in _numbered(context):
        for run in para.runs:
            if not run.text.strip() or not any(c.isdigit() for c in run.text):
                continue
            font = run.look.ascii or run.look.east
            if what == "size" and abs(run.look.size - wanted.size) > 0.1:
                yield Match(_of(section, kind), size_name(run.look.size), size_name(wanted.size))
                break
            if what == "font" and family(font) != family(wanted.font):
                yield Match(_of(section, kind), font or "未指定", wanted.font)
                break


def field_in_runs(context: Context) -> Iterator[Match]:
    """The marks of the field stand in runs of their own: WPS shows no number otherwise."""
    for section, kind, para in _numbered(context):
        if any(one.code == "PAGE" and one.one_run for one in para.fields):
            yield Match(_of(section, kind), "域代码都在一个文本块里", "分开的文本块")


def distance(context: Context, *, tolerance: float) -> Iterator[Match]:
    """The number's dashes are so far below the text as the profile has them, by the section's distances."""
    wanted = context.profile.number_below
    for section, kind, para in _numbered(context):
        if section.width > section.height or para.form.frame:
            continue
        pitch = para.form.line if para.form.rule == "exact" else para.size * 1.3
        # Middle of the line of type, where the dash stands.
        below = section.bottom - section.footer - pitch / 2 * MM_PER_POINT
        if abs(below - wanted) > tolerance:
            told = f"约 {figure(round(below, 1))} 毫米"
            yield Match(_of(section, kind), told, f"{figure(wanted)} 毫米")
            return
