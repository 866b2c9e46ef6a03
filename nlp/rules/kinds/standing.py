"""Whether what a rule has found in a name is a word there, or only letters that meet (市长 in 城市长廊)."""

from __future__ import annotations


def stands_alone(name: str, start: int, end: int, endings: frozenset[str] = frozenset()) -> bool:
    """Return whether a span of a name begins and ends where words do; the first time a dictionary is built.

    Args:
        name: the name.
        start: where the span begins.
        end: where it ends.
        endings: what may follow within one word that is still told by the span: 港 of 青岛港.
    """
    from nlp.segment import segment  # builds a dictionary: only where something was found

    words = segment(name)
    ends = {word.end for word in words}
    ends |= {end for word in words if word.start == start and name[end : word.end] in endings}
    return end in ends and any(word.start == start for word in words)
