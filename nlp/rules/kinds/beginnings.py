"""Words to be looked for at every place of a text, by the character they begin with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Beginnings = Mapping[str, tuple[str, ...]]
"""Words by their first character, the longest first."""


def beginnings(words: Iterable[str]) -> Beginnings:
    """Return words by their first character, the longest first, else in order."""
    found: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        found.setdefault(word[0], []).append(word)
    return {first: tuple(several) for first, several in found.items()}


def longest_at(words: Beginnings, text: str, at: int) -> str:
    """Return the longest of the words that stands at a place of a text, empty if none does."""
    return next((word for word in words.get(text[at], ()) if text.startswith(word, at)), "")
