"""What a speech has said already in other words: thoughts told by their usual words, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

import corpora

_FRESH = 2
"""Times a thought may be told in a speech before passages that tell it again wait."""
_NEAR = 3
"""What a thought weighs that the same point has told: heard twice in one breath, it tires most."""


class Thoughts:
    """How often each thought has been told in one speech."""

    def __init__(self) -> None:
        self._told: Counter[str] = Counter()

    def tell(self, text: str) -> None:
        """Count the thoughts of a text as told."""
        self._told.update(thoughts_of(text))

    def worn(self, text: str, beside: Iterable[str]) -> int:
        """Return how worn the thoughts of a text are, beside the texts of its point; 0 for fresh ones."""
        own = thoughts_of(text)
        near = {thought for other in beside for thought in thoughts_of(other)}
        return _NEAR * len(own & near) + sum(max(0, self._told[one] - _FRESH) for one in own)


@cache
def thoughts_of(text: str) -> frozenset[str]:
    """Return the thoughts that a text tells, by their usual words."""
    return frozenset(one for one, words in _table().items() if any(word in text for word in words))


@cache
def _table() -> Mapping[str, list[str]]:
    return corpora.table("speech/thoughts.toml")
