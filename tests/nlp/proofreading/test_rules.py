"""Every text rule proves itself: examples with exact spans, silence when switched off and on clean text."""

from __future__ import annotations

import re

import pytest

import corpora
from corpora import BrokenRuleError
from nlp.proofreading.engine import check_table, load, proofread, rule, run
from nlp.proofreading.kinds import KINDS, TABLE_KINDS
from nlp.proofreading.model import (
    STRENGTHS,
    Example,
    Remark,
    Rule,
    paragraphs,
    read_rule,
)

RULES = load()
EXAMPLES = [
    pytest.param(one, example, id=f"{one.id}-{kind}-{number}")
    for one in RULES
    for kind, examples in (("good", one.good), ("bad", one.bad))
    for number, example in enumerate(examples, 1)
]
BAD = [
    pytest.param(one, example, id=f"{one.id}-{number}")
    for one in RULES
    for number, example in enumerate(one.bad, 1)
]
CLEAN = corpora.lines("proofreading/clean.txt")


def remarks(example: Example, *off: str) -> tuple[Remark, ...]:
    document, disabled = example.document, frozenset(off)
    if document.table:
        return check_table(document.table, disabled=disabled)
    return proofread(
        document.paragraphs,
        unit_names=document.unit_names,
        previous=document.previous,
        disabled=disabled,
    )


@pytest.mark.parametrize(("one", "example"), EXAMPLES)
def test_an_example_gets_exactly_its_spans(one: Rule, example: Example) -> None:
    found = run(example.document, [one])
    assert tuple((remark.paragraph, *remark.span) for remark in found) == example.spans


@pytest.mark.parametrize(("one", "example"), BAD)
def test_switching_a_rule_off_silences_its_example(one: Rule, example: Example) -> None:
    assert one.id in {remark.rule for remark in remarks(example)}
    assert one.id not in {remark.rule for remark in remarks(example, one.id)}
    assert one.id not in {remark.rule for remark in remarks(example, one.name)}


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.id)
def test_a_rule_is_whole(one: Rule) -> None:
    assert one.good
    assert one.bad
    assert all(example.spans for example in one.bad)
    assert not any(example.spans for example in one.good)
    assert one.kind in KINDS
    assert one.rationale.endswith("。")
    assert one.message.endswith("。")
    assert one.suggestion.endswith("。")
    assert one.strength in STRENGTHS
    assert one.sources
    assert all(source in corpora.sources() for source in one.sources)


def test_files_are_named_after_their_rule() -> None:
    files = [name.removesuffix(".toml") for name in corpora.names("proofreading", ".toml")]
    assert files == [one.id for one in RULES]
    assert len({one.name for one in RULES}) == len(RULES)


def test_every_kind_is_used() -> None:
    assert {one.kind for one in RULES} == set(KINDS)


@pytest.mark.parametrize("line", CLEAN)
def test_every_rule_is_silent_on_clean_text(line: str) -> None:
    assert proofread(paragraphs(line.replace(" ¶ ", "\n"))) == ()


def test_clean_text_is_enough_to_mean_something() -> None:
    assert len(CLEAN) >= 60
    assert sum(map(len, CLEAN)) > 3500


def test_messages_name_what_was_found() -> None:
    for one in RULES:
        for example in one.bad:
            for remark in run(example.document, [one]):
                assert not re.search(r"(?<![{$])\{[a-z]+\}", remark.message + remark.suggestion)
                assert (remark.severity, remark.basis) == (one.severity, one.sources)
                assert (remark.cell is None) == (one.kind not in TABLE_KINDS)


def test_a_rule_is_found_by_id_and_by_name() -> None:
    assert rule("PR101") is rule("heading-gap")
    assert rule("nothing") is None


def raw() -> dict[str, object]:
    return dict(corpora.rule("proofreading/PR101.toml"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"nonsense": 1}, "nonsense"),
        ({"severity": "fatal"}, "no such"),
        ({"strength": "据说"}, "no such"),
        ({"strength": "可以"}, "cannot bear"),
        ({"source": [{"key": "DECISION"}]}, "cites no standard"),
    ],
)
def test_a_broken_file_is_told_at_load(change: dict[str, object], told: str) -> None:
    with pytest.raises(BrokenRuleError, match=told):
        read_rule({**raw(), **change}, file="PR000.toml")


def test_a_missing_key_is_told_at_load() -> None:
    broken = raw()
    del broken["message"]
    with pytest.raises(BrokenRuleError, match="message"):
        read_rule(broken, file="PR000.toml")
