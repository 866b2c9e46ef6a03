"""Number phrases (五心, 三亮, 1+3+N) and how many items a text lists for them (S1-01, D18)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.numerals import fold_runs

# Not 一: 一心, 一带一路 promise no list. Not the tail of a longer number: 136服务 is not 6服务.
_PHRASE = re.compile(
    r"(?<![0-9〇零一二三四五六七八九十百千万两])([二三四五六七八九十两2-9])([心红亮型有化比强优好带创色联步访查度融勘改晒诺服务]{1,2})"
)
_SPLIT = re.compile(r"[、，,；;和及与\n]+")
_CLAUSE = re.compile(r"[:：即是为指]([^。]*)")


@dataclass(frozen=True, slots=True)
class NumberPhrase:
    """A number with what it counts; `span` is half-open code points of the text."""

    text: str
    number: int
    head: str
    span: tuple[int, int]


def announced(text: str) -> tuple[NumberPhrase, ...]:
    """Return the number phrases of a text that promise items."""
    return tuple(
        NumberPhrase(match.group(), _number(match.group(1)), match.group(2), match.span())
        for match in _PHRASE.finditer(text)
    )


def listed(text: str, phrase: NumberPhrase) -> int:
    """Return how many items a text lists for a phrase.

    Items are the pieces between enumeration commas that hold the head (匠心、暖心、红心); failing such,
    the longest run of pieces in one sentence.
    """
    sentences = re.split(r"[。；;\n]", text)
    runs = [[p for p in _SPLIT.split(_after_colon(s)) if p.strip()] for s in sentences]
    with_head = [sum(phrase.head in piece for piece in run) for run in runs]
    most = max(with_head, default=0)
    return most if most > 1 else max((len(run) for run in runs), default=0)


def _after_colon(sentence: str) -> str:
    found = _CLAUSE.search(sentence)
    return found.group(1) if found else sentence


def _number(numeral: str) -> int:
    return int("".join(c for c, _ in fold_runs(numeral)) or 0)
