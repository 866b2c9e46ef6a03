"""What ties a task to a problem told before: the thing that both name, else the topic that both are on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nlp.alternatives import telling
from nlp.segment import segment
from service.speeches.choosing import Chooser
from service.speeches.library import concern, topics_of
from service.speeches.likeness import pairs_of
from service.speeches.model import FACT, Passage, Point
from service.speeches.purposes import about_brands
from service.speeches.register import frames

_WORDS = "speech/words.tsv"
Values = Mapping[str, Any]
_BY_TOPIC, _BY_THING, _TO_BRAND = "answers-problem", "answers-thing", "tie-brand"
_CLAUSES = re.compile(r"[，、；。：“”]")
_SHORTEST, _LONG_ENOUGH = 3, 6
"""Characters of the end of a title by which a problem can be known to speak of it, at the beginning of a
clause and anywhere."""
_BROAD = frozenset(("融合", "群众", "队伍", "创新"))
"""Topics under which things differ widely."""
_BUSINESS = "融合"


def tie(point: Point, place: int, values: Values, choose: Chooser, *, first: bool) -> list[Passage]:
    """Return the sentence that ties the task of a point to a problem; nothing where none does.

    Tasks on one topic are tied by it once: by the first.
    """
    if thing := faced(point.heading, point.words["thing"], values):
        return _told(_BY_THING, thing, place, values, choose)
    return _by_topic(point.topic, place, values, choose) if first else []


def tie_to_brand(point: Point, place: int, values: Values, choose: Chooser) -> list[Passage]:
    """Return what a task has to do with brands, where the speech is on them and the task is not.

    Said of the first such task, and of every second after it.
    """
    strange = [
        number
        for number, item in enumerate(values["tasks"])
        if "品牌" not in f"{item['title']}{item['points'] or ''}"
    ]
    if not about_brands(values) or place not in strange[::2] or point.said:
        return []
    return _told(_TO_BRAND, point.heading, place, values, choose)


def faced(title: str, thing: str, values: Values) -> str:
    """Return what of a task a problem of the office's names: its thing, or the end of its title.

    A short end must begin a clause of the problem, or it could be half a word. Empty for none.
    """
    problems = [str(item["text"]) for item in values["problems"]]
    if thing and any(thing in text for text in problems):
        return thing
    clauses = [clause for text in problems for clause in _CLAUSES.split(text)]
    ends = [title[place:] for place in range(len(title) - _SHORTEST + 1)]
    return next((end for end in ends if any(_names(clause, end) for clause in clauses)), "")


def _names(clause: str, end: str) -> bool:
    return clause.startswith(end) or (len(end) >= _LONG_ENOUGH and end in clause)


def _by_topic(topic: str, place: int, values: Values, choose: Chooser) -> list[Passage]:
    """Return a sentence for a topic that a problem is on, too.

    A topic as broad as business or people ties nothing by itself: both must speak of one thing. Parking and
    orchards are of business as well, but nobody calls them so: they are tied by the word that both share.
    """
    task = values["tasks"][place]
    told = f"{task['title']}\n{task['points'] or ''}"
    texts = [item["text"] for item in values["problems"] if topic in topics_of(item["text"])]
    if topic == _BUSINESS and not any(_both_on_business(told, text) for text in texts):
        words = [_shared(str(task["title"]), text) for text in texts]
        return _told(_BY_THING, max(words, key=len, default=""), place, values, choose)
    met = any(topic not in _BROAD or _on_one_thing(told, text) for text in texts)
    return _told(_BY_TOPIC, concern(topic), place, values, choose) if met else []


def _told(key: str, named: str, place: int, values: Values, choose: Chooser) -> list[Passage]:
    ordered = choose.ordered(frames(values, key), key)
    text = ordered[place % len(ordered)].replace("{concern}", named)
    return [Passage(text, "frame", FACT - 1)] if named else []


def _on_one_thing(one: str, other: str) -> bool:
    """Return whether two texts share a word that is not said of everything, or both are on business."""
    return _both_on_business(one, other) or bool(pairs_of(one) & pairs_of(other))


def _both_on_business(one: str, other: str) -> bool:
    return all(telling(_WORDS, "business").search(text) for text in (one, other))


def _shared(one: str, other: str) -> str:
    """Return the longest word of two texts that is not said of everything; empty for none."""
    theirs = {word.text for word in segment(other)}
    both = [word.text for word in segment(one) if word.text in theirs and pairs_of(word.text)]
    return max(both, key=len, default="")
