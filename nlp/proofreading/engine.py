"""Runs the text rules over a document or a table and orders what they find."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import corpora
from nlp.proofreading.kinds import KINDS, TABLE_KINDS
from nlp.proofreading.model import Document, Match, Paragraph, Remark, Rule, read_rule

_NO_RULES: frozenset[str] = frozenset()


@cache
def load() -> tuple[Rule, ...]:
    """Return every shipped rule in order of ids."""
    return tuple(
        read_rule(corpora.rule(f"proofreading/{file}"), file=file)
        for file in corpora.names("proofreading", ".toml")
    )


def rule(key: str) -> Rule | None:
    """Return the rule with this id or name, or None."""
    return next((rule for rule in load() if key in (rule.id, rule.name)), None)


def proofread(
    paragraphs: Sequence[Paragraph],
    *,
    unit_names: Sequence[str] = (),
    previous: Sequence[Paragraph] | None = None,
    disabled: frozenset[str] = _NO_RULES,
) -> tuple[Remark, ...]:
    """Return what the rules remark on a document, in order of place.

    Time is linear in the length of the text; a comparison with `previous` is linear in what is alike.

    Args:
        paragraphs: the document, automatic numbers written out.
        unit_names: full names as registered, for names that are nearly one of them.
        previous: an earlier version, for changes of force.
        disabled: ids or names of rules that are not run.
    """
    earlier = None if previous is None else tuple(previous)
    document = Document(tuple(paragraphs), tuple(unit_names), earlier)
    return run(document, _enabled(disabled))


def check_table(
    rows: Sequence[Sequence[str]], *, disabled: frozenset[str] = _NO_RULES
) -> tuple[Remark, ...]:
    """Return what the rules remark on the sums of a table, in order of place.

    Args:
        rows: the cells as text, header first; a merged cell holds its text once and `""`, `^^` or `<<`
            elsewhere.
        disabled: ids or names of rules that are not run.
    """
    table = tuple(tuple(row) for row in rows)
    cells = tuple(Paragraph(cell, "cell") for row in table for cell in row)
    rules = [rule for rule in _enabled(disabled) if rule.kind in TABLE_KINDS]
    return run(Document(cells, table=table), rules)


def run(document: Document, rules: Iterable[Rule]) -> tuple[Remark, ...]:
    """Return what some rules remark on a document, in order of place and rule, without doubles."""
    places = [(r, c) for r, row in enumerate(document.table) for c in range(len(row))]
    found = {
        _remark(rule, match, places): None
        for rule in rules
        for match in KINDS[rule.kind](document, **rule.params)
    }
    return tuple(sorted(found, key=lambda one: (one.paragraph, one.span, one.rule)))


def _enabled(disabled: frozenset[str]) -> list[Rule]:
    return [rule for rule in load() if rule.id not in disabled and rule.name not in disabled]


def _remark(rule: Rule, match: Match, places: list[tuple[int, int]]) -> Remark:
    return Remark(
        rule=rule.id,
        name=rule.name,
        severity=rule.severity,
        message=rule.message.format(**match.values),
        suggestion=rule.suggestion.format(**match.values),
        basis=rule.sources,
        paragraph=match.paragraph,
        span=match.span,
        strength=rule.strength,
        cell=places[match.paragraph] if places else None,
    )
