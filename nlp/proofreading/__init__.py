"""Text checks of official documents: TOML files in `corpora/proofreading/`, a few kinds of rule in code."""

from __future__ import annotations

from nlp.proofreading.engine import check_table, load, proofread, rule
from nlp.proofreading.headings import heading_level
from nlp.proofreading.kinds.units import near_units
from nlp.proofreading.model import Example, Paragraph, Remark, Rule

__all__ = [
    "Example",
    "Paragraph",
    "Remark",
    "Rule",
    "check_table",
    "heading_level",
    "load",
    "near_units",
    "proofread",
    "rule",
]
