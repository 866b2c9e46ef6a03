"""Quotation marks, brackets and title marks: every one with its partner, the inner ones of the inner form.

GB/T 15834—2011, 4.8, 4.9 and 4.15. A quotation of several paragraphs opens anew in each and closes in the
last.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, groupby

from nlp.proofreading.model import Document, Match

_PAIRS = dict(zip("“‘（《〈〔【［「『([{", "”’）》〉〕】］」』)]}", strict=True))
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_FORM = {"(": "（", ")": "）", "[": "［", "]": "］"}
_MARKS = re.compile("[“”‘’（）《》〈〉〔〕【】［］「」『』()\\[\\]{}]")
# 1） and a) number items and have no partner; ’ between letters is an apostrophe.
_NO_PARTNER = re.compile(
    r"(?:^\s*|(?<=[。；：\s]))[0-9一二三四五六七八九十a-zA-Z]{1,3}[）)]|(?<=[A-Za-z])’"
)
_NAMES = {
    "“": "左双引号",
    "”": "右双引号",
    "‘": "左单引号",
    "’": "右单引号",
    "《": "左书名号",
    "》": "右书名号",
    "〈": "左单书名号",
    "〉": "右单书名号",
}
_KINDS = {"“": "双引号", "‘": "单引号", "《": "书名号", "〈": "单书名号"}
_INNER = {"“": "‘", "《": "〈"}


def lonely(document: Document) -> Iterator[Match]:
    """Fire at a mark without its partner; a title of several lines is read as one."""
    for lines in _lines(document):
        starts = list(accumulate((len(text) for _, text in lines), initial=0))
        whole = "".join(text for _, text in lines)
        for place, turned in _lonely(whole):
            line = bisect_right(starts, place, hi=len(lines)) - 1
            index, text = lines[line]
            at = place - starts[line]
            if not _continued(document, index, text, at):
                yield Match(index, (at, at + 1), _values(text[at], turned=turned))


def _lines(document: Document) -> Iterator[list[tuple[int, str]]]:
    """Yield the paragraphs with their numbers, those of one title together."""
    every = enumerate(document.paragraphs)
    for title, group in groupby(every, key=lambda one: one[1].kind == "title"):
        lines = [(index, paragraph.text) for index, paragraph in group]
        yield from [lines] if title else ([line] for line in lines)


def _values(mark: str, *, turned: bool) -> dict[str, str]:
    partner = _name(_PAIRS.get(mark) or _CLOSERS[mark])
    hint = f"；如方向写反，请改为{partner}" if turned else ""
    return {"text": _name(mark), "partner": partner, "turned": hint}


def nested(document: Document) -> Iterator[Match]:
    """Fire at “ within “ ” and at 《 within 《 》, where the inner form belongs.

    Silent where they do not pair: that is the business of `lonely`.
    """
    for index, text in document.of():
        for opener, inner in _INNER.items():
            closer = _PAIRS[opener]
            if text.count(opener) != text.count(closer):
                continue
            depth = 0
            for found in re.finditer(f"[{opener}{closer}]", text):
                if found[0] == closer:
                    depth = max(0, depth - 1)
                    continue
                if depth:
                    values = {"text": _KINDS[opener], "inner": _KINDS[inner]}
                    yield Match(index, found.span(), values)
                depth += 1


def _name(mark: str) -> str:
    """Return how a mark is called, or the mark itself where that reads well."""
    return _NAMES.get(mark, f"“{mark}”")


def _lonely(text: str) -> list[tuple[int, bool]]:
    """Return the places of the marks without partner, and whether the mark is one turned round."""
    ignored = {found.end() - 1 for found in _NO_PARTNER.finditer(text)}
    open_marks: list[int] = []
    found = []
    for mark in _MARKS.finditer(text):
        at, character = mark.start(), mark[0]
        if at in ignored:
            continue
        if character in _PAIRS:
            open_marks.append(at)
        elif open_marks and _partners(text[open_marks[-1]], character):
            open_marks.pop()
        elif len(open_marks) > 1 and _partners(text[open_marks[-2]], character):
            found.append(open_marks.pop())  # the one between has no partner
            open_marks.pop()
        else:
            found.append(at)
    return _faced(text, sorted(found + open_marks))


def _faced(text: str, places: list[int]) -> list[tuple[int, bool]]:
    """Of “……“ keep the second and of ”……” the first: turned round they are a pair."""
    kept: list[tuple[int, bool]] = []
    for at in places:
        before = kept[-1] if kept else None
        if before and not before[1] and text[before[0]] == text[at] and text[at] in "“”‘’":
            kept[-1] = (at if text[at] in _PAIRS else before[0], True)
        else:
            kept.append((at, False))
    return kept


def _partners(opener: str, closer: str) -> bool:
    """Whether two marks make a pair; a half-width bracket may meet a full-width one here."""
    expected = _PAIRS[opener]
    return expected == closer or _FORM.get(expected, expected) == _FORM.get(closer, closer)


def _continued(document: Document, index: int, text: str, at: int) -> bool:
    """Whether an opening quotation mark at the start of a paragraph is taken up by the next paragraph."""
    if text[at] == "“" and not text[:at].strip():
        following = document.paragraphs[index + 1 :][:1]
        return bool(following) and following[0].text.lstrip().startswith("“")
    return False
