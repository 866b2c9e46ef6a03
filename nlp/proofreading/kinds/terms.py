"""Words against a list: slips of the pen, formulas in their order, short names before they are given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import corpora
from nlp.alternatives import any_of
from nlp.proofreading.model import PROSE, Document, Match
from nlp.script import simplified
from nlp.sound import is_standard

_SHORT = re.compile("（以下(?:统一|统|均)?简?称(?:为)?[“:：]?([^”“（）。；，:：]{2,16})[”]?）")
_LONG = 30  # characters; shorter paragraphs are repeated on purpose
_BREAK = re.compile("[，。；：、！？“”（）《》\\s]")


def misspelt(document: Document) -> Iterator[Match]:
    """Fire at each known slip (布署 for 部署) of `corpora/proofreading/misspellings.tsv`."""
    right, wanted = _slips()
    for index, text in document.of():
        for found in wanted.finditer(text):
            if found[0] in right:
                yield Match(index, found.span(), {"text": found[0], "right": right[found[0]]})


@cache
def known_slips() -> frozenset[str]:
    """Return the slips that `misspelt` knows."""
    return frozenset(_slips()[0])


def traditional(document: Document) -> Iterator[Match]:
    """Fire at each run of characters in traditional script; a name may hold 昇, which is standard again."""
    for index, text in document.of():
        plain = simplified(text)
        at = 0
        while plain != text and at < len(text):
            start = at
            while at < len(text) and text[at] != plain[at] and not is_standard(text[at]):
                at += 1
            if at > start:
                values = {"text": text[start:at], "right": plain[start:at]}
                yield Match(index, (start, at), values)
            at += 1


def fixed_order(document: Document) -> Iterator[Match]:
    """Fire where two neighbours in an enumeration stand in another order than their formula has.

    The formulas are those of `corpora/proofreading/formulas.tsv`.
    """
    for index, text in document.of():
        for name, members, wanted in _formulas():
            found = list(wanted.finditer(text))
            for one, other in pairwise(found):
                joined = text[one.end() : other.start()].strip("”“") in ("、", "，", "和", "")
                if joined and members.index(one[0]) > members.index(other[0]):
                    values = {"name": name, "right": "、".join(members)}
                    yield Match(index, (one.start(), other.end()), values)


def short_names(document: Document) -> set[str]:
    """Return the short names that the document gives (以下简称……)."""
    return {found[1] for _, text in document.of() for found in _SHORT.finditer(text)}


def used_before_named(document: Document) -> Iterator[Match]:
    """Fire at the first use of a short name ahead of the place that gives it (以下简称……)."""
    given: dict[str, tuple[int, int]] = {}
    for index, text in document.of(*PROSE):
        for found in _SHORT.finditer(text):
            given.setdefault(found[1], (index, _full_name_start(text, found.start())))
    for short, (index, limit) in given.items():
        for earlier, text in document.of(*PROSE):
            if earlier > index:
                break
            at = _first_use(text, short, limit if earlier == index else len(text))
            if at >= 0:
                yield Match(earlier, (at, at + len(short)), {"text": short})
                break


def named_twice(document: Document) -> Iterator[Match]:
    """Fire where a short name is given a second time."""
    given: set[str] = set()
    for index, text in document.of(*PROSE):
        for found in _SHORT.finditer(text):
            if found[1] in given:
                yield Match(index, found.span(1), {"text": found[1]})
            given.add(found[1])


def repeated_paragraph(document: Document) -> Iterator[Match]:
    """Fire at a long paragraph that stands in the document word for word before."""
    seen: set[str] = set()
    for index, text in document.of(*PROSE):
        body = text.strip()
        if len(body) >= _LONG and body in seen:
            start = text.index(body)
            yield Match(index, (start, start + len(body)), {"text": body[:12]})
        seen.add(body)


def one_party(document: Document) -> Iterator[Match]:
    """Fire at 甲方 where no 乙方 is named in the document, and the other way round."""
    for party, other in (("甲方", "乙方"), ("乙方", "甲方")):
        if not any(other in text for _, text in document.of()):
            first = next(((i, text) for i, text in document.of() if party in text), None)
            if first:
                at = first[1].index(party)
                yield Match(first[0], (at, at + 2), {"text": party, "other": other})


def _full_name_start(text: str, end: int) -> int:
    """Return where the full name ahead of a bracket begins at the latest: after the last mark."""
    start = end
    while start and not _BREAK.match(text[start - 1]):
        start -= 1
    return start


def _first_use(text: str, short: str, end: int) -> int:
    """Return where a short name is first used, or -1.

    集团公司党委 holds 公司党委 but is another name; 甲方： is a label, not a use.
    """
    use = re.compile(rf"(?<![㐀-鿿]){re.escape(short)}(?![：:（])")
    found = use.search(text, 0, end)
    return found.start() if found else -1


@cache
def _slips() -> tuple[dict[str, str], re.Pattern[str]]:
    """Return what is right for each slip, and a pattern of the slips and the words that hold one rightly."""
    rows = list(corpora.rows("proofreading/misspellings.tsv"))
    right = {row[0]: row[1] for row in rows}
    words = {*right, *(word for row in rows for word in row[2].split("、") if word)}
    return right, re.compile(any_of(words))


@cache
def _formulas() -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    """Return each formula with its members and a pattern of any of them."""
    rows = [
        (row[0], tuple(row[1].split("、"))) for row in corpora.rows("proofreading/formulas.tsv")
    ]
    return tuple((name, of, re.compile(any_of(of))) for name, of in rows)
