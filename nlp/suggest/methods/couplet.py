"""Couplets of four and four (四字对偶): a half with a red image, a half of the trade, built alike.

Both halves are noun + verb + two characters; the first ends in an oblique tone, the second in a
level one, as couplets are read; no character stands twice.
"""

from __future__ import annotations

from collections.abc import Iterator

import corpora
from nlp.sound import readings
from nlp.suggest.candidate import Candidate, Origin, build
from nlp.suggest.material import Material

_NOTE = "前后两句句式相同，一句说党性，一句说本职。"


def candidates(material: Material) -> Iterator[Candidate]:
    """Yield couplets; rank 0 where the two endings differ in tone class, 1 where they do not."""
    for red, image in corpora.rows("naming/red_halves.tsv"):
        for half in material.half:
            if len(set(red + half.text)) == len(red + half.text):
                first, second = Origin(red, f"红色意象：{image}"), Origin(half.text, half.source)
                if _level(red) and not _level(half.text):
                    first, second = second, first
                origin = (first, Origin("·", "间隔号"), second)
                rank = int(_level(red) == _level(half.text))
                yield build("couplet", origin, _NOTE, rank=rank)


def _level(half: str) -> bool:
    """Whether the last character is read in a level tone (first or second)."""
    return readings(half)[-1][0][-1] in "12"
