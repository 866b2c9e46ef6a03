"""Values of a report: findings with their places, what passed, what nobody has looked at yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands.

    Attributes:
        kind: document, section, paragraph, table, footer or page.
        number: from 1; 0 for the document.
        text: the beginning of the paragraph, or another word that helps to find it.
        span: half-open code points in a paragraph.
    """

    kind: str = "document"
    number: int = 0
    text: str = ""
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says, of one place or of many alike.

    Attributes:
        rule: id of the clause, or of the text rule.
        clause: number in the standard, empty when there is none.
        strength: 规定, 一般, 推荐, 可以, 实务, 推算.
        severity: error, warning, advice.
        expected, found: as a reader compares them; may be empty for text.
        places: at least one, in reading order.
    """

    rule: str
    clause: str
    strength: str
    severity: str
    message: str
    suggestion: str
    expected: str
    found: str
    places: tuple[Place, ...]
    element: str = ""
    sources: tuple[str, ...] = ()
    deviates: bool = False

    @property
    def place(self) -> Place:
        """The first place."""
        return self.places[0]


@dataclass(frozen=True, slots=True)
class Line:
    """A clause that found nothing, or that nobody could judge: id, number, strength, what it asks, why."""

    rule: str
    clause: str
    strength: str
    element: str
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Deviation:
    """A figure of a style profile that is not the standard's."""

    clause: str
    strength: str
    element: str
    expected: str
    found: str
    tolerated: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """The report on one file.

    Attributes:
        findings: gravest first, then in reading order.
        passed: clauses proved by machine; `not_applicable`: nothing in the file they speak of.
        needs_rendering, needs_paper: clauses nobody has judged; never counted as passed.
        deviations: of the style profile from the standard.
        facts: what was read, JSON values.
    """

    findings: tuple[Finding, ...]
    passed: tuple[Line, ...]
    not_applicable: tuple[Line, ...]
    needs_rendering: tuple[Line, ...]
    needs_paper: tuple[Line, ...]
    deviations: tuple[Deviation, ...]
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def clean(self) -> bool:
        """Whether nothing but advice was found."""
        return all(finding.severity == "advice" for finding in self.findings)
