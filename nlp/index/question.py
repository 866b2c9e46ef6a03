"""What every segment is asked about one name: made once, when the first of them needs it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from nlp.compare import Dossier, Verdict
from nlp.index.abbreviations import longer_wanted, shorter_wanted
from nlp.index.keys import bag, may_be_unheard, wanted
from nlp.index.shared import Own
from nlp.lazily import lazy
from nlp.profile import Profile, profile
from nlp.relations import WAYS, Ways


@dataclass(frozen=True)
class Question:
    """A name whose neighbours are looked for.

    Each thing is made when it is first asked for, so there are no slots.
    """

    one: Profile
    _judged: dict[str, Dossier] = field(default_factory=dict)

    @lazy
    def sharing(self) -> dict[int, int]:
        """Hashes of which a name must be filed under one to share a key, with the ways that they tell of.

        Ways are the sum of their numbers in `_NUMBERS`.
        """
        found: dict[int, int] = {}
        for way, hashes in wanted(self.one):
            number = _NUMBERS[way]
            for key in hashes:
                found[key] = found.get(key, 0) | number
        return found

    @lazy
    def abbreviating(self) -> list[tuple[int, ...]]:
        """Hashes: a name must be filed under all of some to be an abbreviation or to have one."""
        shorter = zip(shorter_wanted(self.one.text))
        return [*longer_wanted(self.one), *shorter]

    @lazy
    def pieces(self) -> dict[int, list[tuple[str, int]]]:
        """The parts of the text that may be a name of their own, with their offsets, by hash.

        Each once, of two characters or more, the longest first; none begins or ends inside a worn word.
        """
        found: dict[int, list[tuple[str, int]]] = {}
        for piece, start in self._pieces():
            found.setdefault(bag(piece), []).append((piece, start))
        return found

    def _pieces(self) -> Iterator[tuple[str, int]]:
        text, inside = self.one.text, self.one.inside
        for size in range(len(text) - 1, 1, -1):
            for start in range(len(text) - size + 1):
                if start in inside or start + size in inside:
                    continue
                piece = text[start : start + size]
                if text.find(piece) == start:
                    yield piece, start

    def judged(self, name: str, ways: int) -> Dossier:
        """Return the judgement of a name that is alike in no other ways than some, but as an abbreviation."""
        found = self._judged.get(name)
        if found is None:
            other = profile(name)
            heard = ways & _HEARD or not self._is_unheard_beside(other.text)
            asked = _ways(ways) if heard else WAYS
            found = self._judged[name] = Dossier(self.one, other, asked)
        return found

    def shared_by(self, text: str, name: str, ways: int) -> Verdict | None:
        """Return the verdict on a name that shares a part or a heart only, None if it must be judged."""
        if not ways or ways & ~_OWN or self._is_unheard_beside(text):
            return None
        return self._own.shared_by(text, name, parts=bool(ways & _PARTS), heart=bool(ways & _HEART))

    def left_to_containment(self, text: str, ways: int) -> bool:
        """Return whether a text holds the name's, and is alike in no way that goes before containment."""
        own = self.one.text
        return own in text and own != text and not ways & ~_HOLDING and self._is_said_plainly

    @lazy
    def _is_said_plainly(self) -> bool:
        """Whether each character is said by itself, so that what holds more is said in more syllables."""
        return len(self.one.units) == len(self.one.text)

    def _is_unheard_beside(self, text: str) -> bool:
        """Whether the name and another may sound alike without a key that tells of it."""
        return self._may_be_unheard or may_be_unheard(text)

    @lazy
    def _may_be_unheard(self) -> bool:
        return may_be_unheard(self.one.text)

    @lazy
    def _own(self) -> Own:
        return Own(self.one)


_NUMBERS = {way: 1 << place for place, way in enumerate(sorted(WAYS))}
_HEARD, _PARTS, _HEART = (_NUMBERS[way] for way in ("sound", "parts", "heart"))
_OWN = _PARTS | _HEART
HOLDING: Ways = frozenset({"sound", "parts", "heart", "short"})
"""Ways in which names may be alike of which one holds the other, where containment decides."""
_HOLDING = sum(map(_NUMBERS.__getitem__, HOLDING))


@cache
def _ways(numbers: int) -> Ways:
    """Return ways by the sum of their numbers; an abbreviation may be alike in any."""
    return frozenset(way for way, number in _NUMBERS.items() if numbers & number) | {"short"}
