"""What the headings of a table mean: the field that each names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import corpora
from service.importing.cells import heading

# What may stand before a heading.
_BEFORE = ("党建", "品牌")


def fields_of(row: Sequence[str]) -> dict[int, str]:
    """Return the fields that the cells of a row name, by column."""
    found = ((i, field_of(cell)) for i, cell in enumerate(row) if cell)
    return {i: field for i, field in found if field}


def field_of(cell: str) -> str | None:
    """Return the field that a heading names, also where it puts 品牌 before it: 品牌寓意."""
    known, said = _headings(), heading(cell)
    group, subject = _BEFORE
    return known.get(said) or known.get(said.removeprefix(group).removeprefix(subject))


@cache
def beginnings() -> frozenset[str]:
    """Return the first two characters of all headings that are known."""
    return frozenset(text[:2] for text in (*_headings(), *_BEFORE))


@cache
def _headings() -> dict[str, str]:
    rows = corpora.rows("lexicons/labels.tsv")
    return {heading(text): field for text, field, _ in rows if field != "."}
