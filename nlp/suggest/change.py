"""The smallest changes of a refused name: fewest changed characters first, additions last.

Three kinds: a worn word gives way to a word of the unit's own, one word gives way to a word of like
meaning, or a word of the unit's own is set before or after the name. The rest of the name stays.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.breadth import WordUse, breadth
from nlp.meaning import synonyms
from nlp.normalize import normalize
from nlp.suggest.candidate import Candidate, Origin, build
from nlp.suggest.material import Material, Word

_KEPT = "原名保留"


def candidates(name: str, material: Material) -> Iterator[Candidate]:
    """Yield changed names by the number of characters changed, then extended ones."""
    words = breadth(name).words
    changes = [*_replaced(name, words, material), *_reworded(name, words)]
    # A word before the whole name comes last: it clears the name, yet leaves what was refused in it.
    for group in (changes, list(_extended(name, material))):
        for _, candidate in sorted(group, key=lambda change: change[0]):
            yield candidate


def _replaced(
    name: str, words: tuple[WordUse, ...], material: Material
) -> Iterator[tuple[int, Candidate]]:
    """Put a word of the unit's own where a worn word of the same length stands."""
    for use in words:
        if use.generic:
            for word in _own(material):
                if len(word.text) == len(use.text) and word.text not in name:
                    yield len(use.text), _swap(name, use, word)


def _reworded(name: str, words: tuple[WordUse, ...]) -> Iterator[tuple[int, Candidate]]:
    """Put a word of like meaning in a word's place."""
    for use in words:
        for other in sorted(synonyms(use.text)):
            if len(other) == len(use.text):
                changed = sum(a != b for a, b in zip(use.text, other, strict=True))
                yield changed, _swap(name, use, Word(other, f"与“{use.text}”意思相近"))


def _extended(name: str, material: Material) -> Iterator[tuple[int, Candidate]]:
    """Set a word of the unit's own before the name, or after it behind a dot."""
    kept = Origin(name, _KEPT)
    for word in (*material.place, *material.scene, *material.product):
        if normalize(word.text).key not in normalize(name).key:
            yield (
                len(word.text),
                build(
                    "smallest-change",
                    (Origin(word.text, word.source), kept),
                    f"在原名前加“{word.text}”，点出本单位。",
                ),
            )


def _own(material: Material) -> tuple[Word, ...]:
    return (*material.product, *material.tool, *material.scene, *material.work, *material.place)


def _swap(name: str, use: WordUse, word: Word) -> Candidate:
    pieces = (
        Origin(name[: use.start], _KEPT),
        Origin(word.text, word.source),
        Origin(name[use.end :], _KEPT),
    )
    note = f"把“{use.text}”改为“{word.text}”，其余不变。"
    return build("smallest-change", tuple(piece for piece in pieces if piece.text), note)
