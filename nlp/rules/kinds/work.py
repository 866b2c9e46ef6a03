"""No link between a name and the unit's own work (S0-11, D6)."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.breadth import breadth
from nlp.rules.model import CheckContext, Match


def no_link_to_work(name: str, context: CheckContext) -> Iterator[Match]:
    """Fire when the office gave words of the unit's work and neither name nor meaning shows one.

    A word counts as shown when one of its characters stands in the name, for names pun and shorten.
    Silent without such words, and for a name whose meaning explains it.
    """
    if not context.work or not breadth(name).words:
        return
    shown = any(c in name for word in context.work for c in word)
    told = any(word in context.meaning for word in context.work)
    if not (shown or told):
        yield Match((0, len(name)), {"work": "、".join(context.work)})
