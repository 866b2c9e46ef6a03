"""A name cut into naming words: the fewest worn or known words, what is left between them as it stands.

Not a general segmenter (that is `nlp.segment`): it knows only the words that naming is made of, needs no
dictionary of the language, and takes microseconds. A text falls apart wherever no worn word can lie across;
such stretches recur in many names, so each is cut once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from nlp.genericness import LONGEST_WORD, weight, worn_weights, worn_words

NUMERALS = frozenset("0123456789一二三四五六七八九十两双百千万+")
# What a piece costs, in hundredths, for sums to be exact: a character of its own, a worn word, a worn
# character with nothing worn about it.
OWN_COST, WORD_COST, CHARACTER_COST = 100, 10, 175
Sized = tuple[int, float]
"""The size of a piece, and how worn it is."""


class Piece(NamedTuple):
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
    of its own (心 in 小心翼翼). Linear in the text.
    """
    found, at = [], 0
    cut = cuts(text)
    for size, worn in _joined(cut, coined=_coined(text, len(cut))):
        found.append(Piece(at, at + size, worn))
        at += size
    return tuple(found)


def cuts(text: str) -> tuple[Sized, ...]:
    """Return the sizes of the cheapest pieces of a text and how worn each is, its own ones not yet joined."""
    return tuple([cut for stretch in _stretches(text) for cut in _cut(stretch)])


def weights(text: str, cut: tuple[Sized, ...]) -> tuple[float, ...]:
    """Return for each character of a text how much it is the name's own, 0–1, from the `cuts` of the text."""
    return _weights(cut, _coined(text, len(cut)))


@lru_cache(maxsize=65536)
def _weights(cut: tuple[Sized, ...], coined: bool) -> tuple[float, ...]:
    return tuple(1.0 - worn for size, worn in _joined(cut, coined=coined) for _ in range(size))


def forget() -> None:
    """Forget how texts were cut; what is asked of one again is found out anew."""
    for remembering in (pieces, _cut, _weights):
        remembering.cache_clear()


def _stretches(text: str) -> list[str]:
    """Return a text in as many stretches as can be told at once that no worn word lies across."""
    pairs, found, start = worn_pairs(), [], 0
    for at in range(1, len(text)):
        if text[at - 1 : at + 1] not in pairs:
            found.append(text[start:at])
            start = at
    return [*found, text[start:]] if text else found


@cache
def worn_pairs() -> frozenset[str]:
    """Return the neighbouring characters of all worn words: only between such may one lie across."""
    return frozenset(word[i : i + 2] for word in worn_words() for i in range(len(word) - 1))


@lru_cache(maxsize=65536)
def _cut(stretch: str) -> tuple[Sized, ...]:
    """Return the sizes of the cheapest pieces of a stretch, with how worn each is."""
    # Cost of the stretch up to each place, and where its last piece starts.
    best: list[tuple[int, int]] = [(0, 0)]
    for end in range(1, len(stretch) + 1):
        options = [(best[end - 1][0] + OWN_COST, end - 1)]
        for start in range(max(end - LONGEST_WORD, 0), end):
            if worn := worn_weights().get(stretch[start:end]):
                cost = WORD_COST if end - start > 1 else CHARACTER_COST - round(100 * worn)
                options.append((best[start][0] + cost, start))
        best.append(min(options))
    found, end = [], len(stretch)
    while end:
        start = best[end][1]
        found.append((end - start, weight(stretch[start:end])))
        end = start
    return tuple(reversed(found))


def _joined(cut: Sequence[Sized], *, coined: bool) -> list[Sized]:
    """Return the cuts with each run of single characters one piece if it is the name's own.

    Args:
        cut: sizes of pieces, and how worn each is.
        coined: whether they are worn characters that stand together in a word nobody else has.
    """
    found: list[Sized] = []
    singles: list[Sized] = []
    for one in cut:
        if one[0] == 1:
            singles.append(one)
        else:
            found += _run(singles, coined=coined)
            singles = []
            found.append(one)
    return found + _run(singles, coined=coined)


def _run(singles: list[Sized], *, coined: bool) -> list[Sized]:
    if all(worn for _, worn in singles) and not coined:
        return singles
    return [(len(singles), 0.0)]


def _coined(text: str, cut: int) -> bool:
    """Whether single characters, worn though they are, make a word that nobody else has: 红育, but not 四有.

    Args:
        text: all of the name, or of a part of it.
        cut: how many pieces it is cut into.
    """
    return cut == len(text) and 2 <= cut <= 3 and NUMERALS.isdisjoint(text)
