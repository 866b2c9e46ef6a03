"""Values of the rules: what a rule is, what it is told about a name's surroundings, what it finds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

import corpora
from corpora import SEVERITIES, BrokenRuleError, require_keys
from nlp.breadth import Breadth, breadth
from nlp.genericness import Frequencies

STATUSES = ("active", "off")
# Levels of a unit, highest first, with their rank as in `corpora/lexicons/bodies.tsv`.
RANKS = {"national": 1, "province": 2, "city": 3, "county": 4, "group": 5, "unit": 6}
MENDS = ("leave-out", "standard-script")
_TEXTS = (
    *("id", "name", "title", "kind", "severity", "criterion"),
    *("since", "message", "suggestion", "rationale"),
)
_REQUIRED = (*_TEXTS, "source")
_KNOWN = (*_REQUIRED, "status", "mend", "params")


class Example(NamedTuple):
    """A text with what the rule must say of it.

    Attributes:
        text: a name.
        spans: spans the rule must mark, half-open code points; empty for a good example.
        context: facts of `CheckContext` by field name that the example needs.
    """

    text: str
    spans: tuple[tuple[int, int], ...] = ()
    context: Mapping[str, Any] = MappingProxyType({})


class Rule(NamedTuple):
    """One rule as its file states it.

    Attributes:
        name, title: what it is called in English, and in Chinese, as a heading of what it finds.
        kind: name of the function that runs it with `params`.
        criterion: key of `corpora/score.toml` that it costs points.
        mend: how a name is rid of what it finds, the rest staying: one of `MENDS`; empty where it is not.
    """

    id: str
    name: str
    title: str
    kind: str
    severity: str
    criterion: str
    since: str
    message: str
    suggestion: str
    rationale: str
    params: Mapping[str, Any]
    sources: tuple[str, ...]
    status: str = "active"
    mend: str = ""

    @property
    def good(self) -> tuple[Example, ...]:
        """Examples on which it is silent, read when they are asked for."""
        return _examples(self.id, "good")

    @property
    def bad(self) -> tuple[Example, ...]:
        """Examples that it marks, read when they are asked for."""
        return _examples(self.id, "bad")


class Match(NamedTuple):
    """Where a rule fires, with the values its message may name."""

    span: tuple[int, int]
    values: Mapping[str, object] = MappingProxyType({})


class Finding(NamedTuple):
    """What one rule says of a name, as the contract shows it; `span` is half-open code points."""

    rule: str
    name: str
    severity: str
    message: str
    suggestion: str
    basis: tuple[str, ...]
    span: tuple[int, int]


class CheckContext(NamedTuple):
    """What is known around a name; a rule that needs a fact that is missing is silent.

    Attributes:
        unit: full name of the unit, or empty.
        level: one of `RANKS` if more is known than the unit's name tells, or empty.
        place: where the unit lies if its name does not tell (`浙江宁波`), or empty.
        work: words of the unit's own work.
        meaning: what the applicant says the name means.
        forbidden, negative: the office's own word lists, empty unless it supplies them.
        frequencies: of the registry at hand, or None for the published names.
        breadth: what the name says of its own, if whoever asks has judged it already.
    """

    unit: str = ""
    level: str = ""
    place: str = ""
    work: tuple[str, ...] = ()
    meaning: str = ""
    forbidden: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()
    frequencies: Frequencies | None = None
    breadth: Breadth | None = None

    def breadth_of(self, name: str) -> Breadth:
        """Return what the name says of its own: what is known of it, else judged here."""
        return self.breadth or breadth(name, self.frequencies, self.unit)


def read_rule(raw: Mapping[str, Any], *, file: str) -> Rule:
    """Return the rule a TOML file states, without its examples (`corpora.rule`).

    Raises:
        BrokenRuleError: a key is missing, unknown or of the wrong value.
    """
    require_keys(raw, file, required=_REQUIRED, known=_KNOWN)
    rule = Rule(
        **{key: raw[key].strip() for key in _TEXTS},
        **{key: raw[key] for key in ("status", "mend") if key in raw},
        params=raw.get("params", {}),
        sources=tuple(source["key"] for source in raw["source"]),
    )
    if rule.severity not in SEVERITIES or rule.status not in STATUSES:
        raise BrokenRuleError(f"{file}: no such severity or status")
    if rule.mend and rule.mend not in MENDS:
        raise BrokenRuleError(f"{file}: no such mend")
    return rule


@cache
def _examples(rule: str, kind: str) -> tuple[Example, ...]:
    return tuple(map(_example, corpora.examples(f"rules/{rule}.toml")[kind]))


def _example(entry: Mapping[str, Any]) -> Example:
    spans = tuple((start, end) for start, end in entry.get("spans", ()))
    return Example(entry["text"], spans, entry.get("context", {}))
