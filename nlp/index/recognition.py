"""Whether a name that stands in a longer one is recognised there: for each place told beforehand, in a byte.

Of the names that are nearly all worn words thousands may hold one word, and to cut each of them for every
question would take most of its time. What `recognisable` decides hangs on the longer name alone but for one
figure: how much of its own the shorter one has. So a byte for each character says, for a shorter name of two,
three or four characters that begins there, how much that must be.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate

from nlp.genericness import worn_words
from nlp.profile import Cut, cut_of
from nlp.relations.containment import ANYWHERE, LEADING, LEAST_OWN, NOTHING, PLACES

LENGTHS = (2, 3, 4)
# What it takes: nothing is enough; `LEAST_OWN`, for the longer name adds nothing; `LEADING`, for it leads;
# `ANYWHERE`; `ANYWHERE` if no worn word lies across its ends, which the cut knows; or all is to be asked.
_NEVER, _ADDS_NOTHING, _LEADS, _FREE, _MAYBE_FREE, _ASK = _LEVELS = range(6)
_SCALES = tuple(len(_LEVELS) ** place for place in range(len(LENGTHS)))
_SCALED = tuple(zip(LENGTHS, _SCALES, strict=True))
_UNKNOWN = _ASK * sum(_SCALES)
# Answers to a question.
NO, YES, ASK = range(3)
# Names with more characters than this that stand in no worn word are not cut: they add to all they hold.
MOST_OWN = 1


def recognition(parts: tuple[str, ...], own_characters: int) -> bytes:
    """Return for each character of a name the byte that says what it takes to be recognised there.

    Args:
        parts: the pieces of the name between separators.
        own_characters: how many of its characters stand in no worn word.
    """
    text, ends = "".join(parts), set(accumulate(map(len, parts)))
    codes = _uncut(text, ends) if own_characters > MOST_OWN else _cut(cut_of(parts), ends)
    return bytes(codes) if len(set(text)) == len(text) else _first_alone(text, codes)


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
    told = (NO, own >= LEAST_OWN, own >= LEADING, free, ASK if free else NO, ASK)
    return bytes(told[byte // scale % len(_LEVELS)] for byte in range(256))


@cache
def worn_pairs() -> frozenset[str]:
    """Return the neighbouring characters of all worn words: only between such may one lie across."""
    return frozenset(word[i : i + 2] for word in worn_words() for i in range(len(word) - 1))


def _cut(cut: Cut, ends: set[int]) -> list[int]:
    """Return the bytes from a name's cut: exactly."""
    size, inside = len(cut.text), cut.inside
    outside = [at not in inside for at in range(size + 1)]
    sums = (0.0, *accumulate(cut.weights))
    # What one must hold for the rest to be nothing, rounded as `recognisable` does.
    nearly_all = sums[-1] - NOTHING + 0.5 * 10**-PLACES
    codes = [0] * size
    for length, scale in _SCALED:
        adds_nothing, free = scale * _ADDS_NOTHING, scale * _FREE
        for start in range(size - length + 1):
            if outside[start] and outside[start + length]:
                held = sums[start + length] - sums[start]
                codes[start] += adds_nothing if held > nearly_all else free
        _lead(codes, length, scale, ends)
    return codes


def _lead(codes: list[int], length: int, scale: int, ends: set[int]) -> None:
    """Tell of a name's first part, or parts, that it leads; of the name itself that it is no longer name."""
    level = codes[0] // scale % len(_LEVELS) if codes else 0
    least = _NEVER if length == len(codes) else _LEADS
    if length in ends and level > least:
        codes[0] -= scale * (level - least)


def _uncut(text: str, ends: set[int]) -> list[int]:
    """Return the bytes of a name that adds a character of its own to all that has less than `ANYWHERE`."""
    size, pairs = len(text), worn_pairs()
    across = [at not in ends and text[at - 1 : at + 1] in pairs for at in range(1, size)]
    at_ends = (False, *across, False, False, False, False)
    after = zip(at_ends, at_ends[2:], at_ends[3:], at_ends[4:], strict=False)
    codes = list(map(_unsure().__getitem__, after))
    for length, scale in _SCALED:
        _lead(codes, length, scale, ends)
    return codes


@cache
def _unsure() -> dict[tuple[bool, ...], int]:
    """Return bytes by whether a worn word may lie across the beginning and the end of each length."""
    flags = [(a, b, c, d) for a in (0, 1) for b in (0, 1) for c in (0, 1) for d in (0, 1)]
    return {
        (bool(start), *map(bool, ends)): sum(
            scale * (_MAYBE_FREE if start or end else _FREE)
            for end, scale in zip(ends, _SCALES, strict=True)
        )
        for start, *ends in flags
    }


def _first_alone(text: str, codes: list[int]) -> bytes:
    """Return the bytes with `_NEVER` for what stands in the text before: it is recognised there or not."""
    for start in range(1, len(text) - 1):
        for length, scale in _SCALED:
            if text.find(text[start : start + length]) == start:
                break  # nor does anything longer
            codes[start] -= scale * (codes[start] // scale % len(_LEVELS))
    return bytes(codes)
