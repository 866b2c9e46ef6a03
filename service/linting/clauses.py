"""The clauses of the report: TOML files in `corpora/clauses/`, with the strength of what they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import corpora
from corpora import SEVERITIES, BrokenRuleError, require_keys

STRENGTHS = {
    "规定": ("error", "标准规定"),
    "一般": ("warning", "标准要求一般"),
    "推荐": ("warning", "标准推荐"),
    "可以": ("advice", "标准允许"),
    "实务": ("advice", "公文实务通常"),
    "推算": ("advice", "按标准推算应"),
}
"""How binding a clause is → the gravest severity it bears, and the verb of its message."""

COLUMNS = ("machine", "rendering", "paper")
_REQUIRED = ("id", "clause", "strength", "element", "title", "column")
_TEXTS = ("kind", "message", "suggestion", "severity", "note")
_KNOWN = frozenset((*_REQUIRED, *_TEXTS, "needs", "house", "params", "source", "same"))


@dataclass(frozen=True, slots=True)
class Example:
    """A change to a correct document, as the tests make it.

    Attributes:
        change: settings of the test document by dotted name.
        xml: pairs of old and new text in its parts.
    """

    change: Mapping[str, Any]
    xml: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause as its file states it.

    Attributes:
        clause: number in the standard; empty for good practice.
        column: what can prove it: the file (`machine`), its pages (`rendering`) or only `paper`.
        kind: name of the function that judges it with `params`; empty for paper.
        needs: roles (or `table`, `landscape`) one of which a document must have for it to apply.
        house: what is expected comes from the style profile.
        note: what remains to be looked at, for rendering and paper.
        same: the text rules that say the same; where both find it, the clause speaks.
    """

    id: str
    clause: str
    strength: str
    element: str
    title: str
    column: str
    severity: str
    kind: str = ""
    message: str = ""
    suggestion: str = ""
    note: str = ""
    needs: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    house: bool = False
    params: Mapping[str, Any] = field(default_factory=dict)
    sources: tuple[str, ...] = ()

    @property
    def good(self) -> tuple[Example, ...]:
        """Changes that are in order, read when they are asked for; none of what only paper proves."""
        return _examples(self.id, "good")

    @property
    def bad(self) -> tuple[Example, ...]:
        """Changes that it finds, read when they are asked for; none of what only paper proves."""
        return _examples(self.id, "bad")


@cache
def load() -> tuple[Clause, ...]:
    """Return every shipped clause in order of ids."""
    return tuple(
        read_clause(corpora.rule(f"clauses/{file}"), file=file)
        for file in corpora.names("clauses", ".toml")
    )


def read_clause(raw: Mapping[str, Any], *, file: str) -> Clause:
    """Return the clause a TOML file states.

    Raises:
        BrokenRuleError: a key is missing or unknown, or the severity is graver than the strength bears.
    """
    require_keys(raw, file, required=_REQUIRED, known=_KNOWN)
    if raw["strength"] not in STRENGTHS or raw["column"] not in COLUMNS:
        raise BrokenRuleError(f"{file}: no such strength or column")
    gravest = STRENGTHS[raw["strength"]][0]
    severity = raw.get("severity", gravest)
    if severity not in SEVERITIES or SEVERITIES.index(severity) < SEVERITIES.index(gravest):
        raise BrokenRuleError(f"{file}: {raw['strength']} cannot bear {severity}")
    return Clause(
        **{key: raw[key] for key in _REQUIRED},
        **{key: raw.get(key, "") for key in _TEXTS if key != "severity"},
        severity=severity,
        needs=tuple(raw.get("needs", ())),
        same=tuple(raw.get("same", ())),
        house=bool(raw.get("house", False)),
        params=raw.get("params", {}),
        sources=tuple(source["key"] for source in raw.get("source", ())),
    )


@cache
def _examples(clause: str, kind: str) -> tuple[Example, ...]:
    return tuple(map(_example, corpora.examples(f"clauses/{clause}.toml").get(kind, ())))


def _example(entry: Mapping[str, Any]) -> Example:
    return Example(entry.get("set", {}), tuple((old, new) for old, new in entry.get("xml", ())))


@cache
def families() -> Mapping[str, str]:
    """Return the typeface of each known font name: 仿宋_GB2312 → 仿宋."""
    return {name.lower(): family for name, family, *_ in corpora.rows("clauses/fonts.tsv")}


def family(font: str) -> str:
    """Return the typeface of a font, its own name when it is unknown."""
    return families().get(font.lower(), font)
