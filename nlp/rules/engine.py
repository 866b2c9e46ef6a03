"""Runs the rules over a name and orders what they find."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import corpora
from corpora import SEVERITIES, BrokenRuleError
from nlp.rules.kinds import KINDS
from nlp.rules.model import (
    STATUSES,
    CheckContext,
    Finding,
    Match,
    Rule,
    read_rule,
)

_NOTHING = CheckContext()


@cache
def _shipped() -> tuple[Rule, ...]:
    return tuple(
        read_rule(corpora.rule(f"rules/{file}"), file=file)
        for file in corpora.names("rules", ".toml")
    )


def load(overrides: Mapping[str, Mapping[str, Any]] | None = None) -> tuple[Rule, ...]:
    """Return every rule in order of ids, with an office's own figures in place of ours.

    Args:
        overrides: by rule id, the keys of `params` (and `severity`, `status`) to change.

    Raises:
        BrokenRuleError: an override names a rule or a key that does not exist.
    """
    if not overrides:
        return _shipped()
    rules = {rule.id: rule for rule in _shipped()}
    for key, changes in overrides.items():
        if key not in rules:
            raise BrokenRuleError(f"no rule {key}")
        rules[key] = _overridden(rules[key], changes)
    return tuple(rules.values())


def rule(key: str) -> Rule | None:
    """Return the rule with this id or name, or None."""
    return _by_id_and_name().get(key)


@cache
def _by_id_and_name() -> dict[str, Rule]:
    return {key: rule for rule in _shipped() for key in (rule.name, rule.id)}


def check_text(
    name: str, context: CheckContext = _NOTHING, *, rules: tuple[Rule, ...] | None = None
) -> tuple[Finding, ...]:
    """Return what the rules find in a name: errors first, then by place.

    Raises:
        UnacceptableText: the name holds characters no name may hold.
    """
    findings = [
        _finding(rule, match)
        for rule in (load() if rules is None else rules)
        if rule.status == "active" and rule.kind in KINDS
        for match in KINDS[rule.kind](name, context, **rule.params)
    ]
    return tuple(sorted(findings, key=lambda f: (SEVERITIES.index(f.severity), f.span, f.rule)))


def _finding(rule: Rule, match: Match) -> Finding:
    return Finding(
        rule=rule.id,
        name=rule.name,
        severity=str(match.values.get("severity", rule.severity)),
        message=rule.message.format(**match.values),
        suggestion=rule.suggestion.format(**match.values),
        basis=rule.sources,
        span=match.span,
    )


def _fits(key: str, value: object, rule: Rule) -> bool:
    """Whether a value can stand in place of the shipped one: one of the known words, or of the same type."""
    if key == "severity":
        return value in SEVERITIES
    if key == "status":
        return value in STATUSES
    if key == "regex":
        try:
            re.compile(str(value))
        except re.error:
            return False
    shipped = rule.params[key]
    number = isinstance(shipped, int | float) and not isinstance(shipped, bool)
    if number:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is type(shipped)


def _overridden(rule: Rule, changes: Mapping[str, Any]) -> Rule:
    direct = {key: changes[key] for key in ("severity", "status") if key in changes}
    params = {key: value for key, value in changes.items() if key not in direct}
    if unknown := set(params) - set(rule.params):
        raise BrokenRuleError(f"{rule.id}: no figures {sorted(unknown)}")
    for key, value in changes.items():
        if not _fits(key, value, rule):
            raise BrokenRuleError(f"{rule.id}: {key} = {value!r}")
    return rule._replace(params={**rule.params, **params}, **direct)
