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

ANY_TASK = "任务"
"""The topic of a task whose words tell none: what holds for any task."""
_THING = re.compile(r"[一-鿿]{2,11}")
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


def acts() -> Sequence[str]:
    """Return all kinds of acts."""
    return tuple(_table()["acts"])


def _parsed(title: str) -> tuple[str, str] | None:
    """Return the act and the thing of a title that begins with a known verb; None for others."""
    stripped = re.sub(rf"^(?:{'|'.join(_table()['before'])})+", "", title)
    starts = ((begun, verb) for begun in (stripped, title) for verb in _verbs())
    begun, verb = next((one for one in starts if one[0].startswith(one[1])), ("", ""))
    if not verb:
        return None
    rest = begun.removeprefix(verb)
    act = _verbs()[verb]
    if act in ("", _table()["built"]):
        act = _by_end(rest) or act
    return act if act and _can_be(act, rest) else ANY_TASK, rest


def _can_be(act: str, thing: str) -> bool:
    """Return whether a thing is of those that an act is done to, where the act names such."""
    own = _table()["acts"][act]
    if "things" not in own:
        return True
    tails = "|".join(sorted(own["tails"], key=len, reverse=True))
    return re.sub(rf"(?:{tails})+$", "", thing).endswith(tuple(own["things"]))


def _by_end(thing: str) -> str:
    ends = ((act, tail) for act, own in _table()["acts"].items() for tail in own["tails"])
    fitting = [(len(tail), act) for act, tail in ends if thing.endswith(tail)]
    return max(fitting)[1] if fitting else ""


@cache
def _verbs() -> Mapping[str, str]:
    """Return verbs with the act each tells, empty for light ones; the longest first."""
    table = _table()
    told = {verb: act for act, own in table["acts"].items() for verb in own["heads"]}
    told |= dict.fromkeys(table["light"], "")
    return {verb: told[verb] for verb in sorted(told, key=lambda verb: (-len(verb), verb))}


@cache
def _table() -> Mapping[str, Any]:
    return corpora.table("speech/acts.toml")
