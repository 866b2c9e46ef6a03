"""Words of like meaning in names: look-ups in the thesaurus of naming words.

A group is a line of `corpora/lexicons/thesaurus.tsv`; a word may stand in several groups. Strength
`same` means one thing with two words, `near` an exchange a committee would not notice, `place` a place
and its short name.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import corpora

# No word of the thesaurus is longer, in characters; a test holds the two together, so that whoever looks
# for words in a name knows where to stop without the table loaded.
MAX_WORD_LENGTH = 5
_NONE: frozenset[str] = frozenset()


def groups(word: str) -> frozenset[str]:
    """Return the ids of the groups that hold a word; the id is the group's first word and strength."""
    return _groups_of().get(word, _NONE)


def synonyms(word: str) -> frozenset[str]:
    """Return the other words of the word's groups, places left out."""
    found = {other for words in _meanings().get(word, ()) for other in words}
    return frozenset(found - {word})


def relation(a: str, b: str) -> str | None:
    """Return `same`, `near` or `place` for two words of one group, the strongest; else None."""
    if not (of_a := groups(a)) or not (of_b := groups(b)):
        return None
    shared = {group.partition(":")[2] for group in of_a & of_b}
    return next((strength for strength in ("same", "near", "place") if strength in shared), None)


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """Return how long words are that begin with a character."""
    found: dict[str, set[int]] = defaultdict(set)
    for word in _groups_of():
        found[word[0]].add(len(word))
    return {first: tuple(sorted(lengths)) for first, lengths in found.items()}


def words_in(text: str) -> list[tuple[int, int]]:
    """Return the spans of all words of the thesaurus in a text, in order, overlapping ones too."""
    words, lengths = _groups_of(), _lengths()
    return [
        (start, start + length)
        for start, character in enumerate(text)
        if character in lengths
        for length in lengths[character]
        if text[start : start + length] in words and start + length <= len(text)
    ]


def known(word: str) -> bool:
    """Return whether the thesaurus holds a word."""
    return word in _groups_of()


@cache
def _groups() -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple(
        (tuple(words.split()), strength)
        for words, strength in corpora.rows("lexicons/thesaurus.tsv")
    )


@cache
def _groups_of() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for words, strength in _groups():
        one = frozenset((f"{words[0]}:{strength}",))
        for word in words:
            found[word] = found[word] | one if word in found else one
    return found


@cache
def _meanings() -> dict[str, list[tuple[str, ...]]]:
    """Return for each word its groups as words, places left out."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words, strength in _groups():
        if strength != "place":
            for word in words:
                found[word].append(words)
    return dict(found)
