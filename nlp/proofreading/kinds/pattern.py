"""A regular expression over the text of each paragraph, with what it must let pass."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from nlp.proofreading.model import Document, Match

# Chinese characters, for use inside a class: [\h] in a rule file.
HAN = "㐀-䶿一-鿿豈-﫿\U00020000-\U0003134f〇"


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    r"""Return a pattern of a rule file compiled; `\h` stands for Chinese characters inside a class."""
    return re.compile(pattern.replace(r"\h", HAN))


def pattern(
    document: Document,
    *,
    pattern: str,
    unless: Sequence[str] = (),
    kinds: Sequence[str] = (),
    right: Sequence[tuple[str, str]] = (),
) -> Iterator[Match]:
    """Fire at every match; the message may name `text`, `right` and the groups of the pattern.

    Args:
        document: what is read.
        pattern: what fires; a group `mark` is the place when there is one.
        unless: patterns; a match that overlaps one of theirs is let pass.
        kinds: kinds of paragraph that are read, every one when empty.
        right: pairs of pattern and replacement that make `right` of `text`, one after the other.
    """
    wanted = compiled(pattern)
    passing = [compiled(one) for one in unless]
    for index, text in document.of(*kinds):
        hits = list(wanted.finditer(text))
        spared = _covered(text, passing) if hits and passing else b""
        for hit in hits:
            start, end = hit.span("mark") if "mark" in wanted.groupindex else hit.span()
            if not any(spared[start:end]):
                values = {key: word or "" for key, word in hit.groupdict().items()}
                found = text[start:end]
                values |= {"text": found, "right": _replaced(found, right)}
                yield Match(index, (start, end), values)


def _replaced(text: str, pairs: Sequence[tuple[str, str]]) -> str:
    for old, new in pairs:
        text = compiled(old).sub(new, text)
    return text


def _covered(text: str, patterns: Sequence[re.Pattern[str]]) -> bytearray:
    """Return 1 for each character that a match of one of the patterns holds."""
    covered = bytearray(len(text))
    for one in patterns:
        for match in one.finditer(text):
            covered[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return covered
