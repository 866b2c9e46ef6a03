"""One cell with several measures in it (一是 … 二是 …; 1. … 2. …; lines) taken apart, no word changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMERALS = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
# Where an item may begin: at the start, or after the end of a sentence or clause.
_EDGE = r"(?:(?<=^)|(?<=[。；;：:！\n]))[ \t\u3000]*"
_FAMILIES = tuple(
    re.compile(_EDGE + mark, re.MULTILINE)
    for mark in (
        r"（(?P<n>[一二三四五六七八九十])）",
        r"\((?P<n>[一二三四五六七八九十])\)",
        r"(?P<n>[一二三四五六七八九十])、",
        r"(?P<n>[一二三四五六七八九十])是(?=[^否])",
        r"第(?P<n>[一二三四五六七八九十])[，,、]",
        r"(?P<n>[①②③④⑤⑥⑦⑧⑨⑩])",
        r"[（(](?P<n>\d{1,2})[）)]",
        r"(?P<n>\d{1,2})[.\uff0e、](?=\D|20\d\d年)",
    )
)
# A heading is a first sentence of 2 to 24 characters (DECISION).
_TITLE = re.compile(r"([^。！？；\n：]{2,24})(?:。|：|\n)\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Split:
    """The parts of a cell: what stands before the first mark, and the items without their marks."""

    lead: str
    items: tuple[str, ...]


def split(text: str) -> Split:
    """Return the items of a cell; a cell without marks and lines is one item.

    Marks count only when they run 1, 2, 3 … from the first; of several kinds the one that begins first
    holds, so that 1. 2. inside 一是 stays inside. Linear.
    """
    text = text.strip()
    found = [runs for family in _FAMILIES if (runs := _run(family, text))]
    if found:
        marks = min(found, key=lambda runs: runs[0].start())
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        items = (text[m.end() : end].strip() for m, end in zip(marks, ends, strict=True))
        return Split(text[: marks[0].start()].strip(), tuple(one for one in items if one))
    return Split("", tuple(line.strip() for line in text.split("\n") if line.strip()))


def _run(family: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Return the marks of a family that count up from 1, empty if there are fewer than two."""
    run: list[re.Match[str]] = []
    for match in family.finditer(text):
        if _number(match["n"]) == len(run) + 1:
            run.append(match)
    return run if len(run) > 1 else []


def _number(mark: str) -> int:
    for row in (_NUMERALS, _CIRCLED):
        if mark in row:
            return row.index(mark) + 1
    return int(mark)


def titled(item: str) -> tuple[str, str]:
    """Return the heading an item begins with, and the rest; no heading if it has no short first sentence.

    Both are pieces of the item: 建强阵地。我们…… → 建强阵地, 我们……
    """
    match = _TITLE.match(item)
    if match is None or any(mark in match[1] for mark in "“”（）《》" if item.count(mark) % 2):
        return "", item
    return match[1].strip(), item[match.end() :].strip()


def paragraphs(text: str) -> Iterator[str]:
    """Yield the lines of a text that say something."""
    return (line.strip() for line in text.split("\n") if line.strip())
