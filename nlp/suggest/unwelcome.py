"""Proposals that turn a trade against itself: 高山流税, whatever the committee thinks of the pun."""

from __future__ import annotations

from functools import cache

import corpora
from nlp.normalize import match_key
from nlp.sound import heard


def is_unwelcome(name: str) -> bool:
    """Return whether a name holds an unwelcome word, as written or as heard; linear in its length."""
    key = match_key(name)
    written, said = _words()
    if any(word in key for word in written):
        return True
    syllables = heard(key)
    return any(
        syllables[at : at + len(word)] == word
        for at in range(len(syllables))
        for word in said
        if word[0] == syllables[at]
    )


@cache
def _words() -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the words to be found as written, and the syllables of those to be found as heard."""
    rows = tuple(corpora.rows("naming/unwelcome.tsv"))
    return (
        tuple(word for word, how in rows if how == "text"),
        tuple(heard(word) for word, how in rows if how == "sound"),
    )
