"""How often words occur in the names of an index: from its suffixes, not by reading the names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from nlp.genericness import CROWDED, Frequencies
from nlp.index.names import NameIndex
from nlp.numerals import numbered


@dataclass(frozen=True, slots=True)
class IndexFrequencies(Frequencies):
    """The frequencies of words in an index at hand; a word costs some bisections, once.

    Attributes:
        count: tells how often the names hold a text; they have numerals as written, so that a numeral
            counts as the word has it and in digits.
    """

    count: Callable[[str], int] = NameIndex().count
    _known: dict[str, float] = field(default_factory=dict)

    def share(self, word: str) -> float:
        """Return the fraction of names that hold the word, 0–1; one that holds it twice counts twice."""
        if not word or not self.total:
            return 0.0
        if word not in self._known:
            times = sum(map(self.count, _forms(word)))
            self._known[word] = min(1.0, times / self.total)
        return self._known[word]

    def is_crowded(self, word: str) -> bool:
        """Return whether so many names hold the word that it is worn; of most words a character tells."""
        most = sum(min(map(self.share, form)) for form in _forms(word)) if word else 0.0
        return most >= CROWDED and self.share(word) >= CROWDED


def _forms(word: str) -> set[str]:
    """Return a word as it may be written: its numerals as they are, and in digits."""
    return {word, numbered(word)}


def frequencies(index: NameIndex, *, count: Callable[[str], int] | None = None) -> IndexFrequencies:
    """Return the frequencies of words in the names of an index.

    `count` asks it in the place of its own method: who may have to put another in its place passes one.
    """
    return IndexFrequencies(index.filed, "", count or index.count)
