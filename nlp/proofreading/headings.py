"""Marks of headings: 一、 （一） 1. （1）, as they are written and as they are mistaken.

The four levels and their marks: GB/T 9704—2012, 7.3.3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.alternatives import telling
from nlp.chinese_numbers import ORDINAL, value
from nlp.proofreading.model import Document

_WORDS = "proofreading/words.tsv"
# Each form of a mark with its level; what is not quite right in it is for a rule to say.
_FORMS = (
    (1, re.compile(rf"({ORDINAL})[、，,.\uff0e：:]")),
    (2, re.compile(rf"[（(]({ORDINAL})[）)]、?")),
    (3, re.compile(r"([0-9]{1,2})(?:[.\uff0e](?=(?:19|20)[0-9]{2}年|[^0-9]|$)|、(?![0-9]))")),
    (4, re.compile(r"[（(]([0-9]{1,2})[）)]、?")),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The number at the start of a heading.

    Attributes:
        level: 1 to 4.
        number: its value, 1 to 99.
        start, end: where it stands in the paragraph.
    """

    level: int
    number: int
    start: int
    end: int


def mark(text: str) -> Mark | None:
    """Return the heading mark that a paragraph begins with, or None; linear."""
    start = len(text) - len(text.lstrip())
    for level, form in _FORMS:
        if found := form.match(text, start):
            number = value(found[1])
            rest = text[found.end() : found.end() + 8]
            if not number or (level == 1 and _enumerates(number, found[0][-1], rest)):
                return None
            return Mark(level, number, start, found.end())
    return None


def heading_level(text: str) -> int:
    """Return the level of the heading that a paragraph begins as, or 0.

    一、 is 1, （一） 2, 1. 3, （1） 4. Numbers that only look like marks are none: 1.5亿元, 2026.3,
    一、二季度.
    """
    found = mark(text)
    return found.level if found else 0


def marks(document: Document) -> list[tuple[int, Mark]]:
    """Return paragraph number and mark of every numbered paragraph of the running text."""
    found = ((index, mark(text)) for index, text in document.of("heading", "body"))
    return [(index, one) for index, one in found if one]


def _enumerates(number: int, stop: str, rest: str) -> bool:
    """Whether 一、 goes on to a next number that counts something (一、二季度), or is no mark at all."""
    if stop in "，,：:.\uff0e":
        # 一，… opens sentences and 一：… labels; only a point is a mistaken mark.
        return stop not in ".\uff0e"
    following = re.match(ORDINAL, rest)
    if not following or value(following[0]) != number + 1:
        return False
    return bool(telling(_WORDS, "counted").match(rest, following.end()))
