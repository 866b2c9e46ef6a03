"""Shared passages sifted: what is copied, what is common wording or the office's own, what is told once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.applications.fingerprints import SHORTEST, folded

MANY = 5
"""A short passage that more units than this share counts as common wording (DECISION)."""
LONG = 100
"""Characters from which a passage is copied however many units share it: no phrase is so long (DECISION)."""
_ADDED = SHORTEST // 2
"""Characters fewer than which, beside wording of many, two units have in common by chance (DECISION)."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that several units share.

    Attributes:
        owners: who has it, in order.
        fields: where it was found with the first of them and with another.
        text: as the first of them wrote it.
        length: characters without spaces and marks.
        kind: `copied`, `common` (shorter than `LONG`, more units than `MANY`) or `form` (the office's own).
    """

    owners: tuple[int, ...]
    fields: tuple[str, ...]
    text: str
    length: int
    kind: str

    @property
    def crowded(self) -> bool:
        """Whether many units share it."""
        return len(self.owners) > MANY


def kind_of(text: str, owners: Sequence[int], form: str) -> str:
    """Return the kind of a passage by its folded text; `form` is what the office itself has written."""
    if _within(text, form):
        return "form"
    return "common" if len(owners) > MANY and len(text) < LONG else "copied"


def _within(text: str, form: str) -> bool:
    """Return whether a text is the office's own but for a few characters at its ends."""
    most = min(_ADDED, len(text))
    return bool(form) and any(
        text[left : len(text) - right] in form
        for left in range(most)
        for right in range(most - left)
    )


def sifted(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return the passages worth telling, longest first.

    Left out is what the same units share as part of a longer one, and what of a few units only adds some
    characters to a passage of many: that has been told.
    """
    whole = list(_without_parts(passages))
    crowds: dict[int, list[str]] = defaultdict(list)
    for one in whole:
        if one.crowded:
            text = folded(one.text)
            for owner in one.owners:
                crowds[owner].append(text)
    found = (one for one in whole if one.crowded or not _told(one, crowds))
    return tuple(sorted(found, key=lambda p: (-p.length, p.owners, p.text)))


def _told(one: Passage, crowds: dict[int, list[str]]) -> bool:
    text = folded(one.text)
    longest = (known for known in crowds[one.owners[0]] if len(text) - len(known) < _ADDED)
    return any(known in text for known in longest)


def _without_parts(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield passages but those that the same units share as part of a longer one."""
    by_owners: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for one in sorted(passages, key=lambda p: -p.length):
        longer = by_owners[one.owners]
        if not any(one.text in other for other in longer):
            longer.append(one.text)
            yield one
