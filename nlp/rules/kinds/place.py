"""The name of a place in which the unit does not lie (C8).

A unit's place is read from its own name, down to the county: 慈溪市供电公司 lies in 宁波 and 浙江. Rivers,
mountains and words of the language (朝阳, 长治) are no places here; places of the Party's history are themes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import corpora
from nlp.normalize import normalize
from nlp.rules.model import CheckContext, Match

_SUFFIXES = (*"省市州盟县区", "地区", "自治")
_FOREIGN = "容易被误认为外地或上级单位"
_THEME = "这是革命历史上的地名，内涵中要写明与本单位的渊源"


@dataclass(frozen=True, slots=True)
class Home:
    """Where a unit lies, as far as its name says; a name borne twice counts for every bearer.

    Attributes:
        text: the unit's name and place, folded.
        provinces, cities: short names.
    """

    text: str
    provinces: frozenset[str]
    cities: frozenset[str]

    def holds(self, place: str) -> bool:
        """Return whether a place is the unit's own, or may be: in its province, no city known."""
        if place in self.text or place in self.provinces or place in self.cities:
            return True
        return not self.cities and not self.provinces.isdisjoint(_provinces_of().get(place, ()))


def other_place(name: str, context: CheckContext) -> Iterator[Match]:
    """Fire at a province or city that the unit does not lie in; the message has `reason`.

    Silent as long as nothing tells where the unit lies.
    """
    found = list(_named(name))
    home = home_of(context) if found else None
    if home is None or not home.provinces:
        return
    for start, end, place in found:
        if not home.holds(place) and _stands_alone(name, start, end):
            theme = _class_of(place) == "theme"
            told: dict[str, object] = {"word": place, "reason": _THEME if theme else _FOREIGN}
            yield Match((start, end), {**told, "severity": "advice"} if theme else told)


def home_of(context: CheckContext) -> Home:
    """Return where a unit lies according to its name and the place given for it."""
    unit = normalize(context.unit).folded if context.unit else ""
    text = unit + (normalize(context.place).folded if context.place else "")
    provinces: set[str] = set()
    cities: set[str] = set()
    for _, end, place in _named(text, words=True):
        if _class_of(place) != "word" or text.startswith(_SUFFIXES, end):
            provinces |= _provinces_of().get(place, set())
            cities |= {place} & _cities()
    if not cities:
        for city, province in _counties_in(text):
            if not provinces or province in provinces:
                cities.add(city)
                provinces |= {province} if not provinces else set()
    return Home(text, frozenset(provinces), frozenset(cities))


def _named(text: str, *, words: bool = False) -> Iterator[tuple[int, int, str]]:
    """Yield the places that stand in a text with their spans, the longest first at each place."""
    end = 0  # of the place last passed: 上海南站 holds 上海, not 海南
    for at, character in enumerate(text):
        for place in _by_first().get(character, ()) if at >= end else ():
            if text.startswith(place, at):
                end = at + len(place)
                if words or _class_of(place) != "word":
                    yield at, end, place
                break


def _stands_alone(name: str, start: int, end: int) -> bool:
    """Whether the place is a word of its own: 最大连接 does not hold 大连."""
    from nlp.segment import segment  # builds a dictionary: only where a place was found

    cuts = {edge for word in segment(name) for edge in (word.start, word.end)}
    return start in cuts and end in cuts


def _counties_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield city and province of each county whose full name stands in a text; 普陀区 has two."""
    for start in range(len(text)):
        for size in range(2, min(_longest_county(), len(text) - start) + 1):
            yield from _counties().get(text[start : start + size], ())


def _class_of(place: str) -> str:
    return _classes().get(place, "place")


@cache
def _classes() -> dict[str, str]:
    return {name: kind for name, kind, _ in corpora.rows("lexicons/place_words.tsv")}


@cache
def _provinces_of() -> dict[str, set[str]]:
    """Return the provinces that a place may lie in: 吉林 and 海南 are two places each."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, _, province in corpora.rows("lexicons/places.tsv"):
        found[name].add(province)
    return dict(found)


@cache
def _cities() -> frozenset[str]:
    return frozenset(n for n, level, _ in corpora.rows("lexicons/places.tsv") if level == "city")


@cache
def _by_first() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for place in sorted({*_provinces_of(), *_classes()}, key=lambda p: (-len(p), p)):
        found[place[0]].append(place)
    return dict(found)


@cache
def _counties() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, city, province in corpora.rows("lexicons/counties.tsv"):
        found[name].append((city, province))
    return dict(found)


@cache
def _longest_county() -> int:
    return max(map(len, _counties()))
