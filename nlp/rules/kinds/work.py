"""No link between a name and the unit's own work (S0-11, D6)."""

from __future__ import annotations

from collections.abc import Iterator

from nlp import meaning
from nlp.breadth import breadth
from nlp.genericness import is_generic
from nlp.normalize import normalize
from nlp.rules.model import CheckContext, Match
from nlp.trades import trade_of

_LONGEST = 4


def no_link_to_work(name: str, context: CheckContext) -> Iterator[Match]:
    """Fire when the office gave words of the unit's work and neither name nor meaning shows one.

    A word is shown by itself, by a word of like meaning, or by a word of the same trade (银线 for 巡线). One
    character in common shows nothing, unless it alone stands for the trade (税 in 古渡税声). Silent without
    such words.
    """
    if not context.work or not breadth(name).words:
        return
    signs = _signs(context)
    text = normalize(name).text
    told = any(len(sign) > 1 and sign in context.meaning for sign in signs)
    if not told and not any(sign in text for sign in signs):
        yield Match((0, len(name)), {"work": "、".join(context.work)})


def _signs(context: CheckContext) -> frozenset[str]:
    """Return the words that show the unit's work: its own, of like meaning, of its trade."""
    own = {normalize(word).folded for word in context.work} - {""}
    own |= {part for word in own if len(word) > _LONGEST for part in _parts(word)}
    like = {other for word in own for other in meaning.synonyms(word)}
    unit = normalize(context.unit).folded if context.unit else ""
    trade = trade_of(unit, own)
    return frozenset((*own, *like, *(trade.words if trade else ())))


def _parts(phrase: str) -> Iterator[str]:
    """Yield the telling words of a long phrase: 电网 and 巡线 of 电网巡线服务."""
    from nlp.segment import segment  # builds a dictionary: only for phrases

    for word in segment(phrase):
        if len(word.text) > 1 and not is_generic(word.text):
            yield word.text
