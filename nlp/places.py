"""Places of the country: which stand in a text, and where a unit lies by its own name.

Provinces and prefectures are known by their short name (浙江, 宁波), counties by their full one (慈溪市):
only a unit's name is searched for these.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import corpora

_SUFFIXES = (*"省市州盟县区", "地区", "自治")
_TOWN = re.compile(r"((?![镇乡村])[\u4e00-\u9fff]{2,3}?)(?:镇|乡|村|街道)")
# 农村, 城镇 and the like are no towns; what stands before a county's end is no town's name.
_NO_TOWN = re.compile(r"农业农村|农村|城乡|乡村|城镇|乡镇|镇乡|村镇|街镇|新农村|村委|村民")
# A banner's end (准格尔旗), but not the 旗 of 红旗镇.
_COUNTY_END = re.compile(r"[省市县区州盟]|旗(?!镇|乡|村|街道)")


class Home(NamedTuple):
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


def home(text: str) -> Home:
    """Return where a unit lies, its folded name (and place) given."""
    provinces: set[str] = set()
    cities: set[str] = set()
    for _, end, place in named(text, words=True):
        if kind_of(place) != "word" or text.startswith(_SUFFIXES, end):
            provinces |= _provinces_of().get(place, set())
            cities |= {place} & _cities()
    if not cities:
        lying = [(c, p) for _, c, p in _counties_in(text) if not provinces or p in provinces]
        cities = {city for city, _ in lying}
        provinces |= {province for _, province in lying}
    return Home(text, frozenset(provinces), frozenset(cities))


def local_name(text: str) -> str:
    """Return the name of the smallest place in a unit's folded name, without its suffix, or nothing.

    A town or village goes before the county, the county before the city: 梅岭 of 青田县梅岭镇.
    """
    towns = _TOWN.findall(_NO_TOWN.sub("，", _COUNTY_END.sub("，", text)))
    if towns:
        return str(towns[-1])
    counties = [name[:-1] for name, _, _ in _counties_in(text) if len(name) > 2]
    counties = [name for name in counties if name[-1:] not in "自治"]
    cities = [place for _, _, place in named(text, words=True)]
    return next(iter([*counties[-1:], *cities[-1:]]), "")


def named(text: str, *, words: bool = False) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and short name of the provinces and cities in a text, the longest first at each place.

    With `words` also those that are rather words of the language (朝阳, 长治).
    """
    end = 0  # of the place last passed: 上海南站 holds 上海, not 海南
    for at, character in enumerate(text):
        for place in _by_first().get(character, ()) if at >= end else ():
            if text.startswith(place, at):
                end = at + len(place)
                if words or kind_of(place) != "word":
                    yield at, end, place
                break


def _counties_in(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield full name, city, province of each county that stands in a text; 普陀区 has two."""
    for start in range(len(text)):
        for size in range(2, min(_longest_county(), len(text) - start) + 1):
            name = text[start : start + size]
            yield from ((name, *where) for where in _counties().get(name, ()))


def kind_of(place: str) -> str:
    """Return `place`, `word` or `theme` for a short name."""
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
