"""The numbers of the articles of a regulation, 第一条 第二条 …: one after another, all chapters through."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.numerals import fold_runs
from nlp.proofreading.model import Document, Match
from nlp.proofreading.numbers import chinese

_ARTICLE = re.compile(r"\s*(第([一二三四五六七八九十]{1,3}|[1-9][0-9]{0,2})条)[\s\u3000]")
_CHAPTER = re.compile(
    r"\s*(第([一二三四五六七八九十]{1,3}|[1-9][0-9]{0,2})章)(?:[\s\u3000]|(?=总则|附则))"
)
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
            number = _value(found[2]) if found else 0
            if not found or not number:
                continue
            if last and number != last + 1:
                right = found[1].replace(found[2], _like(found[2], last + 1))
                yield Match(index, found.span(1), {"text": found[1], "expected": right})
            last = number


def _value(numeral: str) -> int:
    """Return the value of a number, 0 if it is none (十十)."""
    digits = "".join(character for character, _ in fold_runs(numeral))
    return int(digits) if digits.isdecimal() else 0


def _like(numeral: str, number: int) -> str:
    return str(number) if numeral.isascii() else chinese(number)
