"""Proposed names, one by one or as the rows of a file, and what stands in the earlier rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from nlp.characters import UnacceptableText
from nlp.compare import Verdict
from nlp.forgetting import forgetting
from nlp.index import NameIndex, build
from nlp.normalize import match_key
from nlp.profile import Profile, profile
from service.errors import UnacceptableName
from service.naming import normalize_name, require_one_line


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name with the unit that proposes it.

    Attributes:
        row: row of the file, 0 if there is none.
        meaning: what the applicant says the name means.
        trouble: why the file has no name here to be read (`#REF!`), a Chinese sentence; else empty.
    """

    name: str
    unit: str = ""
    row: int = 0
    meaning: str = ""
    trouble: str = ""


def profile_of(proposal: Proposal) -> Profile:
    """Return the profile of a proposed name.

    Raises:
        UnacceptableName: the name is empty, or holds characters no name may hold.
    """
    try:
        if not match_key(proposal.name):
            raise UnacceptableText("empty", 0, "")
        require_one_line(proposal.name, row=proposal.row)
        return profile(proposal.name)
    except UnacceptableText as trouble:
        raise UnacceptableName(
            str(trouble), row=proposal.row, position=trouble.position, kind=trouble.kind
        ) from trouble


@dataclass(frozen=True, slots=True)
class Batch:
    """The names of a file: rows in order, an index of the names, the places where each name stands."""

    rows: tuple[Proposal, ...]
    index: NameIndex
    places: dict[str, list[int]]
    place_of: dict[int, int]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is near among the earlier rows of a file.

    Attributes:
        shown: row and verdict, the first rows of each name.
        more: how many rows there are beside.
    """

    shown: tuple[tuple[Proposal, Verdict], ...] = ()
    more: int = 0


def batch_of(rows: Iterable[Proposal]) -> Batch:
    """Return the batch of some rows; those whose name cannot be taken are left out of its index."""
    held = tuple(rows)
    places: dict[str, list[int]] = {}
    for place, row in enumerate(held):
        places.setdefault(row.name, []).append(place)
    # A name that stands in a thousand rows is judged once, not a thousand times.
    index = build((name, name) for name in forgetting(places) if _acceptable(name))
    return Batch(held, index, places, {id(row): place for place, row in enumerate(held)})


def _acceptable(name: str) -> bool:
    try:
        normalize_name(name)
    except UnacceptableName:
        return False
    return True


def earlier(one: Profile, proposal: Proposal, batch: Batch, *, most: int) -> Earlier:
    """Return what is near among the rows before one of its batch, of each name the first `most`."""
    place = batch.place_of[id(proposal)]
    shown: list[tuple[Proposal, Verdict]] = []
    more = 0
    for name, verdict in ((found.name, found.verdict) for found in batch.index.neighbours(one)):
        places = batch.places[name]
        before = bisect_left(places, place)
        more += max(0, before - most)
        shown += [(batch.rows[at], verdict) for at in places[: min(before, most)]]
    return Earlier(tuple(shown), more)
