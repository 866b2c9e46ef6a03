"""What an audit finds in a stretch of the names, each looked up among all; plain values, to be kept as JSON.

A pair is found once. Containment is told of the name that is contained: of one that many hold, as a crowd
with its number, since each of those pairs says nothing of the longer name. Of any other likeness a name
tells its first partners behind it: a crowd of like names hangs together, and is not millions of pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, fields
from typing import Any

from nlp.breadth import breadth
from nlp.compare import Verdict
from nlp.genericness import ENOUGH_NAMES, Frequencies
from nlp.index import Layer, NameIndex, Segment
from nlp.index.frequencies import frequencies
from nlp.index.lookup import neighbours
from nlp.normalize import normalize, visible_length
from nlp.profile import profile

# From so many names on that hold a name it is a crowd; so many of them are shown (DECISION).
CROWD, EXAMPLES = 20, 5

Tie = tuple[int, int, str, str, int]
"""Two rows, level, relation, score."""


@dataclass(slots=True)
class Findings:
    """What was found in a stretch.

    Attributes:
        ties: the pairs that are same or confusable.
        untold: how many more pairs there are between names that are told to be alike.
        crowded: row, by how many names it is held, some of their rows.
        generic: row and why it has nothing of its own.
        frames: number of names by first and last characters.
        lengths: number of names by number of characters, as text, for JSON.
    """

    ties: list[Tie] = field(default_factory=list)
    untold: int = 0
    crowded: list[tuple[int, int, list[int]]] = field(default_factory=list)
    generic: list[tuple[int, str]] = field(default_factory=list)
    frames: Counter[str] = field(default_factory=Counter)
    lengths: Counter[str] = field(default_factory=Counter)

    def as_json(self) -> dict[str, Any]:
        """Return the findings as JSON values."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


def looked_through(segment: Segment, start: int, stop: int, known: Frequencies | None) -> Findings:
    """Return what is found of the rows from `start` until `stop`.

    Raises:
        IndexFileError: a mapped segment turns out to be damaged.
    """
    found = Findings()
    for row in range(start, stop):
        name = segment.entry(row).name
        _tie(segment, row, name, found)
        own = breadth(name, known)
        if own.over_generic:
            found.generic.append((row, own.reason))
        found.lengths[str(visible_length(name))] += 1
        text = "".join(normalize(name).parts)
        if len(text) > 2:
            found.frames.update((f"{text[:2]}…", f"…{text[-2:]}", f"…{text[-1]}"))
    return found


def known_words(segment: Segment) -> Frequencies | None:
    """Return the frequencies of words in the names, None while they are too few to speak."""
    return frequencies(NameIndex([Layer(segment)])) if segment.size >= ENOUGH_NAMES else None


def _tie(segment: Segment, row: int, name: str, found: Findings) -> None:
    one = profile(name)
    size = len(one.text)
    partners: defaultdict[bool, list[tuple[int, Verdict]]] = defaultdict(list)
    for other, _, verdict in neighbours(segment, one):
        held = verdict.relation == "containment"
        if (len(segment.entry(other).text) > size) if held else other > row:
            partners[held].append((other, verdict))
    holding = partners[True]
    if len(holding) > CROWD:
        rows = sorted(other for other, _ in holding)
        found.crowded.append((row, len(rows), rows[:EXAMPLES]))
        holding = []
    alike = sorted(partners[False], key=lambda pair: (-pair[1].score, pair[0]))
    found.untold += max(0, len(alike) - CROWD)
    found.ties += [
        (row, other, v.level, v.relation, v.score) for other, v in (*alike[:CROWD], *holding)
    ]
