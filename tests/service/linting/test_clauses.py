"""Every clause file: its examples fire and stay silent, switched off it is silent, its words are whole."""

from __future__ import annotations

import pytest

import corpora
from corpora import BrokenRuleError
from service.linting import lint
from service.linting.clauses import STRENGTHS, Clause, Example, load, read_clause
from service.linting.kinds import KINDS, RENDERED
from tests.service.linting.builder import build

CLAUSES = load()
BAD = [(c, e) for c in CLAUSES for e in c.bad]
GOOD = [(c, e) for c in CLAUSES for e in c.good]


def fired(clause: Clause, example: Example, disabled: frozenset[str] = frozenset()) -> bool:
    report = lint(build(example.change, example.xml), disabled=disabled)
    return clause.id in {finding.rule for finding in report.findings}


def number(pairs: list[tuple[Clause, Example]]) -> list[str]:
    return [f"{clause.id}-{at}" for at, (clause, _) in enumerate(pairs)]


@pytest.mark.parametrize(("clause", "example"), BAD, ids=number(BAD))
def test_a_bad_example_is_found_and_only_by_its_clause(clause: Clause, example: Example) -> None:
    assert fired(clause, example)
    assert not fired(clause, example, frozenset({clause.id}))


@pytest.mark.parametrize(("clause", "example"), GOOD, ids=number(GOOD))
def test_a_good_example_is_left_alone(clause: Clause, example: Example) -> None:
    report = lint(build(example.change, example.xml))
    assert clause.id not in {finding.rule for finding in report.findings}
    assert clause.id in {line.rule for line in report.passed}


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.id)
def test_a_clause_is_whole(clause: Clause) -> None:
    assert all(key in corpora.sources() for key in clause.sources) and clause.sources
    assert clause.element and clause.title
    if clause.column == "paper":
        assert clause.note and not clause.kind
        return
    assert clause.kind in (KINDS if clause.column == "machine" else RENDERED)
    assert clause.message.endswith("。") and clause.suggestion.endswith("。")
    assert "{verb}" in clause.message
    if clause.column == "machine":
        assert clause.bad and clause.good


def test_the_gravest_severity_follows_from_the_strength() -> None:
    assert STRENGTHS["规定"][0] == "error"
    raw = corpora.rule("clauses/GW101.toml")
    with pytest.raises(BrokenRuleError, match="cannot bear"):
        read_clause({**raw, "strength": "实务", "severity": "error"}, file="x")
    with pytest.raises(BrokenRuleError, match="unknown"):
        read_clause({**raw, "colour": 1}, file="x")
    with pytest.raises(BrokenRuleError, match="missing"):
        read_clause({key: raw[key] for key in raw if key != "title"}, file="x")
    with pytest.raises(BrokenRuleError, match="no such"):
        read_clause({**raw, "strength": "必须"}, file="x")
