"""Names by pattern: work description (S0-12), images, places.

The patterns are `corpora/naming/patterns.tsv`; words fill their slots.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache

import corpora
from nlp.suggest.candidate import Candidate, Origin, build
from nlp.suggest.material import Material, Word

_PIECE = re.compile(r"\{(\w+)\}|([^{}]+)")
_LITERAL = "搭配用字"


def image(material: Material) -> Iterator[Candidate]:
    """Yield names that make a thing of the trade the members' sign."""
    return _fill("image", material)


def work(material: Material) -> Iterator[Candidate]:
    """Yield names that say what the members do, and where (工作描述法, S0-12)."""
    return _fill("work", material)


def place(material: Material) -> Iterator[Candidate]:
    """Yield names that tie the unit's place to its trade."""
    return _fill("place", material)


@cache
def _patterns(method: str) -> tuple[tuple[tuple[tuple[str, str], ...], str], ...]:
    """Return (pieces, note) of a method's patterns; a piece is (slot, "") or ("", literal)."""
    return tuple(
        (tuple(_PIECE.findall(pattern)), note)
        for kind, pattern, note in corpora.rows("naming/patterns.tsv")
        if kind == method
    )


def _fill(method: str, material: Material) -> Iterator[Candidate]:
    """Yield each pattern with every filling, one of each pattern in turn, neighbours with other words."""
    streams = []
    for place, (pieces, note) in enumerate(_patterns(method)):
        filled = list(_fillings(method, pieces, note, material))
        turn = place % (len(filled) or 1)
        streams.append(filled[turn:] + filled[:turn])
    for round_ in itertools.zip_longest(*streams):
        yield from (candidate for candidate in round_ if candidate is not None)


def _fillings(
    method: str, pieces: tuple[tuple[str, str], ...], note: str, material: Material
) -> Iterator[Candidate]:
    slots = [slot for slot, _ in pieces if slot]
    literals = [literal for _, literal in pieces if literal]
    for words in itertools.product(*(getattr(material, slot) for slot in slots)):
        if not _overlap((*(word.text for word in words), *literals)):
            filled = iter(words)
            origin = tuple(
                _origin(next(filled)) if slot else Origin(literal, _LITERAL)
                for slot, literal in pieces
            )
            yield build(method, origin, note + "。")


def _origin(word: Word) -> Origin:
    return Origin(word.text, word.source, given=word.given)


def _overlap(texts: tuple[str, ...]) -> bool:
    """Whether two pieces share a character: such a name stumbles when read aloud."""
    return any(set(a) & set(b) for a, b in itertools.combinations(texts, 2))
