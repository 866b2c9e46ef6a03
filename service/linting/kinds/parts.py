"""Clauses on the parts of a document: title, addressee, attachments, signature, words of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from service.docx.units import characters_wide
from service.linting.kinds.base import Context, Match, at, excerpt, figure, of
from service.linting.kinds.layout import typed_indent
from service.linting.model import Para
from service.linting.report import Place
from service.linting.wording import CORNER

_NOTE_TOLERANCE = 0.3


def has(context: Context, *, role: str, instead: str = "") -> Iterator[Match]:
    """The document has a part, or a red mark above it whose words, those of `instead`, stand for it."""
    marks = context.document.of("mark") if instead else ()
    if any(re.search(instead, para.text.strip()) for para in marks):
        return
    if context.document.paragraphs and not context.document.of(role):
        yield Match(Place(), "没有找到", "有")


def pattern(
    context: Context,
    *,
    roles: Sequence[str],
    forbidden: str = "",
    required: str = "",
    expected: str,
) -> Iterator[Match]:
    """The text of some roles has a form: `required` matches somewhere, `forbidden` nowhere."""
    for para in of(context, roles):
        text = para.text.strip()
        shift = len(para.text) - len(para.text.lstrip())
        match = re.search(forbidden, text) if forbidden else None
        if match:
            span = (match.start() + shift, match.end() + shift)
            yield Match(at(para, span), match[0].strip() or "空格", expected)
        elif required and not re.search(required, text):
            yield Match(at(para), f"“{excerpt(text[-12:])}”", expected)


def left_corner_order(context: Context) -> Iterator[Match]:
    """Number of the copy, secrecy and urgency stand in this order from the top."""
    found = context.document.of("secrecy")
    ranks = [
        next(r for r, form in enumerate(CORNER) if form.fullmatch(p.text.strip())) for p in found
    ]
    if ranks != sorted(ranks):
        names = "、".join(p.text.strip() for p in found)
        order = sorted(range(len(found)), key=lambda at: ranks[at])
        yield Match(at(found[0]), names, "、".join(found[n].text.strip() for n in order))


def same_names(context: Context) -> Iterator[Match]:
    """An attachment is called on its own page as it is in the note; only where both are certain."""
    notes = [_name(p.text) for p in context.document.of("attachment-note")]
    found = [p for p in context.document.paragraphs if p.text.strip()]
    titles = [
        after
        for label, after in pairwise(found)
        if label.role == "attachment-label" and after.role in ("title", "attachment-title")
    ]
    if len(notes) != len(titles):
        return
    for name, title in zip(notes, titles, strict=True):
        shown = re.sub(r"\s", "", title.text)
        if name.strip("《》") != shown.strip("《》"):
            yield Match(at(title), name, shown)


def _name(text: str) -> str:
    plain = re.sub(r"\s", "", text)
    bare = re.sub("^(?:附件[:：])?(?:[0-9]{1,2}[.\uff0e、])?", "", plain)
    return bare.rstrip("。；;，,、.")  # that a stop follows is for another clause to say


def title_break(context: Context) -> Iterator[Match]:
    """A title that is broken by hand keeps a word and what stands in 《》 on one line."""
    for para in of(context, ("title",)):
        lines = para.text.strip().split("\n")
        for before, after in pairwise(lines):
            split = before.count("《") > before.count("》")
            particle = after.lstrip().startswith(("的", "和", "与", "及", "、", "，", "》", "）"))
            if split or particle:
                yield Match(at(para), f"“{before[-4:]}／{after[:4]}”", "词意完整")


def new_page(context: Context, *, roles: Sequence[str]) -> Iterator[Match]:
    """Parts begin on a page of their own."""
    found = context.document.paragraphs
    for index, para in enumerate(found):
        if para.role not in roles:
            continue
        before = next((p for p in reversed(found[:index]) if p.text.strip()), None)
        begins = para.breaks or _breaks_blank(found, index)
        if before is not None and not begins and before.section == para.section:
            yield Match(at(para), "接排在前文之后", "另面编排")


def _breaks_blank(found: Sequence[Para], index: int) -> bool:
    """Whether blank paragraphs just above begin the page."""
    while index and not found[index - 1].text.strip():
        index -= 1
        if found[index].breaks:
            return True
    return False


def third_line(context: Context) -> Iterator[Match]:
    """The title of an attachment stands on the third line: one blank line below its label."""
    found = context.document.paragraphs
    for index, para in enumerate(found):
        if para.role != "attachment-label":
            continue
        blanks = 0
        while index + 1 + blanks < len(found) and found[index + 1 + blanks].role == "blank":
            blanks += 1
        after = index + 1 + blanks
        if (
            after < len(found)
            and found[after].role in ("title", "attachment-title")
            and blanks != 1
        ):
            yield Match(at(found[after]), f"标注与标题之间空 {blanks} 行", "空一行（第三行）")


def single_attachment(context: Context) -> Iterator[Match]:
    """A single attachment has no number."""
    notes = context.document.of("attachment-note")
    if len(notes) == 1 and re.match(r"\s*附\s*件\s*[:：]\s*1\s*[.\uff0e、]", notes[0].text):
        yield Match(at(notes[0]), "只有一个附件却编了“1.”", "不编顺序号")


def note_hangs(context: Context, *, characters: int) -> Iterator[Match]:
    """A long name of an attachment turns over under its first character, not under 附件."""
    notes = context.document.of("attachment-note")
    for para in notes:
        if len(para.text.strip()) + 2 > characters and para.form.left < 4:
            yield Match(at(para), f"回行缩进 {figure(para.form.left)} 字", "与附件名称首字对齐")


def attachment_note_in(context: Context) -> Iterator[Match]:
    """The word 附件 stands two characters in."""
    notes = [p for p in context.document.of("attachment-note") if p.text.strip().startswith("附")]
    for para in notes:
        found = para.form.first + para.form.left + typed_indent(para.text)
        if abs(found - 2) > _NOTE_TOLERANCE:
            yield Match(at(para), f"左空 {figure(found)} 字", "左空二字")


_SIDE_BY_SIDE = re.compile(r"\S[\s\u3000]{2,}\S")


def signed_in_place(context: Context, *, tolerance: float) -> Iterator[Match]:
    """Name and date stand as 7.3.5 has it: sealed (date four in), or unsealed (two in, two further)."""
    found = [p for p in context.document.paragraphs if p.role in ("signature", "date")]
    for name, date in pairwise(found):
        if (name.role, date.role) != ("signature", "date") or date.number - name.number > 1:
            continue
        if _SIDE_BY_SIDE.search(name.text.strip()):
            continue  # joint signatories in one row: their places follow the seals (7.3.5.1)
        if name.form.align != "right" or date.form.align != "right":
            yield Match(at(name), "落款没有靠右对齐", "右对齐，以右缩进定位")
            continue
        right = (name.form.right, date.form.right)
        if not any(_near(right, layout, tolerance) for layout in layouts(name.text, date.text)):
            found_text = f"署名右空 {figure(right[0])} 字、日期右空 {figure(right[1])} 字"
            expected = _expected(name.text, date.text)
            yield Match(at(name), found_text, expected)


def layouts(name: str, date: str) -> tuple[tuple[float, float], ...]:
    """Return the right indents of name and date in characters that the standard allows (7.3.5.1–2)."""
    wide, day = characters_wide(name.strip()), characters_wide(date.strip())
    sealed = (max(0.0, 4 + (day - wide) / 2), 4.0)
    plain = (2.0, wide - day) if wide >= day else (2 + day + 2 - wide, 2.0)
    return plain, sealed


def _near(found: tuple[float, float], wanted: tuple[float, float], tolerance: float) -> bool:
    return all(abs(a - max(0.0, b)) <= tolerance for a, b in zip(found, wanted, strict=True))


def _expected(name: str, date: str) -> str:
    plain, sealed = layouts(name, date)
    return (
        f"不盖章：署名右空 {figure(plain[0])} 字、日期右空 {figure(max(0.0, plain[1]))} 字；"
        f"盖章：日期右空 4 字、署名居中于日期（右空 {figure(sealed[0])} 字）"
    )


def kept_together(context: Context) -> Iterator[Match]:
    """The signature stays with the last paragraph of the text: paragraphs above it keep to the next."""
    found = context.document.paragraphs
    for index, para in enumerate(found):
        if para.role != "signature" or (index and found[index - 1].role == "signature"):
            continue
        above = found[max(0, index - 2) : index]
        if above and not (para.form.keep_next and above[-1].form.keep_next):
            yield Match(at(para), "未设“与下段同页”", "与正文末段同页")


def columns_equal(context: Context, *, tolerance: float) -> Iterator[Match]:
    """The two columns of a signature page are equally wide; `tolerance` in millimetres."""
    for table in context.document.tables:
        if not table.bordered and len(table.columns) == 2:
            first, second = table.columns
            if abs(first - second) > tolerance:
                found = f"{figure(first)} 毫米与 {figure(second)} 毫米"
                yield Match(Place("table", table.number), found, "等宽")


def no_blank_page_words(context: Context) -> Iterator[Match]:
    """«此页无正文» is no remedy for a signature alone on a page."""
    for para in context.document.paragraphs:
        if "此页无正文" in para.text:
            yield Match(at(para), "此页无正文", "调整行距、字距")
