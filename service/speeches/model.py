"""Values of a speech while it is composed: paragraphs with what they rest on, subheads, parts."""

from __future__ import annotations

from dataclasses import dataclass, field


def count(text: str) -> int:
    """Return how many characters are spoken: white space does not count."""
    return sum(not c.isspace() for c in text)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text and where it comes from: `tasks/0/title`, `unit:…`, or `frame` for our own words."""

    text: str
    source: str


@dataclass(slots=True)
class Sub:
    """A point of a part: its heading, what the data give, the units that fill it."""

    heading: str
    topic: str
    purpose: str
    facts: list[Passage] = field(default_factory=list)
    fill: list[Passage] = field(default_factory=list)

    @property
    def passages(self) -> list[Passage]:
        """All its text in order."""
        return [*self.facts, *self.fill]

    @property
    def length(self) -> int:
        """Characters with heading."""
        return count(self.heading) + 4 + sum(count(p.text) for p in self.passages)


@dataclass(slots=True)
class Part:
    """A part of the body: heading, a sentence that leads in, points."""

    heading: str
    purpose: str
    lead: list[Passage]
    subs: list[Sub]

    @property
    def length(self) -> int:
        """Characters with heading."""
        lead = sum(count(p.text) for p in self.lead)
        return count(self.heading) + 2 + lead + sum(sub.length for sub in self.subs)


@dataclass(slots=True)
class Speech:
    """A speech: everything between title and end."""

    salutation: str
    opening: list[Passage]
    link: Passage
    parts: list[Part]
    closing: list[Passage]
    notices: list[str] = field(default_factory=list)

    @property
    def length(self) -> int:
        """Spoken characters."""
        around = [*self.opening, self.link, *self.closing]
        own = count(self.salutation) + sum(count(p.text) for p in around)
        return own + sum(part.length for part in self.parts)
