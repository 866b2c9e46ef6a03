"""Proposed names, one by one or as the rows of a file, and what stands in the earlier rows."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from nlp.compare import Verdict
from nlp.forgetting import forgetting
from nlp.index import NameIndex, build
from nlp.profile import Profile, profile
from service.errors import UnacceptableName
from service.naming import normalize_name


class Proposal(NamedTuple):
    """A name with the unit that proposes it.

    Attributes:
        row: row of the file, 0 if there is none.
        meaning: what the applicant says the name means.
        sheet: its sheet if the file has several, else empty.
        trouble: why the file has no name here to be read (`#REF!`), a Chinese sentence; else empty.
    """

    name: str
    unit: str = ""
    row: int = 0
    meaning: str = ""
    trouble: str = ""
    sheet: str = ""


def profile_of(proposal: Proposal) -> Profile:
    """Return the profile of a proposed name.

    Raises:
        UnacceptableName: the name is empty, or holds characters no name may hold.
    """
    normalize_name(proposal.name, row=proposal.row)
    return profile(proposal.name)


@dataclass(frozen=True, slots=True)
class Batch:
    """The names of a file as one of its rows sees them.

    Attributes:
        rows: all of them in order.
        index: of the names.
        places: where each name stands.
        place: of the row that looks; those before it count.
    """

    rows: Sequence[Proposal]
    index: NameIndex
    places: Mapping[str, array[int]]
    place: int = 0

    def before(self, place: int) -> Batch:
        """Return the same as another row sees it."""
        return replace(self, place=place)


class Earlier(NamedTuple):
    """What is near among the earlier rows of a file.

    Attributes:
        shown: row and verdict, the first rows of each name.
        more: how many rows there are beside.
    """

    shown: tuple[tuple[Proposal, Verdict], ...] = ()
    more: int = 0


def batch_of(rows: Sequence[Proposal], *, longest: int) -> Batch:
    """Return the batch of some rows; names that cannot be taken, or are too long, are left out."""
    places: dict[str, array[int]] = {}
    for place, row in enumerate(rows):
        if len(row.name) <= longest:
            places.setdefault(row.name, array("I")).append(place)
    # A name that stands in a thousand rows is judged once, not a thousand times.
    index = build((name, name) for name in forgetting(places) if _acceptable(name))
    return Batch(rows, index, places)


def _acceptable(name: str) -> bool:
    try:
        normalize_name(name)
    except UnacceptableName:
        return False
    return True


def earlier(one: Profile, batch: Batch, *, most: int) -> Earlier:
    """Return what is near among the rows before the one that looks, of each name the first `most`."""
    shown: list[tuple[Proposal, Verdict]] = []
    more = 0
    for name, verdict in ((found.name, found.verdict) for found in batch.index.neighbours(one)):
        places = batch.places[name]
        before = bisect_left(places, batch.place)
        more += max(0, before - most)
        shown += [(batch.rows[at], verdict) for at in places[: min(before, most)]]
    return Earlier(tuple(shown), more)
