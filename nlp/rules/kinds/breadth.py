"""Names that say nothing of their own (S0-06), and names set in a worn frame."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import corpora
from nlp.breadth import breadth
from nlp.normalize import normalize, visible_length
from nlp.rules.model import CheckContext, Match
from nlp.trades import trade_of

# Characters that must be left of a name beside its frame (DECISION).
_LEAST_CORE = 2
# To a name up to this length a word of its own can be added, and it still has eight characters.
_ROOM = 6
_ADD, _EXCHANGE = "加入", "换成"


def over_generic(name: str, context: CheckContext) -> Iterator[Match]:
    """Fire when no part of the name tells it apart; `reason` is for the message, the rest for the advice."""
    found = context.breadth_of(name)
    if found.over_generic and found.words:
        remedy = _ADD if visible_length(name) <= _ROOM else _EXCHANGE
        reason = found.reason.rstrip("。")
        values = {"reason": reason, "remedy": remedy, "example": _example(context.unit)}
        yield Match((0, len(name)), values)


def _example(unit: str) -> str:
    """Return two words of the unit's own trade, or what such words would be."""
    trade = trade_of(normalize(unit).folded) if unit else None
    if not trade:
        return "天天打交道的一种物件的名字"
    return f"“{trade.scenes[0]}”“{trade.tools[0]}”"


def worn_frame(name: str, context: CheckContext) -> Iterator[Match]:
    """Fire at a frame around the name proper: 党建引领·… before it, …在行动 after it.

    What the frame leaves must have something of its own, or taking the frame off would not help.
    """
    span = _affix(name) or _frame(name)
    if span and not breadth(name[: span[0]] + name[span[1] :], context.frequencies).over_generic:
        yield Match(span, {"word": name[slice(*span)]})


def _affix(name: str) -> tuple[int, int] | None:
    """Return the span of a head part that the match key sets aside."""
    normal = normalize(name)
    first = min((c.start for c in normal.changes), default=-1)
    for change in normal.changes:
        if change.reason == "affix" and change.start == first:
            leads = normal.affixes and change.before == normal.affixes[0]
            return (change.start, change.end) if leads and change.start < len(name) / 2 else None
    return None


def _frame(name: str) -> tuple[int, int] | None:
    """Return the span of a frame of `corpora/lexicons/frames.tsv` that leaves a name of its own.

    A head is a whole part of several, a tail ends a name of one part.
    """
    normal = normalize(name)
    text, several = normal.text, len(normal.parts) > 1
    for frame in _heads_of(normal.parts[0]) if several else _tails_of(text):
        if len(text) >= len(frame) + _LEAST_CORE:
            start = 0 if several else len(text) - len(frame)
            return normal.span(start, start + len(frame))
    return None


def _heads_of(part: str) -> tuple[str, ...]:
    """Return the part if it is a frame before a name."""
    return (part,) if part in _frames("head").get(part[-1:], ()) else ()


def _tails_of(text: str) -> list[str]:
    """Return the frames that a text ends with, the longest first."""
    return [frame for frame in _frames("tail").get(text[-1:], ()) if text.endswith(frame)]


@cache
def _frames(place: str) -> dict[str, list[str]]:
    """Return the frames of a place by their last characters, the longest first."""
    found: dict[str, list[str]] = {}
    frames = [text for text, at, _ in corpora.rows("lexicons/frames.tsv") if at == place]
    for frame in sorted(frames, key=len, reverse=True):
        found.setdefault(frame[-1], []).append(frame)
    return found
