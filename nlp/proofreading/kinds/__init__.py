"""The kinds of rule: each a function of document and parameters that yields matches."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nlp.proofreading.kinds import (
    announced,
    articles,
    attachments,
    dates,
    figures,
    force,
    likeness,
    outline,
    own_units,
    pairs,
    pattern,
    phrases,
    rosters,
    sequence,
    tables,
    terms,
    units,
)
from nlp.proofreading.model import Match

Kind = Callable[..., Iterator[Match]]

# These read `Document.table` and are silent on text.
TABLE_KINDS: dict[str, Kind] = {
    "column-sums": tables.column_sums,
    "row-sums": tables.row_sums,
}

KINDS: dict[str, Kind] = {
    **TABLE_KINDS,
    "announced": announced.announced,
    "articles": articles.articles,
    "attachments": attachments.attachments,
    "change": figures.change,
    "dropped": force.dropped,
    "fixed-order": terms.fixed_order,
    "force": force.force,
    "heading-ends": outline.end_marks,
    "impossible-date": dates.impossible,
    "lonely-mark": pairs.lonely,
    "misspelt": terms.misspelt,
    "misspelt-unit": units.misspelt_unit,
    "named-twice": terms.named_twice,
    "near-phrase": phrases.near_phrase,
    "nested-mark": pairs.nested,
    "odd-heading": likeness.odd_heading,
    "one-party": terms.one_party,
    "ordinal-words": sequence.ordinal_words,
    "outline": outline.outline,
    "parts": figures.parts,
    "pattern": pattern.pattern,
    "repeated-paragraph": terms.repeated_paragraph,
    "rings": sequence.rings,
    "roster": rosters.roster,
    "sequence": sequence.sequence,
    "traditional": terms.traditional,
    "used-before-named": terms.used_before_named,
    "varied-unit": own_units.varied_unit,
    "weekday": dates.weekday,
}
