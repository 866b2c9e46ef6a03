"""What a kind of clause is given, and what it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from service.docx.profile import Profile
from service.linting.items import mark_end
from service.linting.model import Document, Para, Section
from service.linting.rendering import Rendered
from service.linting.report import Place

HEADINGS = ("heading1", "heading2", "heading3", "heading4")
HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_SENTENCE = re.compile("[。！？：:]")
_ARTICLE = re.compile(r"\s*第[一二三四五六七八九十百0-9]{1,4}条[\s\u3000]")
_EXCERPT = 16


@dataclass(frozen=True, slots=True)
class Context:
    """A document with the profile it is judged by, and its pages when they were made."""

    document: Document
    profile: Profile
    rendered: Rendered | None = None

    @property
    def pages(self) -> Rendered:
        """The pages; only asked for by clauses that need them."""
        assert self.rendered is not None  # noqa: S101 - the engine runs these kinds only then
        return self.rendered


@dataclass(frozen=True, slots=True)
class Match:
    """Where a clause is not met; `values` are further words its message may name."""

    place: Place
    found: str = ""
    expected: str = ""
    values: dict[str, object] = field(default_factory=dict)


def at(para: Para, span: tuple[int, int] | None = None) -> Place:
    """Return the place of a paragraph."""
    return Place("paragraph", para.number, excerpt(para.text), span)


def of_section(section: Section) -> Place:
    """Return the place of a section."""
    return Place("section", section.number + 1, "")


def excerpt(text: str) -> str:
    """Return the beginning of a text, short enough to be quoted."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _EXCERPT else plain[:_EXCERPT] + "…"


def named(para: Para) -> tuple[int, int]:
    """Return the part of a paragraph that its role speaks of.

    Of a heading and of 出席： what stands before the first stop, since text may run on in another face; of a
    numbered sentence and of an article all but its number, which may be in a face of its own.
    """
    if para.role == "item":
        return mark_end(para.text), len(para.text)
    if para.role not in (*HEADINGS, "present"):
        # The number of an article stands in 黑体 in regulations.
        article = _ARTICLE.match(para.text)
        return article.end() if article else 0, len(para.text)
    match = _SENTENCE.search(para.text)
    return 0, match.start() if match else len(para.text)


def of(context: Context, roles: Sequence[str]) -> Iterator[Para]:
    """Yield the paragraphs of some roles."""
    yield from context.document.of(*roles)


def figure(number: float) -> str:
    """Return a figure with at most two decimals: 28.95, 37, 0.5."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


SIZES = dict(
    zip(
        (42.0, 36.0, 26.0, 24.0, 22.0, 18.0, 16.0, 15.0, 14.0, 12.0, 10.5, 9.0),
        [
            "初号",
            "小初",
            "一号",
            "小一",
            "二号",
            "小二",
            "三号",
            "小三",
            "四号",
            "小四",
            "五号",
            "小五",
        ],
        strict=True,
    )
)
"""Names of sizes by points."""


def size_name(points: float) -> str:
    """Return a size of type as an office names it: 三号（16 磅）."""
    plain = f"{figure(points)} 磅"
    return f"{SIZES[points]}（{plain}）" if points in SIZES else plain
