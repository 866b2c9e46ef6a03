"""Every rule file proves itself: identity, sources, examples with exact spans, silence on good names."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpora
from corpora import BrokenRuleError
from nlp.rules import CheckContext, Example, Rule, check_text, load, rule
from nlp.rules.kinds import KINDS
from nlp.rules.model import read_rule

RULES = load()
GOOD_NAMES = corpora.lines("clean/names.txt")
# What the check itself finds: tested in test_collisions.py and test_checking.py.
BESIDE = ("collision", "edge")
RUN = [rule for rule in RULES if rule.kind not in BESIDE]
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{kind}-{number}")
    for rule in RUN
    for kind, examples in (("good", rule.good), ("bad", rule.bad))
    for number, example in enumerate(examples, 1)
]


def context(facts: dict[str, Any]) -> CheckContext:
    lists: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in facts.items()
    }
    return CheckContext(**lists)


@pytest.mark.parametrize(("one", "example"), EXAMPLES)
def test_an_example_gets_exactly_its_spans(one: Rule, example: Example) -> None:
    found = check_text(example.text, context(dict(example.context)), rules=(one,))
    assert tuple(finding.span for finding in found) == example.spans


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.id)
def test_a_rule_is_whole(one: Rule) -> None:
    assert one.good
    assert one.bad
    assert one.kind in KINDS or one.kind in BESIDE
    assert one.title and one.title != one.name
    assert one.rationale
    assert one.message.endswith(("。", "}"))
    for source in one.sources:
        assert source.split("-")[0] in corpora.sources(), source


def test_files_are_named_after_their_rule() -> None:
    files = [name.removesuffix(".toml") for name in corpora.names("rules", ".toml")]
    assert files == [one.id for one in RULES]
    assert len({one.name for one in RULES}) == len({one.title for one in RULES}) == len(RULES)


def test_every_class_of_guarded_words_is_asked_for_by_a_rule() -> None:
    asked = {name for one in RUN for name in one.params.get("classes", ())}
    assert {kind for _, kind, _ in corpora.rows("lexicons/guarded.tsv")} == asked | {"let-pass"}


@pytest.mark.parametrize("name", GOOD_NAMES, ids=[f"name-{i}" for i in range(len(GOOD_NAMES))])
def test_every_rule_advice_included_is_silent_on_good_names(name: str) -> None:
    assert check_text(name) == ()


@given(st.text(max_size=40))
@settings(max_examples=300)
def test_no_text_breaks_a_rule(text: str) -> None:
    try:
        findings = check_text(text, CheckContext(unit="某市供电公司", work=("巡线",)))
    except ValueError:  # characters no name may hold
        return
    for finding in findings:
        assert 0 <= finding.span[0] <= finding.span[1] <= len(text)


def test_an_office_can_change_a_figure() -> None:
    changed = load({"BN002": {"least": 7, "severity": "warning"}})
    found = check_text("红心向党旗红章", rules=tuple(r for r in changed if r.id == "BN002"))
    assert [f.severity for f in found] == ["warning"]


@pytest.mark.parametrize(
    "overrides",
    [
        {"BN999": {}},
        {"BN002": {"nonsense": 1}},
        {"BN002": {"least": "九"}},
        {"BN002": {"least": True}},
        {"BN002": {"severity": "boss"}},
        {"BN002": {"status": "gone"}},
        {"BN016": {"regex": "("}},
        {"BN016": {"regex": 1}},
    ],
)
def test_an_override_that_does_not_fit_is_refused(overrides: dict[str, dict[str, Any]]) -> None:
    with pytest.raises(BrokenRuleError):
        load(overrides)


def test_a_rule_is_found_by_id_and_by_name() -> None:
    assert rule("BN001") is rule("name-too-short")
    assert rule("nothing") is None


def test_a_broken_file_is_told_at_load() -> None:
    with pytest.raises(BrokenRuleError, match="nonsense"):
        read_rule({"nonsense": 1}, file="BN000.toml")
    with pytest.raises(BrokenRuleError, match="missing"):
        read_rule({"id": "BN000"}, file="BN000.toml")


@pytest.mark.parametrize("change", [{"severity": "boss"}, {"status": "gone"}, {"mend": "burn"}])
def test_a_word_that_no_rule_knows_is_told_at_load(change: dict[str, str]) -> None:
    whole = corpora.rule("rules/BN001.toml")
    assert read_rule(whole, file="BN001.toml") == rule("BN001")
    with pytest.raises(BrokenRuleError, match="BN001"):
        read_rule(whole | change, file="BN001.toml")


def test_findings_are_values() -> None:
    found = check_text("服务先锋")
    assert found
    assert found[0]._asdict()["rule"] == "BN004"
