"""Clauses on type: faces, sizes, weight, colour, fonts that the theme decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from service.linting.clauses import family
from service.linting.kinds.base import HAN, Context, Match, at, named, of, size_name
from service.linting.model import Para, Run

_NONE = "未指定"


def _runs(para: Para, *, han: bool = False) -> Iterator[Run]:
    """Yield the visible runs of the part of a paragraph that its role speaks of."""
    start, end = named(para)
    for run in para.runs:
        if (
            start < run.place + len(run.text)
            and run.place < end
            and run.text.strip()
            and not run.look.hidden
            and (not han or HAN.search(run.text))
        ):
            yield run


def typeface(context: Context, *, roles: Sequence[str], face: str) -> Iterator[Match]:
    """Chinese characters of some roles are in the typeface of a role of the profile."""
    wanted = family(context.profile.faces[face].font)
    for para in of(context, roles):
        for run in _runs(para, han=True):
            if family(run.look.east) != wanted:
                span = (run.place, run.place + len(run.text))
                number = run.text == para.automatic and not run.place
                found = f"{run.look.east or _NONE}{'（自动编号）' if number else ''}"
                yield Match(
                    at(para, span), found, wanted if wanted.endswith("体") else f"{wanted}体"
                )
                break


def font_name(context: Context, *, roles: Sequence[str], face: str) -> Iterator[Match]:
    """The font is literally the profile's: another of the same typeface may be missing elsewhere."""
    wanted = context.profile.faces[face].font
    for para in of(context, roles):
        for run in _runs(para, han=True):
            east = run.look.east
            if east.lower() != wanted.lower() and family(east) == family(wanted):
                yield Match(at(para), east, wanted)
                break


def size(context: Context, *, roles: Sequence[str], face: str) -> Iterator[Match]:
    """Type of some roles has the size of a role of the profile."""
    wanted = context.profile.faces[face].size
    for para in of(context, roles):
        for run in _runs(para):
            if abs(run.look.size - wanted) > 0.1:
                span = (run.place, run.place + len(run.text))
                yield Match(at(para, span), size_name(run.look.size), size_name(wanted))
                break


def fixed_size(context: Context, *, roles: Sequence[str], points: float) -> Iterator[Match]:
    """Type of some roles has a size that no profile changes."""
    for para in of(context, roles):
        if abs(para.size - points) > 0.1:
            yield Match(at(para), size_name(para.size), size_name(points))


def bold(context: Context, *, roles: Sequence[str], face: str, share: float) -> Iterator[Match]:
    """Type of some roles is not bold, unless the profile's is; `share` of a paragraph may be emphasis."""
    if context.profile.faces[face].bold:
        return
    for para in of(context, roles):
        shown = list(_runs(para))
        heavy = sum(len(run.text) for run in shown if run.look.bold)
        if heavy > share * sum(len(run.text) for run in shown):
            yield Match(at(para), "加粗", "不加粗")


def slanted(context: Context) -> Iterator[Match]:
    """No Chinese text is slanted, underlined or struck through: paper forms know none of these."""
    for para in context.document.paragraphs:
        for run in para.runs:
            look = run.look
            marks = (("斜体", look.italic), ("下划线", look.underline), ("删除线", look.struck))
            found = next((name for name, shown in marks if shown), "")
            if found and HAN.search(run.text):
                yield Match(at(para, (run.place, run.place + len(run.text))), found, "不用")
                break


def colour(context: Context, *, allowed: Sequence[str]) -> Iterator[Match]:
    """All text is black; paragraphs of the roles `allowed` may be red."""
    for para in context.document.paragraphs:
        for run in para.runs:
            if not run.text.strip() or run.look.colour == "000000" or run.look.hidden:
                continue
            if para.role not in allowed:
                span = (run.place, run.place + len(run.text))
                yield Match(at(para, span), f"颜色 #{run.look.colour}", "黑色")
                break


def theme_font(context: Context) -> Iterator[Match]:
    """No font is left to the theme: it changes with the program and the file it is pasted into."""
    for para in context.document.paragraphs:
        for run in para.runs:
            han = bool(HAN.search(run.text))
            slots = {"east"} if han else {"ascii"}
            if run.text.strip() and run.look.themed & slots:
                font = run.look.east if han else run.look.ascii
                script = "中文" if han else "西文"
                found = f"主题字体（{font or _NONE}）"
                yield Match(at(para), found, "写明的字体名", {"script": script})
                break


def unset_font(context: Context) -> Iterator[Match]:
    """Every Chinese run has a font for Chinese, its own or inherited."""
    for para in context.document.paragraphs:
        for run in para.runs:
            if HAN.search(run.text) and not run.look.east:
                yield Match(at(para), run.look.ascii or _NONE, "写明的中文字体")
                break


def one_latin_font(context: Context) -> Iterator[Match]:
    """Letters and digits of the running text are in one font."""
    used: Counter[str] = Counter()
    first: dict[str, Para] = {}
    for para in context.document.paragraphs:
        if para.role in ("mark", "cell", "head-cell"):
            continue
        for run in para.runs:
            letters = sum(c.isascii() and c.isalnum() for c in run.text)
            if letters:
                used[run.look.ascii or _NONE] += letters
                first.setdefault(run.look.ascii or _NONE, para)
    for font, _ in used.most_common()[1:]:
        yield Match(at(first[font]), font, used.most_common(1)[0][0])


def latin_font(context: Context) -> Iterator[Match]:
    """Digits and letters are in the profile's font, or in that of the text around them."""
    wanted = context.profile.latin.lower()
    for para in of(context, ("body", "heading3", "heading4")):
        for run in para.runs:
            found = run.look.ascii
            plain = any(c.isascii() and c.isalnum() for c in run.text)
            if plain and found.lower() != wanted and family(found) != family(run.look.east):
                yield Match(at(para), found or _NONE, context.profile.latin)
                break
