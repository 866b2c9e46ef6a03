"""What is said of names and pairs one by one: the slow part of an audit that needs no registry."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nlp.breadth import breadth, over_generic
from nlp.characters import UnacceptableText, require_acceptable
from nlp.compare import compare
from nlp.genericness import Frequencies
from nlp.plain import folded, parts_and_key
from nlp.relations import WAYS
from nlp.trade_words import tells_work

Two = Sequence[str]
"""Two names, or a name and its unit."""


def explanation(pair: Two, known: Frequencies | None) -> str:
    """Return the sentence that says what is alike in two names, of which something is."""
    del known
    one, other = pair
    return compare(one, other, ways=WAYS).explanation


def reason(named: Two, known: Frequencies | None) -> str:
    """Return why a name is too general, whoever has it."""
    name, unit = named
    return breadth(name, known, _acceptable(unit)).reason


def owned(named: Two, known: Frequencies | None) -> str:
    """Return a name without anything of its own if it takes that from its unit; else nothing."""
    name, unit = named[0], _acceptable(named[1])
    text, owner = "".join(parts_and_key(name)[0]), folded(unit)
    borrows = any(text[at : at + 2] in owner for at in range(len(text) - 1))
    borrows = borrows or tells_work(text, owner)
    return name if borrows and not over_generic(name, known, unit) else ""


SAYING: dict[str, Callable[[Two, Frequencies | None], str]] = {
    "explanation": explanation,
    "reason": reason,
    "owned": owned,
}
"""What can be said, by name."""


def say(what: str, items: Sequence[Two], known: Frequencies | None) -> list[str]:
    """Return what of `SAYING` is said of some things."""
    return [SAYING[what](one, known) for one in items]


def _acceptable(unit: str) -> str:
    """Return a unit, nothing if its name can be none: an audit is not stopped by it."""
    try:
        require_acceptable(unit)
    except UnacceptableText:
        return ""
    return unit
