"""Set phrases with one character put for another of the same sound: 再接再历 for 再接再厉.

Names of brands play with such phrases on purpose (税月静好), so what stands in quotation or title marks is
left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import corpora
from nlp.proofreading.kinds.terms import known_slips
from nlp.proofreading.model import Document, Match
from nlp.sound import may_sound_alike

_LENGTH = 4
_HALF = _LENGTH // 2
_MARKED = re.compile("[“《‘「][^“”《》‘’「」]{1,40}[”》’」]")
_GAP = "\0"


def near_phrase(document: Document) -> Iterator[Match]:
    """Fire at four characters that are a set phrase but for one of the same sound; linear."""
    for index, text in document.of():
        read = _MARKED.sub(lambda found: _GAP * len(found[0]), text)
        told = -_LENGTH
        for start, phrase in _candidates(read):
            window = read[start : start + _LENGTH]
            if start >= told + _LENGTH and _is_slip(window, phrase):
                told = start
                values = {"text": window, "right": phrase}
                yield Match(index, (start, start + _LENGTH), values)


def _candidates(text: str) -> Iterator[tuple[int, str]]:
    """Yield where a phrase may stand, by one half of it that does: one slip leaves one half whole."""
    halves = _halves()
    for at in range(len(text) - _HALF + 1):
        for offset, phrase in halves.get(text[at : at + _HALF], ()):
            if 0 <= at - offset <= len(text) - _LENGTH:
                yield at - offset, phrase


def _is_slip(window: str, phrase: str) -> bool:
    """Whether two stretches differ in one character of the same sound, and the first is not known itself."""
    other = [at for at in range(_LENGTH) if window[at] != phrase[at]]
    if len(other) != 1 or window in _phrases() or window in known_slips():
        return False
    return may_sound_alike(window[other[0]], phrase[other[0]])


@cache
def _phrases() -> frozenset[str]:
    files = ("proofreading/phrases.tsv", "naming/set_phrases.tsv")
    return frozenset(one for file in files for one in corpora.lines(file) if len(one) == _LENGTH)


@cache
def _halves() -> dict[str, list[tuple[int, str]]]:
    """Return each half of a phrase with where it stands in which phrases."""
    halves: dict[str, list[tuple[int, str]]] = {}
    for phrase in sorted(_phrases()):
        for offset in (0, _HALF):
            halves.setdefault(phrase[offset : offset + _HALF], []).append((offset, phrase))
    return halves
