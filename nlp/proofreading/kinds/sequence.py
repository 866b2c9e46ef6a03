"""Items that count themselves within the text: 一是……二是……, 第一，……第二，……, ①……②……."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.alternatives import telling
from nlp.chinese_numbers import ORDINAL, chinese, value
from nlp.proofreading.headings import mark
from nlp.proofreading.model import PROSE, Document, Match

_WORDS = "proofreading/words.tsv"
_STARTS = r"(?:(?<=[。；：，、！？）”…—:;,\s])|^)"
_FORMS = {
    "{}是": re.compile(rf"{_STARTS}({ORDINAL})是(?!\1)"),
    "{}要": re.compile(rf"{_STARTS}({ORDINAL})要(?!\1|素|[一二三四五六七八九十]不)"),
    "第{}，": re.compile(rf"{_STARTS}第({ORDINAL})[，,]"),
    "其{}，": re.compile(rf"{_STARTS}其([一二三四五六])[，,]"),
}
_RINGS = re.compile("[①-⑳]")


@dataclass(frozen=True, slots=True)
class Item:
    """A counting word in its place."""

    paragraph: int
    start: int
    end: int
    number: int


def items(document: Document, form: str) -> Iterator[Item | None]:
    """Yield the counting words of one form in order, and None where a heading ends an enumeration."""
    for index, text in document.of(*PROSE):
        heading = mark(text)
        if heading and heading.level < 3:
            yield None
        for found in _FORMS[form].finditer(text):
            if number := value(found[1]):
                yield Item(index, *found.span(), number)
    yield None


def sequence(document: Document, *, fault: str) -> Iterator[Match]:
    """Fire at counting words with a fault.

    Args:
        document: what is read.
        fault: `gap` a number left out or out of order, `alone` a first without a second.
    """
    for form in _FORMS:
        last: Item | None = None
        for one in items(document, form):
            if fault == "alone" and last and last.number == 1 and (not one or one.number == 1):
                yield _match(document, last, form, 2)
            expected = last.number + 1 if last else 1
            wrong = one is not None and one.number not in (1, expected)
            if fault == "gap" and one and wrong and (last or not _opened(document, one)):
                yield _match(document, one, form, expected)
            last = one


def rings(document: Document) -> Iterator[Match]:
    """Fire where ringed numbers that begin with ① leave one out within a paragraph."""
    for index, text in document.of():
        last = 0
        for found in _RINGS.finditer(text):
            number = ord(found[0]) - ord("①") + 1
            if last and number > last + 1:
                expected = chr(ord("①") + last)
                yield Match(index, found.span(), {"text": found[0], "expected": expected})
            last = number if number == 1 or last else 0


def ordinal_words(document: Document) -> Iterator[Match]:
    """Fire at 其次 or 再次 when nothing opened the enumeration in the same paragraph."""
    for index, text in document.of(*PROSE):
        found = re.search(rf"{_STARTS}(其次|再次)[，,]", text)
        if found and not telling(_WORDS, "before-second").search(text, 0, found.start()):
            before = document.paragraphs[index - 1].text if index else ""
            if not re.search("首先|第一", before):
                yield Match(index, found.span(1), {"text": found[1]})


def _opened(document: Document, item: Item) -> bool:
    text = document.paragraphs[item.paragraph].text
    return bool(telling(_WORDS, "opener").search(text, 0, item.start))


def _match(document: Document, item: Item, form: str, expected: int) -> Match:
    text = document.paragraphs[item.paragraph].text[item.start : item.end]
    values = {"text": text.rstrip("，,"), "expected": form.format(chinese(expected)).rstrip("，")}
    return Match(item.paragraph, (item.start, item.end), values)
