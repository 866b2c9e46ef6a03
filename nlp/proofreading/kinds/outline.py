"""The numbers of headings: none left out, none twice, each level under its parent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nlp.chinese_numbers import chinese, heading_mark
from nlp.proofreading.headings import Mark, mark
from nlp.proofreading.model import Document, Match

# What begins a new count of headings: another text, a chapter.
_FRESH = ("title", "attachment-label")
_BETWEEN = "；;。，,、： \u3000"
_UPPER = 2
_PARTS_THROUGH = 3
_CHAPTER = re.compile(r"\s*(?:第[一二三四五六七八九十0-9]{1,3}[章部篇编]|附件|附录|附表)")


def outline(document: Document, *, fault: str) -> Iterator[Match]:
    """Fire at headings whose number has a fault.

    Args:
        document: what is read.
        fault: `gap` a number left out, `repeat` one that came before, `start` a first number that is not
            one, `skip` a level without the level above, `sole` a level with one item.
    """
    through = _numbered_through(document) if fault in ("start", "sole") else frozenset()
    for kind, index, one, expected in _faults(document):
        if kind == fault and index not in through:
            text = document.paragraphs[index].text[one.start : one.end]
            values = {"text": text, "expected": expected, "first": heading_mark(one.level, 1)}
            yield Match(index, (one.start, one.end), values)
            if fault == "skip":
                return  # a house that goes from 一、 to 1. does so throughout


def _faults(document: Document) -> Iterator[tuple[str, int, Mark, str]]:
    """Yield fault, paragraph, mark and the mark that was expected."""
    open_levels: dict[
        int, tuple[int, int, Mark]
    ] = {}  # level → paragraph, count of siblings, last mark
    for index, paragraph in enumerate(document.paragraphs):
        if paragraph.kind in _FRESH or _CHAPTER.match(paragraph.text):
            yield from _sole(open_levels, 0)
        one = mark(paragraph.text) if paragraph.kind in ("heading", "body") else None
        if one is None:
            if paragraph.kind == "heading" and paragraph.level:
                yield from _sole(open_levels, paragraph.level)
            continue
        yield from _sole(open_levels, one.level)
        last = replace(one, number=_last_in_line(paragraph.text, one))
        count = last.number - one.number + 1
        for fault in _placed(document, index, one, open_levels):
            # 1、……；2、…… within one paragraph is a list, no level of headings.
            if fault[0] != "skip" or count == 1:
                yield fault
        siblings = open_levels[one.level][1] if one.level in open_levels else 0
        open_levels[one.level] = (index, count if one.number == 1 else siblings + count, last)
    yield from _sole(open_levels, 0)


def _numbered_through(document: Document) -> frozenset[int]:
    """Return the paragraphs of levels below the first that are numbered from one to the end of a text.

    So do many plans and opinions: （一）…（二十） goes on under 一、二、三、. It takes three headings above
    to tell that from a slip.
    """
    found: set[int] = set()
    rows: dict[int, list[tuple[int, int, bool]]] = {}
    open_levels: set[int] = set()
    for index, paragraph in enumerate(document.paragraphs):
        if paragraph.kind in _FRESH or _CHAPTER.match(paragraph.text):
            found |= _through(rows)
            rows, open_levels = {}, set()
        one = mark(paragraph.text) if paragraph.kind in ("heading", "body") else None
        if one is not None:
            rows.setdefault(one.level, []).append((index, one.number, one.level not in open_levels))
            open_levels = {level for level in open_levels if level < one.level} | {one.level}
    return frozenset(found | _through(rows))


def _through(rows: dict[int, list[tuple[int, int, bool]]]) -> set[int]:
    found: set[int] = set()
    for level, row in rows.items():
        onward = [number for _, number, _ in row] == list(range(1, len(row) + 1))
        if level > 1 and onward and sum(opened for *_, opened in row) >= _PARTS_THROUGH:
            found |= {index for index, *_ in row}
    return found


def _placed(
    document: Document, index: int, one: Mark, open_levels: dict[int, tuple[int, int, Mark]]
) -> Iterator[tuple[str, int, Mark, str]]:
    above = max((level for level in open_levels if level < one.level), default=0)
    if one.level not in open_levels:
        if one.number != 1:
            yield "start", index, one, heading_mark(one.level, 1)
        elif above and above < one.level - 1:
            yield "skip", index, one, heading_mark(above + 1, 1)
        return
    last = open_levels[one.level][2].number
    if one.number > last + 1:
        yield "gap", index, one, heading_mark(one.level, last + 1)
    elif one.number <= last and not (one.number == 1 and _introduced(document, index, one.level)):
        yield "repeat", index, one, heading_mark(one.level, last + 1)


def _last_in_line(text: str, one: Mark) -> int:
    """Return how far the numbers go on within the paragraph, written as the first: 1、……；2、……."""
    number, at = one.number, one.end
    first, spell = text[one.start : one.end], chinese if one.level <= _UPPER else str
    while True:
        following = first.replace(spell(one.number), spell(number + 1), 1)
        at = text.find(following, at)
        if at < 0 or text[at - 1] not in _BETWEEN:
            return number
        number, at = number + 1, at + len(following)


def _introduced(document: Document, index: int, level: int) -> bool:
    """Whether an unnumbered paragraph stands before that begins a list of its own.

    For the upper levels it must say so by a colon; 1. may begin anew after any paragraph.
    """
    before = document.paragraphs[index - 1] if index else None
    if before is None or mark(before.text):
        return False
    return level > _UPPER or before.text.rstrip().endswith(("：", ":"))


def _sole(
    open_levels: dict[int, tuple[int, int, Mark]], level: int
) -> Iterator[tuple[str, int, Mark, str]]:
    """Close the levels deeper than one, and tell those that hold one item only."""
    for deeper in [one for one in open_levels if one > level]:
        index, siblings, last = open_levels.pop(deeper)
        if siblings == 1 and last.number == 1:
            yield "sole", index, last, ""


def end_marks(document: Document) -> Iterator[Match]:
    """Fire at headings of level 1 and 2 that end otherwise than most headings of their level.

    Only headings that stand alone in their paragraph are looked at; a run-in heading ends with a stop.
    """
    for level in (1, 2):
        alone = [(i, text) for i, text in document.of("heading", "body") if _alone(text, level)]
        stopped = [(i, text) for i, text in alone if text.rstrip()[-1] in _STOPS]
        if 0 < len(stopped) <= len(alone) - len(stopped):
            for index, text in stopped:
                end = len(text.rstrip())
                yield Match(index, (end - 1, end), {"text": text[end - 1]})


_STOPS = "。；;，,、：:.\uff0e"
_LONGEST = 30  # characters; what is longer is a sentence that carries a number


def _alone(text: str, level: int) -> bool:
    found = mark(text)
    body = text.rstrip()[found.end :] if found else ""
    if not found or found.level != level or not body or len(body) > _LONGEST:
        return False
    return not re.search("[。；]", body[:-1])
