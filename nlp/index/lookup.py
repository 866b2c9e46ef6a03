"""What of a segment may be same as or confusable with a name: found by hashes and suffixes, sifted cheaply.

Four ways lead to a neighbour, and each is sifted by what its relation asks for, so that dense words cost
little: a shared key; the neighbour inside the name; the name inside the neighbour; an abbreviation. What
remains is judged by the caller.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from nlp.genericness import worn_words
from nlp.index.keys import bag, longer_wanted, shorter_wanted, wanted
from nlp.index.segment import Entry, Segment
from nlp.profile import Profile, profile
from nlp.relations.abbreviation import is_subsequence
from nlp.relations.containment import ANYWHERE, LEAST_OWN, recognisable


def neighbours(segment: Segment, one: Profile) -> Iterator[tuple[int, str]]:
    """Yield row and name of all that may be more than fine beside a name, each once.

    Raises:
        IndexFileError: a mapped segment turns out to be damaged.
    """
    seen: set[int] = set()
    for row, name in _found(segment, one):
        if row not in seen:
            seen.add(row)
            yield row, name


def _found(segment: Segment, one: Profile) -> Iterator[tuple[int, str]]:
    for key in set(wanted(one)):
        for row in segment.filed(key):
            yield row, segment.entry(row).name
    yield from _contained(segment, one)
    yield from _containing(segment, one)
    yield from _abbreviated(segment, one)


def _contained(segment: Segment, one: Profile) -> Iterator[tuple[int, str]]:
    """Yield the names that stand whole in a name and are recognised there."""
    text = one.text
    for piece in {text[i:j] for i in range(len(text)) for j in range(i + 2, len(text) + 1)} - {
        text
    }:
        start = text.find(piece)
        if start in one.inside or start + len(piece) in one.inside:
            continue
        for row in segment.filed(bag(piece)):
            entry = segment.entry(row)
            if entry.text == piece and recognisable(profile(entry.name), one, start):
                yield row, entry.name


def _containing(segment: Segment, one: Profile) -> Iterator[tuple[int, str]]:
    """Yield the names that hold a name whole, where it is recognised."""
    own, text = one.substance(), one.text
    if len(text) < 2 or own < LEAST_OWN:
        return
    for row in segment.holding(text):
        entry = segment.entry(row)
        start = entry.text.find(text)
        if start < 0 or (own < ANYWHERE and _adds_its_own(entry, start, start + len(text))):
            continue
        if recognisable(one, profile(entry.name), start):
            yield row, entry.name


def _adds_its_own(entry: Entry, start: int, end: int) -> bool:
    """Return whether a name, written in one part, surely has something of its own beside a span."""
    added = entry.text[:start] + entry.text[end:]
    return entry.text == entry.name and not _worn_characters().issuperset(added)


def _abbreviated(segment: Segment, one: Profile) -> Iterator[tuple[int, str]]:
    for key in longer_wanted(one):
        for row in segment.filed(key):
            entry = segment.entry(row)
            if is_subsequence(one.text, entry.text):
                yield row, entry.name
    for key in shorter_wanted(one.text):
        for row in segment.filed(key):
            entry = segment.entry(row)
            if is_subsequence(entry.text, one.text):
                yield row, entry.name


@cache
def _worn_characters() -> frozenset[str]:
    """Return the characters of worn words; any other is always a name's own."""
    return frozenset("".join(worn_words()))
