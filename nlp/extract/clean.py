"""A text without the debris of sites and pages; everything left out is reported with its line.

The cleaned text keeps for each character its offset in the text given, and has a twin in simplified
script of the same length, on which all patterns run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import corpora
from nlp.extract.model import Dropped, Slip
from nlp.script import simplified

_PAGE_NUMBER = re.compile(r"\d{1,3}、")
_ENUMERATION = re.compile(r"\d{1,3}、(?=\d{1,2}[.\uff0e]|[一二三四五六七八九十]+、)")
# A line shorter than this is a heading or a list entry, not a line broken by the end of a page.
_FULL_LINE = 15
# From this length on a line is a paragraph, of which only the spoilt sentence goes.
_LONG_LINE = 200
_SENTENCE_ENDS = "。！？；：:;!?"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without debris.

    Attributes:
        raw: what is left, as printed.
        simple: the same in simplified script, of the same length.
        offsets: for each character of `raw` its offset in the text given.
        dropped, slips: what was left out, what looks like a slip.
    """

    raw: str
    simple: str
    offsets: tuple[int, ...]
    dropped: tuple[Dropped, ...]
    slips: tuple[Slip, ...]


def clean(text: str) -> Cleaned:
    """Return a text without debris; linear."""
    gone: set[int] = set()
    dropped: list[Dropped] = []
    slips: list[Slip] = []
    start, before = 0, ""
    for number, line in enumerate(text.split("\n"), start=1):
        simple = simplified(line)
        spans = _debris(simple)
        left = "".join(c for i, c in enumerate(simple) if not any(a <= i < b for a, b, _ in spans))
        page = _page_number(left, before) if not spans else 0
        if page:
            spans = [(0, page, "page-number")]
            if _is_broken(before):
                gone.add(start - 1)
        for a, b, reason in spans:
            dropped.append(Dropped(line[a:b], reason, number))
            gone.update(range(start + a, start + b))
        slips += _slips(line, simple, start, number)
        before = left.rstrip() or before
        start += len(line) + 1
    offsets = tuple(i for i in range(len(text)) if i not in gone)
    raw = "".join(text[i] for i in offsets)
    return Cleaned(raw, simplified(raw), offsets, tuple(dropped), tuple(slips))


def _debris(line: str) -> list[tuple[int, int, str]]:
    """Return the spans of a line to cut with their reasons, not overlapping, in order."""
    spans: list[tuple[int, int, str]] = []
    for whole, pattern, reason in _debris_patterns():
        for match in pattern.finditer(line):
            a, b = _sentence(line, match) if whole else match.span()
            if a < b and all(b <= c or d <= a for c, d, _ in spans):
                spans.append((a, b, reason))
    return sorted(spans)


def _sentence(line: str, match: re.Match[str]) -> tuple[int, int]:
    """Return the span of the line, of a long one that of the sentence around a match."""
    if len(line) <= _LONG_LINE:
        return 0, len(line)
    end = line.find("。", match.end()) + 1 or len(line)
    return line.rfind("。", 0, match.start()) + 1, end


def _page_number(line: str, before: str) -> int:
    """Return the length of a page number glued to the beginning of a line, else 0."""
    match = _PAGE_NUMBER.match(line)
    if match and (_is_broken(before) or _ENUMERATION.match(line)):
        return match.end()
    return 0


def _is_broken(line: str) -> bool:
    """Return whether a line stops in the middle of a sentence."""
    return len(line) >= _FULL_LINE and line[-1] not in _SENTENCE_ENDS


def _slips(line: str, simple: str, start: int, number: int) -> list[Slip]:
    found = [
        Slip(line[m.start() : m.end()], meant, start + m.start(), start + m.end(), number)
        for pattern, meant in _slip_patterns()
        for m in pattern.finditer(simple)
    ]
    return sorted(found, key=lambda slip: slip.start)


@cache
def _debris_patterns() -> tuple[tuple[bool, re.Pattern[str], str], ...]:
    rows = corpora.rows("extract/debris.tsv")
    return tuple(
        (extent == "line", re.compile(pattern), reason) for extent, pattern, reason in rows
    )


@cache
def _slip_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = corpora.rows("extract/slips.tsv")
    return tuple((re.compile(pattern), meant) for pattern, meant in rows)
