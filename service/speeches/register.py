"""The register of a speech: at formal meetings a leader speaks as documents do, not as at home.

What is homely is told by a list of turns; sentences without any are taken before others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import corpora
from nlp.alternatives import any_of
from service.speeches.library import sentences

Values = Mapping[str, Any]
_FEWEST = 4
"""Fewer sentences to choose from would be heard in each speech of a season."""


def is_formal(values: Values) -> bool:
    """Return whether a leader speaks at a formal meeting."""
    table = register_table()
    return values["rank"] in table["ranks"] and values["meeting_type"] in table["meetings"]


@cache
def homely_turns(text: str) -> int:
    """Return how many different homely turns a text has."""
    return len({turn.group() for turn in turns("homely").finditer(text)})


def plainest(texts: Iterable[str], values: Values) -> tuple[str, ...]:
    """Return the texts without any homely turn where the speech is formal; all of them if few are left."""
    every = tuple(texts)
    formal = tuple(text for text in every if not homely_turns(text)) if is_formal(values) else ()
    return formal if len(formal) >= _FEWEST else every


def frames(values: Values, *keys: str) -> tuple[str, ...]:
    """Return the sentences that lead in or over, for the first key that has any, as the meeting asks."""
    return plainest(sentences("frames", *keys), values)


@cache
def turns(name: str) -> re.Pattern[str]:
    """Return a pattern for the turns of one list of the table: `homely`, `suggests`."""
    return re.compile(any_of(register_table()[name]))


@cache
def register_table() -> Mapping[str, Any]:
    """Return the table of meetings, ranks and turns."""
    return corpora.table("speech/register.toml")
