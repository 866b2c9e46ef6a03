"""A name cut into naming words: the fewest worn or known words, what is left between them as it stands.

Not a general segmenter (that is `nlp.segment`): it knows only the words that naming is made of, needs no
dictionary of the language, and takes microseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from nlp.genericness import LONGEST_WORD, weight


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
    best: list[tuple[float, int]] = [
        (0.0, 0)
    ]  # cost of the text up to here, start of its last piece
    for end in range(1, len(text) + 1):
        options = [(best[end - 1][0] + 1.0, end - 1)]
        for start in range(max(0, end - LONGEST_WORD), end):
            if worn := weight(text[start:end]):
                size = end - start
                cost = 0.1 if size > 1 else 0.75 + (1 - worn)
                options.append((best[start][0] + cost, start))
        best.append(min(options))
    return _merged(text, best)


def _merged(text: str, best: list[tuple[float, int]]) -> tuple[Piece, ...]:
    cuts: list[Piece] = []
    end = len(text)
    while end:
        start = best[end][1]
        cuts.append(Piece(start, end, weight(text[start:end])))
        end = start
    merged: list[Piece] = []
    for piece in reversed(cuts):
        own = not piece.worn
        if own and merged and not merged[-1].worn:
            merged[-1] = Piece(merged[-1].start, piece.end, 0.0)
        else:
            merged.append(piece)
    return tuple(merged)
