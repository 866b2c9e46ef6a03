"""The numbers of the articles of a regulation, 第一条 第二条 …: one after another, all chapters through."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.chinese_numbers import ORDINAL, chinese, counted
from nlp.proofreading.model import Document, Match

_NUMBER = f"({ORDINAL}|[1-9][0-9]{{0,2}})"
_ARTICLE = re.compile(rf"\s*(第{_NUMBER}条)[\s\u3000]")
_CHAPTER = re.compile(rf"\s*(第{_NUMBER}章)(?:[\s\u3000]|(?=总则|附则))")
_FRESH = ("title", "attachment-label")


def articles(document: Document) -> Iterator[Match]:
    """Fire at the number of an article, or of a chapter, that does not follow the one before.

    A number that is out of place is told once: the next is held against it. Where the count begins anew
    with 1 under a title, another text begins.
    """
    for form in (_ARTICLE, _CHAPTER):
        last = 0
        for index, paragraph in enumerate(document.paragraphs):
            if paragraph.kind in _FRESH:
                last = 0
            found = form.match(paragraph.text)
            number = counted(found[2]) if found else None
            if not found or not number:
                continue
            if last and number != last + 1:
                right = found[1].replace(found[2], _like(found[2], last + 1))
                yield Match(index, found.span(1), {"text": found[1], "expected": right})
            last = number


def _like(numeral: str, number: int) -> str:
    return str(number) if numeral.isascii() else chinese(number)
