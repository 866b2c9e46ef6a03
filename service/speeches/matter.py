"""What a task is about, and whether a passage of the library is about that: told by the words of its title.

A word that the title merely shares with much else says little: in a hospital hardly anything is told without
住院, in a bank without 贷款. So words weigh by how seldom they are told in the library.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import cache

from nlp.alternatives import telling
from nlp.segment import segment
from service.speeches.acts import task_of
from service.speeches.library import Unit, units
from service.speeches.model import DUTY, Point

_WORDS = "speech/words.tsv"
_ENOUGH, _ENOUGH_AT_ONCE = 0.4, 0.3
"""Share of a matter's weight that a passage tells anywhere, or in its first sentence, to be on it."""
_FIRST = re.compile("[。：；？！]")
_LINES = re.compile("[。；]")
"""Where one line of a task ends and the next begins, told together."""
_SHORTEST = 2
_MOSTLY = 0.5
"""Share of a title that a case told under another topic must tell to be shown for it."""
_DOING = ("融合", "群众", "责任", "协同", "创新", "队伍", "机制", "效能", "整改")
"""Topics whose cases tell how the work itself goes, whatever they are told for."""


def matters_of(point: Point) -> tuple[str, ...]:
    """Return what a task of the office's own is about: its title, and each line that says more of it."""
    if point.heading_source == "frame":
        return ()
    lines = (said.text for said in point.said if said.is_given and said.order != DUTY)
    return (point.heading, *(part for line in lines for part in _LINES.split(line) if part))


def is_of_research(text: str) -> bool:
    """Return whether a text speaks of research projects: whatever has none has nothing to hear of them."""
    return bool(telling(_WORDS, "research").search(text))


def strays_into_research(text: str, matters: Iterable[str]) -> bool:
    """Return whether a text speaks of research projects beside matters that have none."""
    return is_of_research(text) and not any(map(is_of_research, matters))


def is_on(text: str, matters: Iterable[str]) -> bool:
    """Return whether a passage is about one of some matters: titles of tasks, or lines that say more of them.

    Its first sentence tells what a passage is about; a word passed by later must tell more.
    """
    first = _FIRST.split(text, maxsplit=1)[0]
    return any(
        told(text, matter) >= _ENOUGH or told(first, matter) >= _ENOUGH_AT_ONCE
        for matter in matters
    )


def told(text: str, matter: str) -> float:
    """Return which share of a matter a text tells, by the weight of its words; 0 to 1."""
    weights = words_of_matter(matter)
    whole = sum(weights.values())
    return sum(weight for word, weight in weights.items() if word in text) / whole if whole else 0.0


@cache
def cases_on(title: str) -> tuple[Unit, ...]:
    """Return the cases kept for a kind of unit or a setting that are mostly on a task, whatever their topic.

    One that begins with something else is on that: saving fuel is no case of safe flying.

    Linear in the library for each title not asked for before.
    """
    return tuple(
        unit
        for unit in units()
        if unit.topic in _DOING
        and unit.purpose == "work"
        and unit.role == "case"
        and unit.unit_types
        and told(unit.text, title) >= _MOSTLY
        and told(_FIRST.split(unit.text, maxsplit=1)[0], title) > 0
    )


@cache
def words_of_matter(matter: str) -> dict[str, float]:
    """Return the words that tell what a matter is, its verb left out, each with its weight.

    A weight is the logarithm of how few units of the library have the word. Linear in the library for each
    matter not asked for before.
    """
    said = task_of(matter).thing or matter
    words = {word.text for word in segment(said) if len(word.text) >= _SHORTEST}
    texts = [unit.text for unit in units()]
    have = {word: sum(word in text for text in texts) for word in words}
    return {word: math.log((1 + len(texts)) / (1 + have[word])) for word in sorted(words)}
