"""A number in a name promises items; the meaning must list them (S1-01: announced = listed)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from nlp.formulas import NumberPhrase, announced, listed, repeated, sums, untold
from nlp.rules.kinds.pattern import narrowed
from nlp.rules.model import CheckContext, Match

_DIGITS = re.compile(r"[0-9]+")


def unexplained_number(name: str, context: CheckContext) -> Iterator[Match]:
    """Fire at every number phrase, and every formula such as 1+3+N, that the meaning does not spell out.

    Without a meaning the rule asks for one; with a meaning it counts. The message has `promise` and `told`.
    """
    for phrase in (*announced(name), *repeated(name)):
        if told := _missing(phrase, context.meaning):
            promise = f"有 {phrase.number} 项" if phrase.number else "有若干项"
            yield Match(phrase.span, {"word": phrase.text, "promise": promise, "told": told})
    for formula in sums(name):
        terms = untold(formula, context.meaning)
        if terms:
            left = "、".join(f"“{term}”" for term in terms)
            told = f"含义中没有说明{left}" if context.meaning else "没有写明各指什么"
            promise = f"有 {len(formula.terms)} 部分"
            yield Match(formula.span, {"word": formula.text, "promise": promise, "told": told})


def unexplained_digits(name: str, context: CheckContext) -> Iterator[Match]:
    """Fire at every number in digits that promises no items and that the meaning does not mention.

    What promises items (5心, 1+3+N) is the matter of `unexplained_number`.
    """
    narrow = narrowed(name)
    meaning = unicodedata.normalize("NFKC", context.meaning)
    promised = [one.span for one in (*announced(narrow), *repeated(narrow))]
    promised += [one.span for one in sums(narrow)]
    for match in _DIGITS.finditer(narrow):
        if any(start < match.end() and match.start() < end for start, end in promised):
            continue
        if match.group() not in meaning:
            told = "含义中没有说明" if meaning else "没有写明"
            yield Match(match.span(), {"word": name[slice(*match.span())], "told": told})


def _missing(phrase: NumberPhrase, meaning: str) -> str:
    """Return what is missing for a phrase, empty if its items are listed."""
    if not meaning:
        return "没有写明是哪几项"
    items = listed(meaning, phrase)
    if phrase.number:
        return "" if items == phrase.number else f"含义中列出 {items} 项"
    return "" if phrase.head in meaning else f"含义中没有说明“{phrase.text}”"
