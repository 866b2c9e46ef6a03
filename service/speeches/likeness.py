"""How alike two passages are in their words: by the short stretches of characters they share."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from service.speeches.model import Point

_ALIKE, _GRAM = 0.085, 4
"""Two units that share so much of the shorter one's stretches of four say one thought in like words."""
NEAR = 6
"""Within a point not even a stretch of so many characters is heard twice."""
WORD, _COMMON = 3, frozenset("党支部员书记，。、；：的一了是在有")
"""Length of what two texts on one thing share, and characters of what any two share."""
_PAIR = 2
_SAID_OF_ALL = re.compile(
    "党员|支部|工作|建设|管理|服务|加强|推进|开展|问题|不够|有的|质量|水平|提升|提高|一个|活动|群众|队伍|不"
    "|时间|抓好|做好|打好|办好|实施|落实|强化|深化|进一步|全面"
)
"""Words of which nothing can be told: neither what a task is about nor what a problem is."""


def grams(text: str, length: int = _GRAM) -> set[str]:
    """Return all stretches of a length."""
    return {text[place : place + length] for place in range(len(text) - length + 1)}


def are_alike(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    """Return whether two passages, given by their stretches, say one thought in like words."""
    return len(one & other) > _ALIKE * min(len(one), len(other))


def asked_words(point: Point) -> set[str]:
    """Return stretches of a word's length from what the office says in a point, without common ones."""
    own = [passage.text for passage in point.said if passage.is_given]
    heading = point.heading if point.heading_source != "frame" else ""
    return {word for text in (heading, *own) for word in words_of(text)}


def words_of(text: str) -> set[str]:
    """Return stretches of a word's length without characters that any two texts share."""
    return {gram for gram in grams(text, WORD) if not _COMMON & set(gram)}


def pairs_of(text: str) -> set[str]:
    """Return the pairs of characters in a text, without those of words that are said of everything."""
    runs = re.findall(r"[一-鿿]{2,}", _SAID_OF_ALL.sub("\n", text))
    return {pair for run in runs for pair in grams(run, _PAIR)}
