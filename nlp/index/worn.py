"""How worn each character of a filed name is: a byte a character, from which containment is decided.

Of the names that are nearly all worn words, thousands may hold one word, and to cut each of them for every
question would take most of its time. A name's bytes say what `recognisable` would learn from its cut: how
much of its own each character is, where worn words lie across, where parts end.
"""

from __future__ import annotations

from nlp.profile import cut_of
from nlp.relations.containment import ANYWHERE, LEADING, LEAST_OWN, NOTHING

# A byte: whether anything is known, whether a worn word lies across the place before the character,
# whether a part ends after it, and in the rest how much it is the name's own, in units.
KNOWN, _ACROSS, _ENDS, _OWN = 0x80, 0x40, 0x20, 0x1F
_UNITS = 20
_OWN_OF = bytes(byte & _OWN for byte in range(256))
# Names with more characters than this that stand in no worn word are not asked: they add to all they hold.
MOST_OWN = 1


def worn_bytes(parts: tuple[str, ...], own_characters: int) -> bytes:
    """Return the bytes of a name's parts, zeros where they are not worth their making or do not fit.

    Args:
        parts: the pieces of the name between separators.
        own_characters: how many of its characters stand in no worn word.
    """
    size = sum(map(len, parts))
    if own_characters > MOST_OWN:
        return bytes(size)
    cut = cut_of(parts)
    units = [_UNITS * weight for weight in cut.weights]
    own = [round(unit) for unit in units]
    if any(abs(unit - whole) > 1e-6 for unit, whole in zip(units, own, strict=True)):
        return bytes(size)
    ends = {end - 1 for _, end in cut.part_spans}
    return bytes(
        KNOWN | own[at] | _ACROSS * (at in cut.inside) | _ENDS * (at in ends) for at in range(size)
    )


def recognised(own: float, codes: bytes, start: int, end: int) -> bool:
    """Return what `nlp.relations.containment.recognisable` does, from the bytes of the longer name.

    The shorter one stands in it from `start` to `end` and has the substance `own`.
    """
    if codes[start] & _ACROSS or (end < len(codes) and codes[end] & _ACROSS):
        return False
    added = sum(codes[:start].translate(_OWN_OF)) + sum(codes[end:].translate(_OWN_OF))
    if added < NOTHING * _UNITS:
        return own >= LEAST_OWN
    leads = start == 0 and codes[end - 1] & _ENDS
    return own >= (LEADING if leads else ANYWHERE)
