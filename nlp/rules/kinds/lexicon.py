"""Words of a class of a lexicon present in a name, or all absent from it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import corpora
from nlp.normalize import normalize
from nlp.rules.kinds.beginnings import Beginnings, beginnings, longest_at
from nlp.rules.kinds.standing import stands_alone
from nlp.rules.model import CheckContext, Match


def lexicon(
    name: str,
    context: CheckContext,
    *,
    classes: list[str],
    unless_in_unit: bool = False,
    as_words: bool = False,
) -> Iterator[Match]:
    """Fire at every word of the classes, longest first at each place.

    Args:
        name: the name.
        context: with `unless_in_unit`, a word that the unit's own name holds is let pass.
        classes: classes of `corpora/lexicons/guarded.tsv`.
        unless_in_unit: see above.
        as_words: whether letters that only meet (市长 in 城市长廊) are let pass.
    """
    normal = normalize(name)
    text = normal.text
    words = _words(tuple(classes))
    if words.keys().isdisjoint(text):
        return
    at = 0
    while at < len(text):
        word = longest_at(words, text, at)
        spared = unless_in_unit and word in normalize(context.unit).folded
        found = word and not spared and not _accidental(text, at)
        if found and (not as_words or stands_alone(text, at, at + len(word))):
            span = normal.span(at, at + len(word))
            yield Match(span, {"word": name[span[0] : span[1]]})
        at += len(word) or 1


def _accidental(text: str, at: int) -> bool:
    """Whether what begins here only arises inside a harmless word: 网红 in 国家电网红, 最 in 最后."""
    harmless = _words(("let-pass",))
    return any(
        start + len(word) > at and text.startswith(word, start)
        for start in range(at + 1)
        for word in harmless.get(text[start], ())
    )


def absent(name: str, _context: CheckContext, *, classes: list[str]) -> Iterator[Match]:
    """Fire when no word of the classes stands in the name, what the match key sets aside included."""
    text = normalize(name).folded
    words = _words(tuple(classes))
    if text and not any(longest_at(words, text, at) for at in range(len(text))):
        yield Match((0, len(name)))


@cache
def _words(classes: tuple[str, ...]) -> Beginnings:
    """Return the words of some classes."""
    return beginnings(w for w, c, _ in corpora.rows("lexicons/guarded.tsv") if c in classes)
