"""The library of paragraph units, headings, sentences and plans, read from `corpora/speech/`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import corpora
from nlp.alternatives import any_of, telling
from service.speeches.model import BOUND, CASE, CLAIM, METHOD

_WORDS = "speech/words.tsv"

UNIT = "unit:"
"""What stands before the id of a unit in the trace of a speech."""
_ORDERS = {"claim": CLAIM, "case": CASE, "method": METHOD, "bound": BOUND}
_NAMED = re.compile(r"\{(thing|until)\}")
"""What a unit names of the office's own task (`service.speeches.acts`)."""
_LISTED = re.compile(
    r"一是|一要|一条是|第一[，是、]|[二两三四五六][个件条项种点步句道张][^，。；：]{0,8}[：:]|三个“"
)
"""Items counted, or announced by number: beside others they would be taken for one list."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph unit: what it is for, its topic, its role, whom it suits (empty for all), its text.

    Attributes:
        unit_types: kinds of unit, or settings within one (`service.speeches.fitting`).
        is_official: whether it is written in the official register, for formal meetings.
    """

    purpose: str
    topic: str
    role: str
    unit_types: tuple[str, ...]
    ranks: tuple[str, ...]
    text: str
    # No part of what is hashed to choose (`service.speeches.choosing`).
    is_official: bool = field(default=False, repr=False)

    @property
    def id(self) -> str:
        """A name for the trace: purpose, topic and how it begins."""
        return f"{self.purpose}/{self.topic}/{self.text[:8]}"

    @property
    def named(self) -> frozenset[str]:
        """What of a task it names; without a task that tells it the unit cannot be spoken."""
        return frozenset(_NAMED.findall(self.text))

    @property
    def order(self) -> int:
        """Where in a point it is spoken."""
        return _ORDERS[self.role]

    @property
    def is_item(self) -> bool:
        """Whether it can be counted among others 一要、二要."""
        return self.role == "method" and self.text.startswith("要") and not self.lists

    @property
    def lists(self) -> bool:
        """Whether it counts 一是、二是; a point holds one such passage."""
        return listed(self.text)

    def suits(
        self, unit_type: str, rank: str, *, brand: bool, settings: Iterable[str] = ()
    ) -> bool:
        """Return whether it may be spoken by this rank, in this kind of unit or settings, on this theme."""
        return (
            (not self.unit_types or bool({unit_type, *settings} & {*self.unit_types}))
            and (not self.ranks or rank in self.ranks)
            and (brand or not telling(_WORDS, "brands").search(self.text))
            and may_say(rank, self.text)
        )


def may_say(rank: str, text: str) -> bool:
    """Return whether a sentence of ours fits the speaker's rank."""
    unsaid = _unsaid().get(rank)
    return not (unsaid and unsaid.search(text))


@cache
def _unsaid() -> Mapping[str, re.Pattern[str]]:
    """Return what a speaker of a rank does not say: a branch secretary does not speak to other branches."""
    table: Mapping[str, list[str]] = corpora.table("speech/ranks.toml")
    return {rank: re.compile(any_of(said)) for rank, said in table.items()}


def listed(text: str) -> bool:
    """Return whether a text counts its items 一是、二是."""
    return bool(_LISTED.search(text))


@cache
def units() -> tuple[Unit, ...]:
    """Return all units, in the order of the files: those in the official register come last."""
    return tuple(
        Unit(purpose, topic, role, _several(types), _several(ranks), text, official)
        for file, official in (("units", False), ("official", True))
        for purpose, topic, role, types, ranks, text in corpora.rows(f"speech/{file}.tsv")
    )


def said_before(values: Mapping[str, Any]) -> list[str]:
    """Return the ids of the units that earlier speeches took, as the office lists them, known or not."""
    return [str(item["text"]).removeprefix(UNIT) for item in values.get("said_before", ())]


@cache
def official_sources() -> frozenset[str]:
    """Return the sources that the passages of units in the official register have."""
    return frozenset(f"{UNIT}{unit.id}" for unit in units() if unit.is_official)


@cache
def unit_ids() -> frozenset[str]:
    """Return the ids of all units."""
    return frozenset(unit.id for unit in units())


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("、")) if cell else ()


@cache
def units_of(purpose: str, topic: str) -> tuple[Unit, ...]:
    """Return the units for a purpose and topic."""
    return tuple(unit for unit in units() if (unit.purpose, unit.topic) == (purpose, topic))


@cache
def headings() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """Return headings of the second level: (purpose, family) → topic → heading; a family is parallel."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for purpose, family, topic, heading in corpora.rows("speech/headings.tsv"):
        found.setdefault((purpose, family), {})[topic] = heading
    return found


@cache
def part_headings() -> Mapping[str, Mapping[str, str]]:
    """Return headings of the first level: family → purpose → heading with `{theme}`."""
    found: dict[str, dict[str, str]] = {}
    for purpose, family, heading in corpora.rows("speech/parts.tsv"):
        found.setdefault(family, {})[purpose] = heading
    return found


@cache
def sentences(file: str, *keys: str) -> tuple[str, ...]:
    """Return the texts of `openings`, `links`, `closings` or `frames` for the first key that has any."""
    rows = list(corpora.rows(f"speech/{file}.tsv"))
    for key in keys:
        if found := tuple(text for name, text in rows if name == key):
            return found
    return ()


@cache
def plan(meeting_type: str) -> Mapping[str, Any]:
    """Return the plan of a kind of meeting: its parts, and topics by purpose."""
    found: Mapping[str, Any] = corpora.table("speech/plans.toml")[meeting_type]
    return found


@cache
def wording(unit_type: str) -> Mapping[str, str]:
    """Return the words for a kind of unit: people, centre, front."""
    found: Mapping[str, str] = corpora.table("speech/wording.toml")[unit_type]
    return found


@cache
def _topic_words() -> Mapping[str, list[str]]:
    return corpora.table("speech/topics.toml")


@cache
def _misleading() -> Mapping[str, re.Pattern[str]]:
    table: Mapping[str, list[str]] = corpora.table("speech/misleading.toml")
    return {topic: re.compile(any_of(said)) for topic, said in table.items()}


def _meant(text: str, topic: str) -> str:
    """Return a text without the expressions in which the words of a topic mean something else."""
    pattern = _misleading().get(topic)
    return pattern.sub("\n", text) if pattern else text


def topic_of(text: str) -> str:
    """Return the topic of work that a task or requirement speaks of; empty if none is named in it."""
    return next(iter(topics_of(text)), "")


def topics_of(text: str) -> list[str]:
    """Return all topics of work that a text speaks of, the plainest first: that of the longest word.

    Of words equally long the last one tells: what stands before it only says of which kind the thing is.
    """
    told = {
        topic: max(((len(word), meant.rfind(word)) for word in words if word in meant), default=())
        for topic, words in _topic_words().items()
        for meant in (_meant(text, topic),)
    }
    return sorted((topic for topic in told if told[topic]), key=told.__getitem__, reverse=True)


def lessons_of(text: str) -> list[str]:
    """Return what a good example may teach, by its words, the plainest first; topics of `learn`.

    What has not half the words in it of another is no lesson of it.
    """
    table: Mapping[str, list[str]] = corpora.table("speech/learning.toml")
    told = {t: sum(len(word) for word in words if word in text) for t, words in table.items()}
    most = max(told.values())
    return [topic for topic, length in told.items() if length and 2 * length >= most]


def concern(topic: str) -> str:
    """Return how a sentence names the problems of a topic; empty for none."""
    table: Mapping[str, str] = corpora.table("speech/concerns.toml")
    return table.get(topic, "")
