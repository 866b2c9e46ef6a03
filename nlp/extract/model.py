"""What is found in a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dropped:
    """A piece of a text that was left out before names were looked for.

    Attributes:
        text: the piece as it stands there.
        reason: `spam`, `site`, `links` or `page-number`.
        line: number of its line, from 1.
    """

    text: str
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class Slip:
    """A probable slip of text recognition; told, not corrected.

    Attributes:
        text: what stands there.
        suggestion: what was probably meant.
        start, end: span in the text, half-open, code points.
        line: number of its line, from 1.
    """

    text: str
    suggestion: str
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Found:
    """A brand name in a text.

    Attributes:
        name: the name as printed; a page break inside it is left out.
        unit: the unit that stands with it, as printed, or None.
        start, end: span of the name in the text, half-open, code points.
        pattern: how it was recognised: `quoted`, `announced`, `chain`, `one-sided`, `form` or `list`.
    """

    name: str
    unit: str | None
    start: int
    end: int
    pattern: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All of a text: names, what was left out, probable slips; each in the order of the text."""

    brands: tuple[Found, ...]
    dropped: tuple[Dropped, ...]
    slips: tuple[Slip, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A name in the cleaned text: its span, the span of its unit, the pattern."""

    start: int
    end: int
    unit: tuple[int, int] | None
    pattern: str
