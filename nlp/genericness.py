"""How worn a word is in brand names: a reviewed list, and frequencies learnt from names.

The list is `corpora/lexicons/worn.tsv`; frequencies come from the published names of
`corpora/names.tsv`, or from the registry at hand once it is large enough to speak for itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import corpora
from nlp.normalize import normalize

# Names from which on a registry's own frequencies are used instead of the published ones (DECISION).
ENOUGH_NAMES = 200
# A word in this share of names is worn whatever the list says (DECISION: one name in thirty).
CROWDED = 1 / 30
LONGEST_WORD = 6


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many of a number of names each run of two to four characters occurs.

    Attributes:
        total: number of names learnt from.
        counts: names that hold the run, by run; runs that occur once are left out.
    """

    total: int
    counts: dict[str, int]

    def share(self, word: str) -> float:
        """Return the fraction of names that hold the word, 0–1; an unknown word counts as none."""
        return self.counts.get(word, 0) / self.total if self.total else 0.0


def learn(names: Iterable[str]) -> Frequencies:
    """Return the frequencies of the runs of characters in names; linear in their total length."""
    counts: Counter[str] = Counter()
    total = 0
    for name in names:
        text = normalize(name).folded
        total += 1
        counts.update(
            {text[i : i + n] for n in range(1, LONGEST_WORD + 1) for i in range(len(text) - n + 1)}
        )
    return Frequencies(total, {run: count for run, count in counts.items() if count > 1})


@cache
def published() -> Frequencies:
    """Return the frequencies of the published names that are shipped."""
    return learn(corpora.lines("names.tsv"))


def weight(word: str) -> float:
    """Return how little a word tells a name apart: 1 says nothing, 0 is the name's own."""
    return _worn().get(word, 0.0)


def is_generic(word: str, frequencies: Frequencies | None = None) -> bool:
    """Return whether a word is worn: listed, or crowded in the names at hand."""
    if word in _worn():
        return True
    return frequencies is not None and frequencies.share(word) >= CROWDED


def share(word: str, frequencies: Frequencies | None = None) -> float:
    """Return the fraction of names that hold the word, 0–1."""
    return (frequencies or published()).share(word)


def worn_words() -> frozenset[str]:
    """Return every listed worn word."""
    return frozenset(_worn())


@cache
def _worn() -> dict[str, float]:
    return {word: float(weight) for word, _, weight, _ in corpora.rows("lexicons/worn.tsv")}
