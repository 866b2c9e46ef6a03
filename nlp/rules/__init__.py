"""Rules for one name: TOML files in `corpora/rules/`, a few kinds of rule in code."""

from __future__ import annotations

from nlp.rules.engine import check_text, load, rule
from nlp.rules.model import CheckContext, Example, Finding, Rule

__all__ = ["CheckContext", "Example", "Finding", "Rule", "check_text", "load", "rule"]
