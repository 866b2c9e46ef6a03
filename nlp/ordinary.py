"""Whether a text is ordinary: everyday words and coinages of naming alone, which tell nobody apart.

Beside the reviewed worn words, which every judgement goes by, these are known: the everyday words of the
language (`corpora/lexicons/everyday.tsv`), phrases that praise or promise (`corpora/lexicons/sayings.tsv`)
and what offices coin by one pattern, as 聚心, 凝力, 三联 (`corpora/lexicons/coinages.tsv`).
"""

from __future__ import annotations

from functools import cache
from itertools import chain

import corpora
from nlp.genericness import LONGEST_WORD, PICTURE, weight, worn_words

# From this weight on a single character is a particle of naming (class function: 的, 里, 促).
_PARTICLE = 0.95


def is_ordinary(text: str) -> bool:
    """Return whether a text is words that anybody says, particles between them; linear in its length.

    Particles alone are not: what is put together of single characters may be a coinage of its own (知行). A
    single character is ordinary if it is a verb of slogans: 暖 in 暖民情, but not 气 in 气暖人心.

    Args:
        text: a folded text.
    """
    if len(text) == 1:
        return text in _everyday()
    # For each place up to which all is known: whether a word of two characters or more stands before it.
    reached: dict[int, bool] = {0: False}
    for start in range(len(text)):
        if start in reached:
            for end in range(start + 1, min(start + LONGEST_WORD, len(text)) + 1):
                word = text[start:end]
                if len(word) > 1 and _is_known(word):
                    reached[end] = True
                elif len(word) == 1 and _is_particle(word):
                    reached[end] = reached.get(end, False) or reached[start]
    return reached.get(len(text), False)


@cache
def edges() -> tuple[frozenset[str], frozenset[str]]:
    """Return what an ordinary text begins with, and what it ends with: a particle, or two characters."""
    every = {*_everyday(), *_coined(), *worn_words()}
    words = [word for word in every if len(word) > 1 and _is_known(word)]
    particles = {word for word in every if len(word) == 1 and _is_particle(word)}
    return (
        frozenset(particles | {word[:2] for word in words}),
        frozenset(particles | {word[-2:] for word in words}),
    )


def _is_known(word: str) -> bool:
    """Whether anybody says a word; a picture is not ordinary."""
    return word in _everyday() or word in _coined() or weight(word) > PICTURE


def _is_particle(character: str) -> bool:
    return weight(character) >= _PARTICLE or character in _everyday()


@cache
def _everyday() -> frozenset[str]:
    lists = ("lexicons/everyday.tsv", "lexicons/sayings.tsv")
    return frozenset(chain.from_iterable(map(corpora.lines, lists)))


@cache
def _coined() -> frozenset[str]:
    """Return each word of each family."""
    return frozenset(
        first + second
        for firsts, seconds, *_ in corpora.rows("lexicons/coinages.tsv")
        for first in firsts
        for second in seconds
    )
