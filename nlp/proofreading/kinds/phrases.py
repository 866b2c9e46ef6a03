"""Set phrases with one character put for another of the same sound: 再接再历 for 再接再厉.

Names of brands play with such phrases on purpose (税月静好), so what stands in quotation or title marks is
left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import corpora
from nlp.proofreading.model import Document, Match
from nlp.sound import readings, toneless

_LENGTH = 4
_MARKED = re.compile("[“《‘「][^“”《》‘’「」]{1,40}[”》’」]")
_GAP = "\0"


def near_phrase(document: Document) -> Iterator[Match]:
    """Fire at four characters that are a set phrase but for one of the same sound; linear."""
    masked, phrases = _masked()
    for index, text in document.of():
        read = _MARKED.sub(lambda found: _GAP * len(found[0]), text)
        for start in range(len(read) - _LENGTH + 1):
            window = read[start : start + _LENGTH]
            right = _right(window, masked) if window not in phrases else ""
            if right:
                values = {"text": window, "right": right}
                yield Match(index, (start, start + _LENGTH), values)


def _right(window: str, masked: dict[str, list[str]]) -> str:
    for at, character in enumerate(window):
        for phrase in masked.get(window[:at] + _GAP + window[at + 1 :], ()):
            if _same_sound(character, phrase[at]):
                return phrase
    return ""


def _same_sound(one: str, other: str) -> bool:
    """Whether two characters have a reading in common, tones aside."""
    said = [{toneless(sound) for unit in readings(each) for sound in unit} for each in (one, other)]
    return not said[0].isdisjoint(said[1])


@cache
def _masked() -> tuple[dict[str, list[str]], frozenset[str]]:
    """Return the phrases by their text with one character left open, and all of them."""
    files = ("proofreading/phrases.tsv", "naming/set_phrases.tsv")
    phrases = frozenset(
        phrase for file in files for phrase in corpora.lines(file) if len(phrase) == _LENGTH
    )
    masked: dict[str, list[str]] = {}
    for phrase in sorted(phrases):
        for at in range(_LENGTH):
            masked.setdefault(phrase[:at] + _GAP + phrase[at + 1 :], []).append(phrase)
    return masked, phrases
