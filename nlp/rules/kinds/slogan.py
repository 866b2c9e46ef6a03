"""Names that are a sentence: calls to act, and long rows of words that anybody says (S2-11, S0-06)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.normalize import visible_length
from nlp.rules.kinds.pattern import pattern
from nlp.rules.model import CheckContext, Match


def slogan(
    name: str, context: CheckContext, *, regex: str, least: int, carriers: Sequence[str]
) -> Iterator[Match]:
    """Fire when the name matches an expression, or has `least` characters and nothing of its own.

    A long name without anything of its own is no sentence if it ends with a carrier (工程, 服务队): that is
    a thing, if a worn one.
    """
    found = tuple(pattern(name, context, regex=regex))
    yield from found
    if found or visible_length(name) < least or _ends_with(name, carriers):
        return
    said = context.breadth_of(name)
    if said.over_generic:
        yield Match((0, len(name)))


def _ends_with(name: str, carriers: Sequence[str]) -> bool:
    """Whether the last letters of a name, marks behind them set aside, are a carrier."""
    return re.sub(r"[\W_]+$", "", name).endswith(tuple(carriers))
