"""How alike two texts are in their letters: the normalised Indel similarity."""

from __future__ import annotations


class Letters:
    """A text that others are compared with, its letters taken down once.

    The longest common subsequence is counted with a bit for each letter (H. Hyyrö: Bit-parallel LCS-length
    computation revisited, 2004): linear in the other text.
    """

    def __init__(self, text: str) -> None:
        self._size = len(text)
        self._places: dict[str, int] = {}
        for place, letter in enumerate(text):
            self._places[letter] = self._places.get(letter, 0) | 1 << place

    def common(self, other: str) -> int:
        """Return the length of the longest common subsequence."""
        left = whole = (1 << self._size) - 1
        places = self._places
        for letter in other:
            if met := left & places.get(letter, 0):
                left = (left + met | left - met) & whole
        return self._size - left.bit_count()

    def likeness(self, other: str) -> float:
        """Return twice the longest common subsequence by both lengths, 0–1; two empty texts are alike."""
        both = self._size + len(other)
        return 1.0 - (both - 2 * self.common(other)) / both if both else 1.0
