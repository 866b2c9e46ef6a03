"""Puns (谐音): in a set phrase a character of the trade takes the place of one that sounds alike.

Punning on common words is welcome (name_rules D11 of the sources: 协商“亭”好); whether the result
collides with a registered name is for the check to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import corpora
from nlp.sound import readings, toneless
from nlp.suggest.candidate import Candidate, Origin, build
from nlp.suggest.material import Material, Word

# After these a noun of the unit's own turns the phrase against it: 自强不溪.
_NEGATIONS = frozenset("不无未莫勿没非")
# In the place of these nothing else is heard: 医马当先.
_NUMERALS = frozenset("一二三四五六七八九十百千万")


def candidates(material: Material) -> Iterator[Candidate]:
    """Yield puns of the unit's trade, given characters and place.

    Rank 0 keeps the tone too; 1 does not; a character of a place, which says little alone, goes 2 later.
    """
    for word in material.sound:
        yield from _puns(word, 0)
    for word in material.place:
        for character in word.text:
            yield from _puns(Word(character, word.source), 2)


def _puns(word: Word, rank: int) -> Iterator[Candidate]:
    syllable = readings(word.text)[0][0]
    for phrase, position, heard in _phrases_by_sound()[toneless(syllable)]:
        replaced = phrase[position]
        denied = position > 0 and phrase[position - 1] in _NEGATIONS
        if replaced in _NUMERALS or replaced == word.text or word.text in phrase or denied:
            continue
        yield _pun(phrase, position, word, rank=rank + int(heard != syllable))


def _pun(phrase: str, position: int, word: Word, *, rank: int) -> Candidate:
    before, replaced, after = phrase[:position], phrase[position], phrase[position + 1 :]
    source = f"成语或常用语“{phrase}”"
    origin = (
        Origin(before, source),
        Origin(word.text, f"{word.source}，谐“{replaced}”音", given=word.given),
        Origin(after, source),
    )
    note = f"由“{phrase}”谐音而来，“{word.text}”点出本单位。"
    return build("pun", tuple(piece for piece in origin if piece.text), note, rank=rank)


@cache
def _phrases_by_sound() -> dict[str, list[tuple[str, int, str]]]:
    """Return phrase positions by toneless syllable: (phrase, position, syllable with tone)."""
    found: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
    for phrase in corpora.lines("naming/set_phrases.tsv"):
        for position, heard in enumerate(readings(phrase)):
            found[toneless(heard[0])].append((phrase, position, heard[0]))
    return found
