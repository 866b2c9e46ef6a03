"""How a name is said: ambiguous readings, tongue twisters, unlucky homophones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from nlp import sound
from nlp.genericness import weight
from nlp.normalize import normalize
from nlp.rules.model import CheckContext, Match
from nlp.segment import is_word

# Words that are themselves said in two ways: 朝阳 is a district and the morning sun.
_UNSETTLED = frozenset({"朝阳"})


def polyphone(
    name: str, _context: CheckContext, *, characters: str, settled: Sequence[str]
) -> Iterator[Match]:
    """Fire at a character with two common readings that its company in the name does not settle.

    Args:
        name: the name.
        characters: those that readers are known to hesitate at.
        settled: what says how they are read though no dictionary has it as a word (河长).
    """
    normal = normalize(name)
    text = normal.text
    for unit in sound.units(text):
        said = {sound.toneless(r) for r in unit.readings}
        character = text[unit.start : unit.end]
        if character in characters and len(said) > 1 and not _settled(text, unit.start, settled):
            at = normal.letter_offsets[unit.start]
            heard = " 或 ".join(dict.fromkeys(sound.marked(r) for r in unit.readings))
            yield Match((at, at + 1), {"word": name[at], "readings": heard})


def tongue_twister(name: str, _context: CheckContext, *, repeats: int) -> Iterator[Match]:
    """Fire when `repeats` neighbours or more begin with the same initial and differ as characters."""
    normal = normalize(name)
    text = normal.text
    begins = [
        (sound.split(sound.toneless(unit.readings[0]))[0], unit) for unit in sound.units(text)
    ]
    for initial, group in groupby(begins, key=lambda pair: pair[0]):
        run = [unit for _, unit in group]
        if initial and len({text[u.start] for u in run}) >= repeats:
            start, end = normal.span(run[0].start, run[-1].end)
            yield Match((start, end), {"word": name[start:end], "initial": initial})


def negative_homophone(name: str, context: CheckContext) -> Iterator[Match]:
    """Fire where the name sounds like a word of the office's list, tones aside."""
    if not context.negative:
        return
    normal = normalize(name)
    units = sound.units(normal.text)
    said = [{sound.toneless(r) for r in unit.readings} for unit in units]
    for word in context.negative:
        wanted = [sound.toneless(r[0]) for r in sound.readings(normalize(word).folded)]
        for at in range(len(said) - len(wanted) + 1):
            if wanted and all(w in said[at + i] for i, w in enumerate(wanted)):
                span = normal.span(units[at].start, units[at + len(wanted) - 1].end)
                yield Match(span, {"word": name[span[0] : span[1]], "negative": word})
                break


def _settled(text: str, at: int, words: Sequence[str]) -> bool:
    """Whether a word around it, or one of some others, tells how the character is said (知行, 董事长)."""
    pairs = _around(text, at, 2)
    if not pairs.isdisjoint(_UNSETTLED):
        return False
    threes = _around(text, at, 3)
    return (
        not (pairs | threes).isdisjoint(words)
        or any(map(_tells, pairs))
        or any(map(is_word, threes))
    )


def _around(text: str, at: int, size: int) -> set[str]:
    """Return the stretches of a size that hold a place."""
    starts = range(max(0, at - size + 1), min(at, len(text) - size) + 1)
    return {text[start : start + size] for start in starts}


def _tells(pair: str) -> bool:
    return sound.is_phrase(pair) or weight(pair) > 0 or is_word(pair)
