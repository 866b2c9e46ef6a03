"""Headings of one parent that are all built alike but one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.proofreading.headings import marks
from nlp.proofreading.model import Document, Match
from nlp.proofreading.parallel import parallel

_DEEPEST = 2
_FEWEST = 3
_LONGEST = 40
Heading = tuple[int, str]


def odd_heading(document: Document) -> Iterator[Match]:
    """Fire at the one heading of level 1 or 2 whose clauses are a character longer or shorter.

    Only where the wish to write in parallel is plain: three headings or more under one parent, each of two
    clauses or more, all but one of the same lengths, and none off by more than one character.
    """
    for group in _siblings(document):
        shape = parallel([text for _, text in group])
        if len(group) < _FEWEST or shape.degree != "near" or len(shape.odd) != 1:
            continue
        if min(map(len, shape.shapes)) > 1:
            index, text = group[shape.odd[0]]
            yield Match(index, (0, len(text)), {"text": text.strip()})


def _siblings(document: Document) -> Iterator[list[Heading]]:
    """Yield the headings of levels 1 and 2, as far as their first stop, by parent."""
    open_groups: dict[int, list[Heading]] = {}
    for index, one in marks(document):
        if one.level > _DEEPEST:
            continue
        for deeper in [level for level in open_groups if level > one.level]:
            yield open_groups.pop(deeper)
        if one.number == 1 and one.level in open_groups:
            yield open_groups.pop(one.level)
        text = re.split("[。；]", document.paragraphs[index].text, maxsplit=1)[0]
        if len(text) <= _LONGEST:
            open_groups.setdefault(one.level, []).append((index, text))
    yield from open_groups.values()
