"""What a clause or text rule of the report checks, and what it rests on, to be looked up by its id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from nlp import proofreading
from service.docx.profile import DEFAULT, find_profile
from service.linting.clauses import STRENGTHS, Clause, load
from service.linting.deviations import figures

PROVED_BY = {
    "machine": "读文件即可判定",
    "rendering": "要排成版面才能判定（装有 LibreOffice 时由程序量）",
    "paper": "要看打印出来的纸",
}
"""Column of a clause → how it is proved."""
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Explained:
    """One clause or text rule, as a clerk looks it up.

    Attributes:
        id: `GW…` for a clause, `PR…` for a rule on the text.
        title: what it asks for, or why.
        clause: number in GB/T 9704, empty where it rests on something else.
        strength: how binding that is, a key of `clauses.STRENGTHS` or 事实.
        severity: `error`, `warning` or `advice`.
        proved_by: how it is proved, a Chinese phrase.
        message, suggestion: what the report says; 「……」 stands for what is found.
        sources: ids of `corpora/sources.toml`.
        examples: texts in which it fires; text rules only.
    """

    id: str
    title: str
    clause: str
    strength: str
    severity: str
    proved_by: str
    message: str
    suggestion: str
    sources: tuple[str, ...]
    examples: tuple[str, ...] = ()


def explained() -> tuple[Explained, ...]:
    """Return every clause, then every text rule, in order of ids."""
    return (*map(_clause, load()), *map(_text_rule, proofreading.load()))


def explain(key: str) -> Explained | None:
    """Return the clause or text rule with an id, or None."""
    wanted = key.upper()
    if clause := next((one for one in load() if one.id == wanted), None):
        return _clause(clause)
    text_rule = proofreading.rule(wanted)
    return _text_rule(text_rule) if text_rule else None


def _clause(one: Clause) -> Explained:
    # Slots of text rules of the same names (`right`) mean something else: these are for clauses alone.
    words = {"verb": STRENGTHS[one.strength][1], **figures(find_profile(DEFAULT))}
    title = _said(one.title, words)
    return Explained(
        id=one.id,
        title=title if one.element in title else f"{one.element}：{title}",
        clause=one.clause,
        strength=one.strength,
        severity=one.severity,
        proved_by=PROVED_BY[one.column],
        message=_said(one.message, words),
        suggestion=_said(one.suggestion or one.note, words),
        sources=one.sources,
    )


def _text_rule(one: proofreading.Rule) -> Explained:
    return Explained(
        id=one.id,
        title=" ".join(one.rationale.split()),
        clause="",
        strength=one.strength,
        severity=one.severity,
        proved_by=PROVED_BY["machine"],
        message=_said(one.message, {}),
        suggestion=_said(one.suggestion, {}),
        sources=one.sources,
        examples=tuple(map(_shown, one.bad)),
    )


def _said(message: str, words: Mapping[str, object]) -> str:
    """Return a message without its slots: the words for those that are known, dots for the rest."""
    return _SLOT.sub(lambda slot: str(words.get(slot[1], "……")), message)


def _shown(example: proofreading.Example) -> str:
    """Return the paragraph of an example in which the rule fires, or all of it where none is marked."""
    paragraphs = example.document.paragraphs
    places = dict.fromkeys(place for place, _, _ in example.spans) or range(len(paragraphs))
    return " / ".join(paragraphs[place].text for place in places)
