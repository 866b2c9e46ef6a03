"""Values of a speech while it is composed: passages with what they rest on, points, parts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

CLAIM, FACT, CASE, METHOD, ITEM, BOUND, DUTY = 10, 20, 25, 30, 40, 50, 60
"""Order within a point: why, what the data say, how it goes in one place, how, how by counted items, what
to guard against, who."""
LONGEST_PARAGRAPH = 420
"""Characters beyond which a point goes on in a new paragraph: about one breath of a listener's mind."""


def count(text: str) -> int:
    """Return how many characters are spoken: white space does not count."""
    return len("".join(text.split()))


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text and where it comes from.

    Attributes:
        source: a place in the data (`tasks/0/title`), `unit:…` of the library, or `frame` for a sentence
            that leads in or over.
        order: where in its point it is spoken; equal ones stay in the order given.
        spare: how soon it is left out where there is more than time allows; 0 for never.
    """

    text: str
    source: str
    order: int = FACT
    spare: int = 0

    @property
    def is_given(self) -> bool:
        """Whether it is from the office's own data."""
        return "/" in self.source and not self.source.startswith("unit:")


@dataclass(slots=True)
class Point:
    """A point of a part: a heading (none for what leads in) and what is said under it.

    Attributes:
        level: 0 without heading, 2 （一）, 3 for 1.
        share: how much of the speech it is to take, relative to the others.
        most: how many units of the library it takes.
        heading_source: where the heading is from, as the source of a passage.
        words: what its task names, by the place in a unit that takes it: `thing`, `until`.
    """

    heading: str
    purpose: str
    topic: str
    level: int = 2
    share: float = 1.0
    most: int = 6
    heading_source: str = "frame"
    words: Mapping[str, str] = field(default_factory=dict)
    said: list[Passage] = field(default_factory=list)

    @property
    def passages(self) -> list[Passage]:
        """All it says, in order."""
        return sorted(self.said, key=lambda passage: passage.order)

    @property
    def units(self) -> list[Passage]:
        """What of it is from the library."""
        return [passage for passage in self.said if passage.source.startswith("unit:")]

    @property
    def length(self) -> int:
        """Characters with heading and its number."""
        head = count(self.heading) + 4 if self.heading else 0
        return head + sum(count(passage.text) for passage in self.said)

    @property
    def paragraphs(self) -> list[list[Passage]]:
        """What it says, cut between passages where it grows long; the first stands with the heading."""
        whole = sum(count(passage.text) for passage in self.said)
        each = whole / max(1, math.ceil(whole / LONGEST_PARAGRAPH))
        groups: list[list[Passage]] = [[]]
        length = 0.0
        for stretch in _stretches(self.passages):
            own = sum(count(passage.text) for passage in stretch)
            if groups[-1] and length + own / 2 > each * len(groups):
                groups.append([])
            groups[-1] += stretch
            length += own
        return groups


def _stretches(passages: Sequence[Passage]) -> list[list[Passage]]:
    """Return passages in stretches that no paragraph tears: lists, and leads with what they lead to."""
    stretches: list[list[Passage]] = []
    for passage in passages:
        if stretches and _goes_on(stretches[-1][-1], passage):
            stretches[-1].append(passage)
        else:
            stretches.append([passage])
    return stretches


def _goes_on(before: Passage, passage: Passage) -> bool:
    listed = before.order == ITEM == passage.order or before.text.endswith("；")
    return listed or before.order in (CASE - 1, BOUND - 1)


@dataclass(slots=True)
class Part:
    """A part of the body: heading and points; the first point leads in and has no heading."""

    heading: str
    purpose: str
    points: list[Point]

    @property
    def length(self) -> int:
        """Characters with heading."""
        return count(self.heading) + 2 + sum(point.length for point in self.points)

    @property
    def headed(self) -> list[Point]:
        """The points with a heading of the second level."""
        return [point for point in self.points if point.level == 2]


@dataclass(slots=True)
class Speech:
    """A speech: everything between title and end.

    Attributes:
        opening, closing: paragraphs.
        notices: what the speaker should know: facts left out, time not filled.
        wanting: what to fill in where too little of it is the office's own.
    """

    salutation: str
    opening: list[list[Passage]]
    link: Passage
    parts: list[Part]
    closing: list[list[Passage]]
    notices: list[str] = field(default_factory=list)
    wanting: list[str] = field(default_factory=list)

    @property
    def length(self) -> int:
        """Spoken characters."""
        own = count(self.salutation) + sum(count(passage.text) for passage in self._around())
        return own + sum(part.length for part in self.parts)

    def _around(self) -> Iterator[Passage]:
        for paragraph in (*self.opening, [self.link], *self.closing):
            yield from paragraph

    @property
    def paragraphs(self) -> list[list[Passage]]:
        """All paragraphs in order, headings left out."""
        body = [text for part in self.parts for point in part.points for text in point.paragraphs]
        return [p for p in (*self.opening, [self.link], *body, *self.closing) if p]

    @property
    def headings(self) -> list[tuple[int, str]]:
        """All headings with their level, in order."""
        found = []
        for part in self.parts:
            found.append((1, part.heading))
            found += [(point.level, point.heading) for point in part.points if point.heading]
        return found
