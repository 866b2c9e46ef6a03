"""How alike two passages are in their words: by the short stretches of characters they share."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from nlp.alternatives import telling
from service.speeches.model import Point

_WORDS = "speech/words.tsv"
_ALIKE, _GRAM = 0.085, 4
"""Two units that share so much of the shorter one's stretches of four say one thought in like words."""
NEAR = 6
"""Within a point not even a stretch of so many characters is heard twice."""
WORD, _COMMON = 3, frozenset("党支部员书记，。、；：的一了是在有")
"""Length of what two texts on one thing share, and characters of what any two share."""
_PAIR = 2


def grams(text: str, length: int = _GRAM) -> set[str]:
    """Return all stretches of a length."""
    return {text[place : place + length] for place in range(len(text) - length + 1)}


def are_alike(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    """Return whether two passages, given by their stretches, say one thought in like words."""
    return len(one & other) > _ALIKE * min(len(one), len(other))


def asked_words(point: Point) -> set[str]:
    """Return stretches of a word's length from what the office says in a point, without common ones."""
    own = [passage.text for passage in point.said if passage.is_given]
    heading = point.heading if point.heading_source != "frame" else ""
    return {word for text in (heading, *own) for word in words_of(text)}


def words_of(text: str) -> set[str]:
    """Return stretches of a word's length without characters that any two texts share."""
    return {gram for gram in grams(text, WORD) if not _COMMON & set(gram)}


def pairs_of(text: str) -> set[str]:
    """Return the pairs of characters in a text, without those of words that are said of everything."""
    runs = re.findall(r"[一-鿿]{2,}", telling(_WORDS, "everything").sub("\n", text))
    return {pair for run in runs for pair in grams(run, _PAIR)}
