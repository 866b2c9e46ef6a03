"""A number in a name promises items; the meaning must list them (S1-01: announced = listed)."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.formulas import NumberPhrase, announced, listed, sums, untold
from nlp.rules.model import CheckContext, Match


def unexplained_number(name: str, context: CheckContext) -> Iterator[Match]:
    """Fire at every number phrase, and every formula such as 1+3+N, that the meaning does not spell out.

    Without a meaning the rule asks for one; with a meaning it counts. The message has `promise` and `told`.
    """
    for phrase in announced(name):
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


def _missing(phrase: NumberPhrase, meaning: str) -> str:
    """Return what is missing for a phrase, empty if its items are listed."""
    if not meaning:
        return "没有写明是哪几项"
    items = listed(meaning, phrase)
    if phrase.number:
        return "" if items == phrase.number else f"含义中列出 {items} 项"
    return "" if phrase.head in meaning else f"含义中没有说明“{phrase.text}”"
