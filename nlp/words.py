"""A name cut into naming words: the fewest worn or known words, what is left between them as it stands.

Not a general segmenter (that is `nlp.segment`): it knows only the words that naming is made of, needs no
dictionary of the language, and takes microseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from nlp.genericness import LONGEST_WORD, weight, worn_weights

NUMERALS = frozenset("0123456789一二三四五六七八九十两双百千万+")


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a text: a worn word, or a run of characters of its own.

    Attributes:
        start, end: span in the text, half-open.
        worn: how little it tells a name apart, 0 for a run of its own.
    """

    start: int
    end: int
    worn: float


@lru_cache(maxsize=65536)
def pieces(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a text in order, covering it.

    Of all ways to cut, the one with the fewest characters left over, then the fewest pieces; a single
    worn character only counts beside worn words or at an edge, for inside a run it belongs to a word
    of its own (心 in 小心翼翼). Quadratic in the longest word, linear in the text.
    """
    # Cost of the text up to each place, and where its last piece starts.
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end, worn_ends in enumerate(_worn_ends(text), 1):
        options = [(best[end - 1][0] + 1.0, end - 1)]
        for start, worn in worn_ends:
            cost = 0.1 if end - start > 1 else 0.75 + (1 - worn)
            options.append((best[start][0] + cost, start))
        best.append(min(options))
    return _merged(text, best)


def _worn_ends(text: str) -> list[list[tuple[int, float]]]:
    """Return for each character the start and weight of the worn words that end with it."""
    words, beginnings = worn_weights(), _beginnings()
    ends: list[list[tuple[int, float]]] = [[] for _ in text]
    for start, character in enumerate(text):
        if character in beginnings:
            for last in range(start, min(start + LONGEST_WORD, len(text))):
                if worn := words.get(text[start : last + 1]):
                    ends[last].append((start, worn))
    return ends


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(word[0] for word in worn_weights())


def _merged(text: str, best: list[tuple[float, int]]) -> tuple[Piece, ...]:
    cuts: list[Piece] = []
    end = len(text)
    while end:
        start = best[end][1]
        cuts.append(Piece(start, end, weight(text[start:end])))
        end = start
    cuts.reverse()
    if _coined(text, cuts):
        return (Piece(0, len(text), 0.0),)
    return _joined(cuts)


def _coined(text: str, cuts: list[Piece]) -> bool:
    """Whether worn characters stand together in a word that nobody else has: 红育, but not 四有."""
    singles = all(piece.end - piece.start == 1 for piece in cuts)
    return singles and 2 <= len(text) <= 3 and not any(c in NUMERALS for c in text)


def _joined(cuts: list[Piece]) -> tuple[Piece, ...]:
    """Return the cuts with neighbours of an own run that are single characters made part of it."""
    joined: list[Piece] = []
    for piece in cuts:
        before = joined[-1] if joined else None
        if before and ((_own(before) and _loose(piece)) or (_own(piece) and _loose(before))):
            joined[-1] = Piece(before.start, piece.end, 0.0)
            while len(joined) > 1 and _loose(joined[-2]):
                joined[-2:] = [Piece(joined[-2].start, joined[-1].end, 0.0)]
        else:
            joined.append(piece)
    return tuple(joined)


def _own(piece: Piece) -> bool:
    return not piece.worn


def _loose(piece: Piece) -> bool:
    """Whether a piece may belong to an own run beside it: own itself, or one worn character."""
    return not piece.worn or piece.end - piece.start == 1
