"""Clauses on finished pages: what only a rendering can show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from service.docx.units import MM_PER_POINT
from service.linting.kinds.base import HAN, Context, Match, figure
from service.linting.rendering import Page
from service.linting.report import Place

_DATE = re.compile(r"\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日")
_MANY = 5


def _place(page: Page) -> Place:
    return Place("page", page.number, "")


def _upright(context: Context) -> Iterator[Page]:
    for page in context.pages.pages:
        if page.width < page.height:
            yield page


def paper(context: Context, *, tolerance: float) -> Iterator[Match]:
    """Every page is A4, upright or across."""
    for page in context.pages.pages:
        short, long = sorted((page.width, page.height))
        if abs(short - 210) > tolerance or abs(long - 297) > tolerance:
            found = f"{figure(page.width)} × {figure(page.height)} 毫米"
            yield Match(_place(page), found, "210 × 297 毫米")


def _full(context: Context) -> Iterator[Page]:
    """Yield the pages that running text alone fills: as wide as the text at top and bottom, evenly set."""
    pages, profile = context.pages.pages, context.profile
    pitch = profile.faces["body"].line * MM_PER_POINT
    for page, after in pairwise(pages):
        if page.width > page.height or len(page.lines) < 5 or not after.lines:
            continue
        steps = [b.middle - a.middle for a, b in pairwise(page.lines)]
        room = page.height - profile.bottom - page.lines[-1].bottom
        even = sum(abs(step - pitch) < 1 for step in steps) >= len(steps) - 1
        if even and room < pitch * 1.2 and page.number > 1:
            yield page


def full_lines(context: Context) -> Iterator[Match]:
    """A page full of text holds the profile's number of lines, neither more nor less."""
    wanted = context.profile.lines
    pages = list(_full(context))
    for page in pages:
        # One line less is what keeping headings and signatures together may cost.
        if len(page.lines) > wanted or (len(page.lines) < wanted - 1):
            yield Match(_place(page), f"{len(page.lines)} 行", f"{wanted} 行")
    counts = Counter(len(page.lines) for page in pages)
    if len(pages) > 1 and counts[wanted - 1] == len(pages):
        yield Match(_place(pages[0]), f"每面都是 {wanted - 1} 行", f"{wanted} 行")


def full_characters(context: Context) -> Iterator[Match]:
    """A full line of Chinese alone holds the profile's number of characters."""
    wanted = context.profile.characters
    lengths: Counter[int] = Counter()
    first: dict[int, Page] = {}
    for page in _full(context):
        for line in page.lines:
            if len(HAN.findall(line.text)) == len(line.text):
                lengths[len(line.text)] += 1
                first.setdefault(len(line.text), page)
    most = max(lengths, default=wanted)
    # Fewer than wanted may be the ends of paragraphs, unless many lines are just as long.
    if most > wanted or (most < wanted and lengths[most] >= _MANY):
        yield Match(_place(first[most]), f"{most} 字", f"{wanted} 字")


def ink_in_area(context: Context, *, tolerance: float) -> Iterator[Match]:
    """The ink of full pages lies within the area of the text; `tolerance` in millimetres.

    Fixed lines put their lead above the type, so the first ink may stand lower by that much.
    """
    p = context.profile
    body = p.faces["body"]
    # What the lines leave over stands above or below them, as the program likes.
    slack = 297 - p.top - p.bottom - p.lines * body.line * MM_PER_POINT
    lead = (body.line - body.size) * MM_PER_POINT + max(0.0, slack)
    for page in _full(context):
        if page.ink is None:
            continue
        top, bottom = page.ink
        if not p.top - tolerance <= top <= p.top + lead + tolerance:
            expected = f"{figure(p.top)} 毫米（含行距余量可到 {figure(p.top + lead)}）"
            yield Match(_place(page), f"首行字距上边 {figure(round(top, 1))} 毫米", expected)
        elif page.height - bottom < p.bottom - tolerance:
            found = f"末行字距下边 {figure(round(page.height - bottom, 1))} 毫米"
            yield Match(_place(page), found, f"{figure(p.bottom)} 毫米")


def ink_sides(context: Context, *, tolerance: float) -> Iterator[Match]:
    """Text keeps to the side margins, mirrored on even pages; `tolerance` in millimetres."""
    p = context.profile
    for page in _full(context):
        even = page.number % 2 == 0 and context.document.settings.mirror
        left, right = (p.right, p.left) if even else (p.left, p.right)
        least = min(line.left for line in page.lines)
        # A mark at the end of a line may hang out.
        ends = [line.right for line in page.lines if HAN.match(line.text[-1])]
        most = page.width - max(ends, default=0.0)
        if least < left - tolerance or most < right - tolerance:
            found = f"左 {figure(round(least, 1))}、右 {figure(round(most, 1))} 毫米"
            yield Match(_place(page), found, f"左 {figure(left)}、右 {figure(right)} 毫米")


def faces_apart(context: Context) -> Iterator[Match]:
    """Title, body, first and second level are four faces on the page too: no substitute merged them."""
    wanted = {
        context.profile.faces[role].font
        for role, used in (
            ("title", "title"),
            ("body", "body"),
            ("heading1", "heading1"),
            ("heading2", "heading2"),
        )
        if context.document.of(used)
    }
    latin = re.compile("Liberation|Times|Arial|DejaVu|Symbol|Carlito|Caladea|Opens", re.IGNORECASE)
    found = {face.name for face in context.pages.faces if not latin.search(face.name)}
    if len(found) < len(wanted):
        shown = "、".join(sorted(found)) or "无"
        yield Match(Place(), f"{len(found)} 种（{shown}）", f"{len(wanted)} 种")


def embedded(context: Context) -> Iterator[Match]:
    """All fonts of the PDF are embedded and none is a picture font."""
    for face in context.pages.faces:
        if not face.embedded or face.type.startswith("Type 3"):
            yield Match(Place(text=face.name), face.name, "嵌入的轮廓字体")


def folio_side(context: Context, *, tolerance: float) -> Iterator[Match]:
    """Page numbers stand outside: right on odd pages, left on even ones; `tolerance` in millimetres."""
    p = context.profile
    one = p.number.size * MM_PER_POINT
    for page in _upright(context):
        if page.folio is None:
            continue
        shown = re.search(r"\d+", page.folio.text)
        odd = int(shown[0]) % 2 == 1 if shown else page.number % 2 == 1
        inner = p.right if context.document.settings.mirror or odd else p.left
        edge = page.width - page.folio.right if odd else page.folio.left
        if abs(edge - inner - one) > tolerance:
            side = "右" if odd else "左"
            found = f"距{side}边 {figure(round(edge, 1))} 毫米"
            yield Match(_place(page), found, f"距{side}边 {figure(round(inner + one, 1))} 毫米")


def folio_height(context: Context, *, tolerance: float) -> Iterator[Match]:
    """The dash beside the number is so far below the text as the profile has it, within millimetres."""
    p = context.profile
    for page in _upright(context):
        if page.folio is not None:
            below = page.folio.middle - (page.height - p.bottom)
            if abs(below - p.number_below) > tolerance:
                wanted = f"{figure(p.number_below)} 毫米"
                yield Match(_place(page), f"{figure(round(below, 1))} 毫米", wanted)


def first_page_has_text(context: Context) -> Iterator[Match]:
    """The first page shows running text."""
    body = context.document.of("body")
    pages = context.pages.pages
    if not body or not pages:
        return
    shown = "".join(_plain(line.text) for line in pages[0].lines)
    if _plain(body[0].text)[:8] not in shown:
        yield Match(_place(pages[0]), "首页没有正文", "首页必须显示正文")


def signature_not_alone(context: Context) -> Iterator[Match]:
    """No page holds the signature alone."""
    names = {_plain(p.text) for p in context.document.of("signature")}
    for page in context.pages.pages[1:]:
        texts = [_plain(line.text) for line in page.lines]
        signs = [t for t in texts if t in names or _DATE.fullmatch(t)]
        if signs and len(texts) == len(signs) and any(_DATE.fullmatch(t) for t in texts):
            yield Match(_place(page), "只有落款", "与正文同页")


def no_lonely_line(context: Context, *, least: int) -> Iterator[Match]:
    """No page but the last holds fewer than some lines."""
    for page in context.pages.pages[:-1]:
        if len(page.lines) < least:
            yield Match(_place(page), f"{len(page.lines)} 行", f"至少 {least} 行")


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)
