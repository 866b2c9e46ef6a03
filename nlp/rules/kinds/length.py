"""Number of characters within bounds."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.normalize import visible_length
from nlp.quoting import quoted_name
from nlp.rules.model import CheckContext, Match

# Worn words that the advice names at most, and how long they are at least.
_NAMED, _WORD = 2, 2


def length(name: str, context: CheckContext, *, least: int, most: int) -> Iterator[Match]:
    """Fire when the name has from `least` to `most` characters, separators not counted.

    The message has their number `n`, the advice `drop`: which worn words might go.
    """
    n = visible_length(name)
    if least <= n <= most:
        yield Match((0, len(name)), {"n": n, "drop": _drop(name, context)})


def _drop(name: str, context: CheckContext) -> str:
    """Return which words of a name may go because every unit has them; empty if nothing would be left."""
    found = context.breadth_of(name)
    kept = range(name.find(found.core), name.find(found.core) + len(found.core))
    worn = [w for w in found.words if w.generic and w.start not in kept and _is_word(w.text)]
    named = sorted(worn, key=lambda word: -len(word.text))[:_NAMED]
    if not found.core or not named:
        return ""
    words = "".join(quoted_name(word.text) for word in sorted(named, key=lambda word: word.start))
    return (
        f"，可先删去{words}等各单位都有的词"
        if len(worn) > _NAMED
        else f"，可先删去各单位都有的{words}"
    )


def _is_word(text: str) -> bool:
    """Whether a text is two letters or more, and no formula (1+3+N)."""
    return len(text) >= _WORD and text.isalnum()
