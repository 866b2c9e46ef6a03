"""Giving back what is remembered of names: a run over ten thousand would keep some 6 KB of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from nlp import normalize, profile, sound, words
from nlp.index import recognition

_One = TypeVar("_One")
_PORTION = 250
"""Names between two times of forgetting: few enough to stay small, enough to meet most again (DECISION)."""


def forget() -> None:
    """Forget all names that were taken apart; what is asked of one again is found out anew."""
    for remembering in (normalize.normalized, profile.profile, sound.units):
        remembering.cache_clear()
    words.forget()
    recognition.forget()


def forgetting(names: Iterable[_One]) -> Iterator[_One]:
    """Yield names, or what is said of them, and forget now and then what was remembered of earlier ones."""
    for number, one in enumerate(names, 1):
        if number % _PORTION == 0:
            forget()
        yield one
