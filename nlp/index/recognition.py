"""Whether a name that stands in a longer one is recognised there: for each place told beforehand, in a byte.

Of the names that are nearly all worn words thousands may hold one word, and to cut each of them for every
question would take most of its time. What `recognisable` decides hangs on the longer name alone but for one
figure: how much of its own the shorter one has. So a byte for each character says, for a shorter name of two,
three or four characters that begins there, how much that must be.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate, product

from nlp.genericness import LONGEST_WORD
from nlp.relations.containment import ANYWHERE, LEADING, LEAST_OWN, NOTHING, PLACES
from nlp.words import Sized

LENGTHS = (2, 3, 4)
# What it takes: nothing is enough; `LEAST_OWN`, for the longer name adds nothing; `LEADING`, for it leads;
# `ANYWHERE`; or that is not known, and the longer name is to be asked.
_NEVER, _ADDS_NOTHING, _LEADS, _FREE, _ASK = _LEVELS = range(5)
_SCALES = tuple(len(_LEVELS) ** place for place in range(len(LENGTHS)))
_SCALED = tuple(zip(LENGTHS, _SCALES, strict=True))
_UNKNOWN = _ASK * sum(_SCALES)
# By the size of a piece for each character whether it goes on with the piece.
_CONTINUING = [(False, *[True] * (size - 1)) for size in range(LONGEST_WORD + 1)]
# Answers to a question.
NO, YES, ASK = range(3)
# Of names with more characters than this that stand in no worn word nothing is weighed: they add to all
# they hold.
MOST_OWN = 1


def recognition(
    text: str, cut: tuple[tuple[Sized, ...], ...], weighed: tuple[float, ...], own: int
) -> bytes:
    """Return for each character of a name the byte that says what it takes to be recognised there.

    Args:
        text: the folded name.
        cut: the `nlp.words.cuts` of each piece of it between separators.
        weighed: for each character how much it is the name's own.
        own: how many of its characters stand in no worn word.
    """
    codes = _codes(cut, weighed if own <= MOST_OWN else ())
    return codes if len(set(text)) == len(text) else _first_alone(text, list(codes))


def forget() -> None:
    """Forget the bytes of names that were cut alike."""
    _codes.cache_clear()


@lru_cache(maxsize=65536)
def _codes(cut: tuple[tuple[Sized, ...], ...], weighed: tuple[float, ...]) -> bytes:
    """Return the bytes of a name that holds nothing twice: few ways to be cut are met again and again.

    Args:
        cut: as above.
        weighed: as above, or nothing if it is not to be weighed.
    """
    inside = [flag for sizes in cut for size, _ in sizes for flag in _CONTINUING[size]]
    inside += (False, False, False, False)
    codes = list(
        map(_free().__getitem__, zip(inside, inside[2:], inside[3:], inside[4:], strict=False))
    )
    if weighed:
        _weigh(codes, weighed)
    ends = set(accumulate(sum(size for size, _ in sizes) for sizes in cut))
    for length, scale in _SCALED:
        if length in ends:
            _lead(codes, length, scale)
    return bytes(codes)


def unknown(size: int) -> bytes:
    """Return the bytes of a name of which nothing is told beforehand."""
    return bytes([_UNKNOWN]) * size


@cache
def answers(size: int, own: float) -> bytes:
    """Return for each byte whether a name of `size` characters with the substance `own` is recognised.

    Returns:
        A table for `bytes.translate`: to `NO`, `YES`, or `ASK` where the longer name must be cut.
    """
    scale = _SCALES[LENGTHS.index(size)]
    free = own >= ANYWHERE
    told = (NO, own >= LEAST_OWN, own >= LEADING, free, ASK)
    return bytes(told[byte // scale % len(_LEVELS)] for byte in range(256))


def _weigh(codes: list[int], own: Sequence[float]) -> None:
    """Tell where so much of a name would be held that the rest is nothing."""
    sums = (0.0, *accumulate(own))
    # Rounded as `recognisable` does.
    nearly_all = sums[-1] - NOTHING + 0.5 * 10**-PLACES
    # What begins later, or ends earlier, leaves too much.
    last, end = bisect_left(sums, sums[-1] - nearly_all), bisect_right(sums, nearly_all)
    for length, scale in _SCALED:
        for start in range(max(end - length, 0), min(last, len(sums) - length)):
            free = codes[start] // scale % len(_LEVELS) == _FREE
            if free and sums[start + length] - sums[start] > nearly_all:
                codes[start] -= scale * (_FREE - _ADDS_NOTHING)


def _lead(codes: list[int], length: int, scale: int) -> None:
    """Tell of a name's first part, or parts, that it leads; of the name itself that it is no longer name."""
    level = codes[0] // scale % len(_LEVELS)
    least = _NEVER if length == len(codes) else _LEADS
    if level > least:
        codes[0] -= scale * (level - least)


@cache
def _free() -> dict[tuple[bool, ...], int]:
    """Return bytes by whether the beginning and the end of each length lie inside a worn word."""
    return {
        (start, *ends): sum(
            scale * (_NEVER if start or end else _FREE)
            for end, scale in zip(ends, _SCALES, strict=True)
        )
        for start, *ends in product((False, True), repeat=1 + len(LENGTHS))
    }


def _first_alone(text: str, codes: list[int]) -> bytes:
    """Return the bytes with `_NEVER` for what stands in the text before: it is recognised there or not."""
    for start in range(1, len(text) - 1):
        for length, scale in _SCALED:
            if text.find(text[start : start + length]) == start:
                break  # nor does anything longer
            codes[start] -= scale * (codes[start] // scale % len(_LEVELS))
    return bytes(codes)
