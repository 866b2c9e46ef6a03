"""What of a segment is same as or confusable with a name: found by hashes and suffixes, sifted cheaply.

Four ways lead to a neighbour: a shared key; the neighbour inside the name; the name inside the neighbour;
an abbreviation. All relations that go before containment need a shared key, so that what only the other
ways lead to needs no judging: containment is decided here, by its own rule, from as little of the
neighbour as that takes. So a word that a hundred thousand names hold costs a look at each, not a profile.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from nlp.compare import Verdict, judge
from nlp.genericness import worn_words
from nlp.index.arrays import DEPTH
from nlp.index.keys import bag, form, longer_wanted, own_characters, shorter_wanted, wanted
from nlp.index.plain import parts_and_key
from nlp.index.segment import MOST_OWN, WRITTEN, Entry, Segment
from nlp.index.worn import recognised
from nlp.profile import Cut, Profile, profile
from nlp.relations.abbreviation import is_subsequence, may_abbreviate
from nlp.relations.containment import ANYWHERE, LEADING, LEAST_OWN, SCORE, recognisable

_CONTAINMENT = Verdict("confusable", "containment", SCORE)

Neighbour = tuple[int, str, Verdict]
"""A row, the name in it, and the judgement of `nlp.compare.judge`."""


def neighbours(segment: Segment, one: Profile) -> Iterator[Neighbour]:
    """Yield all names that are more than fine beside a name, each row once.

    Raises:
        IndexFileError: a mapped segment turns out to be damaged.
    """
    seen: set[int] = set()
    verdicts: dict[str, Verdict] = {}
    for row, name in _sharing(segment, one, seen):
        verdict = verdicts.get(name) or judge(one, profile(name), related=True)
        verdicts[name] = verdict
        if verdict.level != "fine":
            yield row, name, verdict
    for found in (_contained(segment, one, seen), _containing(segment, one, seen)):
        for row, name in found:
            yield row, name, _CONTAINMENT
    for row, name in _abbreviating(segment, one, seen):
        verdict = verdicts.get(name) or judge(one, profile(name), related=True)
        verdicts[name] = verdict
        if verdict.level != "fine":
            yield row, name, verdict


def _sharing(segment: Segment, one: Profile, seen: set[int]) -> Iterator[tuple[int, str]]:
    """Yield the names that share a key, whatever comes of it."""
    for key in set(wanted(one)):
        for row in segment.filed(key):
            if row not in seen:
                seen.add(row)
                yield row, segment.entry(row).name


def _contained(segment: Segment, one: Profile, seen: set[int]) -> Iterator[tuple[int, str]]:
    """Yield the names that stand whole in a name and are recognised there."""
    text = one.text
    for piece in {text[i:j] for i in range(len(text)) for j in range(i + 2, len(text) + 1)} - {
        text
    }:
        start = text.find(piece)
        if start in one.inside or start + len(piece) in one.inside:
            continue
        for row, name in _written(segment, one, piece, start):
            if row not in seen:
                seen.add(row)
                yield row, name


def _written(segment: Segment, one: Profile, piece: str, start: int) -> Iterator[tuple[int, str]]:
    """Yield the names whose text is a piece of a name, if they are recognised there."""
    plain = segment.filed(bag(piece))
    if plain and recognisable(profile(piece), one, start):
        for row in plain:
            if segment.entry(row).text == piece:
                yield row, piece
    for row in segment.filed(form(piece)):
        entry = segment.entry(row)
        if entry.text == piece and recognisable(profile(entry.name), one, start):
            yield row, entry.name


def _containing(segment: Segment, one: Profile, seen: set[int]) -> Iterator[tuple[int, str]]:
    """Yield the names that hold a name whole, where it is recognised."""
    own, text = one.substance(), one.text
    if len(text) < 2 or own < LEAST_OWN:
        return
    rows = segment.holding(text)
    if own < ANYWHERE:
        rows = _adding_nothing(segment, rows, own_characters(text), own)
    for row, start in rows:
        if row not in seen and (name := _holder(segment, row, start, one, own)):
            seen.add(row)
            yield row, name


def _adding_nothing(
    segment: Segment, rows: list[tuple[int, int]], held: int, own: float
) -> list[tuple[int, int]]:
    """Return the rows that may add nothing of their own to a name, or have it as a part that leads."""
    marks = segment.arrays.marks.whole()
    if own < LEADING:
        return [found for found in rows if marks[found[0]] & MOST_OWN <= held]
    return [found for found in rows if marks[found[0]] <= held or marks[found[0]] & WRITTEN]


def _holder(segment: Segment, row: int, start: int, one: Profile, own: float) -> str:
    """Return the name in a row if it holds another where that is recognised, else nothing.

    The other has the substance `own`; no longer than suffixes are ordered by, it stands first at `start`.
    """
    size = len(one.text)
    if own < ANYWHERE and size <= DEPTH and (codes := segment.worn(row)):
        held = size < len(codes) and recognised(own, codes, start, start + size)
        return segment.entry(row).name if held else ""
    entry = segment.entry(row)
    at = entry.text.find(one.text)
    if at < 0 or entry.text == one.text or not _recognised(one, own, entry, at):
        return ""
    return entry.name


def _recognised(one: Profile, own: float, entry: Entry, start: int) -> bool:
    """Return what `recognisable` does of a name inside an entry's, from as little as it takes."""
    text, end = entry.text, start + len(one.text)
    if own >= ANYWHERE and not (_worn_across(text, start) or _worn_across(text, end)):
        return True
    if own < ANYWHERE and start and own_characters(text) > own_characters(one.text):
        return False  # it adds something of its own, and the name is no part that leads
    parts = (text,) if text == entry.name else parts_and_key(entry.name)[0]
    return recognisable(one, Cut(parts), start)


def _abbreviating(segment: Segment, one: Profile, seen: set[int]) -> Iterator[tuple[int, str]]:
    """Yield the names that may abbreviate a name, or be abbreviated by it."""
    for key in {*longer_wanted(one), *shorter_wanted(one.text)}:
        for row in segment.filed(key):
            if row in seen:
                continue
            entry = segment.entry(row)
            short, long = sorted((one.text, entry.text), key=len)
            if may_abbreviate(short, long) and is_subsequence(short, long):
                seen.add(row)
                yield row, entry.name


def _worn_across(text: str, at: int) -> bool:
    """Return whether a worn word may lie across an offset of a text; False is certain."""
    return text[at - 1 : at + 1] in _worn_pairs() if at else False


@cache
def _worn_pairs() -> frozenset[str]:
    """Return the neighbouring characters of all worn words."""
    return frozenset(word[i : i + 2] for word in worn_words() for i in range(len(word) - 1))
