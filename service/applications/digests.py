"""A digest within a limit, made of the applicant's own sentences: chosen, never rewritten.

Required parts come first (who, which brand, what it means, deeds with figures, results), each by its
best sentence for which the rest still has room; then more deeds and results while they fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nlp.wordcount import word_count
from service.applications.sentences import closed, sentences, stands_alone

LIMITS = (300, 500, 800)
"""Usual limits of notices, in words as Word counts them."""
PARTS = {"who": "申报单位", "brand": "品牌", "meaning": "内涵", "deed": "做法", "result": "成效"}
"""Required parts and what a clerk calls them."""
MOST_DEEDS = 3
_FIELDS = {
    "who": ("unit_intro",),
    "brand": ("background", "unit_intro", "highlights"),
    "meaning": ("name_meaning", "concept"),
    "deed": ("measures",),
    "result": ("results", "honours"),
}
_ORDER = tuple(_FIELDS)
# Where a part stands in the digest; brand and meaning run on as the applicant wrote them.
_STANDS = {"who": 0, "brand": 1, "meaning": 1, "deed": 2, "result": 3}
_READING = ("unit_intro", "background", "highlights", "name_meaning", "concept")
_FIGURE = re.compile(r"\d")
# The name of an award alone is no sentence; one that tells who got it is.
_TOLD = re.compile(r"获|评为|授予|表彰")
# From here on a sentence is too long for a digest of three hundred; it costs, and is not refused.
_LONG = 90


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest.

    Attributes:
        sentences: as the applicant wrote them, in order.
        missing: required parts that no sentence of the record tells, or that found no room.
        limit: words allowed.
    """

    sentences: tuple[str, ...]
    missing: tuple[str, ...]
    limit: int

    @property
    def text(self) -> str:
        """The sentences in one paragraph; only marks at their ends are made full stops."""
        return "".join(closed(one) for one in self.sentences)

    @property
    def words(self) -> int:
        """Length as Word counts it."""
        return word_count(self.text)


@dataclass(frozen=True, slots=True)
class _Sentence:
    part: str
    text: str
    place: tuple[int, int, int, int]
    item: int
    score: float
    words: int


def digest(values: Mapping[str, Any], limit: int = LIMITS[0]) -> Digest:
    """Return a digest of an application of at most `limit` words.

    Every sentence of it is one of the record's. Linear in the number of sentences, times the parts.
    """
    candidates = list(_candidates(values))
    chosen = _required(candidates, limit)
    _fill(candidates, chosen, limit)
    chosen.sort(key=lambda one: (_STANDS[one.part], one.place))
    told = {one.part for one in chosen} | _told_besides(values, chosen)
    missing = tuple(name for part, name in PARTS.items() if part not in told)
    return Digest(tuple(one.text for one in chosen), missing, limit)


def lacking(missing: Sequence[str]) -> str:
    """Return the sentence on parts that a digest does not tell, empty if it tells all.

    Who and which brand stand at the head of its document.
    """
    lost = [name for name in missing if name not in (PARTS["who"], PARTS["brand"])]
    return f"原文里没有可以摘出的{'、'.join(lost)}句子，摘要中没有这部分，请补写。" if lost else ""


def _told_besides(values: Mapping[str, Any], chosen: Sequence[_Sentence]) -> set[str]:
    """Return parts that a sentence chosen for another part tells too."""
    text = "".join(one.text for one in chosen)
    names = {"who": values["unit_name"], "brand": values["brand_name"]}
    return {part for part, name in names.items() if str(name) in text}


def _candidates(values: Mapping[str, Any]) -> Iterator[_Sentence]:
    """Yield the sentences that can stand in a digest, each for the first part it serves."""
    seen: set[str] = set()
    for part in _ORDER:
        for field, item, piece, text in _texts(values, part):
            for number, sentence in enumerate(sentences(text)):
                if sentence in seen or not stands_alone(sentence):
                    continue
                if score := _score(part, sentence, number, values):
                    seen.add(sentence)
                    place = (field, item, piece, number)
                    words = word_count(closed(sentence))
                    yield _Sentence(part, sentence, place, item, score, words)


def _texts(values: Mapping[str, Any], part: str) -> Iterator[tuple[int, int, int, str]]:
    """Yield the texts that serve a part, with the numbers of their field, item and piece."""
    for field in _FIELDS[part]:
        place = _READING.index(field) if field in _READING else _FIELDS[part].index(field)
        value = values[field]
        if isinstance(value, list):
            for item, one in enumerate(value):
                for piece, name in enumerate(("title", "text", "data")):
                    if one.get(name) and (name != "title" or _TOLD.search(str(one[name]))):
                        yield place, item, piece, str(one[name])
        elif value:
            yield place, 0, 0, str(value)


def _score(part: str, sentence: str, number: int, values: Mapping[str, Any]) -> float:
    """Return how well a sentence serves a part; 0 if it does not."""
    score = 1.0 + 1.0 / (1 + number)
    if part in ("who", "brand"):
        if str(values["brand_name" if part == "brand" else "unit_name"]) not in sentence:
            if part == "brand":
                return 0
            score -= 0.8
        return score
    if part in ("deed", "result"):
        score += min(3, len(_FIGURE.findall(sentence)) / 2)
    if part == "meaning" and str(values["brand_name"]) in sentence:
        score += 1
    return score / (1 + max(0, len(sentence) - _LONG) / _LONG)


def _required(candidates: Sequence[_Sentence], limit: int) -> list[_Sentence]:
    """Choose one sentence for each part, leaving room for the shortest ones of the parts after it."""
    by_part = {part: [one for one in candidates if one.part == part] for part in _ORDER}
    chosen: list[_Sentence] = []
    # What a digest is worth is its deeds and results: they choose first.
    order = [part for part in ("result", "deed", "brand", "meaning", "who") if by_part[part]]
    for place, part in enumerate(order):
        later = sum(min(one.words for one in by_part[p]) for p in order[place + 1 :])
        room = limit - sum(one.words for one in chosen)
        fitting = [one for one in by_part[part] if one.words <= room - later]
        fitting = fitting or [one for one in by_part[part] if one.words <= room]
        if fitting:
            best = max(one.score for one in fitting)
            chosen.append(min((f for f in fitting if f.score == best), key=lambda one: one.place))
    return chosen


def _fill(candidates: Sequence[_Sentence], chosen: list[_Sentence], limit: int) -> None:
    """Add deeds of other measures, then results, then what else fits, best first."""
    room = limit - sum(one.words for one in chosen)
    taken = {one.text for one in chosen}
    for one in sorted(candidates, key=lambda c: (_turn(c, chosen), -c.score, c.place)):
        if one.text not in taken and one.words <= room and _wanted(one, chosen):
            chosen.append(one)
            taken.add(one.text)
            room -= one.words


def _turn(one: _Sentence, chosen: Sequence[_Sentence]) -> int:
    fresh = all(one.item != other.item for other in chosen if other.part == one.part)
    return {"deed": 0 if fresh else 3, "result": 1 if fresh else 4, "meaning": 2}.get(one.part, 5)


def _wanted(one: _Sentence, chosen: Sequence[_Sentence]) -> bool:
    """Whether a further sentence is of use: no fourth measure, no second introduction."""
    items = {other.item for other in chosen if other.part == one.part}
    if one.part == "deed":
        return one.item in items or len(items) < MOST_DEEDS
    return one.part != "brand" or not items
