"""Names that say nothing of their own (S0-06), and names set in a worn frame."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.breadth import breadth
from nlp.normalize import normalize
from nlp.rules.model import CheckContext, Match


def over_generic(name: str, context: CheckContext) -> Iterator[Match]:
    """Fire when no part of the name tells it apart; the message has `reason`."""
    found = breadth(name, context.frequencies)
    if found.over_generic and found.words:
        yield Match((0, len(name)), {"reason": found.reason.rstrip("。")})


def worn_frame(name: str, _context: CheckContext) -> Iterator[Match]:
    """Fire at a head part such as 党建引领 that is set before the name proper."""
    normal = normalize(name)
    for change in normal.changes:
        if change.reason == "affix" and change.start == min(c.start for c in normal.changes):
            if (
                normal.affixes
                and change.before == normal.affixes[0]
                and change.start < len(name) / 2
            ):
                span = (change.start, change.end)
                yield Match(span, {"word": name[span[0] : span[1]], "core": normal.key})
            return
