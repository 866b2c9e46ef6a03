"""Former names that are still kept (A4): an index of their own beside that of the names in use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nlp.compare import Verdict
from nlp.index import NameIndex, build
from nlp.profile import Profile
from service.model import HeldName


class FormerNames:
    """The former names that a registry still keeps for their brands; they are few, and in no file."""

    def __init__(self, held: Sequence[HeldName] = ()) -> None:
        self._held = tuple(held)
        self._index: NameIndex | None = None

    def near(self, one: Profile) -> Iterator[tuple[HeldName, Verdict]]:
        """Yield every former name that is same as or confusable with a name."""
        if not self._held:
            return
        if self._index is None:
            self._index = build((str(place), held.name) for place, held in enumerate(self._held))
        for found in self._index.neighbours(one):
            yield self._held[int(found.id)], found.verdict
