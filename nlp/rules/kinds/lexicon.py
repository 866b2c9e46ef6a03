"""Words of a class of a lexicon present in a name, or all absent from it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import corpora
from nlp.normalize import normalize
from nlp.rules.model import CheckContext, Match


def lexicon(
    name: str, context: CheckContext, *, classes: list[str], unless_in_unit: bool = False
) -> Iterator[Match]:
    """Fire at every word of the classes, longest first at each place.

    Args:
        name: the name.
        context: with `unless_in_unit`, a word that the unit's own name holds is let pass.
        classes: classes of `corpora/lexicons/guarded.tsv`.
        unless_in_unit: see above.
    """
    normal = normalize(name)
    text = "".join(normal.parts)
    at = 0
    while at < len(text):
        word = next((w for w in _words(tuple(classes)) if text.startswith(w, at)), "")
        spared = unless_in_unit and word in normalize(context.unit).folded
        if word and not spared and not _accidental(text, at):
            span = (normal.letter_offsets[at], normal.letter_offsets[at + len(word) - 1] + 1)
            yield Match(span, {"word": name[span[0] : span[1]]})
        at += len(word) or 1


def _accidental(text: str, at: int) -> bool:
    """Whether what begins here only arises inside a harmless word: 网红 in 国家电网红, 最 in 最后."""
    return any(
        text.startswith(word, start) and start + len(word) > at
        for word in _words(("let-pass",))
        for start in range(max(0, at - len(word) + 1), at + 1)
    )


def absent(name: str, _context: CheckContext, *, classes: list[str]) -> Iterator[Match]:
    """Fire when no word of the classes stands in the name."""
    text = "".join(normalize(name).parts)
    if text and not any(word in text for word in _words(tuple(classes))):
        yield Match((0, len(name)))


@cache
def _words(classes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of some classes, longest first."""
    rows = corpora.rows("lexicons/guarded.tsv")
    return tuple(sorted((w for w, c, _ in rows if c in classes), key=lambda w: (-len(w), w)))
