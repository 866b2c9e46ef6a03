"""What a task is about by its own words: which kind of act its verb tells, and the thing it names.

A title without a word of any topic still says what is to be done to what, and often until when.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import corpora
from nlp.alternatives import any_of
from service.speeches.library import topic_of

ANY_TASK = "任务"
"""The topic of a task whose words tell none: what holds for any task."""
_THING = re.compile(r"(?:[一-鿿]|“[一-鿿]{1,6}”){2,11}")
"""A thing that a sentence can name without losing its breath, and without a figure to answer for."""
_UNTIL = re.compile(r"(?:在)?([^前在]{1,7}?)(?:之前|以前|前)，?")


@dataclass(frozen=True, slots=True)
class Task:
    """What the title of a task tells.

    Attributes:
        act: kind of act, a topic of the library; `ANY_TASK` where its verb tells none.
        thing: what the act is done to; empty where it cannot be named in a sentence.
        until: until when, as the title says; empty for not said.
    """

    act: str
    thing: str = ""
    until: str = ""


def task_of(title: str) -> Task:
    """Return what a title tells; of one that begins with no known verb, nothing but that it is a task."""
    until = _UNTIL.match(title)
    told = title[until.end() :] if until else title
    found = _parsed(told) or (_parsed(title) if until else None)
    if found is None:
        return Task(ANY_TASK)
    act, rest = found
    thing = rest if _THING.fullmatch(rest) else ""
    said = until[1] if until and told.endswith(rest) and not re.search(r"\d", until[1]) else ""
    return Task(act, thing, said)


def is_act(topic: str) -> bool:
    """Return whether a topic is a kind of act, beside which what holds for any task can be said."""
    return topic in _table()["acts"]


def beside(topic: str) -> str:
    """Return the topic whose units for the office's own setting are told of an act too; empty for none."""
    own: Mapping[str, str] = _table()["acts"].get(topic, {})
    return own.get("beside", "")


def is_broad(title: str) -> bool:
    """Return whether a task is its kind of act at large: 病区安全, as all that a ward guards is."""
    task = task_of(title)
    own: Mapping[str, Any] = _table()["acts"].get(task.act, {})
    bare = re.sub(rf"(?:{'|'.join(own.get('broad', ['(?!)']))})+$", "", task.thing)
    return bare != task.thing and bare in ("", *own.get("wholes", ()))


def acts() -> Sequence[str]:
    """Return all kinds of acts."""
    return tuple(_table()["acts"])


def topic_of_task(title: str) -> str:
    """Return the topic a task is told by: that of its words, unless its verb tells a thing done to them."""
    topic, task = topic_of(title), task_of(title)
    if not topic or topic in _table()["acts"].get(task.act, {}).get("over", ()):
        return task.act
    return topic


def _parsed(title: str) -> tuple[str, str] | None:
    """Return the act and the thing of a title that begins with a known verb; None for others."""
    stripped = re.sub(rf"^(?:{'|'.join(_table()['before'])})+", "", title)
    starts = ((begun, verb) for begun in (stripped, title) for verb in _verbs())
    begun, verb = next((one for one in starts if one[0].startswith(one[1])), ("", ""))
    if not verb:
        return None
    rest = begun.removeprefix(verb)
    told = _verbs()[verb]
    if told in ((), (_table()["built"],)):
        told = (_by_end(rest),) if _by_end(rest) else told
    return next((act for act in told if _can_be(act, rest)), ANY_TASK), rest


def _can_be(act: str, thing: str) -> bool:
    """Return whether a thing is of those that an act is done to, where the act names such."""
    own = _table()["acts"][act]
    if "things" not in own:
        return True
    bare = re.sub(f"(?:{any_of(own['tails'])})+$", "", thing)
    things, others = tuple(own["things"]), tuple(own.get("not_things", ()))
    return (thing.endswith(things) or bare.endswith(things)) and not bare.endswith(others)


def _by_end(thing: str) -> str:
    """Return the act that the end of a thing tells; of two that do, the one done to certain things alone."""
    acts_ = _table()["acts"]
    ends = ((act, tail) for act, own in acts_.items() for tail in own["tails"])
    told = [(act, tail) for act, tail in ends if thing.endswith(tail) and _can_be(act, thing)]
    fitting = [(len(tail), "things" in acts_[act], act) for act, tail in told]
    return max(fitting)[2] if fitting else ""


@cache
def _verbs() -> Mapping[str, Sequence[str]]:
    """Return verbs with the acts each may tell, none for light ones, the longest verb first.

    Of several acts that which is done to certain things alone comes first: people are not won like markets.
    """
    table = _table()
    told: dict[str, tuple[str, ...]] = dict.fromkeys(table["light"], ())
    for act, own in sorted(table["acts"].items(), key=lambda item: "things" not in item[1]):
        for verb in own["heads"]:
            told[verb] = (*told.get(verb, ()), act)
    return {verb: told[verb] for verb in sorted(told, key=lambda verb: (-len(verb), verb))}


@cache
def _table() -> Mapping[str, Any]:
    return corpora.table("speech/acts.toml")
