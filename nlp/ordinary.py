"""Whether a text is ordinary: everyday words and coinages of naming alone, which tell nobody apart.

Beside the reviewed worn words, which every judgement goes by, these of `corpora/lexicons/` are known: the
everyday words of the language (`everyday.tsv`), its pronouns, adverbs and particles of one character
(`function_words.tsv`), verbs and qualities of one character (`plain_characters.tsv`), phrases that praise or
promise (`sayings.tsv`), what offices coin by one pattern, as 聚心, 凝力, 三联 (`coinages.tsv`), and words in
fashion, which tell no name apart by C18 (`guarded.tsv`).
"""

from __future__ import annotations

from functools import cache
from itertools import chain

import corpora
from nlp.genericness import LONGEST_WORD, PICTURE, weight, worn_words

# From this weight on a single character is a particle of naming (class function: 的, 里, 促).
_PARTICLE = 0.95
# So many particles with a word of grammar among them are a phrase, no coinage (DECISION).
_PHRASE = 3


def is_ordinary(text: str, *, plain: bool = True) -> bool:
    """Return whether a text is words that anybody says, particles between them; linear in its length.

    Particles alone are not: they may be a coinage of its own (知行, 聚精汇力), but for pronouns, adverbs and
    the like, which coin nothing (都是) and make a phrase of others (抢着干, 以身许党). A single character is
    ordinary if it is one of these or a verb or quality of slogans: 暖 in 暖民情, but not 气 in 气暖人心.

    Args:
        text: a folded text.
        plain: whether plain characters count, as in a run of a name; not in a whole name, where they may be a
            coinage beside a worn word (求是先锋).
    """
    if len(text) == 1:
        return text in _everyday() or text in _plain()
    if plain and all(map(_is_particle, text)) and _is_said(text):
        return True
    # For each place up to which all is known: whether a word of two characters or more stands before it.
    reached: dict[int, bool] = {0: False}
    for start in range(len(text)):
        if start in reached:
            for end in range(start + 1, min(start + LONGEST_WORD, len(text)) + 1):
                word = text[start:end]
                if len(word) > 1 and _is_known(word):
                    reached[end] = True
                elif len(word) == 1 and _is_particle(word) and (plain or word not in _plain()):
                    reached[end] = reached.get(end, False) or reached[start]
    return reached.get(len(text), False)


@cache
def edges() -> tuple[frozenset[str], frozenset[str]]:
    """Return what an ordinary text begins with, and what it ends with: a particle, or two characters."""
    every = {*_everyday(), *_coined(), *worn_words()}
    words = [word for word in every if len(word) > 1 and _is_known(word)]
    particles = {word for word in every | _plain() if len(word) == 1 and _is_particle(word)}
    return (
        frozenset(particles | {word[:2] for word in words}),
        frozenset(particles | {word[-2:] for word in words}),
    )


def _is_known(word: str) -> bool:
    """Whether anybody says a word; a picture is not ordinary."""
    return word in _everyday() or word in _coined() or weight(word) > PICTURE


def _is_particle(character: str) -> bool:
    return weight(character) >= _PARTICLE or character in _everyday() or character in _plain()


def _is_said(particles: str) -> bool:
    """Whether particles alone are a phrase: three or more with a word of grammar, or such words alone."""
    words = sum(character in _function() for character in particles)
    return 0 < words == len(particles) or (words > 0 and len(particles) >= _PHRASE)


@cache
def _function() -> frozenset[str]:
    return frozenset(corpora.lines("lexicons/function_words.tsv"))


@cache
def _plain() -> frozenset[str]:
    return frozenset(corpora.lines("lexicons/plain_characters.tsv"))


@cache
def _everyday() -> frozenset[str]:
    lists = [f"lexicons/{name}.tsv" for name in ("everyday", "sayings", "function_words")]
    slang = (word for word, kind, _ in corpora.rows("lexicons/guarded.tsv") if kind == "slang")
    return frozenset(chain(slang, *map(corpora.lines, lists)))


@cache
def _coined() -> frozenset[str]:
    """Return each word of each family."""
    return frozenset(
        first + second
        for firsts, seconds, *_ in corpora.rows("lexicons/coinages.tsv")
        for first in firsts
        for second in seconds
    )
