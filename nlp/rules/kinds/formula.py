"""A number in a name promises items; the meaning must list them (S1-01: announced = listed)."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.formulas import announced, listed
from nlp.rules.model import CheckContext, Match


def unexplained_number(name: str, context: CheckContext) -> Iterator[Match]:
    """Fire at every number phrase that the meaning does not spell out.

    Without a meaning the rule asks for one; with a meaning it counts.
    """
    for phrase in announced(name):
        items = listed(context.meaning, phrase) if context.meaning else 0
        if items != phrase.number:
            told = f"含义中列出 {items} 项" if context.meaning else "没有写明是哪几项"
            yield Match(phrase.span, {"word": phrase.text, "n": phrase.number, "told": told})
