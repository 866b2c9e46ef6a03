"""Shared passages that are mostly the same text, under one number: a report names each text once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.applications.fingerprints import fingerprints, folded
from service.applications.passages import Passage

_AGREEING = 0.5
"""Share of a passage's fingerprints that make it a version of a longer one (DECISION)."""


@dataclass(frozen=True, slots=True)
class Family:
    """A shared text with its versions.

    Attributes:
        number: from 1, longest text first; rows of tables refer to it.
        text, length: of its longest version, the length without spaces and marks.
        owners: who has any of them, in order.
    """

    number: int
    text: str
    length: int
    owners: tuple[int, ...]


def family_numbers(passages: Iterable[Passage]) -> Iterator[int]:
    """Yield the number of each passage's family: that of the longest before it that holds half of it.

    Args:
        passages: longest first. Linear in their length; fingerprints of the first of each family are held.
    """
    known: dict[int, int] = {}
    count = 0
    for one in passages:
        prints = {value for value, _ in fingerprints(folded(one.text))}
        met = Counter(known[value] for value in prints if value in known)
        number, agreeing = min(met.items(), key=lambda pair: (-pair[1], pair[0]), default=(0, 0))
        if agreeing < _AGREEING * len(prints):
            count += 1
            number = count
            for value in prints:
                known.setdefault(value, number)
        yield number


def families(passages: Sequence[Passage], numbers: Iterable[int]) -> list[Family]:
    """Return the families of passages, longest first, by the number of each."""
    members: dict[int, list[Passage]] = {}
    for one, number in zip(passages, numbers, strict=True):
        members.setdefault(number, []).append(one)
    return [
        Family(
            number,
            versions[0].text,
            versions[0].length,
            tuple(sorted({owner for one in versions for owner in one.owners})),
        )
        for number, versions in members.items()
    ]
