"""What of a segment is same as or confusable with a name: found by hashes and suffixes, sifted cheaply.

Four ways lead to a neighbour: a shared key; the neighbour inside the name; the name inside the neighbour;
an abbreviation. All relations that go before containment need a shared key, so that what only the other
ways lead to needs no judging: containment is decided by its own rule, for most names told beforehand
(`nlp.index.recognition`). So of a word that a hundred thousand names hold a span of bytes is looked at, and
the names that come of it are read when they are asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, product
from typing import NamedTuple

from nlp.compare import Dossier, Verdict
from nlp.index.keys import own_characters
from nlp.index.question import Question
from nlp.index.segment import Segment
from nlp.plain import parts_and_key
from nlp.profile import Cut, Profile, profile
from nlp.relations.abbreviation import is_subsequence, may_abbreviate
from nlp.relations.containment import ANYWHERE, LEAST_OWN, SCORE, recognisable
from nlp.words import worn_pairs


class Read(NamedTuple):
    """A name that was read, and is more than fine.

    Attributes:
        verdict: the judgement of `nlp.compare.judge`.
        judged: what it stands on; None where how the name was found tells.
    """

    row: int
    name: str
    verdict: Verdict
    judged: Dossier | None = None


class Found(NamedTuple):
    """What of a segment is more than fine beside a name, each row once.

    Attributes:
        judged: those that were read.
        holding: the rows of the names that hold it, thousands maybe, which need not be read.
    """

    judged: list[Read]
    holding: list[int]


CONTAINMENT = Verdict("confusable", "containment", SCORE)
"""The judgement of all that is found because one name holds the other."""


def neighbours(segment: Segment, one: Profile) -> Iterator[tuple[int, str, Verdict]]:
    """Yield row, name and judgement of all names that are more than fine beside a name, each row once.

    Raises:
        IndexFileError: a mapped segment turns out to be damaged.
    """
    judged, holding = found(segment, Question(one))
    yield from ((read.row, read.name, read.verdict) for read in judged)
    for row, name in zip(holding, segment.names(holding), strict=True):
        yield row, name, CONTAINMENT


def found(segment: Segment, asked: Question) -> Found:
    """Return all names that are more than fine beside a name; those that hold it unread.

    Raises:
        IndexFileError: a mapped segment turns out to be damaged.
    """
    seen: set[int] = set()
    near = [*_sharing(segment, asked, seen)]
    near += _contained(segment, asked, seen)
    holding = _containing(segment, asked.one, seen)
    seen.update(holding)
    near += _judged(asked, _abbreviating(segment, asked, seen))
    return Found(near, holding)


def _judged(asked: Question, rows: Iterable[tuple[int, str, int]]) -> Iterator[Read]:
    """Yield those of some names, alike in some ways, that are more than fine."""
    for row, name, ways in rows:
        dossier = asked.judged(name, ways)
        if dossier.level != "fine":
            yield Read(row, name, dossier.verdict, dossier)


def _sharing(segment: Segment, asked: Question, seen: set[int]) -> Iterator[Read]:
    """Yield the names that share a key and are more than fine; but not what containment decides."""
    ways = defaultdict[int, int](int)
    for key, told in asked.sharing.items():
        for row in segment.filed(key):
            ways[row] |= told
    for (row, told), (text, name) in zip(ways.items(), segment.entries(ways), strict=True):
        if asked.left_to_containment(text, told):
            continue
        seen.add(row)
        if verdict := asked.shared_by(text, name, told):
            yield Read(row, name, verdict)
        else:
            yield from _judged(asked, [(row, name, told)])


def _contained(segment: Segment, asked: Question, seen: set[int]) -> Iterator[Read]:
    """Yield the names that stand whole in a name and are recognised there, the longest first."""
    for key, pieces in asked.pieces.items():
        for (piece, start), row in product(pieces, segment.filed(key)):
            entry = segment.entry(row)
            if entry.text != piece or row in seen:
                continue
            if recognisable(profile(entry.name), asked.one, start):
                seen.add(row)
                yield Read(row, entry.name, CONTAINMENT)


def _containing(segment: Segment, one: Profile, seen: set[int]) -> list[int]:
    """Return the rows of the names that hold a name whole, where it is recognised."""
    own, text = one.substance(), one.text
    if len(text) < 2 or own < LEAST_OWN:
        return []
    sure, asked = segment.recognising(text, own)
    rows = [*sure, *(row for row in asked if row not in seen and _holds(segment, row, one, own))]
    return [row for row in rows if row not in seen] if seen else rows


def _holds(segment: Segment, row: int, one: Profile, own: float) -> bool:
    """Return whether the name in a row holds another, of the substance `own`, where that is recognised."""
    entry = segment.entry(row)
    text, start = entry.text, entry.text.find(one.text)
    if start < 0 or text == one.text:
        return False
    end = start + len(one.text)
    if own >= ANYWHERE and not (_worn_across(text, start) or _worn_across(text, end)):
        return True
    if own < ANYWHERE and start and own_characters(text) > own_characters(one.text):
        return False  # it adds something of its own, and the name is no part that leads
    parts = (text,) if text == entry.name else parts_and_key(entry.name)[0]
    return recognisable(one, Cut(parts), start)


def _abbreviating(
    segment: Segment, asked: Question, seen: set[int]
) -> Iterator[tuple[int, str, int]]:
    """Yield the names that may abbreviate a name, or be abbreviated by it; they are alike in no other way."""
    filed = chain.from_iterable(segment.filed_under_all(keys) for keys in asked.abbreviating)
    rows = [row for row in dict.fromkeys(filed) if row not in seen]
    own, characters = asked.one.text, frozenset(asked.one.text)
    for row, (text, name) in zip(rows, segment.entries(rows), strict=True):
        is_shorter = len(text) < len(own)
        # Of those that share a key hardly any has all the characters.
        if not (characters.issuperset(text) if is_shorter else characters.issubset(text)):
            continue
        short, long = (text, own) if is_shorter else (own, text)
        if is_subsequence(short, long) and may_abbreviate(short, long):
            seen.add(row)
            yield row, name, 0


def _worn_across(text: str, at: int) -> bool:
    """Return whether a worn word may lie across an offset of a text; False is certain."""
    return text[at - 1 : at + 1] in worn_pairs() if at else False
