"""Values of the text checks: paragraphs, remarks, rules and their examples."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import corpora
from corpora import SEVERITIES, BrokenRuleError, require_keys

STRENGTHS = {
    "规定": "error",
    "一般": "warning",
    "推荐": "warning",
    "可以": "advice",
    "实务": "advice",
    "事实": "error",
}
"""How binding the basis of a rule is → the gravest severity it bears (DECISION).

The first four are words of a standard, which the rule must cite; 实务 is practice; 事实 is what the text
itself proves whatever the standard: a sum that is wrong, an item that is missing, a slip of the pen.
"""
_STANDARD = ("规定", "一般", "推荐", "可以")
KINDS_OF_PARAGRAPH = frozenset(
    (
        *("title", "salutation", "heading", "body", "cell", "signature", "date", "note"),
        *("attachment-note", "attachment-label", "footer"),
    )
)
PROSE = ("heading", "body")
_TEXTS = ("id", "name", "kind", "severity", "strength", "message", "suggestion", "rationale")
_REQUIRED = (*_TEXTS, "source")
_MARKED = re.compile(r"⟦(.*?)⟧", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a document, automatic numbers written out.

    Attributes:
        text: what is read.
        kind: one of `KINDS_OF_PARAGRAPH`; another kind is only read by rules for every paragraph.
        level: 1 to 4 for a heading, else 0.
    """

    text: str
    kind: str = "body"
    level: int = 0


@dataclass(frozen=True, slots=True)
class Remark:
    """What one rule says of one place.

    Attributes:
        rule, name: id and name of the rule.
        severity: `error`, `warning` or `advice`.
        message: what is wrong, one sentence.
        suggestion: what to do.
        basis: ids of `corpora/sources.toml`.
        paragraph: number of the paragraph, from 0; in a table the number of the cell, row by row.
        span: half-open code points within it.
        strength: how binding the basis is, a key of `STRENGTHS`.
        cell: row and column, from 0, when a table was read.
    """

    rule: str
    name: str
    severity: str
    message: str
    suggestion: str
    basis: tuple[str, ...]
    paragraph: int
    span: tuple[int, int]
    strength: str = ""
    cell: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What a rule reads.

    Attributes:
        paragraphs: in order.
        unit_names: full names of the units as registered.
        previous: an earlier version, or None.
        table: rows of cells when a table is read, else empty.
    """

    paragraphs: tuple[Paragraph, ...]
    unit_names: tuple[str, ...] = ()
    previous: tuple[Paragraph, ...] | None = None
    table: tuple[tuple[str, ...], ...] = ()

    def of(self, *kinds: str) -> Iterator[tuple[int, str]]:
        """Yield number and text of the paragraphs of some kinds; of every one when none is named."""
        for index, paragraph in enumerate(self.paragraphs):
            if not kinds or paragraph.kind in kinds:
                yield index, paragraph.text


@dataclass(frozen=True, slots=True)
class Match:
    """Where a rule fires, with the values its message may name; `paragraph` as in `Remark`."""

    paragraph: int
    span: tuple[int, int]
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Example:
    """A document with what a rule must mark in it.

    Attributes:
        document: the text, marks taken out.
        spans: (paragraph, start, end) of each mark; empty for a good example.
    """

    document: Document
    spans: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as its file states it; `kind` names the function that runs it with `params`."""

    id: str
    name: str
    kind: str
    severity: str
    strength: str
    message: str
    suggestion: str
    rationale: str
    params: Mapping[str, Any]
    sources: tuple[str, ...]

    @property
    def good(self) -> tuple[Example, ...]:
        """Examples on which it is silent, read when they are asked for."""
        return _examples(self.id, "good")

    @property
    def bad(self) -> tuple[Example, ...]:
        """Examples that it marks, read when they are asked for."""
        return _examples(self.id, "bad")


def read_rule(raw: Mapping[str, Any], *, file: str) -> Rule:
    """Return the rule a TOML file states, without its examples (`corpora.rule`).

    Raises:
        BrokenRuleError: a key is missing or unknown, the severity is graver than the strength bears, or
            the words of a standard are claimed without citing one.
    """
    require_keys(raw, file, required=_REQUIRED, known=(*_REQUIRED, "params"))
    rule = Rule(
        **{key: raw[key].strip() for key in _TEXTS},
        params=raw.get("params", {}),
        sources=tuple(source["key"] for source in raw["source"]),
    )
    _check_strength(rule, file)
    return rule


def _check_strength(rule: Rule, file: str) -> None:
    if rule.strength not in STRENGTHS or rule.severity not in SEVERITIES:
        raise BrokenRuleError(f"{file}: no such strength or severity")
    if SEVERITIES.index(rule.severity) < SEVERITIES.index(STRENGTHS[rule.strength]):
        raise BrokenRuleError(f"{file}: {rule.strength} cannot bear {rule.severity}")
    kinds = {corpora.sources().get(source, {}).get("kind") for source in rule.sources}
    if rule.strength in _STANDARD and not kinds & {"standard", "notice"}:
        raise BrokenRuleError(f"{file}: {rule.strength} cites no standard")


@cache
def _examples(rule: str, kind: str) -> tuple[Example, ...]:
    return tuple(map(read_example, corpora.examples(f"proofreading/{rule}.toml")[kind]))


def read_example(entry: Mapping[str, Any]) -> Example:
    """Return an example as a rule file writes it.

    `text` holds a paragraph a line, `kind|` before it where it is no body; `table` a row a line, cells
    parted by `|`; `previous` an earlier text, `units` names of units. What the rule must mark stands
    between ⟦ and ⟧.
    """
    table = tuple(
        tuple(cell.strip() for cell in line.split("|"))
        for line in entry.get("table", "").splitlines()
    )
    marked = [Paragraph(cell, "cell") for row in table for cell in row] or paragraphs(entry["text"])
    spans = tuple((i, *span) for i, one in enumerate(marked) for span in _spans(one.text))
    document = Document(
        paragraphs=tuple(Paragraph(_unmarked(p.text), p.kind, p.level) for p in marked),
        unit_names=tuple(entry.get("units", ())),
        previous=tuple(paragraphs(entry["previous"])) if "previous" in entry else None,
        table=tuple(tuple(_unmarked(cell) for cell in row) for row in table),
    )
    return Example(document, spans)


def paragraphs(text: str) -> list[Paragraph]:
    """Return a text as paragraphs, one a line; `kind|` at the start of a line names its kind."""
    found = []
    for line in text.splitlines():
        kind, bar, rest = line.partition("|")
        named = bar and kind in KINDS_OF_PARAGRAPH
        found.append(Paragraph(rest, kind) if named else Paragraph(line))
    return found


def _unmarked(text: str) -> str:
    return text.replace("⟦", "").replace("⟧", "")


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for number, match in enumerate(_MARKED.finditer(text)):
        start = match.start() - 2 * number
        yield start, start + len(match[1])
