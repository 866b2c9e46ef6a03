"""What is said of names and pairs one by one: the slow part of an audit that needs no registry."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nlp.breadth import breadth, over_generic
from nlp.characters import UnacceptableText, require_acceptable
from nlp.compare import compare
from nlp.genericness import Frequencies
from nlp.plain import folded, parts_and_key
from nlp.relations import WAYS, ways_to
from nlp.trade_words import tells_work

Item = Sequence[str]
"""Two names and the relation that ties them, or a name and its unit."""


def explanation(pair: Item, known: Frequencies | None) -> str:
    """Return the sentence that says what is alike in two names that are tied."""
    del known
    one, other, relation = pair
    dossier = compare(one, other, ways=ways_to(relation))
    if dossier.relation != relation:  # since then somebody has altered a name
        dossier = compare(one, other, ways=WAYS)
    return dossier.explanation


def reason(named: Item, known: Frequencies | None) -> str:
    """Return why a name is too general, whoever has it."""
    name, unit = named
    return breadth(name, known, _acceptable(unit)).reason


def owned(named: Item, known: Frequencies | None) -> str:
    """Return a name without anything of its own if it takes that from its unit; else nothing."""
    name, unit = named[0], _acceptable(named[1])
    text, owner = folded(name), folded(unit)
    if set(text).isdisjoint(owner) and not tells_work(text, owner):  # most names are told so sooner
        return ""
    text = "".join(parts_and_key(name)[0])
    borrows = any(text[at : at + 2] in owner for at in range(len(text) - 1))
    borrows = borrows or tells_work(text, owner)
    return name if borrows and not over_generic(name, known, unit) else ""


SAYING: dict[str, Callable[[Item, Frequencies | None], str]] = {
    "explanation": explanation,
    "reason": reason,
    "owned": owned,
}
"""What can be said, by name."""


def say(what: str, items: Sequence[Item], known: Frequencies | None) -> list[str]:
    """Return what of `SAYING` is said of some things."""
    return [SAYING[what](one, known) for one in items]


def _acceptable(unit: str) -> str:
    """Return a unit, nothing if its name can be none: an audit is not stopped by it."""
    try:
        require_acceptable(unit)
    except UnacceptableText:
        return ""
    return unit
