"""How worn a word is in brand names: a reviewed list, and frequencies learnt from names.

The list is `corpora/lexicons/worn.tsv`; frequencies come from the published names of
`corpora/names.tsv`, or from the registry at hand once it is large enough to speak for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import corpora
from nlp.normalize import match_key
from nlp.numerals import numbered

# Names from which on a registry's own frequencies are used instead of the published ones (DECISION).
ENOUGH_NAMES = 200
# A word in this share of names is worn whatever the list says (DECISION: one name in thirty).
CROWDED = 1 / 30
LONGEST_WORD = 6
PICTURE = 0.6
"""Up to this weight a worn word is a picture that can still be a core (class `image` of worn.tsv)."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many of a number of names each word occurs.

    Attributes:
        total: number of names learnt from.
        text: their match keys, a line each; words are counted when they are asked for.
    """

    total: int
    text: str

    def share(self, word: str) -> float:
        """Return the fraction of names that hold the word, 0–1.

        A name that holds it twice counts twice. Linear in the names, once for each word.
        """
        if not word or not self.total:
            return 0.0
        return min(1.0, _count(self.text, word) / self.total)

    def is_crowded(self, word: str) -> bool:
        """Return whether so many names hold the word that it is worn, listed or not."""
        return self.share(word) >= CROWDED


@lru_cache(maxsize=8192)
def _count(text: str, word: str) -> int:
    return text.count(numbered(word))


def learn(keys: Iterable[str]) -> Frequencies:
    """Return the frequencies of words in names, given as match keys; linear in their length."""
    lines = list(keys)
    return Frequencies(len(lines), "\n".join(lines))


@cache
def published() -> Frequencies:
    """Return the frequencies of the published names that are shipped."""
    return learn(map(match_key, corpora.lines("names.tsv")))


def weight(word: str) -> float:
    """Return how little a word tells a name apart: 1 says nothing, 0 is the name's own."""
    return _worn().get(word, 0.0)


def is_generic(word: str, frequencies: Frequencies | None = None) -> bool:
    """Return whether a word is worn: listed, or crowded in the names at hand."""
    if word in _worn():
        return True
    return frequencies is not None and frequencies.is_crowded(word)


def worn_weights() -> Mapping[str, float]:
    """Return every listed worn word with its `weight`."""
    return _worn()


def worn_words() -> frozenset[str]:
    """Return every listed worn word."""
    return frozenset(_worn())


@cache
def _worn() -> dict[str, float]:
    words, _, weights, _ = corpora.columns("lexicons/worn.tsv")
    return dict(zip(words, map(float, weights), strict=True))
