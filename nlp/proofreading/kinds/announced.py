"""Announced numbers of items against the items that follow: 六个带头, 三点意见, 以下5项材料.

A number is only held against a list that is found; names with a number (三会一课, 六大建设) have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nlp.chinese_numbers import NUMERAL, value
from nlp.proofreading.headings import Mark, mark
from nlp.proofreading.kinds.sequence import Item, items
from nlp.proofreading.model import PROSE, Document, Match

_NUMBER = f"({NUMERAL}|[1-9][0-9]?)"
_CLAUSE = "[^，。；：、！？“”]"
# 要做到“六个带头”，即带头学习、带头宣传……: each item begins, or ends, with the word after 个.
_NAMED = re.compile(
    rf"{_NUMBER}[个大项]([㐀-鿿]{{2,4}})”?(?:（|，即|，就是|，分别是|，也就是|：|——)(?:即|分别是|就是)?"
)
# “六个一”工程：一堂党课、一次走访……: each item begins with 一.
_ONES = re.compile(rf"{_NUMBER}个(一)”?[㐀-鿿]{{0,4}}(?:（|，即|，就是|：|——)(?:即|分别是|就是)?")
_COLON = re.compile(
    rf"(?<![第0-9.]){_NUMBER}(?:项|个|点|条|件|类|种|方面|大方面){_CLAUSE}{{0,12}}"
    r"(?:[：:]|，(?=一[是要]|第一，|其一，))"
)
_SPOKEN = re.compile(
    rf"[谈讲提](?:以下|如下)?{_NUMBER}(?:点|个方面|条)(?:的?(?:意见|要求|建议|想法|体会|希望|问题|内容|情况|看法))?[。：，]"
)
_BEFORE = re.compile(
    rf"(?:^|[，。；：！？）”])([^，。；：！？、（）“”][^，。；：！？（）“”]*、[^，。；：！？、（）“”]{{1,8}}?)(等?)"
    rf"(?<![第各前后这]){_NUMBER}个(?:方面|层面|环节|维度|阶段|步骤)"
)
_COUNTED = re.compile(f"{NUMERAL}[个项大]")
_JOINERS = re.compile("[和与及]|以及")
_STOP = re.compile("[。！？\n]")
_END = re.compile("[。！？）\n]")
_AFTER = re.compile("[”，。：:（—]")
_LEAST = 2


def announced(document: Document, *, source: str) -> Iterator[Match]:
    """Fire at an announced number that its list does not keep.

    Args:
        document: what is read.
        source: `named` 六个带头 and its items, `colon` a list after a colon, `spoken` the parts of a
            speech, `before` a list that stands ahead of its number.
    """
    yield from _SOURCES[source](document)


def _named(document: Document) -> Iterator[Match]:
    counted = _counted_items(document)
    for index, text in document.of(*PROSE):
        for found in (*_NAMED.finditer(text), *_ONES.finditer(text)):
            end = _END.search(text, found.end())
            sentence = text[found.end() : end.start() if end else len(text)]
            following = [one for one in counted.get(index, ()) if one.start >= found.end()]
            if following and following[0].start == found.end():  # “四个一”：一是……
                possible = _run(following, counted, index)
            else:
                possible = {
                    _named_items(sentence, found[2], by) for by in ("[、，；]", "[、，；和与及]")
                }
            yield from _told(index, found, possible)


def _named_items(sentence: str, word: str, separators: str) -> int:
    """Return how many items in a row, from the start, begin or end with a word."""
    parts = (part.strip("“”‘’") for part in re.split(separators, sentence))
    named = [part.startswith(word) or part.endswith(word) for part in parts if part]
    return named.index(False) if False in named else len(named)


def _colon(document: Document) -> Iterator[Match]:
    counted = _counted_items(document)
    for index, text in document.of(*PROSE):
        for found in _COLON.finditer(text):
            if text[found.end() :].strip():
                end = _sentence_end(text, found.end())
                inside = [one for one in counted.get(index, ()) if one.start >= found.end()]
                listed = (
                    _run(inside, counted, index) if inside else _in_line(text[found.end() : end])
                )
            else:
                listed = _below(document, index, counted)
            yield from _told(index, found, listed)


def _spoken(document: Document) -> Iterator[Match]:
    marks = [(i, mark(text)) for i, text in document.of(*PROSE)]
    for index, text in document.of(*PROSE):
        for found in _SPOKEN.finditer(text):
            following = [one for i, one in marks if i > index and one]
            yield from _told(index, found, _parts(following) or _firsts(document, index))
            break  # one announcement a paragraph: a later one speaks of its own part


def _before(document: Document) -> Iterator[Match]:
    for index, text in document.of(*PROSE):
        for found in _BEFORE.finditer(text):
            if _COUNTED.search(found[1]):
                continue  # 坚持三个原则、把握两个环节: its items are numbers themselves
            commas, joiners = found[1].count("、"), len(_JOINERS.findall(found[1]))
            possible = set(range(commas + 1, commas + joiners + 2)) | {joiners + 1}
            number = value(found[3]) or 0
            if found[2]:  # with 等 more may be meant than are named
                possible |= set(range(commas + 1, number + 1))
            if commas + 1 >= _LEAST and joiners <= commas:
                yield from _told(index, found, possible, group=3)


_SOURCES = {"named": _named, "colon": _colon, "spoken": _spoken, "before": _before}


def _told(
    index: int, found: re.Match[str], possible: set[int], *, group: int = 1
) -> Iterator[Match]:
    """Fire when a list of at least two items was found and the number is none of its possible counts."""
    number = value(found[group])
    if number in (None, 1):  # 只有一个：…… announces nothing
        return
    if possible and max(possible) >= _LEAST and number not in possible:
        said = found[0][found.start(group) - found.start() :]
        phrase = _AFTER.split(said, maxsplit=1)[0]  # 六个带头, 三点意见
        values = {"text": found[group], "phrase": phrase, "listed": max(possible)}
        yield Match(index, found.span(group), values)


def _counted_items(document: Document) -> dict[int, list[Item]]:
    """Return the items 一是 … and 一要 … of each paragraph."""
    found: dict[int, list[Item]] = {}
    for form in ("{}是", "{}要", "第{}，"):
        for one in items(document, form):
            if one:
                found.setdefault(one.paragraph, []).append(one)
    return {index: sorted(ones, key=lambda one: one.start) for index, ones in found.items()}


def _run(first: list[Item], counted: dict[int, list[Item]], index: int) -> set[int]:
    """Return how far 一是 … counts from here, into the paragraphs that go on with it."""
    if first[0].number != 1:
        return set()
    last, ones = 0, first
    while ones:
        for one in ones:
            if one.number == 1 and last:
                return {last}
            last = one.number if one.number == last + 1 else last
        index += 1
        ones = counted.get(index, [])
    return {last}


def _in_line(text: str) -> set[int]:
    """Return the counts that a list in one sentence may be read as."""
    if "等" in text or "……" in text or not text:
        return set()
    if semicolons := len(re.findall("[；;]", text)):
        return {semicolons + 1}
    if re.search("[，,：:（“《]", text):
        return set()
    commas, joiners = text.count("、"), len(_JOINERS.findall(text))
    return set(range(commas + 1, commas + joiners + 2)) if commas else set()


def _below(document: Document, index: int, counted: dict[int, list[Item]]) -> set[int]:
    """Return the count of the numbered paragraphs, or of 一是 …, that begin right below."""
    if index + 1 in counted and counted[index + 1][0].start == 0:
        return _run(counted[index + 1], counted, index + 1)
    below = document.paragraphs[index + 1 :]
    if not below or not mark(below[0].text):
        return set()
    return _parts(one for one in map(mark, (paragraph.text for paragraph in below)) if one)


def _parts(marks: Iterable[Mark]) -> set[int]:
    """Return how many headings of the first one's level follow, under the same parent."""
    level = last = 0
    for one in marks:
        level = level or one.level
        if one.level < level or (one.level == level and one.number == 1 and last):
            break
        if one.level == level:
            if not last and one.number != 1:
                return set()
            last = one.number
    return {last} if last else set()


def _firsts(document: Document, index: int) -> set[int]:
    """Return how far 第一，……第二，…… counts in the paragraphs below that begin so."""
    last = 0
    for one in items(document, "第{}，"):
        if one and one.paragraph > index and one.start == 0 and one.number == last + 1:
            last = one.number
    return {last}


def _sentence_end(text: str, start: int) -> int:
    end = _STOP.search(text, start)
    return end.start() if end else len(text)
